"""How the answer of :mod:`coopgraph.answers.why` is told: as text for people, as JSON for programs."""

from __future__ import annotations

import json
from typing import Any

from coopgraph.answers import spans
from coopgraph.answers.why import Meeting, Why
from coopgraph.network import Contribution, Presence, Role, Tie
from coopgraph.network.table import Activity, slug
from coopgraph.table import Thing
from coopgraph.vocab import compact, term


def text(why: Why) -> str:
    """Return the answer for people: the ties with their weights, then activity by activity what they rest on."""
    body = [why.kin] if why.kin else _tied(why) if why.ties else _not_tied(why)
    return "\n".join([f"{why.a.label} – {why.b.label}", "", *body, *spans.key(sources(why))]) + "\n"


def sources(why: Why) -> list[Thing]:
    """Return the documents that the evidence of an answer is in."""
    ties = (place for tie in why.ties for c in tie.contributions for p in c.roles for place in p.evidence)
    met = (place for m in why.meetings for role in (*m.roles_a, *m.roles_b) for place in role.evidence)
    return spans.documents([*why.kin_evidence, *ties, *met], why.names)


def as_json(why: Why) -> str:
    """Return the answer as JSON: the ties, each with its weight and contributions; ids as in the curated files."""
    body: dict[str, Any] = {
        "a": {"id": why.a.id, "label": why.a.label},
        "b": {"id": why.b.id, "label": why.b.label},
        "tied": why.tied,
        "view": why.view,
        "level": why.level,
        "definition": {"title": why.definition.title, "sha256": why.definition.digest},
        "kin": why.kin,
        "ties": [_tie_json(why, tie) for tie in why.ties],
        "shared_activities": [compact(m.activity.iri) for m in why.meetings],
        "path": list(why.path),
        "sources": spans.as_json(sources(why)),
    }
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def dates(activity: Activity) -> str:
    """Return the dates of an activity in words.

    >>> from datetime import date
    >>> dates(Activity("x", "event", "X", date(2013, 5, 27), date(2013, 5, 31)))
    '2013-05-27 to 2013-05-31'
    >>> dates(Activity("x", "event", "X", None, date(2016, 11, 5)))
    'until 2016-11-05 at the latest'
    """
    first, last = activity.first, activity.last
    if first and last:
        return f"{first}" if first == last else f"{first} to {last}"
    if first or last:
        return f"from {first} at the earliest" if first else f"until {last} at the latest"
    return "no date on record"


def _tied(why: Why) -> list[str]:
    number = f"{len(why.ties)} tie" + "s" * (len(why.ties) > 1)
    out = [] if why.view == why.asked else [f"No tie in view {why.asked}; with delegations and persons as those they"]
    out += [] if why.view == why.asked else ["represent:"]
    out += [f"View {why.view}, definition {why.definition.title}: {number}.", ""]
    out += [f"  {_ends(why, tie)}: {', '.join(tie.kinds)}; weight {tie.weight:g}, {tie.status}" for tie in why.ties]
    contributions = [(c.activity, c) for tie in why.ties for c in tie.contributions]
    for activity in sorted({activity for activity, _ in contributions}, key=lambda a: a.iri):
        out += ["", f"{activity.label}  ({compact(activity.iri)})", f"  {dates(activity)}", ""]
        here = [c for a, c in contributions if a == activity]
        for presence in dict.fromkeys(p for c in here for p in c.roles):
            out += _presence(why, presence)
        out += ["", *(_sum(why, c) for c in here)]
    return out


def _ends(why: Why, tie: Tie) -> str:
    first, second = (p.node for p in tie.contributions[0].roles)
    return f"{why.names.label(first)} – {why.names.label(second)}"


def _presence(why: Why, presence: Presence) -> list[str]:
    party = why.names.label(presence.role.party)
    if presence.organization != presence.role.party:
        party += f", for {why.names.label(presence.organization)}"
    head = f"  {_role(why, presence.role)}: {party}"
    out = [f"{head}  [{presence.status}, counts {presence.confidence:g}]"]
    for place in presence.evidence:
        out.append(f"      {place}")
        out += [f"        “{sentence}”" for sentence in why.quote(place)]
    return out


def _sum(why: Why, c: Contribution) -> str:
    ends = list(c.roles)
    if c.towards and slug(ends[1].node) != c.towards:
        ends.reverse()
    arrow = "→" if c.towards else "–"
    names = f" {arrow} ".join(why.names.label(p.node) for p in ends)
    return f"  {names}: {c.kind}, {c.weight:g} = strength {c.strength:g} × confidence {c.confidence:g}"


def _not_tied(why: Why) -> list[str]:
    out = ["No tie is on record, in any view."]
    for meeting in why.meetings:
        out += _meeting(why, meeting)
    if why.path:
        out += ["", "The shortest way of ties from one to the other: " + " – ".join(why.path)]
    else:
        out += ["", "No path of ties leads from one to the other."]
    return out


def _meeting(why: Why, meeting: Meeting) -> list[str]:
    activity = meeting.activity
    out = ["", f"Both have a role in {activity.label}  ({compact(activity.iri)}, {dates(activity)}):"]
    for role in (*meeting.roles_a, *meeting.roles_b):
        places = ", ".join(role.evidence)
        out.append(f"  {_role(why, role)}: {why.names.label(role.party)}  [{role.status}] {places}")
    return [*out, f"  but these roles make no tie ({why.definition.title})."]


def _role(why: Why, role: Role) -> str:
    return why.names.label(term("role", role.role))


def _tie_json(why: Why, tie: Tie) -> dict[str, Any]:
    return {
        "source": tie.source,
        "target": tie.target,
        "weight": tie.weight,
        "kinds": list(tie.kinds),
        "status": tie.status,
        "contributions": [_contribution_json(why, c) for c in tie.contributions],
    }


def _contribution_json(why: Why, c: Contribution) -> dict[str, Any]:
    return {
        "activity": compact(c.activity.iri),
        "dates": dates(c.activity),
        "kind": c.kind,
        "towards": c.towards,
        "status": c.status,
        "weight": c.weight,
        "strength": c.strength,
        "confidence": c.confidence,
        "roles": [
            {
                "party": compact(p.role.party),
                "organization": compact(p.organization),
                "role": p.role.role,
                "status": p.status,
                "evidence": list(p.evidence),
                "sentences": [s for place in p.evidence for s in why.quote(place)],
            }
            for p in c.roles
        ],
    }

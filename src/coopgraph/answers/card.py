"""All that is on record of one thing: names, kind, roles, claims, and what was rejected; each with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from coopgraph.answers.spans import Quote, as_json, documents, key
from coopgraph.names import Names
from coopgraph.ontology import claim_keys
from coopgraph.queries import internal, run
from coopgraph.store.base import Store
from coopgraph.table import Cell, Table, Thing
from coopgraph.vocab import compact, split

_KINDS = ("org", "delegation", "person", "event", "project", "place", "country", "bcp", "document", "change", "source")


@dataclass(frozen=True, slots=True)
class Card:
    """A record and three tables: its names, its roles (or, of an activity, who has a role in it), its claims; and the
    documents that their evidence is in."""

    thing: Thing
    kind: str
    names: Table
    roles: Table
    claims: Table
    sources: tuple[Thing, ...]
    quote: Quote

    def to_json(self) -> str:
        """Return the card as JSON: id, label, names, roles, claims, sources."""
        import json

        tables = {"names": self.names, "roles": self.roles, "claims": self.claims}
        body = {"id": self.thing.id, "label": self.thing.label} | {
            k: json.loads(t.to_json()) for k, t in tables.items()
        }
        return json.dumps(body | {"sources": as_json(self.sources)}, ensure_ascii=False, indent=2)

    def __str__(self) -> str:
        out = [f"{self.thing.label}  ({self.thing.id})", ""]
        out += [_name_line(row) for row in sorted(self.names, key=_order)]
        sections = {"Roles": [], "Claims": [], "Rejected": []}  # type: dict[str, list[str]]
        for row in self.roles:
            sections["Roles"] += self._lines(_role_words(row, self.kind), row)
        for row in self.claims:
            rejected = isinstance(row["status"], Thing) and row["status"].id == "status/rejected"
            title = "Rejected" if rejected else "Claims"
            sections[title] += self._lines(_claim_words(row, self.thing), row)
        for title, lines in sections.items():
            out += ["", title, *lines] if lines else []
        out += key(self.sources)
        return "\n".join(out) + "\n"

    def _lines(self, words: str, row: dict[str, Cell]) -> list[str]:
        evidence = _evidence(row)
        places = ", ".join(str(e) for e in evidence)
        lines = [f"  {words}", f"      {row['status']}, {row['confidence']} · {places}".lower()]
        word = "note" if str(row["status"]).lower() == "stated" else "because"
        lines += [f"      {word}: {row['basis']}"] if row["basis"] else []
        return lines + [f"      “{text}”" for e in evidence for text in self.quote(str(e))]


def card(name: str, store: Store, names: Names, view: str, quote: Quote) -> Card:
    """Return the card of the record that ``name`` names. Raises UnknownName and Ambiguous."""
    iri = names.find(name, _KINDS)
    kind = (split(iri) or ("", ""))[0]
    tables = {}
    for query in ("names", "roles", "claims"):
        saved = internal(f"card/{query}")
        fits = query != "roles" or kind in ("org", "delegation", "person", "event", "project")
        fits = fits and (query != "claims" or kind != "source")
        tables[query] = run(saved, store, names, {"record": iri}, view) if fits else Table((), [])
    places = (str(place) for table in (tables["roles"], tables["claims"]) for row in table for place in _evidence(row))
    return Card(names.thing(iri), kind, **tables, sources=tuple(documents(places, names)), quote=quote)


def _evidence(row: dict[str, Cell]) -> tuple[Cell, ...]:
    return row["evidence"] if isinstance(row["evidence"], tuple) else ()


def _property(row: dict[str, Cell]) -> str:
    return row["property"].id if isinstance(row["property"], Thing) else ""


def _order(row: dict[str, Cell]) -> tuple[int, str]:
    return (list(_WORDS).index(_property(row)), str(row["lang"] or ""))


def _name_line(row: dict[str, Cell]) -> str:
    prop = _property(row)
    words = _WORDS[prop]
    lang = f" ({row['lang']})" if row["lang"] and prop != "skos:editorialNote" else ""
    shown = row["text"] if row["text"] is not None else row["term"]
    return f"  {words:<12} {shown}{lang}"


_WORDS = {
    "skos:prefLabel": "name",
    "skos:altLabel": "also",
    "skos:hiddenLabel": "found by",
    "skos:editorialNote": "note",
    "cg:category": "type",
    "cg:country": "country",
    "dcterms:title": "title",
    "dcterms:issued": "issued",
    "dcterms:publisher": "publisher",
    "cg:sha256": "sha256",
    "cg:textLength": "characters",
}


def _role_words(row: dict[str, Cell], kind: str) -> str:
    other = row["party"] if kind in ("event", "project") else row["activity"]
    more = [str(row["position"])] if row["position"] else []
    more += [f"{row['count']} people"] if row["count"] is not None else []
    more += [str(row["mode"])] if row["mode"] else []
    return f"{row['role']}: {other}" + (f" ({', '.join(more)})" if more else "")


@cache
def _keys() -> dict[str, str]:
    """Return what curators call each property, by its prefixed name."""
    return {compact(key.predicate): name for name, key in claim_keys().items()}


def _claim_words(row: dict[str, Cell], thing: Thing) -> str:
    predicate = row["predicate"]
    key = _keys().get(predicate.id, predicate.label) if isinstance(predicate, Thing) else ""
    words = str(row["role"] or key)
    when = f", {row['when']}" if row["when"] else ""
    position = f" ({row['position']})" if row["position"] else ""
    if isinstance(row["subject"], Thing) and row["subject"].id == thing.id:
        return f"{words}: {row['object']}{position}{when}"
    return f"{row['subject']} – {words}: {row['object']}{position}{when}"

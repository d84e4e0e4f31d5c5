"""Whatever small thing is changed in the triples of a dataset, each triple is kept by its records, or told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from coopgraph import build
from coopgraph.errors import RecordsError
from coopgraph.intake import rdf
from coopgraph.loaders import dataset
from coopgraph.loaders.authority import SHEETS
from coopgraph.loaders.files import Files
from coopgraph.triples import quads
from coopgraph.vocab import CG, KINDS, PREFIXES, mint, split

TINY = Path(__file__).resolve().parent.parent / "data" / "tiny"
LINES = sorted(
    line
    for line in build.load(TINY).quads.lines
    if "/id/country/" not in line.split(" ", 1)[0]  # few of the many kinds are enough
)


def described(lines: Iterable[str]) -> dict[str, set[tuple[str, Any]]]:
    """What is said of each node, without graphs; integers by their value."""
    found: dict[str, set[tuple[str, Any]]] = {}
    for quad in ox.parse("\n".join(lines).encode(), format=ox.RdfFormat.N_QUADS):
        end: Any = quad.object.value if isinstance(quad.object, ox.NamedNode) else str(quad.object)
        if isinstance(quad.object, ox.Literal) and "nteger" in quad.object.datatype.value:
            end = int(quad.object.value) if quad.object.value.isdigit() else end
        found.setdefault(str(getattr(quad.subject, "value", "")), set()).add((quad.predicate.value, end))
    return found


Said = dict[str, set[tuple[str, Any]]]
MADE = ("claim", "participation", "evidence", "selector", "geometry")


def is_made(node: Any) -> bool:
    """Whether the name of a node is made from what it says, so that another name says the same."""
    return isinstance(node, str) and (split(node) or ("",))[0] in MADE


def kept(one: str, before: Said, other: str, after: Said) -> bool:
    """Whether all that is said of a node is said of another, nodes with made names by what they say."""
    return all(
        (predicate, end) in after[other]
        or (
            is_made(end)
            and any(
                p == predicate and is_made(e) and kept(end, before, e, after) for p, e in after[other] if e in after
            )
        )
        for predicate, end in before.get(one, ())
    )


def lost(before: Said, after: Said) -> list[str]:
    """The nodes of which something is not said any more; that a thing is of the class that its name says may go."""
    for node, facts in before.items():
        if not is_made(node) and (found := split(node)):
            facts.discard((PREFIXES["rdf"] + "type", KINDS[found[0]]))
    return [
        node
        for node in before
        if not (
            any(is_made(other) and kept(node, before, other, after) for other in after)
            if is_made(node)
            else (node in after and kept(node, before, node, after)) or not before[node]
        )
    ]


EDITS = ("drop", "literal", "datatype", "language", "unknown", "object", "subject", "graph")


def edited(lines: list[str], edit: str, at: int, to: int) -> list[str]:
    """The lines with a small change in one of them; ``to`` says what it takes from another."""
    line = lines[at]
    quad = next(iter(ox.parse(line.encode(), format=ox.RdfFormat.N_QUADS)))
    other = next(iter(ox.parse(lines[to].encode(), format=ox.RdfFormat.N_QUADS)))
    s, p, o, g = quad.subject, quad.predicate, quad.object, quad.graph_name
    match edit:
        case "drop":
            return lines[:at] + lines[at + 1 :]
        case "unknown":
            return [*lines, f"{ox.Quad(s, ox.NamedNode(CG + 'colour'), other.object, g)} ."]
        case "object":
            o = other.object
        case "subject":
            s = other.subject
        case "graph":
            g = other.graph_name
        case _ if isinstance(o, ox.Literal):
            made = {
                "literal": ox.Literal(o.value + "7", language=o.language)
                if o.language
                else ox.Literal(o.value + "7", datatype=o.datatype),
                "datatype": ox.Literal(o.value, datatype=ox.NamedNode(PREFIXES["xsd"] + "token")),
                "language": ox.Literal(o.value, language="de"),
            }
            o = made[edit]
    return [*lines[:at], f"{ox.Quad(s, p, o, g)} .", *lines[at + 1 :]]


@given(
    st.sampled_from(EDITS),
    st.integers(0, len(LINES) - 1),
    st.integers(0, len(LINES) - 1),
)
def test_nothing_is_lost_in_silence(tmp_path_factory: Any, edit: str, at: int, to: int) -> None:
    """After any small edit of the triples, each is in the records again, or something is told."""
    changed = edited(LINES, edit, at, to)
    file = tmp_path_factory.mktemp("edited") / "edited.nq"
    file.write_text("\n".join(changed) + "\n", "utf-8")
    files = rdf.read(file, "edited.nq")
    missing = lost(described(changed), described(regenerated(files)))
    if not told(files):
        assert missing == [], (edit, LINES[at], LINES[to])
    if edit == "unknown" and at != to:
        row = len(changed)
        assert row in {problem.source.row for problem in files.problems}


def told(files: Files) -> list[object]:
    """All that is wrong with files, of form and of meaning, ids taken to exist."""
    try:
        dataset.records(replace(files, unread={*SHEETS, dataset.RECORDS}))
    except RecordsError as error:
        return error.problems
    return []


def regenerated(files: Files) -> set[str]:
    """The lines of the records, as far as there are any; of each country that is named."""
    try:
        records = dataset.records(replace(files, unread={*SHEETS, dataset.RECORDS}, problems=[]))
    except RecordsError:
        return set()
    return quads(records).lines


def test_untouched_lines_are_all_kept(tmp_path: Path) -> None:
    """The lines that are edited are kept, all of them, while nobody edits them; so the test of edits can fail."""
    file = tmp_path / "whole.nq"
    file.write_text("\n".join(LINES) + "\n", "utf-8")
    files = rdf.read(file, "whole.nq")
    assert told(files) == []
    assert lost(described(LINES), described(regenerated(files))) == []
    undated = [line for line in regenerated(files) if 'startDate> "' not in line]
    assert lost(described(LINES), described(undated)) == [mint("event", "2013-visit")]

"""The check of GEXF files: what it finds, at which line, and what it refuses."""

from __future__ import annotations

import time
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from coopgraph.errors import InputError
from coopgraph.gexfcheck import Finding, check, foretell
from coopgraph.gexfcheck.rules import LEVELS, RULES

CASES: list[dict[str, Any]] = YAML(typ="safe").load(Path(__file__).with_name("bad.yaml").read_text("utf-8"))
ROOT = 'xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3"'


def gexf(case: dict[str, Any]) -> str:
    """Return the file of a case: as it stands, or its parts in the frame, one a line."""
    if "file" in case:
        return str(case["file"])
    root, graph = case.get("root", ROOT), case.get("graph", 'defaultedgetype="undirected"')
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<gexf {root}>",
        case.get("meta", "<!-- meta -->"),
        f"<graph {graph}>",
        case.get("columns", "<!-- columns -->"),
        case.get("nodes_tag", "<nodes>"),
        case.get("nodes", '<node id="a" label="A"/>'),
        '<node id="b" label="B"/>',
        "</nodes>",
        "<edges>",
        case.get("edges", "<!-- edges -->"),
        "</edges>",
        case.get("late", ""),
        "</graph>",
        "</gexf>",
    ]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_what_is_found(case: dict[str, Any], tmp_path: Path) -> None:
    """Each case of bad.yaml gives the findings that stand there, with their lines and levels, and no other."""
    path = tmp_path / "case.gexf"
    path.write_text(gexf(case), encoding="utf-8")
    found = [f for f in check(path) if f.rule != "no-positions"]
    assert [f"{f.line} {f.level} {f.rule}" for f in found] == case["finds"]
    assert all(f.message and f.remedy and f.who for f in found)


def test_every_rule_has_a_case() -> None:
    """bad.yaml breaks every rule at least once."""
    broken = {finding.split()[2] for case in CASES for finding in case["finds"]} | {"no-positions"}
    assert broken == set(RULES)


def test_levels_are_known() -> None:
    """Every rule has one of the levels, names programs, and says what to write instead."""
    assert all(rule.level in LEVELS and rule.who and rule.remedy for rule in RULES.values())


def test_a_finding_in_words(tmp_path: Path) -> None:
    """A finding says where, how bad, what, what to write instead, and for which programs."""
    path = tmp_path / "zero.gexf"
    path.write_text(gexf({"edges": '<edge id="e" source="a" target="b" weight="0"/>'}), encoding="utf-8")
    found = next(f for f in check(path) if f.rule == "weight-zero")
    assert str(found) == (
        "11: SEVERE weight-zero: edge 'e' has weight 0; it is left out; "
        "give it a weight above 0, or leave the edge out (Gephi 0.10, Gephi 0.11)"
    )


def test_many_of_one_kind(tmp_path: Path) -> None:
    """Of a rule that is broken often the first findings are listed, and the last says how many more there are."""
    path = tmp_path / "many.gexf"
    nodes = "\n".join(f'<node id="n{i}"/>' for i in range(100))
    path.write_text(gexf({"nodes": nodes}), encoding="utf-8")
    found = [f for f in check(path, most=3) if f.rule == "node-label"]
    assert [f.line for f in found] == [7, 8, 9]
    assert [f.times for f in found] == [1, 1, 98]  # 100 in all
    assert "and 97 more" in str(found[-1])


def test_what_gephi_will_show(tmp_path: Path) -> None:
    """Nodes that Gephi makes up count, edges that it drops or merges do not."""
    edges = "\n".join(
        [
            '<edge id="e" source="a" target="x"/>',  # x is made up
            '<edge id="f" source="x" target="a"/>',  # merged with e
            '<edge id="g" source="a" target="b" weight="0"/>',  # dropped
            '<edge id="h" source="a" target="b" type="directed"/>',  # dropped
            '<edge id="e" source="a" target="b"/>',  # dropped, a second e
            '<edge id="i" source="a" target="b" kind="k"/>',
        ]
    )
    path = tmp_path / "counts.gexf"
    path.write_text(gexf({"edges": edges}), encoding="utf-8")
    forecast = foretell(path)
    assert (forecast.nodes, forecast.edges) == (3, 2)
    assert forecast.opens("Gephi 0.10")
    assert not forecast.opens("networkx")  # h is directed


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A file that cannot be opened is an error of input that names it."""
    with pytest.raises(InputError, match=r"none\.gexf: cannot be read"):
        check(tmp_path / "none.gexf")


@pytest.mark.parametrize(
    ("start", "said"),
    [(b"\x1f\x8b\x08", "a gzip archive"), (b"PK\x03\x04", "a zip archive"), (b"id,label\n", "begins with 'id,label")],
)
def test_what_is_no_xml(start: bytes, said: str, tmp_path: Path) -> None:
    """A file of another kind is named as what it is."""
    (tmp_path / "odd.gexf").write_bytes(start)
    (found,) = check(tmp_path / "odd.gexf")
    assert (found.rule, found.line) == ("not-xml", 1)
    assert said in found.message


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    """A file of a few lines that would unfold to gigabytes is refused at its first entity, at once."""
    rows = ['<!ENTITY a0 "ha">', *(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))]
    (tmp_path / "bomb.gexf").write_text(f"<!DOCTYPE gexf [{''.join(rows)}]><gexf>&a11;</gexf>", encoding="utf-8")
    start = time.monotonic()
    assert [f.rule for f in check(tmp_path / "bomb.gexf")] == ["entities"]
    assert time.monotonic() - start < 1


def test_memory_stays_flat(tmp_path: Path) -> None:
    """Memory grows with the ids and not with what stands in the elements."""
    path = tmp_path / "long.gexf"
    values = '<attvalue for="c" value="' + "x" * 200 + '"/>'
    node = f'<node id="n{{}}" label="N"><attvalues>{values * 20}</attvalues></node>\n'
    columns = '<attributes class="node"><attribute id="c" title="c" type="string"/></attributes>'
    path.write_text(gexf({"columns": columns, "nodes": "".join(node.format(i) for i in range(500))}), encoding="utf-8")
    assert path.stat().st_size > 2e6
    tracemalloc.start()
    check(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1e6


@settings(deadline=None, max_examples=200)
@given(data=st.binary(max_size=200))
def test_any_bytes(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever bytes a file holds, the check ends with findings."""
    path = tmp_path_factory.getbasetemp() / "any.gexf"
    path.write_bytes(data)
    assert check(path)


_NAMES = (
    "node",
    "edge",
    "attvalue",
    "attribute",
    "attributes",
    "spell",
    "graph",
    "meta",
    "default",
    "nodes",
    "viz:size",
)
_ATTRIBUTES = (
    "id",
    "for",
    "value",
    "type",
    "class",
    "source",
    "target",
    "weight",
    "start",
    "end",
    "r",
    "a",
    "x",
    "hex",
)
_VALUES = ("", "a", "3", "-1", "nan", "2014", "2014-05-01", "node", "edge", "integer", "9" * 5000, "٣", "1e400", "[1,]")


@settings(deadline=None, max_examples=300)
@given(data=st.data())
def test_any_elements(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    """However elements and attributes are mixed, the check ends and every finding has a line of the file."""
    inside = ""
    for _ in range(data.draw(st.integers(1, 6))):
        name = data.draw(st.sampled_from(_NAMES))
        pairs = data.draw(st.dictionaries(st.sampled_from(_ATTRIBUTES), st.sampled_from(_VALUES), max_size=4))
        written = "".join(f' {k}="{v}"' for k, v in pairs.items())
        inside = f"<{name}{written}>\n{inside}</{name}>" if data.draw(st.booleans()) else f"{inside}<{name}{written}/>"
    mode = data.draw(st.sampled_from(['timeformat="date"', 'timeformat="double"', 'idtype="integer"', ""]))
    path = tmp_path_factory.getbasetemp() / "mixed.gexf"
    path.write_text(f"<gexf {ROOT}><graph {mode}>{inside}</graph></gexf>", encoding="utf-8")
    lines = path.read_text("utf-8").count("\n") + 1
    found = check(path)
    assert all(isinstance(f, Finding) and 1 <= f.line <= lines for f in found)

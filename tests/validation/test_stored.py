"""A graph without its curated files: what it can tell is found, as from the files; what it cannot is said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from coopgraph import Graph, build, ontology
from coopgraph.cli import main
from coopgraph.export.write import writing
from coopgraph.store.oxigraph import OxigraphStore
from coopgraph.synth import Plan, write
from coopgraph.synth.faults import CODES
from coopgraph.validation import onegraph, validate_store
from coopgraph.vocab import CG, IDS, PREFIXES
from coopgraph.vocab import graph as iri

LOADING = {code: 1 for code, loads in CODES.items() if loads}
A = f"<{IDS}org/a>"


class Distant:
    """A store that is not embedded: it only gives its quads."""

    def __init__(self, store: OxigraphStore) -> None:
        self.store = store

    def quads(self, name: str | None = None) -> Iterator[ox.Quad]:
        return self.store.quads(name)

    def __len__(self) -> int:
        return len(self.store)


def stored(*lines: str) -> OxigraphStore:
    store = OxigraphStore()
    store.load("\n".join(lines).encode())
    return store


def test_the_bundled_graph_has_the_report_of_its_files(graph: Graph, sources: Path) -> None:
    """Findings, places, labels and sentences are the same, evidence held against the texts and all."""
    told = Graph(graph.store, graph.origins).validate(sources)
    expected = graph.validate(sources, profiled=False)
    assert told.findings == expected.findings
    assert (told.checked, told.spans, told.texts) == (expected.checked, expected.spans, expected.texts)


def test_every_error_that_loads_is_found_without_the_files(tmp_path: Path) -> None:
    """Of sixty events with an error of each code the graph tells all that the files tell: same code, node, words."""
    write(Plan(60, 6, LOADING), "yaml", tmp_path / "made", writing)
    built = build.load(tmp_path / "made")
    expected = Graph(built.store, built.origins, built.records, built.quads).validate()
    assert set(LOADING) <= {f.code for f in expected}
    assert validate_store(built.store, built.origins).findings == expected.findings


def test_a_saved_store_is_validated_and_says_what_is_missing(tiny: Path) -> None:
    """A store has the findings of its dataset, places as seen from the folder; the form of files it cannot tell."""
    build.save(build.load(tiny), Path("store"))
    report, expected = Graph.open("store").validate(), Graph.load(tiny).validate()
    assert report.findings
    assert {(f.code, f.node, f.label, f.message) for f in report} == {
        (f.code, f.node, f.label, f.message) for f in expected
    }
    assert {f"data/{f.source}" for f in report if f.source} == {str(f.source) for f in expected if f.source}
    assert report.summary().endswith("Of the graph alone: the form of the curated files was not looked at.")


def test_without_origins_the_report_says_that_places_are_not_known() -> None:
    """An organization without a label is found; its place is not."""
    store = stored(f"{A} <{PREFIXES['rdf']}type> <{CG}Organization> <{iri('authority')}> .")
    report = validate_store(store)
    (finding,) = (f for f in report if f.code == "C04")
    assert (finding.node, finding.source) == (IDS + "org/a", None)
    assert "where each finding was written down is not known" in report.summary()


def test_what_is_derived_is_not_looked_at() -> None:
    """A class that does not exist is C10 among the stated triples and nothing among the derived ones."""
    line = f"{A} <{PREFIXES['rdf']}type> <{CG}Organisation> <%s> ."
    found = [validate_store(stored(line % iri(name), *ontology.nquads())).counts() for name in ("stated", "derived")]
    assert ["C10" in counts for counts in found] == [True, False]


@pytest.mark.parametrize("most", [0, 1000])
def test_a_triple_of_two_graphs_is_there_once(most: int) -> None:
    """In memory and, above so many quads, on disk, two graphs with a triple in common hold three."""
    store = stored(
        f"{A} <urn:p> {A} <{iri('stated')}> .",
        f"{A} <urn:p> {A} <{iri('inferred')}> .",
        f"{A} <urn:q> {A} <{iri('inferred')}> .",
        f"{A} <urn:r> {A} <{iri('vocabulary')}> .",
        f"{A} <urn:s> {A} <{iri('derived')}> .",
    )
    with onegraph.of_store(store, most) as data:
        assert {q.predicate.value for q in data} == {"urn:p", "urn:q", "urn:r"}
        assert len(data) == 3


def test_a_blank_node_of_two_graphs_stays_one() -> None:
    """What one graph says of a blank node and what another says are still about the same node."""
    store = stored(f"_:x <urn:p> {A} <{iri('stated')}> .", f"_:x <urn:q> {A} <{iri('inferred')}> .")
    with onegraph.of_store(store) as data:
        assert len({q.subject for q in data}) == 1


def test_a_graph_behind_an_endpoint_is_read_and_checked(graph: Graph) -> None:
    """A store that is not embedded gives the same findings; it is asked for its quads alone."""
    assert isinstance(graph.store, OxigraphStore)
    report = validate_store(Distant(graph.store), graph.origins)  # type: ignore[arg-type]
    assert report.findings == graph.validate(profiled=False).findings


def test_the_command_checks_a_store(tiny: Path) -> None:
    """--store names the folder: evidence without digests is a violation, exit code 1; DATA as well is refused, 2."""
    build.save(build.load(tiny), Path("store"))
    told = CliRunner().invoke(main, ["validate", "--store", "store"])
    assert told.exit_code == 1
    assert "C48" in told.output
    assert "Of the graph alone" in told.output
    both = CliRunner().invoke(main, ["validate", str(tiny), "--store", "store"])
    assert both.exit_code == 2


def test_the_command_takes_the_other_engine(tiny: Path) -> None:
    """pySHACL tells of the tiny dataset what the compiled shapes tell."""
    told = [
        CliRunner().invoke(main, ["validate", str(tiny), "--engine", name]).output for name in ("compiled", "pyshacl")
    ]
    assert told[0] == told[1]

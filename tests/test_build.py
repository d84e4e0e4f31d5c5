"""From files to a store and to files again: derived triples, the same bytes twice, whole files or none."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from coopgraph import Graph, build, network
from coopgraph.errors import InputError, RecordsError, UsageError
from coopgraph.source import Source
from coopgraph.vocab import CG, IDS, compact, graph, mint

RECORD = Path("data/records/900-visit.yaml")
TIE = ox.NamedNode(f"{CG}cooperatesWith")
DERIVED = graph("derived")


def derived(built: build.Built) -> list[str]:
    """The quads of graph *derived*, in short form, sorted."""
    words = (str(quad.triple).split(" ") for quad in built.store.quads(DERIVED))
    return sorted(" ".join(compact(word.strip("<>")) for word in triple) for triple in words)


def again(claims: str) -> None:
    """Add a record file about source 901."""
    Path("data/records/901-again.yaml").write_text(f'source: "901"\nclaims:\n{claims}', "utf-8")


def test_all_graphs_are_there(tiny: Path) -> None:
    """A loaded dataset has its quads, the vocabulary and what is derived, and knows where each node came from."""
    built = build.load(tiny)
    counts = {name: sum(1 for _ in built.store.quads(graph(name))) for name in ("stated", "inferred", "derived")}
    # stated: three claims of 8 quads (a statement of 4, 4 of the claim) with a triple each, and a role of 8;
    # inferred: a claim of 9 quads with its triple, and the 12 quads of a role; derived: who hosts
    assert counts == {"stated": 3 * 9 + 8, "inferred": 10 + 12, "derived": 1}
    assert sum(counts.values()) < len(built.store)
    assert built.origins.find(mint("org", "osce")) == Source("data/organizations.csv", 3)


def test_hosts_organizes_and_funds(tiny: Path) -> None:
    """A host hosts, an organizer or co-organizer organizes, a funder funds; a rejected role gives nothing."""
    assert derived(build.load(tiny)) == ["org/finnish-customs cg:hosts event/2013-visit"]
    again(
        "  project/border-programme:\n"
        "    - {organizer: org/osce, stated: high, at: 0-5}\n"
        "    - {co-organizer: org/finnish-customs, inferred: low, basis: So., at: 0-5}\n"
        "    - {funder: org/osce, stated: low, at: 0-5}\n"
        "    - {supporter: org/finnish-customs, stated: low, at: 0-5}\n"
    )
    assert derived(build.load(tiny)) == [
        "org/finnish-customs cg:cooperatesWith org/osce",
        "org/finnish-customs cg:hosts event/2013-visit",
        "org/finnish-customs cg:organizes project/border-programme",
        "org/osce cg:cooperatesWith org/finnish-customs",
        "org/osce cg:funds project/border-programme",
        "org/osce cg:organizes project/border-programme",
    ]


@pytest.mark.parametrize(
    ("role", "tied"),
    [
        ("organizer", True),
        ("partner", True),
        ("trainer", True),
        ("participant", True),
        ("funder", True),
        ("member", False),
    ],
)
def test_who_cooperates_with_a_host(tiny: Path, role: str, tied: bool) -> None:
    """A host (a leader) is tied to leaders, those who deliver, take part or fund, not to a mere signatory."""
    text = RECORD.read_text("utf-8").replace("{funder: org/osce, rejected: high,", f"{{{role}: org/osce, stated: high,")
    RECORD.write_text(text, "utf-8")
    assert ("org/osce cg:cooperatesWith org/finnish-customs" in derived(build.load(tiny))) is tied


def test_no_tie_with_an_ancestor(tiny: Path) -> None:
    """A body is not said to cooperate with the one that it is part of."""
    again("  event/2013-visit:\n    - {organizer: org/osce, stated: high, at: 0-5}\n")
    assert len(derived(build.load(tiny))) == 4
    again(
        "  event/2013-visit:\n    - {organizer: org/osce, stated: high, at: 0-5}\n"
        "  org/finnish-customs:\n    - {parent: org/osce, stated: high, at: 0-5}\n"
    )
    assert derived(build.load(tiny)) == [
        "org/finnish-customs cg:hosts event/2013-visit",
        "org/osce cg:organizes event/2013-visit",
    ]


def test_derived_ties_are_those_of_the_network(graph: Graph) -> None:
    """In the bundled data cg:cooperatesWith is symmetric, and its pairs are the ties of the inferred network."""
    quads = (quad for quad in graph.store.quads(DERIVED) if quad.predicate == TIE)
    pairs = {(str(quad.subject)[1:-1], str(quad.object)[1:-1]) for quad in quads}
    assert pairs == {(b, a) for a, b in pairs}
    ties = network.of_store(graph.store, "inferred").ties
    ends = {frozenset((mint("org", tie.source), mint("org", tie.target))) for tie in ties}
    assert {frozenset(pair) for pair in pairs} == ends
    assert len(pairs) == 2 * len(ties) > 0


def test_deriving_again_adds_nothing(tiny: Path) -> None:
    """What is derived does not feed on itself."""
    built = build.load(tiny)
    size = len(built.store)
    assert build.derive(built.store) == 1
    assert len(built.store) == size


# --- files -----------------------------------------------------------------------------------------------------


def test_the_same_bytes_twice(tiny: Path) -> None:
    """Two builds of the same files write the same bytes; a folder is made where there is none."""
    first = build.write(build.load(tiny), Path("out/a"))
    second = build.write(build.load(tiny), Path("out/b"))
    assert [p.name for p in first] == ["coopgraph.nq", "coopgraph.trig", "origins.csv", "manifest.json"]
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]
    assert sorted(p.name for p in Path("out/a").iterdir()) == sorted(p.name for p in first)


def test_what_the_files_hold(tiny: Path) -> None:
    """N-Quads and TriG hold the store; the manifest counts it; the origins name file, row and field."""
    built = build.load(tiny)
    build.write(built, Path("out"))
    quads = set(built.store.quads())
    assert set(ox.parse(path=Path("out/coopgraph.nq"), format=ox.RdfFormat.N_QUADS)) == quads
    assert set(ox.parse(path=Path("out/coopgraph.trig"), format=ox.RdfFormat.TRIG)) == quads
    manifest = json.loads(Path("out/manifest.json").read_text("utf-8"))
    assert (manifest["records"], manifest["claims"], manifest["quads"]["derived"]) == (14, 7, 1)
    assert sum(manifest["quads"].values()) == len(quads)
    rows = list(csv.reader(io.StringIO(Path("out/origins.csv").read_text("utf-8"))))
    assert rows[0] == ["node", "property", "file", "row", "field"]
    assert rows[1:] == sorted(rows[1:])
    assert [f"{IDS}org/osce", f"{CG}category", "organizations.csv", "3", "type"] in rows


def test_a_failed_write_leaves_the_old_file(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When writing fails midway, the file that stood there is untouched and no half of another lies beside it."""
    built = build.load(tiny)
    build.write(built, Path("out"))
    before = {p.name: p.read_bytes() for p in Path("out").iterdir()}
    Path("data/organizations.csv").write_text("changed", "utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Exception, match="No space left on device"):
        build.put(Path("out/coopgraph.nq"), b"half")
    assert {p.name: p.read_bytes() for p in Path("out").iterdir()} == before


def test_wrong_records_write_nothing(tiny: Path) -> None:
    """A dataset with a mistake is not built."""
    RECORD.write_text(RECORD.read_text("utf-8").replace("host: org", "hots: org"), "utf-8")
    with pytest.raises(RecordsError, match="'hots' is not a role"):
        build.load(tiny)
    assert [p.name for p in Path().iterdir()] == ["data"]


def test_a_place_that_cannot_be_written(tiny: Path) -> None:
    """A file in the folder's place is wrong use."""
    Path("out").write_text("x")
    with pytest.raises(UsageError, match="out: cannot be made"):
        build.write(build.load(tiny), Path("out"))


# --- the store on disk -----------------------------------------------------------------------------------------


def test_saved_and_opened(tiny: Path) -> None:
    """A saved and opened store holds the same quads and origins (files as seen from the dataset); two may read it."""
    built = build.load(tiny)
    build.save(built, Path("deep/store"))
    store, other = (build.open_graph(Path("deep/store")) for _ in range(2))
    origins = build.origins_of(Path("deep/store"))
    assert set(store.quads()) == set(other.quads()) == set(built.store.quads())
    assert origins.find(mint("org", "osce")) == Source("organizations.csv", 3)
    assert origins.nodes.keys() == built.origins.nodes.keys()
    assert origins.properties.keys() == built.origins.properties.keys()
    assert [p.name for p in Path("deep").iterdir()] == ["store"]


def test_saved_again(tiny: Path) -> None:
    """Saving replaces the store that stands there, also while it is read, and an empty folder."""
    Path("store").mkdir()
    build.save(build.load(tiny), Path("store"))
    reader = build.open_graph(Path("store"))
    size = len(reader)
    again("  event/2013-visit:\n    - {organizer: org/osce, stated: high, at: 0-5}\n")
    build.save(build.load(tiny), Path("store"))
    assert len(reader) == size
    assert len(build.open_graph(Path("store"))) > size
    assert sorted(p.name for p in Path().iterdir()) == ["data", "store"]


def test_nothing_of_the_user_is_overwritten(tiny: Path) -> None:
    """A folder that holds something else, and a file, are refused and stay as they are."""
    built = build.load(tiny)
    Path("notes").mkdir()
    Path("notes/thesis.txt").write_text("years of work")
    with pytest.raises(UsageError, match="notes: holds something that is not a coopgraph store; give an empty folder"):
        build.save(built, Path("notes"))
    with pytest.raises(UsageError, match=r"thesis\.txt: is a file; give an empty folder"):
        build.save(built, Path("notes/thesis.txt"))
    assert Path("notes/thesis.txt").read_text() == "years of work"
    assert sorted(p.name for p in Path().iterdir()) == ["data", "notes"]


def test_a_failed_swap_keeps_the_old_store(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the new store cannot take its place, the old one is back in it and nothing lies beside it."""
    built = build.load(tiny)
    build.save(built, Path("store"))
    rename = Path.rename

    def fails(self: Path, target: Path) -> Path:
        if self.name.startswith(".store-") and self.name != ".store-old":
            raise OSError(13, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(UsageError, match=r"store: cannot be written \(Permission denied\)"):
        build.save(built, Path("store"))
    assert sorted(p.name for p in Path().iterdir()) == ["data", "store"]
    assert len(build.open_graph(Path("store"))) == len(built.store)


def test_a_broken_build_of_the_store_leaves_nothing(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the new store cannot be made, there is no new folder."""

    def full(*_: object) -> None:
        raise UsageError("no room")

    monkeypatch.setattr(build, "put", full)
    with pytest.raises(UsageError, match="no room"):
        build.save(build.load(tiny), Path("store"))
    assert [p.name for p in Path().iterdir()] == ["data"]


def test_what_is_no_saved_store(tiny: Path) -> None:
    """A missing folder and another folder cannot be opened, the origins not read when they are gone or others; the
    command is told. Who only asks does not need them."""
    for folder in (Path("none"), tiny):
        with pytest.raises(InputError, match=f"{folder}: holds no coopgraph store; make one: coopgraph build --store"):
            build.open_graph(folder)
    build.save(build.load(tiny), Path("store"))
    for content in ("node,file\nx,y\n", None):
        origins = Path("store/origins.csv")
        origins.write_text(content) if content else origins.unlink()
        with pytest.raises(InputError, match=r"origins\.csv: is missing or not as it was written"):
            build.origins_of(Path("store"))
        opened = Graph.open("store")
        assert len(opened.query("events")) == 1
        with pytest.raises(InputError, match=r"origins\.csv: is missing"):
            opened.validate()

"""What is measured on: tables that ``coopgraph synth`` makes anew for each run, and what each stage needs of them.

A folder for each number of events: ``tables``, ``wrong`` (the same with errors), ``store.nq`` (all quads),
``derived.nq`` (with the derived ones), ``union.nt`` (the triples of ``wrong`` and the vocabulary, graph names dropped),
``queries.json``, ``store`` (on disk), ``fresh`` and ``one`` (new records), and ``network`` (participations, parents,
nodes and ties as CSV). Each is made when it is asked for the first time.
"""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph as ox

from benchmarks import fresh
from benchmarks.measure import ROOT
from coopgraph import assets, build, bulk, network
from coopgraph.store.oxigraph import OxigraphStore
from coopgraph.vocab import CG, IDS, KINDS, TERMS, compact

SEED, ERRORS = 1, "0.01"
_IRI = re.compile(f"<{IDS}([a-z]+)/[^>]*>")


class Data:
    """The data of so many events, in a folder of their own."""

    def __init__(self, folder: Path, events: int) -> None:
        self.events, self.folder = events, folder / str(events)
        self.folder.mkdir(parents=True, exist_ok=True)

    def tables(self) -> Path:
        """Return the folder of the tables, without errors."""
        return self._made("tables", lambda path: self._synth(path))

    def wrong(self) -> Path:
        """Return the folder of the tables with one error of each kind for a hundred records."""
        return self._made("wrong", lambda path: self._synth(path, "--errors", ERRORS))

    def quads(self) -> Path:
        """Return the quads of the tables with the vocabulary's."""
        return self._made("store.nq", self._quads)

    def derived(self) -> Path:
        """Return the same with the derived ones."""
        return self._made("derived.nq", self._derived)

    def union(self) -> Path:
        """Return the triples of ``wrong`` and of the vocabulary."""
        return self._made("union.nt", self._union)

    def shapes(self, sparql: bool = True) -> Path:
        """Return the shapes, all or those without SPARQL constraints, as one file."""
        return self._made(f"shapes-{'all' if sparql else 'core'}.nt", lambda path: _shapes(path, sparql))

    def queries(self) -> Path:
        """Return every saved query by name, its parameters filled; see :func:`_asked`."""
        return self._made("queries.json", self._queries)

    def store(self) -> Path:
        """Return an on-disk store of the tables, as ``coopgraph build --store`` makes it."""
        return self._made("store", self._built)

    def fresh(self) -> Path:
        """Return new records to be checked against the store."""
        return self._made("fresh", lambda path: self._counted(fresh.make(path, self.tables())))

    def count_of_fresh(self) -> int:
        """Return how many new records there are."""
        return int((self.folder / "fresh.count").read_text("utf-8"))

    def one(self) -> Path:
        """Return one new record."""
        return self._made("one", self._one)

    def network(self) -> Path:
        """Return the folder with the network as tables."""
        return self._made("network", self._network)

    def _made(self, name: str, make: Callable[[Path], None]) -> Path:
        path = self.folder / name
        if not path.exists():
            make(path)
        return path

    def _synth(self, path: Path, *more: str) -> None:
        command = [sys.executable, "-m", "coopgraph", "synth", str(path), "--events", str(self.events), *more]
        subprocess.run([*command, "--seed", str(SEED)], check=True, cwd=ROOT, capture_output=True)

    def _built(self, path: Path) -> None:
        command = [sys.executable, "-m", "coopgraph", "build", str(self.tables()), "--store", str(path)]
        more = ["--out", str(self.folder / "out"), "--no-validate"]
        subprocess.run([*command, *more], check=True, cwd=ROOT, capture_output=True)

    def _counted(self, count: int) -> None:
        (self.folder / "fresh.count").write_text(str(count), "utf-8")

    def _one(self, path: Path) -> None:
        path.mkdir()
        places = "id,name_en,country\nfresh-town,A new town,FI\n"
        (path / "places.csv").write_text(places, "utf-8")

    def _store(self) -> OxigraphStore:
        store = OxigraphStore()
        store.inner.bulk_load(path=str(self.quads()), format=ox.RdfFormat.N_QUADS)
        return store

    def _quads(self, path: Path) -> None:
        with bulk.lines_of(self.tables()) as (lines, _):
            shutil.copyfile(lines, path)

    def _derived(self, path: Path) -> None:
        store = self._store()
        build.derive(store)
        store.inner.dump(str(path), ox.RdfFormat.N_QUADS)

    def _union(self, path: Path) -> None:
        with bulk.lines_of(self.wrong()) as (lines, _), lines.open("rb") as stream, path.open("wb") as out:
            out.writelines(line.rpartition(b" <")[0] + b" .\n" for line in stream)
        order = {**os.environ, "LC_ALL": "C"}
        subprocess.run(["sort", "-u", "-o", str(path), str(path)], check=True, env=order)

    def _queries(self, path: Path) -> None:
        store = self._store()
        found = {
            file.relative_to(assets.folder("queries")).with_suffix("").as_posix(): _asked(
                file.read_text("utf-8"), store
            )
            for file in assets.files("queries", "*/*.rq")
        }
        path.write_text(json.dumps(found), "utf-8")

    def _network(self, path: Path) -> None:
        table = network.read(self._store())
        made = network.cooperate(table, network.load("default"))
        columns = made.columns
        path.mkdir()
        rows = (
            (_slug(r.party), _slug(r.activity), table.party(r.party).kind, "".join(r.classes), r.confidence)
            for r in table.roles
        )
        _write(path / "participations.csv", ("party", "activity", "kind", "classes", "confidence"), rows)
        parents = ((_slug(p.iri), _slug(link.target)) for p in table.parties.values() for link in p.parents)
        _write(path / "parents.csv", ("party", "parent"), parents)
        _write(path / "nodes.csv", ("id", "country", "type"), ((n.id, n.country, n.type) for n in made.nodes))
        ties = zip(
            (columns.ids[i] for i in columns.source.tolist()),
            (columns.ids[i] for i in columns.target.tolist()),
            *(column.tolist() for column in (columns.weight, columns.given, columns.taken)),
            strict=True,
        )
        _write(path / "ties.csv", ("source", "target", "weight", "given", "taken"), ties)


def _shapes(path: Path, sparql: bool) -> None:
    """Write the shapes; without SPARQL, those that hold a SPARQL constraint lose their targets, and so are silent."""
    triples = [
        quad.triple
        for file in assets.files("shapes", "*.ttl")
        for quad in ox.parse(file.read_bytes(), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
    ]
    asking = {t.subject for t in triples if t.predicate.value.endswith("shacl#sparql")}
    kept = (t for t in triples if sparql or t.subject not in asking or "shacl#target" not in t.predicate.value)
    path.write_text("".join(f"{t} .\n" for t in kept), "utf-8")


def _asked(text: str, store: OxigraphStore) -> str:
    """Return a saved query with its default parameters; a default record that synthetic data do not have is replaced
    by the record of its kind that most claims are about, so that the query has something to find."""
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if line.rstrip().endswith("# parameters"):
            for given in _IRI.finditer(line):
                if not _known(given[0], store):
                    lines[number] = line.replace(given[0], _busiest(given[1], "?funder" in line, store))
    return "\n".join(lines) + "\n"


def _known(iri: str, store: OxigraphStore) -> bool:
    spans = ox.NamedNode("http://purl.org/dc/terms/spatial")
    node = ox.NamedNode(iri[1:-1])
    if iri.startswith(f"<{IDS}country/"):
        return any(True for _ in store.inner.quads_for_pattern(None, spans, node, None))
    return any(True for _ in store.inner.quads_for_pattern(node, None, None, None))


def _busiest(kind: str, funder: bool, store: OxigraphStore) -> str:
    role, participant = ox.NamedNode(CG + "role"), ox.NamedNode(CG + "participant")
    places = ox.NamedNode("http://purl.org/dc/terms/spatial")
    counts: Counter[str] = Counter()
    wanted = places if kind == "country" else participant
    funding = {q.subject for q in store.inner.quads_for_pattern(None, role, ox.NamedNode(TERMS + "role/funder"), None)}
    for quad in store.inner.quads_for_pattern(None, wanted, None, None):
        if isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(f"{IDS}{kind}/"):
            counts[quad.object.value] += not funder or quad.subject in funding
    assert kind in KINDS
    return f"<{min(counts, key=lambda iri: (-counts[iri], iri))}>"


def _slug(iri: str) -> str:
    """Return what a node of the network is called."""
    kind, _, slug = compact(iri).partition("/")
    return slug if kind == "org" else f"{kind}/{slug}"


def _write(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)

"""Tables to a queryable store with rdflib alone: csv.DictReader, Dataset.graph(...).add."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from rdflib import RDF, SKOS, XSD, BNode, Dataset, Literal, Namespace, URIRef

from benchmarks import probe

BASE = "https://w3id.org/coopgraph/"
ID, TERM, CG = Namespace(BASE + "id/"), Namespace(BASE + "vocab/"), Namespace(BASE + "ontology#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
GEO = Namespace("http://www.opengis.net/ont/geosparql#")
OA = Namespace("http://www.w3.org/ns/oa#")
ORG = Namespace("http://www.w3.org/ns/org#")
SCHEMA = Namespace("https://schema.org/")
PREFIXES = {"cg": CG, "dcterms": DCTERMS, "schema": SCHEMA, "org": ORG}
EDTF = URIRef("http://id.loc.gov/datatypes/edtf/EDTF")
KINDS = {
    "organizations": ("org", CG.Organization, "org-type"),
    "people": ("person", CG.Person, ""),
    "places": ("place", CG.Place, ""),
    "crossings": ("bcp", CG.BorderCrossing, ""),
    "projects": ("project", CG.Project, "project-type"),
    "documents": ("document", CG.Document, "document-type"),
    "sources": ("source", CG.Source, ""),
    "events": ("event", CG.Event, ""),
    "delegations": ("delegation", CG.Delegation, ""),
    "changes": ("change", ORG.ChangeEvent, ""),
}
DATATYPES = {"date": XSD.date, "integer": XSD.nonNegativeInteger, "duration": XSD.duration, "edtf": EDTF}


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a table, cells trimmed; none where there is no table."""
    if path.exists():
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                yield {column: cell.strip() for column, cell in row.items()}


def parts(cell: str) -> list[str]:
    """Return the values of a cell that holds several."""
    return [part.strip() for part in cell.split("|") if part.strip()]


def name(text: str) -> Literal:
    """Return a name, in its language where it ends in one."""
    head, at, lang = text.rpartition("@")
    return Literal(head, lang=lang) if at and head and lang.isalpha() and lang.islower() else Literal(text, lang="en")


@cache
def term(path: str) -> URIRef:
    """Return a term of a vocabulary."""
    return TERM[path]


class Loader:
    """Fills a dataset from a folder of tables."""

    def __init__(self, folder: Path, ontology: Path) -> None:
        self.folder, self.dataset = folder, Dataset()
        self.graphs = {g: self.dataset.graph(URIRef(f"{BASE}graph/{g}")) for g in ("authority", "stated", "inferred")}
        self.add = self.graphs["authority"].add
        self.countries: set[str] = set()
        self.keys = {}
        for row in rows(ontology / "properties.csv"):
            prefix, local = row["predicate"].split(":")
            self.keys[row["key"]] = (PREFIXES[prefix][local], *row["value"].partition(":")[::2])
        self.digests = {(r["source"], r["start"], r["end"]): r["sha256"] for r in rows(folder / "evidence.csv")}
        self.seen: set[tuple[str, str]] = set()
        vocabulary = self.dataset.graph(URIRef(f"{BASE}graph/vocabulary"))
        for path in (ontology / "coopgraph.ttl", *sorted((ontology / "vocabulary").glob("*.ttl"))):
            vocabulary.parse(path)

    def load(self) -> Dataset:
        """Return the dataset, full."""
        for table in KINDS:
            for row in rows(self.folder / f"{table}.csv"):
                self.record(table, row)
        for row in rows(self.folder / "claims.csv"):
            self.claim(row)
        for row in rows(self.folder / "countries.csv"):
            if row["id"] in self.countries:
                node = ID[f"country/{row['id']}"]
                self.named(node, CG.Country, row)
                self.add((node, SKOS.notation, Literal(row["id"])))
        return self.dataset

    def country(self, code: str) -> URIRef:
        """Return a country, and remember that it is in use."""
        self.countries.add(code)
        return ID[f"country/{code}"]

    def named(self, node: URIRef, kind: URIRef, row: dict[str, str]) -> None:
        """Add what every record has: its class, names and note."""
        self.add((node, RDF.type, kind))
        for column, cell in row.items():
            if column.startswith("name_") and cell:
                self.add((node, SKOS.prefLabel, Literal(cell, lang=column[5:])))
        for column, predicate in (("also", SKOS.altLabel), ("hidden", SKOS.hiddenLabel)):
            for text in parts(row.get(column, "")):
                self.add((node, predicate, name(text)))
        if row.get("note"):
            self.add((node, SKOS.editorialNote, Literal(row["note"], lang="en")))

    def record(self, table: str, row: dict[str, str]) -> None:
        """Add a row of a table of records."""
        kind, of_class, scheme = KINDS[table]
        node = ID[f"{kind}/{row['id']}"]
        self.named(node, of_class, row)
        for one in parts(row.get("type", "")):
            self.add((node, CG.category, term(f"{scheme}/{one}")))
        if row.get("country"):
            self.add((node, CG.country, self.country(row["country"])))
        if row.get("occupation"):
            self.add((node, CG.category, term(f"occupation/{row['occupation']}")))
        if table == "crossings":
            self.add((node, RDF.type, CG.Place))
        if row.get("lat") and row.get("lon"):
            point = ID[f"geometry/{kind}-{row['id']}"]
            wkt = f"POINT({float(row['lon'])!r} {float(row['lat'])!r})"
            self.add((node, GEO.hasGeometry, point))
            self.add((point, RDF.type, GEO.Geometry))
            self.add((point, GEO.asWKT, Literal(wkt, datatype=GEO.wktLiteral)))
        if table == "sources":
            self.source(node, row)

    def source(self, node: URIRef, row: dict[str, str]) -> None:
        """Add what a source has besides."""
        self.add((node, RDF.type, CG.Document))
        told: list[tuple[URIRef, str, dict[str, Any]]] = [
            (CG.sha256, row["sha256"], {}),
            (CG.textLength, row["length"], {"datatype": XSD.integer}),
            (DCTERMS.title, row["title"], {}),
            (DCTERMS.issued, row["issued"], {"datatype": EDTF}),
            (SCHEMA.url, row["url"], {}),
            *((DCTERMS.language, one, {}) for one in parts(row["language"])),
        ]
        for predicate, text, how in told:
            if text:
                self.add((node, predicate, Literal(text, **how)))
        if row["publisher"]:
            self.add((node, DCTERMS.publisher, ID[f"org/{row['publisher']}"]))

    def claim(self, row: dict[str, str]) -> None:
        """Add a claim: a participation, or a statement with its triple, and what it rests on."""
        rejected = row["status"] == "rejected"
        add = self.graphs["authority" if rejected else row["status"]].add
        subject = ID[row["subject"]]
        if row["key"] in self.keys:
            node = self.statement(subject, row, add, rejected)
        else:
            node = self.participation(subject, row, add, rejected)
        add((node, RDF.type, CG.Claim))
        add((node, CG.status, term(f"status/{row['status']}")))
        add((node, CG.confidence, term(f"confidence/{row['confidence']}")))
        for span in parts(row["at"]):
            add((node, CG.evidence, self.evidence(row["source"], span)))
        if row["basis"]:
            add((node, SKOS.editorialNote, Literal(row["basis"], lang="en")))
        if row["when"]:
            add((node, CG.edtf, Literal(row["when"], datatype=EDTF)))
        if row["title"]:
            add((node, CG.positionTitle, name(row["title"])))

    def statement(self, subject: URIRef, row: dict[str, str], add: object, rejected: bool) -> URIRef:
        """Add a statement and the triple that it is about."""
        predicate, kind, scheme = self.keys[row["key"]]
        value = row["value"]
        if kind == "id":
            target: URIRef | Literal = ID[value]
        elif kind == "country":
            target = self.country(value)
        elif kind == "term":
            target = term(f"{scheme}/{value}")
        elif kind == "text":
            target = Literal(value, lang="en")
        else:
            target = Literal(value, datatype=DATATYPES[kind], normalize=False)
        text = f"{subject.n3()} {predicate.n3()} {target.n3()}"
        node = self.reified(add, text, subject, predicate, target)
        if not rejected:
            add((subject, predicate, target))  # type: ignore[operator]
        return node

    def participation(self, activity: URIRef, row: dict[str, str], add: object, rejected: bool) -> URIRef:
        """Add a participation; one that is rejected is a statement only."""
        party, role = ID[row["value"]], term(f"role/{row['key']}")
        if rejected:
            text = f"{party.n3()} {CG.participatesIn.n3()} {activity.n3()} {role.n3()}"
            node = self.reified(add, text, party, CG.participatesIn, activity)
            add((node, CG.role, role))  # type: ignore[operator]
            return node
        kind, slug = row["subject"].split("/", 1)
        first = slug if kind == "event" else f"{kind}-{slug}"
        node = ID[f"participation/{first}.{row['value'].replace('/', '-', 1)}.{row['key']}"]
        told: list[tuple[URIRef, URIRef | Literal]] = [
            (RDF.type, CG.Participation),
            (CG.participant, party),
            (CG.activity, activity),
            (CG.role, role),
        ]
        if row["count"]:
            told.append((CG.attendeeCount, Literal(row["count"], datatype=XSD.nonNegativeInteger)))
        if row["count-qualifier"]:
            told.append((CG.countQualifier, term(f"count-qualifier/{row['count-qualifier']}")))
        if row["mode"]:
            told.append((CG.attendanceMode, term(f"attendance-mode/{row['mode']}")))
        for predicate, value in told:
            add((node, predicate, value))  # type: ignore[operator]
        return node

    def reified(self, add: object, text: str, s: URIRef, p: URIRef, o: URIRef | Literal) -> URIRef:
        """Add a statement about a triple, named by the digest of its text."""
        node = ID[f"claim/{hashlib.sha256(text.encode()).hexdigest()[:16]}"]
        told = ((RDF.type, RDF.Statement), (RDF.subject, s), (RDF.predicate, p), (RDF.object, o))
        for predicate, value in told:
            add((node, predicate, value))  # type: ignore[operator]
        return node

    def evidence(self, source: str, span: str) -> URIRef:
        """Return the evidence of a span, and add it the first time."""
        node = ID[f"evidence/{source}.{span}"]
        if (source, span) in self.seen:
            return node
        self.seen.add((source, span))
        start, end = span.split("-")
        selector = ID[f"selector/{source}.{span}"]
        self.add((node, RDF.type, CG.Evidence))
        self.add((node, OA.hasSource, ID[f"source/{source}"]))
        self.add((node, OA.hasSelector, selector))
        if digest := self.digests.get((source, start, end)):
            self.add((node, CG.sha256, Literal(digest)))
        self.add((selector, RDF.type, OA.TextPositionSelector))
        self.add((selector, OA.start, Literal(start, datatype=XSD.integer)))
        self.add((selector, OA.end, Literal(end, datatype=XSD.integer)))
        return node


def work(ready: tuple[Path, Path]) -> Dataset:
    """Load."""
    return Loader(*ready).load()


def answer(dataset: Dataset, given: probe.Given) -> dict[str, int]:
    """Write the quads, but for the vocabulary's (which has blank nodes), and count all."""
    if given["first"] and given["compared"]:
        with Path(given["dump"]).open("w", encoding="utf-8") as out:
            for s, p, o, g in dataset.quads():
                if not str(g).endswith("/vocabulary") and not isinstance(s, BNode):
                    out.write(f"{s.n3()} {p.n3()} {_nt(o)} <{g}> .\n")
    return {"statements": len(dataset)}


def _nt(term: object) -> str:
    from rdflib.plugins.serializers.nt import _quoteLiteral

    return _quoteLiteral(term) if isinstance(term, Literal) else term.n3()  # type: ignore[attr-defined]


if __name__ == "__main__":
    probe.run(lambda given: (Path(given["tables"]), Path(given["ontology"])), work, answer)

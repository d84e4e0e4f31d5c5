"""The table of claims as flat frames of polars, ready for a mapper: what both maplib and morph-kgc need beforehand.

A template or an RML rule says how a column becomes a term; it does not split cells, look keys up or make digests. The
frames: ``claims`` (node and what every claim has), ``titles`` (with their language), ``spans`` (node, evidence),
``roles`` (accepted participations), ``statements`` by the type of their value, and ``evidence``.
"""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path

import polars as pl

BASE = "https://w3id.org/coopgraph/"
ID, TERM, CG = BASE + "id/", BASE + "vocab/", BASE + "ontology#"
XSD = "http://www.w3.org/2001/XMLSchema#"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
PREFIXES = {
    "cg": CG,
    "dcterms": "http://purl.org/dc/terms/",
    "org": "http://www.w3.org/ns/org#",
    "schema": "https://schema.org/",
}
DATATYPES = {
    "date": XSD + "date",
    "integer": XSD + "nonNegativeInteger",
    "duration": XSD + "duration",
    "edtf": EDTF,
}
"""The types of values that are literals; the others are IRIs (``iri``)."""
REJECTED = pl.col("status") == "rejected"


@dataclass(frozen=True, slots=True)
class Frames:
    """The frames; ``statements`` and ``plain`` (the triples of accepted statements) by type of value."""

    claims: pl.DataFrame
    titles: pl.DataFrame
    spans: pl.DataFrame
    roles: pl.DataFrame
    rejected_roles: pl.DataFrame
    statements: dict[str, pl.DataFrame]
    evidence: pl.DataFrame


def read(tables: Path, ontology: Path) -> Frames:
    """Return the frames of a folder of tables."""
    text = pl.read_csv(tables / "claims.csv", infer_schema=False).rename({"count-qualifier": "qualifier"})
    with (ontology / "properties.csv").open(encoding="utf-8", newline="") as stream:
        keys = pl.DataFrame([_key(row) for row in csv.DictReader(stream)], orient="row", schema=["key", "p", "t", "c"])
    claims = text.join(keys, on="key", how="left").with_columns(
        subject=ID + pl.col("subject"), is_role=pl.col("p").is_null(), about=pl.col("subject")
    )
    roles = _roles(claims.filter("is_role", ~REJECTED))
    statements = _statements(claims.filter(~pl.col("is_role") | REJECTED))
    both = pl.concat([roles, statements], how="diagonal").with_columns(
        status_iri=TERM + "status/" + pl.col("status"), confidence=TERM + "confidence/" + pl.col("confidence")
    )
    spans = (
        both.select("node", "source", span=pl.col("at").str.split(" | "))
        .explode("span")
        .with_columns(evidence=ID + "evidence/" + pl.col("source") + "." + pl.col("span"))
    )
    by_type = statements.partition_by("t", as_dict=True)
    return Frames(
        both.select("node", "status_iri", "confidence", "basis", "when").unique(),
        _titles(both),
        spans.select("node", "evidence"),
        roles.select("node", "party", "role", "count", "qualifier", "mode", activity="subject"),
        statements.filter("is_role").select("node", "role"),
        {str(kind): frame for (kind,), frame in by_type.items()},
        _evidence(spans, tables),
    )


def _key(row: dict[str, str]) -> tuple[str, str, str, str]:
    """Return key, predicate, type of value, and what an IRI begins with."""
    prefix, local = row["predicate"].split(":")
    kind, _, scheme = row["value"].partition(":")
    begins = {"id": ID, "country": ID + "country/", "term": f"{TERM}{scheme}/"}
    return row["key"], PREFIXES[prefix] + local, kind if kind in DATATYPES else "iri", begins.get(kind, "")


def _roles(rows: pl.DataFrame) -> pl.DataFrame:
    kind = pl.col("about").str.split("/").list.first()
    slug = pl.col("about").str.split("/").list.last()
    first = pl.when(kind == "event").then(slug).otherwise(kind + "-" + slug)
    value = pl.col("value").str.replace("/", "-", literal=True)
    return rows.with_columns(
        node=ID + "participation/" + first + "." + value + "." + pl.col("key"),
        party=ID + pl.col("value"),
        role=TERM + "role/" + pl.col("key"),
        qualifier=TERM + "count-qualifier/" + pl.col("qualifier"),
        mode=TERM + "attendance-mode/" + pl.col("mode"),
    )


def _statements(rows: pl.DataFrame) -> pl.DataFrame:
    role, party = pl.col("is_role"), ID + pl.col("value")
    rows = rows.with_columns(
        s=pl.when(role).then(party).otherwise("subject"),
        p=pl.when(role).then(pl.lit(CG + "participatesIn")).otherwise("p"),
        o=pl.when(role).then("subject").when(t="iri").then(pl.col("c") + pl.col("value")).otherwise("value"),
        t=pl.when(role).then(pl.lit("iri")).otherwise("t"),
        role=pl.when(role).then(TERM + "role/" + pl.col("key")),
    )
    datatype = pl.col("t").replace_strict(DATATYPES, default=None)
    written = pl.when(t="iri").then("<" + pl.col("o") + ">").otherwise('"' + pl.col("o") + '"^^<' + datatype + ">")
    more = pl.when(role).then(" <" + pl.col("role") + ">").otherwise(pl.lit(""))
    lines = rows.select("<" + pl.col("s") + "> <" + pl.col("p") + "> " + written + more).to_series()
    digests = [hashlib.sha256(line.encode()).hexdigest()[:16] for line in lines]
    return rows.with_columns(node=ID + "claim/" + pl.Series(digests, dtype=pl.String))


def _titles(rows: pl.DataFrame) -> pl.DataFrame:
    ends_in_language = pl.col("title").str.contains("@[a-z]{2,3}$")
    parts = pl.col("title").str.split("@")
    return (
        rows.select("node", "title")
        .drop_nulls()
        .with_columns(
            title=pl.when(ends_in_language).then(parts.list.first()).otherwise("title"),
            lang=pl.when(ends_in_language).then(parts.list.last()).otherwise(pl.lit("en")),
        )
    )


def _evidence(spans: pl.DataFrame, tables: Path) -> pl.DataFrame:
    sealed = pl.read_csv(tables / "evidence.csv", infer_schema=False)
    ends = (
        spans.select("source", "span", "evidence")
        .unique()
        .with_columns(start=pl.col("span").str.split("-").list.first(), end=pl.col("span").str.split("-").list.last())
    )
    return ends.join(sealed, on=["source", "start", "end"], how="left").select(
        "evidence",
        "start",
        "end",
        "sha256",
        document=ID + "source/" + pl.col("source"),
        selector=ID + "selector/" + pl.col("source") + "." + pl.col("span"),
    )

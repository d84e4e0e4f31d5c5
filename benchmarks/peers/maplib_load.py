"""The core of the tables (what the rows of claims say, without named graphs) by maplib: OTTR over polars frames."""

from __future__ import annotations

from pathlib import Path

import polars as pl
from maplib import Model, RDFType, SolutionMappings

from benchmarks import probe
from benchmarks.peers import frames

LANG = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
HEAD = f"""
@prefix cg: <{frames.CG}> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix ottr: <http://ns.ottr.xyz/0.4/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix t: <urn:t:> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
TEMPLATES = """
t:Claim [ ottr:IRI ?node, ottr:IRI ?status_iri, ottr:IRI ?confidence, ? edtf:EDTF ?when ] :: {
  ottr:Triple(?node, rdf:type, cg:Claim), ottr:Triple(?node, cg:status, ?status_iri),
  ottr:Triple(?node, cg:confidence, ?confidence), ottr:Triple(?node, cg:edtf, ?when) } .
t:Basis [ ottr:IRI ?node, ?basis ] :: { ottr:Triple(?node, skos:editorialNote, ?basis) } .
t:Title [ ottr:IRI ?node, ?title ] :: { ottr:Triple(?node, cg:positionTitle, ?title) } .
t:Span [ ottr:IRI ?node, ottr:IRI ?evidence ] :: { ottr:Triple(?node, cg:evidence, ?evidence) } .
t:Role [ ottr:IRI ?node, ottr:IRI ?party, ottr:IRI ?activity, ottr:IRI ?role, ? xsd:nonNegativeInteger ?count,
    ? ottr:IRI ?qualifier, ? ottr:IRI ?mode ] :: {
  ottr:Triple(?node, rdf:type, cg:Participation), ottr:Triple(?node, cg:participant, ?party),
  ottr:Triple(?node, cg:activity, ?activity), ottr:Triple(?node, cg:role, ?role),
  ottr:Triple(?node, cg:attendeeCount, ?count), ottr:Triple(?node, cg:countQualifier, ?qualifier),
  ottr:Triple(?node, cg:attendanceMode, ?mode) } .
t:RejectedRole [ ottr:IRI ?node, ottr:IRI ?role ] :: { ottr:Triple(?node, cg:role, ?role) } .
t:Evidence [ ottr:IRI ?evidence, ottr:IRI ?document, ottr:IRI ?selector, ? xsd:string ?sha256,
    xsd:integer ?start, xsd:integer ?end ] :: {
  ottr:Triple(?evidence, rdf:type, cg:Evidence), ottr:Triple(?evidence, oa:hasSource, ?document),
  ottr:Triple(?evidence, oa:hasSelector, ?selector), ottr:Triple(?evidence, cg:sha256, ?sha256),
  ottr:Triple(?selector, rdf:type, oa:TextPositionSelector), ottr:Triple(?selector, oa:start, ?start),
  ottr:Triple(?selector, oa:end, ?end) } .
"""
STATEMENT = """
t:Statement{name} [ ottr:IRI ?node, ottr:IRI ?s, ottr:IRI ?p, {type} ?o ] :: {{
  ottr:Triple(?node, rdf:type, rdf:Statement), ottr:Triple(?node, rdf:subject, ?s),
  ottr:Triple(?node, rdf:predicate, ?p), ottr:Triple(?node, rdf:object, ?o) }} .
t:Plain{name} [ ottr:IRI ?s, ottr:IRI ?p, {type} ?o ] :: {{ ottr:Triple(?s, ?p, ?o) }} .
"""
TYPES = {
    "iri": "ottr:IRI",
    "date": "xsd:date",
    "integer": "xsd:nonNegativeInteger",
    "duration": "xsd:duration",
    "edtf": "edtf:EDTF",
}


def work(ready: tuple[Path, Path]) -> Model:
    """Load into a model, which answers SPARQL."""
    made = frames.read(*ready)
    model = Model()
    several = [STATEMENT.format(name=name, type=kind) for name, kind in TYPES.items()]
    model.add_template(HEAD + TEMPLATES + "".join(several))
    number = pl.col("count").cast(pl.UInt64)
    model.map("urn:t:Claim", made.claims.select("node", "status_iri", "confidence", "when"))
    model.map("urn:t:Basis", _tagged(made.claims.select("node", "basis", lang=pl.lit("en")).drop_nulls(), "basis"))
    model.map("urn:t:Title", _tagged(made.titles, "title"))
    model.map("urn:t:Span", made.spans)
    model.map("urn:t:Role", made.roles.with_columns(number))
    model.map("urn:t:RejectedRole", made.rejected_roles)
    model.map("urn:t:Evidence", made.evidence.with_columns(pl.col("start", "end").cast(pl.Int64)))
    for name, frame in made.statements.items():
        if name == "date":
            frame = frame.with_columns(pl.col("o").str.to_date())
        elif name == "integer":
            frame = frame.with_columns(pl.col("o").cast(pl.UInt64))
        model.map(f"urn:t:Statement{name}", frame.select("node", "s", "p", "o"))
        model.map(f"urn:t:Plain{name}", frame.filter(~frames.REJECTED).select("s", "p", "o"))
    return model


def _tagged(frame: pl.DataFrame, column: str) -> SolutionMappings:
    """Return a frame whose column holds text in a language."""
    text = pl.struct(pl.col(column).alias(f"<{LANG}>"), pl.col("lang").alias("l"))
    types = {"node": RDFType.IRI, column: RDFType.Literal(LANG)}
    return SolutionMappings(frame.select("node", text.alias(column)), types)


def answer(model: Model, given: probe.Given) -> dict[str, int]:
    """Write the triples and count them."""
    if given["first"] and given["compared"]:
        model.write(given["dump"], format="ntriples")
    return {"statements": int(model.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")["n"][0])}


if __name__ == "__main__":
    probe.run(lambda given: (Path(given["tables"]), Path(given["ontology"])), work, answer)

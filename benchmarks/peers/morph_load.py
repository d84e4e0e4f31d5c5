"""The core of the tables (what the rows of claims say, without named graphs) by morph-kgc: RML rules over frames."""

from __future__ import annotations

import logging
from pathlib import Path
from tempfile import TemporaryDirectory

import morph_kgc
import polars as pl

from benchmarks import probe
from benchmarks.peers import frames

HEAD = f"""
@prefix rml: <http://w3id.org/rml/> .
@prefix cg: <{frames.CG}> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <{frames.XSD}> .
"""
IRI, ENGLISH = "rml:termType rml:IRI", 'rml:languageMap [ rml:constant "en" ]'
RULES: dict[str, tuple[str, list[tuple[str, str, str]]]] = {
    "claims": (
        "node",
        [
            ("rdf:type", "cg:Claim", ""),
            ("cg:status", "status_iri", IRI),
            ("cg:confidence", "confidence", IRI),
            ("cg:edtf", "when", f"rml:datatype <{frames.EDTF}>"),
            ("skos:editorialNote", "basis", ENGLISH),
        ],
    ),
    "titles": ("node", [("cg:positionTitle", "title", 'rml:languageMap [ rml:reference "lang" ]')]),
    "spans": ("node", [("cg:evidence", "evidence", IRI)]),
    "roles": (
        "node",
        [
            ("rdf:type", "cg:Participation", ""),
            ("cg:participant", "party", IRI),
            ("cg:activity", "activity", IRI),
            ("cg:role", "role", IRI),
            ("cg:attendeeCount", "count", "rml:datatype xsd:nonNegativeInteger"),
            ("cg:countQualifier", "qualifier", IRI),
            ("cg:attendanceMode", "mode", IRI),
        ],
    ),
    "rejected": ("node", [("cg:role", "role", IRI)]),
    "evidence": (
        "evidence",
        [
            ("rdf:type", "cg:Evidence", ""),
            ("oa:hasSource", "document", IRI),
            ("oa:hasSelector", "selector", IRI),
            ("cg:sha256", "sha256", ""),
        ],
    ),
    "selectors": (
        "selector",
        [
            ("rdf:type", "oa:TextPositionSelector", ""),
            ("oa:start", "start", "rml:datatype xsd:integer"),
            ("oa:end", "end", "rml:datatype xsd:integer"),
        ],
    ),
}


def work(ready: tuple[Path, Path]) -> set[str]:
    """Return the lines of N-Triples: morph-kgc's own result, before any store has read them."""
    made = frames.read(*ready)
    sheets = {"claims": made.claims, "spans": made.spans, "roles": made.roles, "rejected": made.rejected_roles}
    sheets |= {"titles": made.titles, "evidence": made.evidence, "selectors": made.evidence}
    rules = dict(RULES)
    for name, frame in made.statements.items():
        how = IRI if name == "iri" else f"rml:datatype <{frames.DATATYPES[name]}>"
        sheets[f"statements-{name}"] = frame.select("node", "s", "p", "o")
        told = [("rdf:type", "rdf:Statement", ""), ("rdf:subject", "s", IRI), ("rdf:predicate", "p", IRI)]
        rules[f"statements-{name}"] = ("node", [*told, ("rdf:object", "o", how)])
        for (predicate,), part in frame.filter(~frames.REJECTED).partition_by("p", as_dict=True).items():
            number = len(sheets)
            sheets[f"plain-{number}"] = part.select("s", "o")
            rules[f"plain-{number}"] = ("s", [(f"<{predicate}>", "o", how)])
    with TemporaryDirectory() as folder:
        return _materialized(Path(folder), sheets, rules)


def _materialized(
    folder: Path, sheets: dict[str, pl.DataFrame], rules: dict[str, tuple[str, list[tuple[str, str, str]]]]
) -> set[str]:
    text = HEAD
    for name, frame in sheets.items():
        frame.write_csv(folder / f"{name}.csv")
        text += _rule(folder / f"{name}.csv", *rules[name])
    (folder / "rules.ttl").write_text(text, "utf-8")
    config = (
        f"[CONFIGURATION]\noutput_format: N-TRIPLES\nlogging_level: ERROR\n[Tables]\nmappings: {folder}/rules.ttl\n"
    )
    lines: set[str] = morph_kgc.materialize_set(config)
    return lines


def _rule(path: Path, subject: str, told: list[tuple[str, str, str]]) -> str:
    objects = []
    for predicate, value, how in told:
        one = f'[ rml:reference "{value}" ; {how} ]' if ":" not in value else f"[ rml:constant {value} ]"
        objects.append(f"  rml:predicateObjectMap [ rml:predicate {predicate} ; rml:objectMap {one} ]")
    source = f'[ rml:source "{path}" ; rml:referenceFormulation rml:CSV ]'
    head = f"<urn:rule:{path.stem}> a rml:TriplesMap ;\n  rml:logicalSource {source} ;\n"
    return head + f'  rml:subjectMap [ rml:reference "{subject}" ; {IRI} ] ;\n' + " ;\n".join(objects) + " .\n"


def answer(lines: set[str], given: probe.Given) -> dict[str, int]:
    """Write the lines and count them."""
    if given["first"] and given["compared"]:
        Path(given["dump"]).write_text("".join(f"{line} .\n" for line in lines), "utf-8")
    return {"statements": len(lines)}


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    probe.run(lambda given: (Path(given["tables"]), Path(given["ontology"])), work, answer)

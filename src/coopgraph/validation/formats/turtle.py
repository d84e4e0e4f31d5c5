"""A report in SHACL's results vocabulary (SHACL, section 3.6), for tools that read it."""

from __future__ import annotations

from coopgraph.nquads import literal
from coopgraph.validation.formats.wording import STATES
from coopgraph.validation.report import Finding, Report
from coopgraph.vocab import ONTOLOGY, PREFIXES, SHAPES

_SEVERITY = {"violation": "sh:Violation", "warning": "sh:Warning", "info": "sh:Info"}


def render(report: Report) -> str:
    """Return the report as Turtle: one sh:ValidationReport with a blank node a result, in the report's order."""
    prefixes = "".join(f"@prefix {p}: <{PREFIXES[p]}> .\n" for p in ("rdfs", "sh", "xsd"))
    conforms = "true" if report.conforms else "false"
    results = [_result(f) for f in report.findings]
    body = " ;\n  sh:result\n" + " ,\n".join(results) if results else ""
    return f"{prefixes}\n[] a sh:ValidationReport ;\n  sh:conforms {conforms}{body} .\n"


def _result(f: Finding) -> str:
    pairs = [
        "a sh:ValidationResult",
        f"sh:resultSeverity {_SEVERITY[f.severity]}",
        f"sh:focusNode <{f.node or ONTOLOGY}>",
        f"sh:resultMessage {literal(f.message, lang='en')}",
        f"sh:sourceShape <{f.shape or SHAPES + f.code}>",
        f"sh:sourceConstraintComponent sh:{'SPARQLConstraintComponent' if not f.path else 'ConstraintComponent'}",
    ]
    if f.path:
        pairs.append(f"sh:resultPath <{f.path}>")
    if f.value:
        pairs.append(f"sh:value {f'<{f.value}>' if _is_iri(f.value) else literal(f.value)}")
    if f.label:
        pairs.append(f"rdfs:label {literal(f.label)}")
    if f.source:
        pairs.append(f"rdfs:seeAlso {literal(str(f.source))}")
    if f.state:
        pairs.append(f"rdfs:comment {literal(STATES[f.state], lang='en')}")
    return "    [ " + " ;\n      ".join(pairs) + " ]"


def _is_iri(text: str) -> bool:
    """Return whether a text can stand between < and > as it is (Turtle, IRIREF)."""
    return text.startswith(("http://", "https://")) and not any(c <= " " or c in '<>"{}|^`\\' for c in text)

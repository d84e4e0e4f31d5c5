"""The checks as the shape files tell them: code, title, severity, remedy and reason of every shape.

The checks that SHACL cannot do are told in ``shapes/python.ttl`` in the same words, as shapes without a target,
so that a message, its remedy and its documentation have one home.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import cast

import pyoxigraph as ox

from coopgraph import assets
from coopgraph.errors import InputError
from coopgraph.validation.report import SEVERITIES, Finding, Severity
from coopgraph.vocab import PREFIXES, SHAPES


@dataclass(frozen=True, slots=True)
class Check:
    """A shape of a check. Several shapes may share a code, one for each severity or field."""

    shape: str
    code: str
    title: str
    severity: Severity
    message: str
    remedy: str
    reason: str

    @property
    def name(self) -> str:
        """The local name of the shape: the code, or the code and a word (``C22-about``)."""
        return self.shape.removeprefix(SHAPES)

    def finding(self, message: str = "", **more: object) -> Finding:
        """Return a finding of this check; ``more`` are the other fields of :class:`Finding`."""
        finding = Finding(self.code, self.severity, message or self.message, self.remedy, shape=self.shape)
        return _replace(finding, more)


def _replace(finding: Finding, more: dict[str, object]) -> Finding:
    from dataclasses import replace

    return replace(finding, **more)  # type: ignore[arg-type]


@cache
def shape_triples() -> tuple[ox.Triple, ...]:
    """Return the triples of all files in shapes/. Raises InputError when one does not parse."""
    found: list[ox.Triple] = []
    for path in assets.files("shapes", "*.ttl"):
        try:
            found += (q.triple for q in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE))
        except SyntaxError as error:
            raise InputError(f"{path}: not Turtle: {error}") from error
    return tuple(found)


@cache
def checks() -> dict[str, Check]:
    """Return the checks by the IRI of their shape."""
    told: dict[str, dict[str, str]] = {}
    wanted = {
        PREFIXES["skos"] + "notation": "code",
        PREFIXES["rdfs"] + "label": "title",
        PREFIXES["sh"] + "severity": "severity",
        PREFIXES["sh"] + "message": "message",
        PREFIXES["rdfs"] + "comment": "remedy",
        PREFIXES["skos"] + "scopeNote": "reason",
    }
    for t in shape_triples():
        if isinstance(t.subject, ox.NamedNode) and t.subject.value.startswith(SHAPES) and t.predicate.value in wanted:
            told.setdefault(t.subject.value, {})[wanted[t.predicate.value]] = cast(ox.Literal, t.object).value
    return {shape: _check(shape, fields) for shape, fields in sorted(told.items()) if "code" in fields}


def by_code(code: str) -> Check:
    """Return the first shape of a check, as in ``by_code("C53")``."""
    return next(c for c in checks().values() if c.code == code)


def of_code(code: str) -> list[Check]:
    """Return the shapes of a check: the one that bears its code first, then the worst."""
    own = [c for c in checks().values() if c.code == code]
    return sorted(own, key=lambda c: (c.name != c.code, SEVERITIES.index(c.severity), c.name))


@cache
def titles() -> dict[str, str]:
    """Return what each check is called, by code, in the order of the codes."""
    return {code: of_code(code)[0].title for code in sorted({c.code for c in checks().values()})}


def _check(shape: str, fields: dict[str, str]) -> Check:
    local = fields.get("severity", "").removeprefix(PREFIXES["sh"]).lower()
    return Check(
        shape=shape,
        code=fields["code"],
        title=fields.get("title", ""),
        severity=cast(Severity, local or "violation"),
        message=fields.get("message", ""),
        remedy=fields.get("remedy", ""),
        reason=fields.get("reason", ""),
    )

"""RDF files to facts: one a triple, with the line that it ends in. What they mean is not asked here.

The parser is pyoxigraph's; it is given one line after another, so that the line of each triple is known. Nothing is
fetched: a JSON-LD context is part of the file. What could harm the reader is refused by
:mod:`~coopgraph.intake.rdf.guard`. Relative names are below ``https://w3id.org/coopgraph/``: ``<id/org/osce>``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from coopgraph.errors import InputError
from coopgraph.intake.limits import MAX_FILE, megabytes
from coopgraph.intake.rdf import guard
from coopgraph.loaders import text
from coopgraph.vocab import BASE, PREFIXES, curie

SUFFIXES: dict[str, ox.RdfFormat] = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}
UNMAPPED = BASE + "unmapped/"
"""Where keys of JSON-LD go that no context explains: else the parser would drop them without a word."""

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_REIFIES = curie("rdf:reifies")
_PREFIX = re.compile(r"The prefix (\S*): has not been declared")
_WHERE = re.compile(r"^(Parser error [^:]*|at \d+\.\.\d+): ")


@dataclass(frozen=True, slots=True)
class Fact:
    """A triple: subject and predicate as IRI (a blank node as ``_:b1``, counted as they come), the object as a term;
    the IRI of its graph, or nothing; and the line that it ends in, 0 where the form does not tell (JSON-LD)."""

    subject: str
    predicate: str
    object: Term
    graph: str
    row: int


def read(path: Path, name: str) -> list[Fact]:
    """Return the facts of a file, in its order; ``name`` is what messages call it.

    Raises InputError for a file that is missing, empty, too large, in another encoding than UTF-8, of another form
    than its suffix says, or without a triple. Cost: about a second for 150,000 triples.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise InputError(f"{name}: {suffix or 'no suffix'!r} is no RDF file; known are: {', '.join(SUFFIXES)}")
    if path.exists() and path.stat().st_size > MAX_FILE:
        limit = f"larger than {megabytes(MAX_FILE)}, the most that is read"
        raise InputError(f"{name}: {limit}; part it into several files")
    content, form = text.read(path, name), SUFFIXES[suffix]
    try:
        found = _facts(content, form, name)
    except SyntaxError as error:
        line = f":{error.lineno}" if error.lineno else ""
        message, remedy = _explain(str(error.msg), content, form)
        raise InputError(f"{name}{line}: {message}; {remedy}") from None
    if not found:
        raise InputError(f"{name}: the file holds no triple; write what a source says, or leave it out")
    return found


def _facts(content: str, form: ox.RdfFormat, name: str) -> list[Fact]:
    if form == ox.RdfFormat.JSON_LD:
        content = _with_vocabulary(content)
    elif form == ox.RdfFormat.RDF_XML:
        guard.xml(content, name)
    else:
        guard.triple_terms(content, name)
    lines = _Lines(content)
    blank: dict[str, ox.BlankNode] = {}
    quads = ox.parse(cast(IO[bytes], lines), format=form, base_iri=BASE)
    exact = form != ox.RdfFormat.JSON_LD
    return [fact for quad in quads for fact in _of(quad, blank, lines.row if exact else 0)]


class _Lines:
    """A file as pyoxigraph reads it, that gives one line at a time and knows which."""

    def __init__(self, content: str) -> None:
        self.lines = content.encode().splitlines(keepends=True)
        self.row, self.left = 0, b""

    def read(self, size: int = -1) -> bytes:
        """Return the next line, or as much of it as is asked for."""
        if not self.left and self.row < len(self.lines):
            self.left = self.lines[self.row]
            self.row += 1
        end = size if size >= 0 else len(self.left)
        out, self.left = self.left[:end], self.left[end:]
        return out


def key(term: Term) -> str:
    """Return what a node is called in a :class:`Fact`."""
    return f"_:{term.value}" if isinstance(term, ox.BlankNode) else getattr(term, "value", "")


def _of(quad: ox.Quad, blank: dict[str, ox.BlankNode], row: int) -> Iterator[Fact]:
    """Yield a quad as a fact. RDF 1.2's ``rdf:reifies`` becomes the three properties of an rdf:Statement."""

    def named(term: Term) -> Term:
        if isinstance(term, ox.BlankNode):
            return blank.setdefault(term.value, ox.BlankNode(f"b{len(blank) + 1}"))
        return term

    subject, predicate, end = key(named(quad.subject)), quad.predicate.value, named(quad.object)
    graph = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
    if predicate == _REIFIES and isinstance(end, ox.Triple):
        parts = {"rdf:subject": end.subject, "rdf:predicate": end.predicate, "rdf:object": end.object}
        for part, term in parts.items():
            yield Fact(subject, curie(part), named(term), graph, row)
    else:
        yield Fact(subject, predicate, end, graph, row)


def _with_vocabulary(content: str) -> str:
    """Return JSON-LD under a context that keeps keys which its own context does not explain. Raises SyntaxError."""
    try:
        body = json.loads(content)
        tops = body if isinstance(body, list) else [body]
        for top in tops:
            if isinstance(top, dict):
                own = top.pop("@context", [])
                top["@context"] = [{"@vocab": UNMAPPED}, *(own if isinstance(own, list) else [own])]
        return json.dumps([_context_first(t) if isinstance(t, dict) else t for t in tops], ensure_ascii=False)
    except json.JSONDecodeError as error:
        raise SyntaxError(error.msg, ("", error.lineno, error.colno, "")) from None
    except RecursionError:
        raise SyntaxError("nested without end") from None


def _context_first(top: dict[str, object]) -> dict[str, object]:
    return {"@context": top["@context"], **top}


def _explain(why: str, content: str, form: ox.RdfFormat) -> tuple[str, str]:
    """Return (message, remedy) for what the parser says."""
    if "LoadDocumentCallback" in why:
        return "the context is somewhere on the network, and nothing is fetched", "copy the context into the file"
    if missing := _PREFIX.search(why):
        known = PREFIXES.get(missing[1], "…")
        return f"the prefix {missing[1]}: is not declared", f"add  @prefix {missing[1]}: <{known}> ."
    message = f"not {form.name}: {_WHERE.sub('', why)}"
    for suffix, other in SUFFIXES.items():
        if other != form and _reads(content, other):
            return message, f"it reads as {other.name}: end its name in {suffix}"
    if form in (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS):
        return message, 'write  <subject> <predicate> <object> .  or "text" for the object, one to a line'
    if form in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG):
        return message, "see that quotes and brackets close, and that each statement ends in a dot"
    return message, "save it again with the tool that it comes from"


def _reads(content: str, form: ox.RdfFormat) -> bool:
    """Return whether a text holds triples in a form."""
    try:
        return bool(_facts(content, form, ""))
    except (SyntaxError, InputError):
        return False

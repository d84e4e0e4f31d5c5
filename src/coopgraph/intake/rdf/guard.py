"""What a file could do to its reader: unfold entities without end, or nest so deep that the parser ends the process.

pyoxigraph 0.5.13 unfolds the entities of RDF/XML, takes time in the square of its depth, and overflows its stack
some thousands of triple terms deep. So RDF/XML with a document type, and what is nested deeper than ``MAX_DEPTH``, is
refused before it is parsed. (Blank nodes, lists and annotations nest without harm; JSON has a limit of Python's own.)
"""

from __future__ import annotations

import re
from xml.parsers import expat

from coopgraph.errors import InputError

MAX_DEPTH = 100
_QUOTED = re.compile(
    r'"""(?:[^\\]|\\.)*?"""|"(?:[^"\\\n]|\\.)*"' + r"|'''(?:[^\\]|\\.)*?'''|'(?:[^'\\\n]|\\.)*'", re.DOTALL
)
_ENDS = re.compile(r"<<|>>")


def triple_terms(content: str, name: str) -> None:
    """Raise InputError when triple terms of Turtle, TriG, N-Triples or N-Quads are nested too deep."""
    if _depth(content) > MAX_DEPTH < _depth(_QUOTED.sub('""', content)):
        raise InputError(f"{name}: triple terms nested deeper than any record; write rdf:Statement")


def _depth(content: str) -> int:
    depth = deepest = 0
    for found in _ENDS.finditer(content):
        depth = max(depth + (1 if found[0] == "<<" else -1), 0)
        deepest = max(deepest, depth)
    return deepest


def xml(content: str, name: str) -> None:
    """Raise InputError for XML with a document type or nested too deep, and SyntaxError for what is not XML.

    Reading stops at the document type, before any entity is declared.
    """
    parser = expat.ParserCreate(encoding="utf-8")
    depth = 0

    def refuse(why: str) -> None:
        raise InputError(f"{name}:{parser.CurrentLineNumber}: {why}")

    def doctype(*declared: object) -> None:
        refuse("declares a document type, whose entities may unfold without end; delete it and write names out")

    def begin(*element: object) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            refuse("nested deeper than any record; is this RDF/XML?")

    def end(element: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    try:
        parser.Parse(content.encode(), True)
    except expat.ExpatError as error:
        why = expat.errors.messages[error.code]
        raise SyntaxError(why, ("", error.lineno, error.offset, "")) from None

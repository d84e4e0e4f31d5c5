"""User-written SPARQL made fit to stand inside a larger query.

SHACL evaluates a constraint's query once for each focus node, with ``$this`` bound beforehand in every group and
subquery (section 5.3.1 of the standard). Here it runs once for all of them, as the right side of a LATERAL join or
inside EXISTS: an engine then evaluates it for each row of the left side, with the row's variables bound wherever the
query projects them, which is the same. So every pre-bound variable is added to the projection, variables that are
not to be seen outside are renamed, and prefixed names are written out.

The text is cut into tokens (:mod:`coopgraph.shacl.tokens`), not parsed: no more is needed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from coopgraph.errors import InputError
from coopgraph.shacl.exists import chained
from coopgraph.shacl.model import Query
from coopgraph.shacl.terms import Term, said
from coopgraph.shacl.tokens import Token, tokens

_FORBIDDEN = {"MINUS": "FILTER NOT EXISTS", "VALUES": "FILTER(?x IN (…))", "SERVICE": "data of your own"}


def variables(query: Query) -> tuple[str, ...]:
    """Return the names of all variables in a query, sorted."""
    return tuple(sorted({t.var() for t in tokens(query.text) if t.kind == "var"}))


def projected(query: Query) -> tuple[str, ...]:
    """Return the names that a query's first SELECT projects; for ``*`` all variables there are."""
    parts = tokens(query.text)
    start = next((i for i, t in enumerate(parts) if t.word("SELECT", "ASK")), len(parts))
    names, star = projection(parts, start + 1)
    return variables(query) if star else names


def check(query: Query, bound: Collection[str], shape: Term) -> None:
    """Raise InputError, naming the shape, for what section 5.3.1 forbids of a query with pre-bound variables."""

    def refuse(what: str) -> InputError:
        return InputError(f"shape {said(shape)}: the SPARQL of {said(query.node)} {what}")

    parts = tokens(query.text)
    for token in parts:
        if token.word(*_FORBIDDEN):
            word = token.text.upper()
            raise refuse(f"must not contain {word}; write {_FORBIDDEN[word]}")
    locked = {*bound, "shapesGraph", "currentShape"}
    for before, token in pairwise(parts):
        if before.word("AS") and token.var() in locked:
            raise refuse(f"must not assign to ${token.var()}, which is bound beforehand; take another variable")
    selects = [i for i, t in enumerate(parts) if t.word("SELECT")]
    if not [t for t in parts if t.word(query.kind.upper())]:
        raise refuse(f"is not {query.kind.upper()}")
    for n, i in enumerate(selects):
        names, star = projection(parts, i + 1)
        outer = n == 0 and query.kind == "select"
        missing = sorted({"this"} - set(names)) if outer else sorted(set(bound) - set(names))
        if star and not outer:
            raise refuse("must not SELECT * in a subquery; name the variables, with $this")
        if missing and not star:
            raise refuse("must SELECT $" + " and $".join(missing))


def projection(parts: tuple[Token, ...], i: int) -> tuple[tuple[str, ...], bool]:
    """Return the names that a SELECT gives, whose columns begin at token ``i``, and whether it says ``*``.

    >>> projection(tokens("SELECT ?a (COUNT(?b) AS ?n) { ?a ?p ?b }"), 1)
    (('a', 'n'), False)
    """
    names: list[str] = []
    depth, star = 0, False
    while i < len(parts) and not (depth == 0 and (parts[i].text == "{" or parts[i].word("WHERE", "FROM"))):
        token = parts[i]
        depth += {"(": 1, ")": -1}.get(token.text, 0) if token.kind == "sign" else 0
        star = star or (depth == 0 and token.text == "*")
        if token.kind == "var" and (depth == 0 or parts[i - 1].word("AS")):
            names.append(token.var())
        i += 1
    return tuple(names), star


@dataclass(frozen=True, slots=True)
class Embedding:
    """How a query is to stand in a larger one.

    ``renamed`` maps variables to their names outside; ``suffix`` is put to all others, so that they stay inside.
    ``path`` is what ``$PATH`` stands for. ``number`` keeps the labels of blank nodes apart.
    """

    bound: tuple[str, ...]
    renamed: Mapping[str, str]
    suffix: str = ""
    path: str = ""
    number: int = 0

    def apply(self, query: Query) -> str:
        """Return the query as a SELECT that projects every pre-bound variable.

        >>> q = Query(None, "ask", "ASK { FILTER($value > ?min) }")
        >>> Embedding(("value", "min"), {"value": "v1"}, "_1").apply(q)
        'SELECT ?v1 ?min_1 { FILTER(?v1 > ?min_1) }'
        """
        parts = chained(tokens(query.text))
        prefixes, start = prologue(parts, query.prefixes)
        out = [self._head(query, parts, start)]
        opening = next(i for i in range(start, len(parts)) if parts[i].sign("{") and not self._level(parts, start, i))
        grouping = self._grouping(parts, opening)
        for i in range(opening, len(parts)):
            token = parts[i]
            out.append(" " * (token.apart or i == opening) + self._written(token, prefixes))
            if i == grouping:
                there = {t.var() for t in parts[i:]}
                out += [" " + self._name(n) for n in self.bound if n not in there]
        return "".join(out)

    def _head(self, query: Query, parts: tuple[Token, ...], start: int) -> str:
        if query.kind == "ask":
            return "SELECT " + " ".join(self._name(n) for n in self.bound)
        prefixes, _ = prologue(parts, query.prefixes)
        names, star = projection(parts, start + 1)
        listed = [" " + self._name(n) for n in projected(query)] if star else []
        i = start + 1
        depth = 0
        while not (depth == 0 and (parts[i].text == "{" or parts[i].word("WHERE"))):
            depth += {"(": 1, ")": -1}.get(parts[i].text, 0) if parts[i].kind == "sign" else 0
            if not (star and depth == 0 and parts[i].text == "*"):
                listed.append(" " * parts[i].apart + self._written(parts[i], prefixes))
            i += 1
        listed += [" " + self._name(n) for n in self.bound if n not in names and not star]
        return "SELECT" + "".join(listed)

    @staticmethod
    def _level(parts: tuple[Token, ...], start: int, end: int) -> int:
        return sum({"(": 1, ")": -1}.get(t.text, 0) for t in parts[start:end] if t.kind == "sign")

    @staticmethod
    def _grouping(parts: tuple[Token, ...], opening: int) -> int:
        """Return where the BY of the outermost GROUP BY stands, or -1."""
        depth = 0
        for i in range(opening, len(parts)):
            depth += {"{": 1, "}": -1}.get(parts[i].text, 0) if parts[i].kind == "sign" else 0
            if depth == 0 and parts[i].word("BY") and parts[i - 1].word("GROUP"):
                return i
        return -1

    def _name(self, name: str) -> str:
        return "?" + self.renamed.get(name, name + self.suffix)

    def _written(self, token: Token, prefixes: Mapping[str, str]) -> str:
        if token.kind == "var":
            return self.path if token.var() == "PATH" and self.path else self._name(token.var())
        if token.kind == "name" and token.text.startswith("_:"):
            return f"{token.text}x{self.number}"
        if token.kind == "name":
            prefix, _, local = token.text.partition(":")
            if prefix in prefixes:
                return "<" + prefixes[prefix] + re.sub(r"\\(.)", r"\1", local) + ">"
        return token.text


def prologue(parts: tuple[Token, ...], prefixes: Iterable[tuple[str, str]]) -> tuple[dict[str, str], int]:
    """Return the prefixes with those that a query declares itself, and the index of its SELECT or ASK.

    >>> prologue(tokens("PREFIX a: <urn:a#> ASK { ?s a:b ?o }"), ())
    ({'a': 'urn:a#'}, 3)
    """
    known, i = dict(prefixes), 0
    while i < len(parts) and not parts[i].word("SELECT", "ASK"):
        if parts[i].word("PREFIX") and i + 2 < len(parts):
            known[parts[i + 1].text.rstrip(":")] = parts[i + 2].text[1:-1]
        i += 1
    return known, i

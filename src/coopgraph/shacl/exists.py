"""EXISTS made to start from what is bound.

An engine that plans the pattern inside EXISTS on its own does not know which variables the row outside binds, and
joins several triple patterns by walking all triples of each, once for every row: the cost grows with the square of
the data. Written as a chain of LATERAL joins, starting from a variable that stands outside too, the same pattern is
a few look-ups. Only patterns of plain triples are rewritten, whose meaning does not depend on how they are grouped;
filters behind them stay; all else is left as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from coopgraph.shacl.tokens import Token, closing

_Parts = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class _Triple:
    subject: Token
    path: _Parts
    objects: _Parts

    @property
    def ends(self) -> set[str]:
        """The variables."""
        return {t.var() for t in (self.subject, *self.path, *self.objects)} - {""}

    @property
    def pattern(self) -> list[Token]:
        """The tokens, parted from each other where the text did not part them."""
        parts = (self.subject,), self.path, self.objects
        return [t for first, *rest in parts for t in (replace(first, apart=True), *rest)]

    def cost(self, bound: set[str]) -> int:
        """Return how many triples a look-up may find, roughly: less for a bound subject than for a bound object."""
        subject = not self.subject.var() or self.subject.var() in bound
        end = not self.objects[0].var() or self.objects[0].var() in bound
        known = bool(self.ends & bound)
        return 4 * (not known) + 2 * (not subject) + (not end)


class _Other(Exception):
    """The pattern is more than triples."""


def chained(parts: _Parts) -> _Parts:
    """Return the tokens of a query, the patterns in EXISTS as chains.

    >>> from coopgraph.shacl.tokens import tokens
    >>> q = tokens("?x a :C FILTER NOT EXISTS { ?e :by ?c . ?e :on ?x }")
    >>> " ".join(t.text for t in chained(q))
    '?x a :C FILTER NOT EXISTS { ?e :on ?x LATERAL { ?e :by ?c } }'
    """
    out: list[Token] = []
    i = 0
    while i < len(parts):
        out.append(parts[i])
        if parts[i].word("EXISTS") and i + 1 < len(parts) and parts[i + 1].sign("{"):
            end = closing(parts, i + 1)
            outside = {t.var() for t in (*parts[:i], *parts[end:])} - {""}
            inside = chained(parts[i + 2 : end])
            out += [Token("sign", "{"), *_chain(inside, outside, len(out)), Token("sign", "}")]
            i = end
        i += 1
    return tuple(out)


def _chain(parts: _Parts, bound: set[str], number: int) -> _Parts:
    cut = next((i for i, t in enumerate(parts) if t.word("FILTER")), len(parts))
    try:
        _only_filters(parts[cut:])
        todo = [t for n, triple in enumerate(_triples(parts[:cut])) for t in _steps(triple, f"?_{number}t{n}")]
    except (_Other, IndexError):
        return parts
    if len(todo) < 2 or not any(t.ends & bound for t in todo):
        return parts
    out: list[Token] = []
    known = set(bound)
    while todo:
        best = min(todo, key=lambda t: t.cost(known))
        todo.remove(best)
        known |= best.ends
        pattern = best.pattern
        out += [Token("word", "LATERAL"), Token("sign", "{"), *pattern, Token("sign", "}")] if out else pattern
    return (*out, *parts[cut:])


def _only_filters(parts: _Parts) -> None:
    i = 0
    while i < len(parts):
        if not parts[i].word("FILTER"):
            raise _Other
        while not parts[i].sign("(", "{"):
            i += 1
        i = closing(parts, i) + 1
        i += i < len(parts) and parts[i].sign(".")


def _triples(parts: _Parts) -> Iterator[_Triple]:
    """Yield the triple patterns of a group, also of groups of triples in it."""
    i = 0
    while i < len(parts):
        if parts[i].sign("{"):
            end = closing(parts, i)
            yield from _triples(parts[i + 1 : end])
            i = end + 1
            continue
        subject = _term(parts[i])
        i += 1
        more = True
        while more:
            end = _path(parts, i)
            path, more = parts[i:end], True
            while True:
                last = _object(parts, end)
                yield _Triple(subject, path, parts[end:last])
                if not (last < len(parts) and parts[last].sign(",")):
                    break
                end = last + 1
            i = last
            more = False
            while i < len(parts) and parts[i].sign(";"):
                i, more = i + 1, True
            more = more and i < len(parts) and not parts[i].sign(".", "}")
        i += i < len(parts) and parts[i].sign(".")


def _term(token: Token) -> Token:
    blank = token.kind == "name" and token.text.startswith("_:")
    if token.kind not in ("var", "iri", "name") or blank:
        raise _Other
    return token


def _object(parts: _Parts, i: int) -> int:
    """Return where the object that starts at a place ends."""
    if parts[i].kind != "string":
        _term(parts[i])
        return i + 1
    i += 1
    if i < len(parts) and parts[i].kind == "tag":
        return i + 1
    if i + 1 < len(parts) and parts[i].sign("^") and parts[i + 1].sign("^"):
        return i + 3
    return i


def _path(parts: _Parts, i: int) -> int:
    """Return where the path that starts at a place ends."""
    while True:
        while parts[i].sign("^", "!"):
            i += 1
        if parts[i].sign("("):
            i = closing(parts, i)
        elif parts[i].kind not in ("var", "iri", "name") and not parts[i].word("A"):
            raise _Other
        i += 1
        i += parts[i].sign("*", "+", "?")
        if not parts[i].sign("/", "|"):
            return i
        i += 1


def _steps(triple: _Triple, prefix: str) -> Iterator[_Triple]:
    """Yield the triples of a sequence path, one for each step."""
    parts, depth, start = triple.path, 0, 0
    steps: list[_Parts] = []
    for i, t in enumerate(parts):
        depth += t.sign("(") - t.sign(")")
        if depth == 0 and t.sign("|"):
            yield triple
            return
        if depth == 0 and t.sign("/"):
            steps.append(parts[start:i])
            start = i + 1
    steps.append(parts[start:])
    subject = triple.subject
    for n, step in enumerate(steps):
        there = triple.objects if n == len(steps) - 1 else (Token("var", f"{prefix}s{n}"),)
        yield _Triple(subject, step, there)
        subject = there[0]

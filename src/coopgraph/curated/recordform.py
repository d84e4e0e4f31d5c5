"""The canonical form of a record file.

``source`` first, then events, delegations, changes (their ids sorted) and claims. The subjects of claims are grouped
by kind, in the order of ``KINDS``; within a kind, and for the claims of a subject, the author's order is kept: it tells
a reader what belongs together. A claim begins with what is claimed; the other keys come in the order of ``OPTIONS``.
It stands on one line, in braces, when it fits into ``WIDTH`` characters, else with a line a key. Spans are sorted.
Sections that hold nothing are left out.

Comments stay with their item. One blank line stands before a section, and before a subject that has a comment of its
own above it, unless it is the first. How a text is written is in :mod:`coopgraph.curated.scalars`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from coopgraph.curated.scalars import written
from coopgraph.loaders.comments import NONE, Comments
from coopgraph.loaders.yaml import Mapping, Scalar, Sequence, Tree
from coopgraph.ontology import claim_keys
from coopgraph.source import Source

WIDTH = 120
SECTIONS = ("source", "events", "delegations", "changes", "claims")
KINDS = ("event", "project", "person", "delegation", "org", "change", "place", "bcp", "document")
FIELDS = ("en", "ru", "*", "also", "hidden", "country", "occupation", "note")
OPTIONS = ("stated", "inferred", "rejected", "at", "count", "count-qualifier", "mode", "title", "when", "basis", "*")
"""The order of keys; the star stands for all others, which are sorted."""
_SPAN = re.compile(r"(\d+)-(\d+)")
_Pair = tuple[str, Source, Tree]


def text(tree: Mapping) -> str:
    """Return a record file in canonical form. What is no part of a record file comes last, as it is."""
    lines = _Lines()
    for key, _, value in _sorted(tree.pairs, SECTIONS):
        if key in SECTIONS[1:] and not value.comments and _empty(value):
            continue
        if lines.lines:
            lines.blank()
        _section(lines, key, value)
    if tree.comments.after:
        lines.blank()
        lines.full(0, tree.comments.after)
    return "\n".join(lines.lines) + "\n"


class _Lines:
    """The lines written so far."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def blank(self) -> None:
        self.lines.append("")

    def full(self, indent: int, comments: Iterable[str]) -> None:
        """Write comments on lines of their own."""
        self.lines += [" " * indent + comment if comment else "" for comment in comments]

    def put(self, indent: int, line: str, comments: Comments = NONE) -> None:
        """Write a line with the comments of its item: one beside it, those above it and any further ones above."""
        *more, beside = ("", *comments.beside)
        self.full(indent, (*comments.before, *more[1:]))
        self.lines.append(" " * indent + line + (f"  {beside}" if beside else ""))


def _section(lines: _Lines, key: str, value: Tree) -> None:
    if key == "claims" and isinstance(value, Mapping) and value.pairs:
        lines.put(0, f"{written(key)}:", value.comments)
        _subjects(lines, value)
    elif key in SECTIONS[1:-1] and isinstance(value, Mapping):
        entries = sorted(value.pairs, key=lambda pair: pair[0])
        fields = [(k, at, _with(v, _sorted(v.pairs, FIELDS)) if isinstance(v, Mapping) else v) for k, at, v in entries]
        _pair(lines, 0, (key, value.source, _with(value, fields)))
    else:
        _pair(lines, 0, (key, value.source, value))


def _subjects(lines: _Lines, claims: Mapping) -> None:
    first = True
    for subject, _, value in sorted(claims.pairs, key=lambda pair: _rank(pair[0].partition("/")[0], KINDS)):
        if value.comments.before and not first:
            lines.blank()
        first = False
        if isinstance(value, Sequence) and value.items:
            lines.put(2, f"{written(subject)}:", value.comments)
            for claim in value.items:
                _claim(lines, claim)
            lines.full(4, value.comments.after)
        else:
            _pair(lines, 2, (subject, value.source, value))
    lines.full(2, claims.comments.after)


def _claim(lines: _Lines, claim: Tree) -> None:
    if not isinstance(claim, Mapping) or not claim.pairs:
        _item(lines, 4, claim)
        return
    (key, at, first), *rest = claim.pairs
    own = replace(first, comments=replace(first.comments, before=()))
    pairs = ((key, at, own), *_sorted([(k, p, _spans(k, v)) for k, p, v in rest], OPTIONS))
    above = claim.comments.before + first.comments.before
    whole = _with(replace(claim, comments=replace(claim.comments, before=above)), pairs)
    line = "- {" + ", ".join(f"{written(k, flow=True)}: {_flow(v, _meant(k))}" for k, _, v in pairs) + "}"
    noted = claim.comments.after or any(value.comments for _, _, value in pairs)
    flat = all(isinstance(value, Scalar) or _inline(value) for _, _, value in pairs)
    if flat and not noted and len(line) + 4 <= WIDTH:
        lines.put(4, line, whole.comments)
    else:
        _item(lines, 4, whole)


def _item(lines: _Lines, indent: int, tree: Tree) -> None:
    """Write an item of a list, whatever it is: the first key of a mapping stands on the line of the dash."""
    if not isinstance(tree, Mapping) or not tree.pairs:
        lines.put(indent, f"- {_flow(tree)}", tree.comments)
        return
    (key, at, first), *rest = tree.pairs
    noted = Comments(tree.comments.before + first.comments.before, tree.comments.beside + first.comments.beside)
    _pair(lines, indent, (key, at, replace(first, comments=replace(noted, after=first.comments.after))), dash="- ")
    for pair in rest:
        _pair(lines, indent + 2, pair)
    lines.full(indent + 2, tree.comments.after)


def _pair(lines: _Lines, indent: int, pair: _Pair, dash: str = "") -> None:
    """Write a key and its value: a text or a list of texts on the same line, anything else below it."""
    key, _, value = pair
    inner = indent + len(dash) + 2
    if isinstance(value, Scalar) or _inline(value):
        lines.put(indent, f"{dash}{written(key)}: {_flow(value, _meant(key), False)}", value.comments)
    else:
        lines.put(indent, f"{dash}{written(key)}:", value.comments)
    if isinstance(value, Mapping):
        for one in value.pairs:
            _pair(lines, inner, one)
    elif isinstance(value, Sequence) and not _inline(value):
        for item in value.items:
            _item(lines, inner, item)
    lines.full(inner, value.comments.after)


def _flow(tree: Tree, meant: str = "", flow: bool = True) -> str:
    """Return a value on one line."""
    if isinstance(tree, Scalar):
        return written(tree.text, flow, meant)
    if isinstance(tree, Sequence):
        return "[" + ", ".join(_flow(item) for item in tree.items) + "]"
    return "{" + ", ".join(f"{written(key, flow=True)}: {_flow(value)}" for key, _, value in tree) + "}"


def _inline(tree: Tree) -> bool:
    """Return whether a value that is no text stands on the line of its key."""
    if isinstance(tree, Sequence):
        return all(isinstance(item, Scalar) for item in tree.items)
    return isinstance(tree, Mapping) and not tree.pairs


def _empty(tree: Tree) -> bool:
    if isinstance(tree, Scalar):
        return tree.text == ""
    return not (tree.pairs if isinstance(tree, Mapping) else tree.items)


def _spans(key: str, value: Tree) -> Tree:
    """Return spans in order, each once; a single one is no list."""
    if key != "at" or not isinstance(value, Sequence):
        return value
    found: dict[tuple[int, int], Tree] = {}
    for item in value.items:
        match = _SPAN.fullmatch(item.text) if isinstance(item, Scalar) else None
        if not match:
            return value
        found.setdefault((int(match[1]), int(match[2])), item)
    spans = tuple(found[span] for span in sorted(found))
    return replace(spans[0], comments=value.comments) if len(spans) == 1 else replace(value, items=spans)


@cache
def _meant(key: str) -> str:
    """Return whether the value of a key is meant as a number or a day."""
    spec = claim_keys().get(key)
    kind = "integer" if key == "count" else spec.value if spec else ""
    return kind if kind in ("integer", "date") else ""


def _sorted(pairs: Iterable[_Pair], order: tuple[str, ...]) -> list[_Pair]:
    return sorted(pairs, key=lambda pair: (_rank(pair[0], order), pair[0] if pair[0] not in order else ""))


def _rank(name: str, order: tuple[str, ...]) -> int:
    if name in order:
        return order.index(name)
    return order.index("*") if "*" in order else len(order)


def _with(tree: Mapping, pairs: Iterable[_Pair]) -> Mapping:
    return replace(tree, pairs=tuple(pairs))

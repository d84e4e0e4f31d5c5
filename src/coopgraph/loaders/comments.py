"""What an author wrote beside the data of a YAML file: the comments, each with the item that it belongs to.

A program that writes such a file anew must not lose them. An *item* is what may stand on a line of its own: a key
with its value, or a mapping in a list. A comment on a line of its own belongs before the item that it precedes; one
that is indented deeper than that item belongs after the last item of the block that it closes; a comment at the end
of a line belongs beside the item that the line writes down. Reading the rest is :mod:`coopgraph.loaders.yaml`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

HELP = "#:"
"""What the comments of an empty form or a draft begin with. They help whoever fills it in, and are nobody's own:
they are not kept."""
_COMMENT = re.compile("#[^\n\r\x85]*")
_BREAK = "\n\r\x85"
_BLANK_LINE = re.compile(r"\n[ \t]*\r?\n")


@dataclass(frozen=True, slots=True)
class Comments:
    """The comments of one item, each with its ``#``; an empty text is a blank line between or after them.

    ``before`` and ``after`` stand on lines of their own, above the item and at the end of what it holds.
    """

    before: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.before or self.beside or self.after)

    def __add__(self, other: Comments) -> Comments:
        """Return both; a comment that both have is there once."""
        return Comments(*(_joined(getattr(self, n), getattr(other, n)) for n in ("before", "beside", "after")))


NONE = Comments()


def _joined(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return one + (() if set(other) <= set(one) else other)


@dataclass(eq=False, slots=True)
class _Item:
    """An item and where it stands: ``end`` is known (else -1) when the item is written in one piece, as a text, a
    list of texts or in brackets; ``column`` is -1 in brackets, where lines mean nothing."""

    start: int
    end: int
    column: int
    parent: _Item | None
    before: list[tuple[int, str]] = field(default_factory=list)
    beside: list[tuple[int, str]] = field(default_factory=list)
    after: list[tuple[int, str]] = field(default_factory=list)

    def within(self, other: _Item) -> bool:
        """Return whether this is the other, or a part of it."""
        here: _Item | None = self
        while here is not None and here is not other:
            here = here.parent
        return here is other


class Noted:
    """The comments of a file by the node that an item begins with: of a key, its key; in a list, the mapping."""

    def __init__(self, text: str, root: Node | None) -> None:
        self._text = text
        self._root = _Item(0, -1, -1, None)
        self._items: list[_Item] = []
        self._of: dict[int, _Item] = {}
        self._scalars: list[tuple[int, int]] = []
        if root is not None and "#" in text:
            self._walk(root, self._root, set())
            self._items.sort(key=lambda item: item.start)
            self._starts = [item.start for item in self._items]
            for at, comment in self._comments():
                self._attach(at, comment)

    def top(self) -> Comments:
        """Return the comments after the last item of the file."""
        return self._told(self._root)

    def take(self, node: Node) -> Comments:
        """Return the comments of the item that a node begins, once: an alias that repeats it has none."""
        item = self._of.pop(id(node), None)
        return self._told(item) if item else NONE

    def _walk(self, node: Node, parent: _Item, seen: set[int]) -> None:
        if id(node) in seen:
            return
        seen.add(id(node))
        if isinstance(node, ScalarNode):
            self._scalars.append(self._body(node))
        elif isinstance(node, MappingNode):
            for key, value in node.value:
                column = -1 if node.flow_style else key.start_mark.column
                item = self._item(key, _end(key, value), column, parent)
                self._walk(key, item, seen)
                self._walk(value, item, seen)
        elif isinstance(node, SequenceNode):
            column = -1 if node.flow_style else node.start_mark.column
            for one in node.value:
                mapping = isinstance(one, MappingNode) and id(one) not in seen
                item = self._item(one, _end(one, one), column, parent) if mapping else parent
                self._walk(one, item, seen)

    def _item(self, node: Node, end: int, column: int, parent: _Item) -> _Item:
        item = self._of[id(node)] = _Item(node.start_mark.index, end, column, parent)
        self._items.append(item)
        return item

    def _body(self, node: ScalarNode) -> tuple[int, int]:
        """Return where a text stands; the line that opens a block text may end in a comment, the block itself not."""
        start, end = node.start_mark.index, node.end_mark.index
        if node.style in ("|", ">"):
            start = next((i for i in range(start, end) if self._text[i] in _BREAK), end)
        return start, end

    def _comments(self) -> Iterator[tuple[int, str]]:
        """Yield every comment that somebody wrote, and where it begins: what follows a # outside of all texts, to the
        end of the line."""
        at = 0
        for start, end in sorted([*self._scalars, (len(self._text), len(self._text))]):
            for match in _COMMENT.finditer(self._text, at, max(at, start)):
                if not match[0].startswith(HELP):
                    yield match.start(), match[0].rstrip()
            at = max(at, end)

    def _attach(self, at: int, comment: str) -> None:
        index = bisect_right(self._starts, at)
        following = self._items[index] if index < len(self._items) else None
        earlier = self._items[:index]
        line = max(self._text.rfind(mark, 0, at) for mark in _BREAK) + 1
        if self._text[line:at].strip(" \t-") and earlier:
            self._beside(earlier, line, at).beside.append((at, comment))
            return
        around = [i for i in earlier if i.end > at and (following is None or following.start > i.end)]
        if around:  # inside brackets or a list of texts, after the last item in them
            around[-1].before.append((at, comment))
        elif block := self._closed(earlier, following, at - line):
            block.after.append((at, comment))
        else:
            (following.before if following else self._root.after).append((at, comment))

    def _beside(self, earlier: list[_Item], line: int, at: int) -> _Item:
        """Return the outermost item that ends on a line, or else the last one that has begun."""
        return next((item for item in earlier if line < item.end <= at), earlier[-1])

    def _closed(self, earlier: list[_Item], following: _Item | None, column: int) -> _Item | None:
        """Return the block that a comment in this column is the end of, if it is indented deeper than what follows."""
        if not earlier or (following and (following.column < 0 or column <= following.column)):
            return None
        last: _Item = earlier[-1]
        while last.parent and (last.column < 0 or last.column > column):
            last = last.parent
        block = last.parent
        return None if block is None or (following and following.within(block)) else block

    def _told(self, item: _Item) -> Comments:
        before = self._spaced(item.before, item.start)
        return Comments(before, tuple(c for _, c in item.beside), self._spaced(item.after, -1))

    def _spaced(self, found: list[tuple[int, str]], until: int) -> tuple[str, ...]:
        """Return comments with a blank line where the author left one between them, or between the last and the
        item itself, which begins at ``until``."""
        told: list[str] = []
        for (at, comment), following in zip(found, [*(at for at, _ in found), until][1:], strict=True):
            told.append(comment)
            gap = self._text[at + len(comment) : max(following, 0)]
            if not gap.strip(" \t\r\n-") and _BLANK_LINE.search(gap):
                told.append("")
        return tuple(told)


def _end(first: Node, value: Node) -> int:
    """Return where an item ends that is written in one piece, else -1; a value that stands elsewhere is an alias."""
    if value.start_mark.index < first.start_mark.index:
        return int(first.end_mark.index)
    if isinstance(value, SequenceNode) and value.value and not value.flow_style:
        if all(isinstance(one, ScalarNode) for one in value.value):
            return int(value.value[-1].end_mark.index)
        return -1
    whole = isinstance(value, ScalarNode) or (isinstance(value, MappingNode | SequenceNode) and value.flow_style)
    return max(value.end_mark.index, first.end_mark.index) if whole else -1

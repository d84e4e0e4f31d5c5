"""YAML files to a tree of nodes that know their line. Every scalar is text: no dates, no booleans by surprise.

What the keys mean is in :mod:`coopgraph.loaders.claims`; whose a comment is, in :mod:`coopgraph.loaders.comments`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from coopgraph.errors import InputError
from coopgraph.loaders import text
from coopgraph.loaders.comments import NONE, Comments, Noted
from coopgraph.source import Problem, Source

MAX_DEPTH = 12
"""Record files are four deep; what is deeper is no record file (and might never end)."""
_TOO_DEEP = "nested deeper than any record; is this a"
_REMEDIES = {
    "\\t": "indent with spaces, not tabs",
    "another document": "a file holds one document: delete the line that begins with ---",
    "mapping values": 'put a text that holds a colon and a blank in "quotes"',
}


@dataclass(frozen=True, slots=True)
class Mapping:
    """A YAML mapping in its order: pairs of key and value, each key with its place.

    A node carries the comments of the item that it is the value of; they are no part of what it says. One that was made
    of a table's row has ``cell``, which tells where a column of that row stands.
    """

    source: Source
    pairs: tuple[tuple[str, Source, Tree], ...]
    comments: Comments = field(default=NONE, compare=False)
    cell: Callable[[str], Source] | None = field(default=None, compare=False, repr=False)

    def at(self, column: str, place: Source) -> Source:
        """Return where a column stands, when this was a row of a table, else ``place``."""
        return self.cell(column) if self.cell else place

    def __iter__(self) -> Iterator[tuple[str, Source, Tree]]:
        return iter(self.pairs)


@dataclass(frozen=True, slots=True)
class Sequence:
    """A YAML list."""

    source: Source
    items: tuple[Tree, ...]
    comments: Comments = field(default=NONE, compare=False)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A YAML scalar, as written."""

    source: Source
    text: str
    comments: Comments = field(default=NONE, compare=False)


Tree = Mapping | Sequence | Scalar


def read(
    path: text.Readable, name: str, kind: str = "record file", begins: str = 'source: "003"'
) -> tuple[Mapping, list[Problem]]:
    """Read a file whose top is a mapping; ``name`` is what messages call it, ``kind`` what it should be, and
    ``begins`` a line that such a file begins with.

    Raises InputError, with the line, for what is not YAML or not a mapping. A key that is there twice is a
    problem, and its first value counts.
    """
    source = text.read(path, name)
    try:
        parser = YAML(typ="rt", pure=True)
        parser.Composer = _Composer
        node = parser.compose(source)
    except MarkedYAMLError as error:
        why = " ".join(str(error.problem or error.context).split())
        ends_early = "end of stream" in why  # then the line that matters is where the quote opens
        mark = (error.context_mark if ends_early else error.problem_mark) or error.context_mark
        line = mark.line + 1 if mark else 1
        remedy = next((r for part, r in _REMEDIES.items() if part in why), "see that quotes and brackets close")
        raise InputError(f"{name}:{line}: not YAML: {why}; {remedy}") from None
    except _TooDeep as error:
        raise InputError(f"{name}:{error}: {_TOO_DEEP} {kind}?") from None
    except YAMLError as error:
        raise InputError(f"{name}: not YAML: {' '.join(str(error).split())}") from None
    reader = _Reader(name, kind, len(source), Noted(source, node))
    tree = reader.tree(node, 0)
    if not isinstance(tree, Mapping):
        raise InputError(f"{name}:1: not a {kind}; it begins with a line such as  {begins}")
    return replace(tree, comments=reader.noted.top()), reader.problems


class _TooDeep(Exception):
    """Nested deeper than MAX_DEPTH; holds the line."""


class _Composer(Composer):
    """Composes nodes, and stops at MAX_DEPTH: Python's own limit comes late and tells no line. An anchor may be
    used again, as YAML allows."""

    def __init__(self, loader: Any = None) -> None:
        super().__init__(loader)
        self.nesting = 0
        self.warn_double_anchors = False

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Return the node that begins here."""
        if self.nesting > MAX_DEPTH + 1:
            raise _TooDeep(self.parser.peek_event().start_mark.line + 1)
        self.nesting += 1
        node = super().compose_node(parent, index)
        self.nesting -= 1
        return node


class _Reader:
    """Turns composed nodes into a tree. A text of n characters has at most n nodes: more means aliases that
    unfold without end, and the file is refused."""

    def __init__(self, name: str, kind: str, budget: int, noted: Noted) -> None:
        self.name, self.kind, self.budget, self.noted = name, kind, budget, noted
        self.problems: list[Problem] = []

    def tree(self, node: Node | None, depth: int) -> Tree:
        if node is None:
            return Scalar(Source(self.name, 1), "")
        place = Source(self.name, node.start_mark.line + 1)
        self.budget -= 1
        if depth > MAX_DEPTH or self.budget < 0:
            raise InputError(f"{place}: {_TOO_DEEP} {self.kind}?")
        if isinstance(node, ScalarNode):
            return Scalar(place, "" if str(node.tag).endswith(":null") else self._text(node.value, place))
        if isinstance(node, SequenceNode):
            return Sequence(place, tuple(self._item(n, depth) for n in node.value))
        assert isinstance(node, MappingNode)
        return Mapping(place, tuple(self._pairs(node, depth)))

    def _item(self, node: Node, depth: int) -> Tree:
        return replace(self.tree(node, depth + 1), comments=self.noted.take(node))

    def _text(self, value: str, place: Source) -> str:
        """Return a scalar's text; escapes such as "\\0" must not bring in what no text holds."""
        if found := text.CONTROL.search(value):
            message = f"holds the control character {text.codepoint(found[0])}"
            self.problems.append(Problem(place, message, "delete it"))
        return text.CONTROL.sub("", value).strip()

    def _pairs(self, node: MappingNode, depth: int) -> Iterator[tuple[str, Source, Tree]]:
        seen: set[str] = set()
        for key, value in node.value:
            at = Source(self.name, key.start_mark.line + 1)
            if not isinstance(key, ScalarNode):
                self.problems.append(Problem(at, "a key is not a word", "write  key: value"))
            elif key.value in seen:
                twice = Problem(at.at(key.value), "the key is there twice", "keep one, or merge the two")
                self.problems.append(twice)
            else:
                seen.add(key.value)
                found = self.tree(value, depth + 1)
                yield key.value, at.at(key.value), replace(found, comments=self.noted.take(key))

"""JSON text to the trees of :mod:`coopgraph.loaders.yaml`: nodes that know their line, every scalar a text.

Python's own reader tells no lines, keeps the last of two equal keys, and turns numbers into what they were not. What
the keys mean is in :mod:`coopgraph.intake.objects`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NoReturn

from coopgraph.errors import InputError
from coopgraph.intake.limits import MAX_TREE, megabytes
from coopgraph.intake.sheet import Complaints
from coopgraph.loaders.text import CONTROL, codepoint
from coopgraph.loaders.yaml import MAX_DEPTH, Mapping, Scalar, Sequence, Tree
from coopgraph.source import Problem, Source

_TOKEN = re.compile(
    r"""[ \t\r\n]*(?:
      (?P<mark>[{}\[\]:,])
    | (?P<string>"[^"\\\x00-\x1f]*+(?:\\.[^"\\\x00-\x1f]*+)*+")
    | (?P<number>-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][-+]?[0-9]++)?)(?![\w.])
    | (?P<word>-?[A-Za-z]++)
    )""",
    re.VERBOSE,
)
_END = re.compile(r"[ \t\r\n]*\Z")
_WHOLE = re.compile(r"(-?[0-9]+)\.0+")
_WORDS = {"true": "true", "false": "false", "null": ""}
_NO_NUMBERS = ("NaN", "Infinity", "-Infinity")
LONGEST = 40
"""Digits of a number."""


def parse(text: str, name: str, complaints: Complaints, first: int = 1) -> Tree:
    """Return the tree of a JSON text that begins in line ``first`` of the file that messages call ``name``.

    Keys that are there twice, control characters, halves of surrogate pairs and what is no number are problems;
    raises InputError, with the line, for what is not JSON, too deep, or too large.

    >>> parse('{"count": 3.0}', "x.json", Complaints("x.json")).pairs[0][2].text
    '3'
    """
    if len(text) > MAX_TREE:
        raise InputError(f"{name}: larger than {megabytes(MAX_TREE)}, the most JSON that is read; part it, or use CSV")
    return _Parser(text, name, complaints, first).all()


class _Parser:
    """One pass over a text, by recursion, never deeper than MAX_DEPTH."""

    def __init__(self, text: str, name: str, complaints: Complaints, first: int) -> None:
        self.text, self.name, self.complaints = text, name, complaints
        self.at, self.line, self.counted = 0, first, 0

    def all(self) -> Tree:
        kind, token = self._next()
        tree = self._value(kind, token, 0, "")
        if not _END.match(self.text, self.at):
            self._fail("something follows after the end")
        return tree

    def _next(self) -> tuple[str, str]:
        found = _TOKEN.match(self.text, self.at)
        if not found or not found.lastgroup:
            blank = re.compile(r"[ \t\r\n]*").match(self.text, self.at)
            self.at = blank.end() if blank else self.at
            self._count(self.at)
            rest = self.text[self.at : self.at + 1]
            self._fail(
                "the text does not close" if rest == '"' else f"{rest!r} is not expected" if rest else "it ends early"
            )
        self.at = found.end()
        self._count(found.start(found.lastgroup))
        return found.lastgroup, found[found.lastgroup]

    def _count(self, to: int) -> None:
        self.line += self.text.count("\n", self.counted, to)
        self.counted = max(self.counted, to)

    def _fail(self, why: str) -> NoReturn:
        raise InputError(f"{self.name}:{self.line}: not JSON: {why}; see that quotes and brackets close")

    def _value(self, kind: str, token: str, depth: int, key: str) -> Tree:
        if depth > MAX_DEPTH:
            raise InputError(f"{self.name}:{self.line}: nested deeper than any record; is this a record file?")
        place = Source(self.name, self.line)
        if token == "{":
            return Mapping(place, tuple(self._pairs(depth)))
        if token == "[":
            return Sequence(place, tuple(self._items(depth, key)))
        if kind == "string":
            return Scalar(place, self._string(token, key))
        if kind == "number":
            return Scalar(place, self._number(token, key))
        if token in _WORDS:
            return Scalar(place, _WORDS[token])
        if token in _NO_NUMBERS:
            self._wrong(key, f"{token} is no value", "give a value, or write null")
            return Scalar(place, "")
        return self._fail(f"{token!r} is not expected")

    def _pairs(self, depth: int) -> Iterator[tuple[str, Source, Tree]]:
        seen: set[str] = set()
        kind, token = self._next()
        while token != "}":
            if kind != "string":
                self._fail(f"{token!r} stands where a key should")
            key = self._string(token, "")
            place = Source(self.name, self.line, key)
            if self._next()[1] != ":":
                self._fail(f"no colon after the key {key!r}")
            kind, token = self._next()
            tree = self._value(kind, token, depth + 1, key)
            if key in seen:
                self.complaints.add("keys that are there twice", Problem(place, *_TWICE))
            else:
                seen.add(key)
                yield key, place, tree
            kind, token = self._comma("}")

    def _items(self, depth: int, key: str) -> Iterator[Tree]:
        kind, token = self._next()
        while token != "]":
            yield self._value(kind, token, depth + 1, key)
            kind, token = self._comma("]")

    def _comma(self, close: str) -> tuple[str, str]:
        """Return what follows a comma, or the bracket that closes."""
        kind, token = self._next()
        if token == close and kind == "mark":
            return kind, token
        if token != "," or kind != "mark":
            self._fail(f"a comma or {close} is missing before {token[:20]!r}")
        kind, token = self._next()
        if kind == "mark" and token in "]}":
            self._fail(f"a comma stands before {token}")
        return kind, token

    def _string(self, token: str, key: str) -> str:
        try:
            text = str(json.loads(token))
        except ValueError:
            self._fail(f"the text {token[:20]} has an escape that is none")
        if found := CONTROL.search(text):
            what = "half a surrogate pair" if "\ud800" <= found[0] <= "\udfff" else "the control character"
            self._wrong(key, f"holds {what} {codepoint(found[0])}", "delete it")
            text = CONTROL.sub("", text)
        return text.strip()

    def _number(self, token: str, key: str) -> str:
        if len(token) > LONGEST:
            self._wrong(key, f"holds a number of {len(token)} characters", 'write it as a text in "quotes"')
            return token[:LONGEST]
        whole = _WHOLE.fullmatch(token)
        return whole[1] if whole else token

    def _wrong(self, key: str, message: str, remedy: str) -> None:
        self.complaints.add(message.partition(" U+")[0], Problem(Source(self.name, self.line, key), message, remedy))


_TWICE = ("the key is there twice", "keep one, or merge the two")

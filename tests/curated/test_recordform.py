"""Record files in canonical form: the same data, every comment, and always the same bytes.

Records are drawn at random and written the way a careless author might: any quotes, any layout, comments anywhere.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from coopgraph.curated import recordform, scalars
from coopgraph.loaders import yaml
from coopgraph.loaders.comments import Comments
from coopgraph.loaders.yaml import Mapping, Scalar, Sequence, Tree

NASTY = [
    "no", "NO", "y", "null", "~", "true", "1e3", "003", "0x1F", "1_000", "12:30", "2017-07-01", "2013-05", ".5", "-5",
    "+1", ".inf", ".nan", "=", "<<", "@x", "[", "]", "{", "}", "a: b", "a:b", "a:", ": a", "a #b", "#b", "a#b", "'",
    '"', "\\", "it's", 'say "no"', "- a", "-", "? a", "?", "---", "...", "--- a", "%a", "!a", "&a", "*a", "|", ">", "`",
    ",", "a, b", "a\nb", "a\n\nb", "a\tb", "Таможня: Финляндии", "😀 # 😀", "a\u2028b", "a\x85b", "a\xa0b", "\ufeffa",
    "é", "e\u0301", "10-20", "5", "0", "[..2016-11-05]", "a\\nb", "1 000", "0o7", "0b1", "x" * 130, "a, " * 60 + "b",
]  # fmt: skip


def _clean(text: str) -> str:
    """What the reader makes of a text: nothing around it."""
    return text.strip()


texts = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=20),
).map(_clean)
keys = st.one_of(
    st.sampled_from([n for n in NASTY if "\n" not in n and len(n) < 60]),
    st.from_regex(r"[a-z][a-z/-]{0,9}", fullmatch=True),
)
slugs = st.from_regex(r"[a-z]{1,3}/[a-z0-9-]{1,5}|[0-9]{4}-[a-z]{1,4}", fullmatch=True)
NOTES = ["# a word", "#", "#a: b", "# '", '# "', "## {", "# - [", "#	a", "# Ж "]
spans = st.lists(
    st.tuples(st.integers(0, 99), st.integers(100, 199)).map(lambda s: f"{s[0]}-{s[1]}"), min_size=1, max_size=3
)
options = st.dictionaries(
    st.sampled_from(["stated", "inferred", "rejected", "count", "mode", "title", "when", "basis"]), texts, max_size=4
)
claims = st.builds(
    lambda key, value, more, at: {key: value, "at": at} | more, keys.filter(lambda k: k != "at"), texts, options, spans
)
entries = st.dictionaries(
    slugs, st.dictionaries(st.sampled_from(["en", "ru", "fi", "note", "also"]), texts, min_size=1), max_size=3
)
records = st.fixed_dictionaries(
    {"source": texts},
    optional={
        "events": entries,
        "delegations": entries,
        "claims": st.dictionaries(slugs, st.lists(claims, min_size=1, max_size=3), max_size=4),
    },
)
"""Record files as plain dictionaries."""


class Careless:
    """Writes a record file by throwing dice: quotes, brackets or lines, order, comments, blank lines."""

    def __init__(self, seed: int, noted: bool = True) -> None:
        self.random, self.noted = Random(seed), noted
        self.lines: list[str] = []
        self.comments: list[str] = []

    def text(self, record: dict[str, Any]) -> str:
        """The text of a file."""
        for section in self.random.sample(list(record), len(record)):
            self.pair(0, section, record[section], depth=0)
        self._maybe_comments(self.random.randint(0, 4))
        return "\n".join(self.lines) + "\n"

    def pair(self, indent: int, key: str, value: Any, depth: int, lead: str = "") -> None:
        """A key and its value."""
        if not lead:
            self._maybe_comments(indent)
        name = f"{lead}{self.quoted(key)}:"
        if isinstance(value, str):
            self._line(indent, f"{name} {self.quoted(value)}")
        elif depth == 3 and isinstance(value, list) and value and self.random.random() < 0.5:
            self._line(indent, name)
            for one in value:
                self._maybe_comments(indent + 4)
                self._line(indent + 4, f"- {self.quoted(one)}")
        elif depth == 3 or not value or self.random.randint(0, 3) == 0:
            self._line(indent, f"{name} {self.flow(value)}")
        elif isinstance(value, dict):
            self._line(indent, name)
            for one in self.random.sample(list(value), len(value)) if depth < 2 else value:
                self.pair(indent + len(lead) + 2, one, value[one], depth + 1)
        else:
            self._line(indent, name)
            for claim in value:
                self.claim(indent + 2, claim)

    def claim(self, indent: int, claim: dict[str, Any]) -> None:
        """A claim, in braces or with a line a key."""
        self._maybe_comments(indent)
        if self.random.random() < 0.5:
            self._line(indent, f"- {self.flow(claim, lines=True, indent=indent)}")
            return
        for n, (key, value) in enumerate(claim.items()):
            self.pair(indent if n == 0 else indent + 2, key, value, 3, lead="- " if n == 0 else "")

    def flow(self, value: Any, lines: bool = False, indent: int = 0) -> str:
        """A value in brackets; ``lines`` may break it, and comment on its parts."""
        if isinstance(value, str):
            return self.quoted(value)
        if isinstance(value, list):
            return "[" + ", ".join(self.flow(one) for one in value) + "]"
        parts = [f"{self.quoted(key)}: {self.flow(one)}" for key, one in value.items()]
        if not lines or self.random.random() < 0.5:
            return "{" + ", ".join(parts) + "}"
        gap = "\n" + " " * (indent + 3)
        return "{" + "".join(part + "," + self._beside() + gap for part in parts) + "}"

    def quoted(self, text: str) -> str:
        """A text in double or single quotes, or plain where it is a mere word."""
        if (
            text.isascii()
            and text.isalpha()
            and text.lower() not in ("null", "no", "y", "true")
            and self.random.random() < 0.5
        ):
            return text
        if text.isprintable() and self.random.random() < 0.5:
            return "'" + text.replace("'", "''") + "'"
        return json.dumps(text, ensure_ascii=all(ord(c) < 0x10000 for c in text))

    def _line(self, indent: int, line: str) -> None:
        self.lines.append(" " * indent + line + self._beside())

    def _beside(self) -> str:
        return f" {self._comment()}" if self.noted and self.random.randint(0, 5) == 0 else ""

    def _maybe_comments(self, indent: int) -> None:
        while self.noted and self.random.randint(0, 4) == 0:
            self.lines.append(" " * max(0, indent + self.random.randint(-2, 3)) + self._comment())
        if self.random.randint(0, 6) == 0:
            self.lines.append("")

    def _comment(self) -> str:
        comment = f"{self.random.choice(NOTES)}{len(self.comments)}"
        self.comments.append(comment)
        return comment


@st.composite
def written(draw: Callable[[st.SearchStrategy[Any]], Any], noted: bool = True) -> tuple[dict[str, Any], str, list[str]]:
    """A record, the text that somebody wrote for it, and the comments in it."""
    record = draw(records)
    careless = Careless(draw(st.integers(0, 2**32)), noted)
    text = careless.text(record)
    return record, text, careless.comments


def parsed(text: str, folder: Path) -> Mapping:
    """The tree of a record file without mistakes of form."""
    path = folder / "record.yaml"
    path.write_text(text, "utf-8", newline="")
    tree, problems = yaml.read(path, "record.yaml")
    assert problems == []
    return tree


def plain(tree: Tree) -> Any:
    """A tree as dictionaries, lists and texts."""
    if isinstance(tree, Scalar):
        return tree.text
    return [plain(item) for item in tree.items] if isinstance(tree, Sequence) else {k: plain(v) for k, _, v in tree}


def told(tree: Tree) -> list[str]:
    """Every comment of a tree, sorted."""

    def walk(tree: Tree) -> list[Comments]:
        parts = (
            () if isinstance(tree, Scalar) else tree.items if isinstance(tree, Sequence) else [v for _, _, v in tree]
        )
        return [tree.comments, *(found for part in parts for found in walk(part))]

    return sorted(c for one in walk(tree) for c in (*one.before, *one.beside, *one.after) if c)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for files that live for one example."""
    return tmp_path_factory.mktemp("scratch")


def formatted(text: str, folder: Path) -> str:
    """The canonical form of a text."""
    return recordform.text(parsed(text, folder))


def canonical_claim(claim: dict[str, Any]) -> dict[str, Any]:
    """A claim with its spans as the canonical form has them: in order, each once, a single one no list."""
    given = claim["at"] if isinstance(claim["at"], list) else [claim["at"]]
    spans = sorted(dict.fromkeys(given), key=lambda s: [int(n) for n in s.split("-")])
    return claim | {"at": spans if len(spans) > 1 else spans[0]}


def expected(record: dict[str, Any]) -> dict[str, Any]:
    """What the canonical form says of a record: the same, without sections that hold nothing."""
    found = {key: value for key, value in record.items() if value or key == "source"}
    if "claims" in found:
        found["claims"] = {s: [canonical_claim(c) for c in some] for s, some in record["claims"].items()}
    return found


@given(written())
@settings(max_examples=400)
def test_the_data_and_the_comments_stay_and_a_second_time_changes_nothing(
    scratch: Path, drawn: tuple[dict[str, Any], str, list[str]]
) -> None:
    """Whatever an author writes, the canonical form says the same, has every comment once, and is its own form."""
    record, text, noted = drawn
    once = formatted(text, scratch)
    again = parsed(once, scratch)
    assert expected(plain(again)) == expected(record)
    assert told(again) == sorted(noted)
    assert recordform.text(again) == once


@given(written(noted=False))
@settings(max_examples=150)
def test_layout_is_no_content(scratch: Path, drawn: tuple[dict[str, Any], str, list[str]]) -> None:
    """Two who write the same record get the same bytes, whatever quotes, brackets and blank lines they chose."""
    record, text, _ = drawn
    plainly = json.dumps(record, ensure_ascii=False).replace("\x85", "\\x85").replace("\u2028", "\\u2028")
    assert sorted(formatted(text, scratch).splitlines()) == sorted(formatted(plainly + "\n", scratch).splitlines())


@given(texts, st.booleans())
@settings(max_examples=400)
def test_every_reader_takes_a_text_for_that_text(text: str, flow: bool) -> None:
    """YAML 1.1 and 1.2 read what is written as the very text, in brackets and outside."""
    line = scalars.written(text, flow)
    for version in ((1, 1), (1, 2)):
        reader = YAML(typ="safe", pure=True)
        reader.version = version
        assert reader.load(f"[{line}]\n" if flow else f"- {line}\n") == [text]

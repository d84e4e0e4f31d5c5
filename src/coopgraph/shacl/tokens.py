"""SPARQL cut into tokens: strings, comments, IRIs and names told apart; no grammar beyond that."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\n]*)
  | (?P<iri><[^<>"{}|^`\\\s]*>)
  | (?P<string>\"\"\"(?:\\.|(?!\"\"\").)*\"\"\"|'''(?:\\.|(?!''').)*'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
  | (?P<var>[?$]\w+)
  | (?P<name>(?:[^\W\d][\w.-]*)?:(?:[\w:%-]|\\.|\.(?=[\w:%.\\-]))*)
  | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<word>\w+)
  | (?P<space>\s+)
  | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query: ``kind`` is iri, string, var, name, tag, word or sign; ``apart`` from the one before."""

    kind: str
    text: str
    apart: bool = True

    def word(self, *words: str) -> bool:
        """Tell whether this is one of some keywords."""
        return self.kind == "word" and self.text.upper() in words

    def sign(self, *signs: str) -> bool:
        """Tell whether this is one of some signs."""
        return self.kind == "sign" and self.text in signs

    def var(self) -> str:
        """Return a variable's name, or nothing."""
        return self.text[1:] if self.kind == "var" else ""


@cache
def tokens(text: str) -> tuple[Token, ...]:
    """Return the tokens of a query without space and comments.

    >>> [t.text for t in tokens('SELECT $this { $this ex:minus "MINUS" } # MINUS')]
    ['SELECT', '$this', '{', '$this', 'ex:minus', '"MINUS"', '}']
    """
    found: list[Token] = []
    apart = False
    for m in _TOKEN.finditer(text):
        if m.lastgroup in ("comment", "space"):
            apart = True
        else:
            found.append(Token(m.lastgroup or "", m.group(), apart))
            apart = False
    return tuple(found)


@cache
def counts(text: str) -> bool:
    """Tell whether what a query finds depends on how often a row comes: it counts, sums, or stops after some.

    >>> counts("SELECT (COUNT(?x) AS ?n) {}"), counts("SELECT (COUNT(DISTINCT ?x) AS ?n) (MAX(?y) AS ?m) {}")
    (True, False)
    """
    parts = tokens(text)
    stops = any(t.word("LIMIT", "OFFSET") for t in parts)
    sums = [i for i, t in enumerate(parts) if t.word("COUNT", "SUM", "AVG", "GROUP_CONCAT")]
    return stops or any(not (i + 2 < len(parts) and parts[i + 2].word("DISTINCT")) for i in sums)


def closing(parts: tuple[Token, ...], opening: int) -> int:
    """Return where the bracket closes that opens at a place; the end of the tokens if it does not."""
    pair = {"{": "}", "(": ")", "[": "]"}[parts[opening].text]
    depth = 0
    for i in range(opening, len(parts)):
        depth += parts[i].sign(parts[opening].text) - parts[i].sign(pair)
        if depth == 0:
            return i
    return len(parts)

"""How a text is written in YAML: plain where every reader takes it for that text, else in double quotes.

Our own reader takes every scalar for text; others do not. A text that YAML 1.1 or 1.2 reads as a number, a truth
value, a date or nothing (``003``, ``1e3``, ``NO``, ``2017-07-01``, ``null``) is quoted, and so is one that YAML's own
signs would cut short. Where a number or a day is meant, the sign of it stays plain: ``attendee-count: 5``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

_SIGNS = "-?:,[]{}#&*!|>'\"%@`"
_UNPRINTED = re.compile("[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_MEANT = {"integer": re.compile("0|[1-9][0-9]*"), "date": re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")}


def written(text: str, flow: bool = False, meant: str = "") -> str:
    """Return a text as a YAML scalar on one line.

    ``flow`` tells that it stands within brackets, where commas, brackets, colons and question marks part; ``meant`` is
    ``integer`` or ``date`` where a number or a day is meant.

    >>> [written(t) for t in ("a text", "003", "NO", "by its name: no")]
    ['a text', '"003"', '"NO"', '"by its name: no"']
    >>> written("2013-05-27"), written("2013-05-27", meant="date")
    ('"2013-05-27"', '2013-05-27')
    """
    if meant and _MEANT[meant].fullmatch(text):
        return text
    plain = _whole(text) and not _UNPRINTED.search(text) and not _resolved(text)
    if plain and not (flow and any(sign in text for sign in ",[]{}:?")):
        return text
    return '"' + "".join(_escaped(c) for c in text) + '"'


def _whole(text: str) -> bool:
    """Return whether no sign of YAML's ends the text early or makes it something else."""
    return (
        text != ""
        and text == text.strip()
        and text[0] not in _SIGNS
        and not text.startswith("...")
        and not text.endswith(":")
        and ": " not in text
        and " #" not in text
    )


def _resolved(text: str) -> bool:
    """Return whether YAML 1.1 or 1.2 reads a plain text as anything but a text."""
    return any(match(text) for match in _resolvers())


@cache
def _resolvers() -> tuple[Callable[[str], object], ...]:
    from ruamel.yaml.resolver import implicit_resolvers

    return tuple(pattern.match for _, _, pattern, _ in implicit_resolvers)


def _escaped(character: str) -> str:
    if character in _SHORT:
        return _SHORT[character]
    if not _UNPRINTED.match(character):
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"

"""The words and signs that several formats share."""

from __future__ import annotations

from collections.abc import Iterable

from coopgraph.loaders.text import CONTROL
from coopgraph.source import MOST
from coopgraph.validation.report import Finding, Severity, State
from coopgraph.vocab import compact

MARKS: dict[Severity, str] = {"violation": "✗", "warning": "!", "info": "·"}
STATES: dict[State, str] = {"": "", "new": "new", "solved": "solved", "old": "already there"}
HEADINGS: dict[State, str] = {"": "", "new": "New problems", "solved": "Solved", "old": "Already there"}
_UNSEEN = str.maketrans({"\u00a0": "⍽", "\u202f": "⍽", "\u200b": "⍽", "\n": "⏎", "\t": "⇥"})


def by_record(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Return findings by their node, in the order of each one's worst."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.node, []).append(finding)
    return groups


def by_code(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Return findings by the code of their check, sorted by code."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.code, []).append(finding)
    return dict(sorted(groups.items()))


def record(finding: Finding) -> str:
    """Return the id of the record at fault, as the curated files write it: ``org/osce``."""
    return compact(finding.node) if finding.node else ""


def value(finding: Finding) -> str:
    """Return the value at fault where the message does not show it already, with the spaces that nobody sees made
    visible.

    >>> value(Finding("C07", "warning", "A no-break space", value="Finnish\\u00a0Customs"))
    'Finnish⍽Customs'
    """
    text = compact(finding.value) if finding.value.startswith("http") else finding.value
    if not text or text in finding.message + finding.remedy or finding.value == finding.node:
        return ""
    if len(text) > MOST:
        text = f"{text[: MOST - 1]}…"
    inner = text.strip(" ")
    left, right = len(text) - len(text.lstrip(" ")), len(text) - len(text.rstrip(" "))
    return ("␣" * left + inner + "␣" * right).translate(_UNSEEN) if inner else "␣" * len(text)


def clean(text: str) -> str:
    """Return a text without the characters that XML cannot carry.

    >>> clean("a\\x00b")
    'ab'
    """
    return CONTROL.sub("", text)

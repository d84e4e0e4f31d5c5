"""Two reports to one: what is new, what is solved, what was there already.

A finding is the same when its fingerprint is (check, record, field, value and message): where it stands may differ,
since a line moves when another is put before it. The same mistake in several rows is as many findings.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from coopgraph.validation.report import Finding, Report


def compare(before: Report, after: Report) -> Report:
    """Return the findings of both, each with its ``state``: new (only after), old (in both), solved (only before).

    What was looked at is counted as in ``after``.

    >>> compare(Report(), Report()).findings
    []
    """
    earlier, later = _numbered(before), _numbered(after)
    found = [replace(f, state="old" if key in earlier else "new") for key, f in later.items()]
    found += [replace(f, state="solved") for key, f in earlier.items() if key not in later]
    return replace(after, findings=found, against=True)


def _numbered(report: Report) -> dict[tuple[str, int], Finding]:
    """Return findings by fingerprint; of those that have the same (a mistake made in several rows) the first is number
    1, the second number 2, and so on."""
    seen: Counter[str] = Counter()
    found = {}
    for finding in report:
        seen[finding.fingerprint] += 1
        found[finding.fingerprint, seen[finding.fingerprint]] = finding
    return found

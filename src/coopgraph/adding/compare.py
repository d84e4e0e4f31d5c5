"""Two reports to one: what is new, what is solved, what was there already.

A finding is the same when its fingerprint is (check, record, field, value and message): where it stands may differ,
since a line moves when another is put before it.
"""

from __future__ import annotations

from dataclasses import replace

from coopgraph.validation.report import Report


def compare(before: Report, after: Report) -> Report:
    """Return the findings of both, each with its ``state``: new (only after), old (in both), solved (only before).

    What was looked at is counted as in ``after``.

    >>> compare(Report(), Report()).findings
    []
    """
    earlier, later = {f.fingerprint: f for f in before}, {f.fingerprint: f for f in after}
    found = [replace(f, state="old" if key in earlier else "new") for key, f in later.items()]
    found += [replace(f, state="solved") for key, f in earlier.items() if key not in later]
    return replace(after, findings=found)

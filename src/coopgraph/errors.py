"""The tree of errors: what can go wrong, where, and what to do about it.

    CoopgraphError                exit code 1 unless said otherwise
    ├── UsageError           (2)  the caller asked for something that does not exist
    │   └── UnknownName      (2)  an unknown id, query, format, term: carries the known names and near matches
    ├── InputError           (3)  a file cannot be read: missing, empty, binary, not YAML, not CSV
    ├── RecordsError         (1)  records were read, and some are wrong: carries every problem found
    └── EndpointError        (4)  a remote SPARQL endpoint failed

Wrong data is a result, wrong use is an exception: validation returns a report and raises only for files that
cannot be read at all. Places (file, row, field) are added by whoever knows them, on the way up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches


class CoopgraphError(Exception):
    """Anything coopgraph raises on purpose. ``exit_code`` is what the command line ends with."""

    exit_code = 1


class UsageError(CoopgraphError):
    """The call's words are off: an unknown name, option or combination."""

    exit_code = 2


class UnknownName(UsageError):
    """A name that is not known, with those that are.

    >>> raise UnknownName("query", "who-fund", ["who-funds-what", "who-hosts"])
    Traceback (most recent call last):
      ...
    coopgraph.errors.UnknownName: 'who-fund' is not a known query; did you mean 'who-funds-what'?
    """

    def __init__(self, kind: str, name: str, known: Iterable[str], close: Sequence[str] = ()) -> None:
        self.kind, self.name, self.known = kind, name, sorted(known)
        remedy = did_you_mean(close) if close else suggestion(name, self.known)
        super().__init__(f"{name!r} is not a known {kind}; {remedy}")


class InputError(CoopgraphError):
    """A file cannot be read at all."""

    exit_code = 3


class RecordsError(CoopgraphError):
    """Records that break the rules of the curated form.

    ``problems`` holds every one of the run, ``unreadable`` a line for each file that could not be read at all;
    with any of those the exit code is 3.
    """

    def __init__(self, problems: Sequence[object], unreadable: Sequence[str] = ()) -> None:
        self.problems, self.unreadable = list(problems), list(unreadable)
        self.exit_code = 3 if self.unreadable else 1
        super().__init__("\n".join([*self.unreadable, *(str(p) for p in self.problems)]))


class EndpointError(CoopgraphError):
    """A remote SPARQL endpoint did not give a whole answer."""

    exit_code = 4


def near(name: str, known: Iterable[str], most: int = 3) -> list[str]:
    """Return the known names most like ``name``, best first.

    >>> near("orgnizer", ["organizer", "co-organizer", "host"])
    ['organizer', 'co-organizer']
    """
    folded = {k.casefold(): k for k in sorted(known)}
    return [folded[m] for m in get_close_matches(name.casefold(), folded, n=most, cutoff=0.6)]


def did_you_mean(close: Sequence[str]) -> str:
    """Return the question that offers names.

    >>> did_you_mean(["OSCE", "OSCE Secretariat"])
    "did you mean 'OSCE' or 'OSCE Secretariat'?"
    """
    return "did you mean " + " or ".join(repr(c) for c in close) + "?"


def suggestion(name: str, known: Sequence[str], most: int = 12) -> str:
    """Say what to write instead of ``name``: the near matches, or else the first of what is known.

    >>> suggestion("hots", ["host", "partner"])
    "did you mean 'host'?"
    >>> suggestion("zzz", ["host", "partner"])
    'known are: host, partner'
    """
    if close := near(name, known, most=2):
        return did_you_mean(close)
    if not known:
        return "none is known"
    more = f" and {len(known) - most} more" if len(known) > most else ""
    return "known are: " + ", ".join(list(known)[:most]) + more

"""Lines in order, each once, however many: sorted runs in temporary files, merged as they are read.

An external merge sort (D. E. Knuth, "The Art of Computer Programming", volume 3, section 5.4). Lines are compared by
code points, which is the order of their bytes in UTF-8 too.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from heapq import merge
from itertools import groupby, islice
from typing import TextIO

RUN = 250_000
"""How many lines are sorted in memory."""
_FILES = 100


@contextmanager
def ordered(lines: Iterable[str], run: int = RUN) -> Iterator[Iterator[str]]:
    """Give the lines, each ended by a line break, in order and each once.

    Up to ``run`` different lines are sorted in memory; of more, each run goes to a temporary file that is gone when
    the block ends. Takes time n log n.

    >>> with ordered(["b\\n", "a\\n", "c\\n", "a\\n"], run=2) as found:
    ...     "".join(found).split()
    ['a', 'b', 'c']
    """
    rest = iter(lines)
    with ExitStack() as files:
        runs: list[Iterable[str]] = []
        while some := sorted(set(islice(rest, run))):
            if len(runs) == _FILES:
                runs = [_kept(_once(merge(*runs)), files)]
            runs.append(some if not runs and len(some) < run else _kept(some, files))
            del some
        yield _once(merge(*runs))


def _kept(lines: Iterable[str], files: ExitStack) -> TextIO:
    """Return a temporary file with the lines, to be read from its beginning."""
    file = tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115 - closed with the others
    files.callback(file.close)
    file.writelines(lines)
    file.seek(0)
    return file


def _once(lines: Iterable[str]) -> Iterator[str]:
    return (line for line, _ in groupby(lines))

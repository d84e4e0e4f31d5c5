"""A table of bad inputs: rows of bad_inputs*.yaml, laid out as files beside a small dataset, and run.

A row has

    what      what is wrong with the input; the name of the test
    files     the new files: name and text
    course    instead: lines added to a right record file (``COURSE``) below its event, which is new.yaml then
    without   keys of that event's claims that are left out
    build     instead or as well: a function of :mod:`.builders` that writes what no text can be
    base      lines changed in the dataset first: of a file, the old text and the new one
    run       the command; else ``CHECK`` with the new files
    stdin     what is piped in; the name of a device when it begins with /dev/
    huge      true when it runs in a process of its own, with 2 GB of memory and a minute of time
    meek      true when it runs as somebody who may not do everything
    only      true when the row is only about that command; else what ``check`` refuses is given to ``add``, too, unless
              it is huge
    exit      the exit code
    out, err  standard output and standard error; what they begin with, when they end in ``…``
"""

from __future__ import annotations

import importlib
import os
import re
import shlex
import stat
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from ruamel.yaml import YAML

from coopgraph.cli import main

HERE = Path(__file__).parent
CHECK = "check {new} --against data --sources texts"
REFUSED = "Nothing was written.\n"
NOBODY = 65534
BOUNDED = """
import resource
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
from coopgraph.cli import main
main(prog_name="coopgraph")
"""
COURSE = """\
source: "900"
events:
  2014-course:
    en: Course for trainers
claims:
  event/2014-course:
    - {category: training, stated: high, at: 0-11}
    - {start-date: 2014-03-03, stated: high, at: 0-11}
    - {place: place/helsinki, stated: high, at: 88-132}
    - {organizer: org/osce, stated: high, at: 62-90}
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table."""

    what: str
    exit: int
    files: dict[str, str] = field(default_factory=dict)
    course: str = ""
    without: list[str] = field(default_factory=list)
    build: str = ""
    base: dict[str, dict[str, str]] = field(default_factory=dict)
    run: str = ""
    stdin: str = ""
    huge: bool = False
    meek: bool = False
    only: bool = False
    out: str = ""
    err: str = ""

    def command(self) -> list[str]:
        """The words after ``coopgraph``, once the files are there."""
        new = sorted(path.name for path in Path().iterdir() if path.name not in ("data", "texts"))
        return shlex.split((self.run or CHECK).format(new=" ".join(new), long="x" * 5000))

    def written(self) -> dict[str, str]:
        """The new files and what is in them."""
        if not (self.course or self.without):
            return self.files
        kept = [line for line in COURSE.splitlines() if not any(f"{{{key}:" in line for key in self.without)]
        lines = [f"    {line}".rstrip() for line in self.course.splitlines()]
        return {**self.files, "new.yaml": "\n".join([*kept, *lines]) + "\n"}


@dataclass(frozen=True, slots=True)
class Told:
    """How a command ended, and what it said."""

    exit: int
    out: str
    err: str


def rows(name: str) -> list[Row]:
    """The rows of a table."""
    found: Any = YAML(typ="safe", pure=True).load((HERE / name).read_text("utf-8"))
    return [Row(**row) for row in found]


def lay_out(row: Row) -> None:
    """Write a row's files into the working directory, and change the dataset there as it says."""
    for name, text in row.written().items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(text.encode())
    for name, changes in row.base.items():
        path = Path("data") / name
        text = path.read_text("utf-8")
        for old, new in changes.items():
            assert old in text
            text = text.replace(old, new)
        path.write_text(text, "utf-8")


def invoke(words: Iterable[str], stdin: str = "", meek: bool = False) -> Told:
    """Run a command in this process; as nobody in particular when that is asked for and root runs the tests."""
    me = os.geteuid()
    if meek and me == 0:  # what is imported on the way may be root's alone
        importlib.import_module("importlib.readers")
        importlib.import_module("coopgraph.curated.swap")
        importlib.import_module("filelock")
        os.seteuid(NOBODY)
    try:
        found = CliRunner().invoke(main, list(words), input=stdin, prog_name="coopgraph")
    finally:
        os.seteuid(me)
    assert found.exception is None or isinstance(found.exception, SystemExit)
    return Told(found.exit_code, found.stdout, found.stderr)


def run_apart(words: Iterable[str], stdin: str = "") -> Told:
    """Run a command in a process of its own that may take 2 GB of memory and a minute."""
    with Path(stdin or os.devnull).open("rb") as piped:
        command = [sys.executable, "-W", "error", "-c", BOUNDED, *words]
        done = subprocess.run(command, stdin=piped, capture_output=True, text=True, timeout=60, check=False)
    return Told(done.returncode, done.stdout, done.stderr)


def begins(said: str, wanted: str) -> bool:
    """Whether a text is as a row wants it."""
    if wanted.endswith(("…", "…\n")):
        return said.startswith(wanted.rstrip("\n").removesuffix("…"))
    return said == wanted


def of_add(words: list[str]) -> list[str]:
    """The words of ``add`` for those of ``check``."""
    swapped = {"check": "add", "--against": "--to"}
    return [swapped.get(word, word) for word in words]


def snapshot(folder: Path) -> dict[str, tuple[object, ...]]:
    """Everything in a folder: kind, permissions, time of change and bytes."""
    found: dict[str, tuple[object, ...]] = {}
    for path in sorted(folder.rglob("*")):
        kind = path.lstat()
        what: object = path.readlink() if path.is_symlink() else None
        if stat.S_ISREG(kind.st_mode) and os.access(path, os.R_OK):
            what = path.read_bytes() if kind.st_size < 1 << 24 else kind.st_size
        found[path.relative_to(folder).as_posix()] = (kind.st_mode, kind.st_mtime_ns, what)
    return found


def tidy(text: str, folder: Path) -> str:
    """A text without the folder of the test, and without how much was looked at, which is no matter here."""
    return re.sub(r" \d+ records? looked at of \d+\.", "", text.replace(str(folder), "HERE"))

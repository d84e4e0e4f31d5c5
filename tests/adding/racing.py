"""Commands that meet, and commands that die: run by tests of this folder in a process of one thread, which may fork.

    python racing.py race FOLDER N DOCUMENT DOCUMENT   two that add a document each at the same time, N times
    python racing.py moments FOLDER N DOCUMENT         ``add`` killed at N moments of its run, in one folder that nobody
                                                       tidies up between; a child begins with everything imported and
                                                       with what the check found
    python racing.py fresh FOLDER N DOCUMENT           the same with a process of its own, from its very beginning

FOLDER holds a dataset ``old``, and for each document that is to be added a folder with its name. Each line of the
output tells how the commands ended and what a reader saw afterwards.
"""

from __future__ import annotations

import importlib
import io
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from pathlib import Path
from random import Random

from coopgraph.cli import main
from coopgraph.errors import CoopgraphError
from coopgraph.loaders import dataset, text, yaml
from coopgraph.records import Records
from coopgraph.texts import Texts

Bytes = dict[str, bytes]


def add(document: str) -> list[str]:
    """The words after ``coopgraph``."""
    return ["add", document, "--to", "data"]


def forked(words: Sequence[str]) -> int:
    """Run a command in a child that says nothing; return its id."""
    child = os.fork()
    if child:
        return child
    try:
        for way in (1, 2):
            os.dup2(os.open(os.devnull, os.O_WRONLY), way)
        main(list(words), prog_name="coopgraph")
    except SystemExit as error:
        os._exit(int(error.code or 0))
    finally:
        os._exit(99)


def ended(child: int) -> int:
    """Wait for a process; return its exit code, negative for a signal."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def held(folder: Path) -> Bytes:
    """The files of a dataset as a reader sees them, also when a write was cut short."""
    return {path: one.data for path, one in dataset.held(folder).items()}


def remember() -> None:
    """Let what was worked out once not be worked out again, here and in children: the trees of record files, and what
    the checks say of a dataset of so many claims."""
    checking = importlib.import_module("coopgraph.adding.check")
    parsed: dict[object, object] = {}
    judged: dict[object, object] = {}
    parse, judge = yaml.read, checking.judge

    def read(path: text.Readable, name: str, *more: str) -> object:
        key = (name, path.read_bytes())
        if key not in parsed:
            parsed[key] = parse(path, name, *more)
        return parsed[key]

    def judgement(before: Records, after: Records, texts: Texts | None) -> object:
        key = (len(before.claims), len(after.claims))
        if key not in judged:
            judged[key] = judge(before, after, texts)
        return judged[key]

    yaml.read = read  # type: ignore[assignment]
    checking.judge = judgement  # type: ignore[attr-defined]


class Story:
    """The dataset before and after, and what a reader makes of it."""

    def __init__(self, folder: Path, documents: Sequence[str]) -> None:
        os.chdir(folder)
        self.documents = documents
        self.data = Path("data")
        self.warm_up()
        self.sides = {"old": held(Path("old"))}
        for document in documents:
            self.sides[f"with {document}"] = self.after(document)

    def warm_up(self) -> None:
        """Import everything, and work out what there is to be worked out."""
        remember()
        self.start()
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            for document in self.documents:
                main([*add(document), "--dry-run"], prog_name="coopgraph", standalone_mode=False)

    def start(self) -> None:
        """Begin with the old dataset."""
        shutil.rmtree(self.data, ignore_errors=True)
        shutil.copytree("old", self.data)

    def after(self, *documents: str) -> Bytes:
        """What a reader sees once documents were added, one after the other; it must make sense."""
        self.start()
        for document in documents:
            assert ended(forked(add(document))) == 0
        dataset.load(self.data)
        return held(self.data)

    def which(self) -> str:
        """Which side a reader sees."""
        try:
            found = held(self.data)
        except CoopgraphError as error:
            return f"error: {error}"
        return next((name for name, side in self.sides.items() if side == found), "neither")

    def pace(self, run: Callable[[], int]) -> float:
        """The seconds that a run takes."""
        self.start()
        begun = time.monotonic()
        assert ended(run()) == 0
        return time.monotonic() - begun

    def killed(self, run: Callable[[], int], times: int) -> None:
        """Kill runs at random moments, one after the other, until the new side is there; then it begins anew."""
        random = Random(11)
        pace = min(self.pace(run) for _ in range(2))
        self.start()
        for _ in range(times):
            moment = random.uniform(0, 1.1 * pace)
            child = run()
            time.sleep(moment)
            os.kill(child, signal.SIGKILL)
            code, found = ended(child), self.which()
            print(code, found, sep="\t")
            if found != "old":
                self.start()
        code = ended(run())
        left = sorted(path.name for path in self.data.iterdir() if path.name.startswith("."))
        print(code, self.which(), left, sep="\t")


def moments(story: Story, times: int) -> None:
    story.killed(partial(forked, add(story.documents[0])), times)


def fresh(story: Story, times: int) -> None:
    command = [sys.executable, "-m", "coopgraph", *add(story.documents[0])]
    mute = [(os.POSIX_SPAWN_OPEN, way, os.devnull, os.O_WRONLY, 0) for way in (1, 2)]

    def run() -> int:
        return os.posix_spawn(sys.executable, command, os.environ, file_actions=mute)

    story.killed(run, times)


def race(story: Story, times: int) -> None:
    """Print how the two ended, what is there, and whether anything was left behind."""
    story.sides["with both"] = story.after(*story.documents)
    for number in range(times):
        story.start()
        children = []
        for document in story.documents if number % 2 else reversed(story.documents):
            children.append((document, forked(add(document))))
            time.sleep(0.03 * number)
        codes = dict(sorted((document, ended(child)) for document, child in children))
        print(*codes.values(), story.which(), (story.data / ".coopgraph").exists(), sep="\t")


if __name__ == "__main__":
    name, folder, number, *documents = sys.argv[1:]
    {"moments": moments, "fresh": fresh, "race": race}[name](Story(Path(folder), documents), int(number))

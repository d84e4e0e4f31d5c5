"""Writers that die, and readers and writers that meet: run by test_swap.py in a process of one thread, which may fork.

    python killing.py events FOLDER    one writer for every step of the system that a write takes; each dies there
    python killing.py moments FOLDER   a writer that never stops, killed 200 times
    python killing.py reading FOLDER   a reader beside a writer that never stops
    python killing.py race FOLDER      two that add a row each, at the same time

What dies here is a process and not the disk, so nothing waits for the disk. FOLDER holds a dataset ``old`` and a
dataset ``new``. Each line of the output tells what a reader saw: ``old``, ``new`` or what else.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

from coopgraph.curated import swap
from coopgraph.curated.form import canonical
from coopgraph.errors import CoopgraphError, UsageError
from coopgraph.loaders import dataset

WRITES = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "shutil.rmtree")


def forked(run: Callable[[], object]) -> int:
    """Run something in a process of its own; return its id."""
    child = os.fork()
    if child == 0:
        try:
            run()
            os._exit(0)
        except UsageError:
            os._exit(2)
        finally:
            os._exit(1)
    return child


def ended(child: int) -> int:
    """Wait for a process; return its exit code, negative for a signal."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def held(folder: Path) -> dict[str, bytes]:
    """The bytes of a dataset's files on the disk."""
    found = [*folder.glob("*.csv"), *folder.glob("records/*.yaml")]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


class Story:
    """The dataset before and after, and what a reader makes of a folder."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.sides = {name: held(folder / name) for name in ("old", "new")}
        self.read = {name: self.seen(folder / name) for name in self.sides}

    def seen(self, folder: Path) -> object:
        """What a reader sees: bytes of the canonical form, and how many records and claims they mean."""
        files = dataset.read(folder)
        records = dataset.records(files)
        return canonical(files), len(records.named), len(records.claims)

    def start(self) -> None:
        """Begin with the old dataset."""
        shutil.rmtree(self.data, ignore_errors=True)
        self.put("old", self.data.mkdir)

    def put(self, side: str, first: Callable[[], object] = lambda: None) -> None:
        """Write one side's files by hand."""
        first()
        (self.data / "records").mkdir(exist_ok=True)
        for name, data in self.sides[side].items():
            (self.data / name).write_bytes(data)

    def write(self, side: str) -> None:
        """Swap one side in."""
        other = self.sides["new" if side == "old" else "old"]
        swap.write(self.data, self.sides[side], sorted(other.keys() - self.sides[side].keys()))

    def which(self) -> str:
        """Which side a reader sees."""
        try:
            found = self.seen(self.data)
        except CoopgraphError as error:
            return f"error: {error}"
        return next((name for name, seen in self.read.items() if seen == found), "a mixture")

    def swapping(self, says: int | None = None) -> None:
        """Swap to and fro without end; a byte into a pipe says that it begins."""
        if says is not None:
            os.write(says, b"!")
        while True:
            self.write("new")
            self.write("old")


def events(story: Story) -> None:
    """Let a writer die at its first step, at its second …, until one comes to its end; the next writer goes on."""
    step, code = 0, 9
    while code == 9:
        step += 1
        story.start()
        code = ended(forked(partial(_dying, story, step)))
        seen = story.which()
        ended(forked(lambda: story.write("new")))
        left = sorted(path.name for path in story.data.iterdir() if path.name.startswith("."))
        print(step, code, seen, story.which(), held(story.data) == story.sides["new"], left, sep="\t")


def _dying(story: Story, step: int) -> None:
    count = 0

    def hook(event: str, args: object) -> None:
        nonlocal count
        if event in WRITES:
            count += 1
            if count == step:
                os._exit(9)

    sys.addaudithook(hook)
    story.write("new")


def moments(story: Story) -> None:
    """Kill writers at 200 moments, in one folder, which nobody tidies up between."""
    random = Random(7)
    story.start()
    begun = time.monotonic()
    story.write("new")
    story.write("old")
    pace = time.monotonic() - begun
    for _ in range(200):
        hears, says = os.pipe()
        child = forked(partial(story.swapping, says))
        os.read(hears, 1)
        time.sleep(random.uniform(0, min(2 * pace, 0.03)))
        os.kill(child, signal.SIGKILL)
        ended(child)
        os.close(hears)
        os.close(says)
        print(story.which())


def reading(story: Story) -> None:
    """Read beside a writer."""
    story.start()
    child = forked(story.swapping)
    for _ in range(100):
        print(story.which())
    os.kill(child, signal.SIGKILL)
    ended(child)


def race(story: Story) -> None:
    """Add two rows at once; print how the two ended and which rows are there."""
    for _ in range(10):
        story.start()
        children = [forked(partial(_add, story, name)) for name in ("anna", "bela")]
        codes = [ended(child) for child in children]
        people = (story.data / "people.csv").read_text("utf-8")
        dataset.records(dataset.read(story.data))
        left = (story.data / ".coopgraph").exists()
        print(*codes, "anna" in people, "bela" in people, left, sep="\t")


def _add(story: Story, name: str) -> None:
    files, mark = swap.snapshot(story.data)
    text = canonical(files)["people.csv"].decode() + f"{name},{name.title()},,,,\n"
    swap.write(story.data, {"people.csv": text.encode()}, expected=mark)


if __name__ == "__main__":
    os.fsync = lambda _: None  # type: ignore[assignment]
    {"events": events, "moments": moments, "reading": reading, "race": race}[sys.argv[1]](Story(Path(sys.argv[2])))

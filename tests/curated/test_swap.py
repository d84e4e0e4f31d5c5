"""Files swapped into a folder: all of them or none, for every reader, at every moment, whoever dies."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from coopgraph.curated import swap
from coopgraph.errors import InputError, UsageError
from coopgraph.loaders import dataset, pending

PEOPLE = "people.csv"
RECORD = "records/900-visit.yaml"
KILLING = Path(__file__).with_name("killing.py")
Story = Callable[[str], list[list[str]]]


@pytest.fixture
def story(tiny: Path, tmp_path: Path) -> Story:
    """The function that runs a part of killing.py on an old and a new dataset and returns the lines it printed.

    The new one has another name for the OSCE, other people, a further record file, and one under another name.
    """
    for name in ("old", "new"):
        shutil.copytree(tiny, tmp_path / "story" / name)
    new = tmp_path / "story" / "new"
    table = new / "organizations.csv"
    table.write_text(table.read_text("utf-8").replace(",OSCE,", ",The OSCE,"), "utf-8")
    (new / PEOPLE).write_text("id,name_en\nada,Ada\n", "utf-8")
    (new / RECORD).rename(new / "records/900-a-visit.yaml")
    claim = "{member-of: org/osce, stated: high, at: 1-2}"
    (new / "records/901-second.yaml").write_text(f'source: "901"\nclaims:\n  person/ada:\n    - {claim}\n', "utf-8")

    def run(part: str) -> list[list[str]]:
        command = [sys.executable, "-W", "error", str(KILLING), part, str(tmp_path / "story")]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        return [line.split("\t") for line in done.stdout.splitlines()]

    return run


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Everything in a folder."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_writer_that_dies_at_any_step(story: Story) -> None:
    """Wherever a writer dies, a reader sees the old dataset up to some step and from there on the new one; the next
    writer ends what was begun and leaves nothing behind."""
    lines = story("events")
    assert len(lines) > 40  # steps of the system that a write of six files takes
    assert [line[1] for line in lines] == ["9"] * (len(lines) - 1) + ["0"]
    seen = [line[2] for line in lines]
    turn = seen.index("new")
    assert seen == ["old"] * turn + ["new"] * (len(seen) - turn)
    assert 20 < turn < len(seen) - 10
    assert {tuple(line[3:]) for line in lines} == {("new", "True", "[]")}


def test_200_kills(story: Story) -> None:
    """Killed at 200 moments, one after the other in one folder, a writer leaves the old dataset or the new one."""
    seen = [line[0] for line in story("moments")]
    assert len(seen) == 200
    assert set(seen) == {"old", "new"}


def test_reading_beside_a_writer(story: Story) -> None:
    """A reader sees one dataset or the other while a writer swaps them without end, never parts of both."""
    seen = [line[0] for line in story("reading")]
    assert len(seen) == 100
    assert set(seen) == {"old", "new"}


def test_two_that_add_at_once(story: Story) -> None:
    """Of two that add a row at the same time, each either has its row there in the end or was refused."""
    lines = story("race")
    assert len(lines) == 10
    for first, second, anna, bela, left in lines:
        assert {first, second} <= {"0", "2"}
        assert (anna, bela, left) == (str(first == "0"), str(second == "0"), "False")
        assert "0" in (first, second)


def test_what_a_write_does(tiny: Path) -> None:
    """Files are written, changed and removed; what has its bytes already is not touched; nothing else appears."""
    before = bytes_of(tiny)
    stamp = (tiny / PEOPLE).stat().st_mtime_ns
    names = {
        PEOPLE: before[PEOPLE],
        "places.csv": b"id,name_en\noulu,Oulu\n",
        "records/901-new.yaml": b'source: "901"\n',
    }
    assert swap.write(tiny, names, [RECORD, "records/none.yaml"]) == ["places.csv", RECORD, "records/901-new.yaml"]
    expected = before | names
    del expected[RECORD]
    assert bytes_of(tiny) == expected
    assert (tiny / PEOPLE).stat().st_mtime_ns == stamp
    assert [path.name for path in tiny.iterdir() if path.name.startswith(".")] == []


def test_the_permissions_of_a_file_stay(tiny: Path) -> None:
    """A file that is replaced keeps its permissions; a new one has those that any new file has."""
    (tiny / PEOPLE).chmod(0o640)
    swap.write(tiny, {PEOPLE: b"id,name_en\n", "records/901-new.yaml": b'source: "901"\n'})
    (tiny / "any").touch()
    modes = [(tiny / name).stat().st_mode & 0o777 for name in (PEOPLE, "records/901-new.yaml", "any")]
    assert modes == [0o640, modes[2], modes[2]]


def test_links_are_followed(tiny: Path, tmp_path: Path) -> None:
    """A link to a file, or to the folder, stays a link; what it leads to is written."""
    (tiny / PEOPLE).rename(tmp_path / "elsewhere.csv")
    (tiny / PEOPLE).symlink_to(tmp_path / "elsewhere.csv")
    Path("way").symlink_to("data")
    swap.write(Path("way"), {PEOPLE: b"id,name_en\nada,Ada\n"})
    assert (tiny / PEOPLE).is_symlink()
    assert Path("way").is_symlink()
    assert (tmp_path / "elsewhere.csv").read_bytes() == b"id,name_en\nada,Ada\n"


def test_a_link_to_another_disk(tiny: Path, tmp_path: Path, absent: Callable[[str], None]) -> None:
    """What a link leads to is written on another file system as well."""
    other = Path("/dev/shm")
    if not other.is_dir() or other.stat().st_dev == tmp_path.stat().st_dev:
        absent("/dev/shm is no other file system here")
    with tempfile.TemporaryDirectory(dir=other) as folder:
        there = Path(folder) / "people.csv"
        (tiny / PEOPLE).rename(tmp_path / "gone")
        (tiny / PEOPLE).symlink_to(there)
        swap.write(tiny, {PEOPLE: b"id,name_en\nada,Ada\n"})
        assert [p.name for p in Path(folder).iterdir()] == ["people.csv"]
        assert there.read_bytes() == b"id,name_en\nada,Ada\n"


def test_what_is_no_file_of_the_dataset_is_refused(tiny: Path) -> None:
    """A path that leads out of the folder, or into the writer's own, is refused; so is a folder that is none."""
    for path in ("../x.csv", "/etc/x", ".coopgraph/lock"):
        with pytest.raises(UsageError, match="is no file of a dataset"):
            swap.write(tiny, {path: b""})
    with pytest.raises(UsageError, match="none: not a folder"):
        swap.write(Path("none"), {PEOPLE: b""})


def test_a_dataset_that_changed_since_is_not_written_to(tiny: Path) -> None:
    """When somebody edits any file between the reading and the writing, nothing is written."""
    files, mark = swap.snapshot(tiny)
    assert files.folder == "data"
    with (tiny / RECORD).open("a") as file:
        file.write("# a thought\n")
    before = bytes_of(tiny)
    with pytest.raises(UsageError, match="data has changed since it was read; nothing was written"):
        swap.write(tiny, {PEOPLE: b"id,name_en\n"}, expected=mark)
    assert bytes_of(tiny) == before
    _, mark = swap.snapshot(tiny)
    assert swap.write(tiny, {PEOPLE: b"id,name_en\n"}, expected=mark) == [PEOPLE]


def test_another_writer_is_waited_for_and_then_told_of(tiny: Path) -> None:
    """While another holds the lock nothing is written; when it lets go in time, the write goes on."""
    home = tiny / ".coopgraph"
    home.mkdir()
    other = FileLock(home / "lock", thread_local=False)
    other.acquire()
    with pytest.raises(UsageError, match="another coopgraph is writing to data; wait until it has ended"):
        swap.write(tiny, {PEOPLE: b"id,name_en\n"}, timeout=0.1)
    later = threading.Timer(0.2, other.release)
    later.start()
    assert swap.write(tiny, {PEOPLE: b"id,name_en\n"}, timeout=20) == [PEOPLE]
    later.join()
    assert not home.exists()


class Full:
    """A disk that is full from the n-th time on that something is to reach it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, room: int) -> None:
        self.room, self.real = room, os.fsync
        monkeypatch.setattr(os, "fsync", self)

    def __call__(self, handle: int) -> None:
        self.room -= 1
        if self.room < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        self.real(handle)


def test_a_full_disk(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until a write is decided, a full disk leaves everything as it was; after that, the new dataset is read and the
    next writer puts it in its place."""
    before = bytes_of(tiny)
    new = {PEOPLE: b"id,name_en\nada,Ada\n", "places.csv": b"id,name_en\n"}
    told = []
    for room in range(20):
        with monkeypatch.context() as patch:
            Full(patch, room)
            try:
                swap.write(tiny, new)
                break
            except UsageError as error:
                told.append(str(error).partition("; ")[2])
        rows = [len(table.rows) for name in ("people", "places") for table in dataset.read(tiny).tables[name]]
        if told[-1] == "nothing was changed":
            assert bytes_of(tiny) == before
        else:
            assert rows == [1, 0]
            swap.write(tiny, {name: before[name] for name in new})
            assert bytes_of(tiny) == before
    # Two versions of two files, the manifest and its folder come before the decision; two folders after it.
    assert told == ["nothing was changed"] * 6 + [swap.ENDS_LATER] * 2
    assert bytes_of(tiny) == before | new


@pytest.fixture
def small(tmp_path: Path, absent: Callable[[str], None]) -> Iterator[Path]:
    """A file system of 96 kB, as the folder ``small``."""
    (tmp_path / "small").mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=96k", "none", str(tmp_path / "small")]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    if not mounted:
        absent("no file system can be mounted here")
    yield Path("small")
    subprocess.run(["umount", str(tmp_path / "small")], check=True)


def test_a_disk_that_is_really_full(tiny: Path, small: Path) -> None:
    """A write that does not fit onto the disk changes nothing, and one that fits goes through."""
    shutil.copytree(tiny, small / "data")
    before = bytes_of(small)
    with pytest.raises(UsageError, match=r"small/data: cannot be written to \(No space left on device\); nothing was"):
        swap.write(small / "data", {PEOPLE: b"id,name_en\n" + b"#" * 40_000})
    assert bytes_of(small) == before
    assert swap.write(small / "data", {PEOPLE: b"id,name_en\n"}) == [PEOPLE]


def test_where_nothing_may_be_written(tiny: Path, request: pytest.FixtureRequest) -> None:
    """Where nothing may be written the user is told so; reading goes on."""
    if os.geteuid() == 0:  # who may write anywhere, but on what cannot be written to
        shutil.copytree(tiny, request.getfixturevalue("small") / "data")
        tiny = Path("small/data")
        subprocess.run(["mount", "-o", "remount,ro", "none", str(tiny.parent.absolute())], check=True)
    else:
        tiny.chmod(0o555)
    told = r"data: cannot be written to \((Permission denied|Read-only file system)\); nothing was changed"
    with pytest.raises(UsageError, match=told):
        swap.write(tiny, {PEOPLE: b"id,name_en\n"})
    assert dataset.read(tiny).tables["people"][0].rows != []


def cut_short(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave a write decided and nothing of it in place: Ada among the people, and no record but 901."""
    new = {PEOPLE: b"id,name_en\nada,Ada\n", "records/901-new.yaml": b'source: "901"\n'}
    with monkeypatch.context() as patch:
        patch.setattr(swap, "_settle", lambda *_: Path("no such file").stat())
        with pytest.raises(UsageError, match="the new data are safe"):
            swap.write(tiny, new, [RECORD])


def test_a_write_that_was_cut_short_is_read(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files of a decided write are read from where they wait, under the names that they will have."""
    cut_short(tiny, monkeypatch)
    files = dataset.read(tiny)
    assert [str(row.source) for row in files.tables["people"][0].rows] == ["data/people.csv:2"]
    assert [tree.source.file for tree in files.trees] == ["data/records/901-new.yaml"]
    mark = swap.fingerprint(tiny)
    assert swap.write(tiny, {}, expected=mark) == []
    assert not (tiny / ".coopgraph").exists()
    assert not (tiny / RECORD).exists()
    assert swap.fingerprint(tiny) == mark


def test_an_edit_after_a_write_was_cut_short(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When somebody edits a file that a write has still to put in place, neither reader nor writer chooses for them."""
    cut_short(tiny, monkeypatch)
    (tiny / PEOPLE).write_text("id,name_en\nbela,Bela\n", "utf-8")
    told = "data/people.csv: changed by hand after a write was cut short.*delete data/.coopgraph to keep the files"
    with pytest.raises(InputError, match=told):
        dataset.read(tiny)
    with pytest.raises(UsageError, match=told):
        swap.write(tiny, {})
    shutil.rmtree(tiny / ".coopgraph")
    assert dataset.read(tiny).tables["people"][0].rows[0].cells["name_en"] == "Bela"


def test_a_manifest_that_is_broken(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A manifest that cannot be read is told of, with what to do."""
    cut_short(tiny, monkeypatch)
    (tiny / ".coopgraph/pending/manifest.json").write_text("{", "utf-8")
    with pytest.raises(InputError, match=r"manifest.json: cannot be read .*; delete data/.coopgraph to keep the files"):
        dataset.read(tiny)


class Restless:
    """Changes a file each time that a dataset's files are taken into memory, so and so many times."""

    def __init__(self, file: Path, times: int) -> None:
        self.file, self.times, self.calls = file, times, 0
        self.held = pending._held

    def __call__(self, path: Path) -> pending.Held:
        if path.name == self.file.name:
            self.calls += 1
            if self.calls <= self.times:
                self.file.write_text("id,name_en\n" + "\n" * self.calls, "utf-8")
        return self.held(path)


def test_files_that_change_while_they_are_read(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader begins anew when a file changes meanwhile, and gives up when that does not end."""
    restless = Restless(tiny / PEOPLE, 3)
    monkeypatch.setattr(pending, "_held", restless)
    assert dataset.read(tiny).tables["people"][0].rows == []
    assert restless.calls == 4
    restless.times = 10**6
    with pytest.raises(InputError, match="change again and again"):
        dataset.read(tiny)

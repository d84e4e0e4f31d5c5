"""Lines in parts: the same lines however small the parts are, in memory and on disk, and no part left behind."""

from __future__ import annotations

import time
from pathlib import Path

import duckdb
import pytest

from coopgraph import build, bulk
from coopgraph.bulk import parts
from coopgraph.errors import InputError, UsageError
from coopgraph.store.oxigraph import OxigraphStore

from .tiny import GOOD, TINY, Rows, write


@pytest.fixture(name="folder")
def tables(tmp_path: Path) -> Path:
    """A folder of tables with every kind of record and claim."""
    return write(tmp_path / "tables", {**TINY, "claims": GOOD})


def quads(folder: Path, place: Path | None, room: Path | None = None) -> set[str]:
    """Return the quads of a store that was filled from tables."""
    store = OxigraphStore(place)
    bulk.load(folder, store, bulk.Wishes(room=room, derive=True))
    found = {str(quad) for quad in store.quads()}
    store.close()
    return found


def test_parts_of_any_size(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store on disk, filled by a row at a time, holds what one in memory does, filled by large parts; no file is left
    where the parts were."""
    want = quads(folder, None)
    monkeypatch.setattr(parts, "QUADS", 1)
    monkeypatch.setattr(bulk.loading, "_SMALL", 1)
    room = tmp_path / "room"
    room.mkdir()
    assert quads(folder, tmp_path / "store", room) == want
    assert quads(folder, None, room) == want
    assert len(want) > 1500
    assert list(room.iterdir()) == []


@pytest.mark.parametrize(("name", "loaders"), [(None, 1), ("store", 1), ("store", 3)])
def test_few_parts_lie_on_the_disk(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str | None, loaders: int
) -> None:
    """While parts are loaded, no more than those written ahead lie beside them."""
    seen = []
    room = tmp_path / "room"
    room.mkdir()
    monkeypatch.setattr(bulk.loading, "_SMALL", 1)
    monkeypatch.setattr(parts, "QUADS", 10)
    monkeypatch.setattr(bulk.loading, "LOADERS", loaders)
    look = bulk.Wishes(room=room, tell=lambda *_: seen.append(len(list(room.glob("*/part-*")))))
    bulk.load(folder, OxigraphStore(tmp_path / name if name else None), look)
    assert len(seen) > 20
    assert max(seen) <= loaders + parts._AHEAD + 1  # those in hand, those ahead, the one being written


def test_progress_by_parts(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """On disk the store's putting itself in order is told as the last of the work."""
    seen: list[tuple[int, int]] = []
    wishes = bulk.Wishes(tell=lambda done, size: seen.append((done, size)))
    bulk.load(folder, OxigraphStore(tmp_path / "store"), wishes)
    assert seen[-2][0] < seen[-2][1]
    assert seen[-1][0] == seen[-1][1]


def test_a_full_disk(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When a part cannot be written, the build ends with the reason and the store that stood there still does."""
    build.save_tables(folder, tmp_path / "store")
    before = len(build.open_graph(tmp_path / "store"))

    def full(query: str, target: Path, connection: duckdb.DuckDBPyConnection) -> Path:
        return real(query, target / "no" / "such", connection)

    real = parts._write
    monkeypatch.setattr(parts, "_write", full)
    with pytest.raises(UsageError, match="cannot be written"):
        build.save_tables(folder, tmp_path / "store")
    assert len(build.open_graph(tmp_path / "store")) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["store", "tables"]


def test_a_part_that_is_not_taken(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When a store cannot take a part, the reason is raised after the part that is being written is, and no file is
    left."""

    def full(self: OxigraphStore, nquads: Path, *, trusted: bool = False) -> None:
        if nquads.name.startswith("part-3"):
            time.sleep(0.05)
            raise OSError(28, "No space left on device")
        real(self, nquads, trusted=trusted)

    def slow(query: str, target: Path, connection: duckdb.DuckDBPyConnection) -> Path:
        time.sleep(0.1)  # so that one is being written when another is refused
        found = write_part(query, target, connection)
        done.append(target.name)
        return found

    real, write_part = OxigraphStore.load_file, parts._write
    monkeypatch.setattr(OxigraphStore, "load_file", full)
    monkeypatch.setattr(parts, "_write", slow)
    monkeypatch.setattr(parts, "QUADS", 10)
    room = tmp_path / "room"
    room.mkdir()
    done: list[str] = []
    with pytest.raises(OSError, match="No space left"):
        bulk.load(folder, OxigraphStore(tmp_path / "store"), bulk.Wishes(room=room))
    assert list(room.iterdir()) == []
    assert "part-5.nq" in done  # begun when part-3 was given out


@pytest.mark.parametrize("name", ["Tulli@fi-abcdefghij", "Tulli@fi-a-b"])
def test_languages_that_are_none(tmp_path: Path, name: str) -> None:
    """A name whose language no RDF store takes is refused in bulk as it is one by one."""
    row = {"id": "x", "name_en": "X", "also": name, "type": "igo"}
    tables: dict[str, Rows] = {
        **TINY,
        "organizations": [*TINY["organizations"], row],
    }
    with pytest.raises(InputError, match="not N-Quads"):
        bulk.load(write(tmp_path / "wrong", tables), OxigraphStore())

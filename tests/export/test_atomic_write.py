"""Files are written whole or not at all."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from coopgraph.errors import UsageError
from coopgraph.export.write import write_text


def test_a_new_file_and_one_replaced(tmp_path: Path) -> None:
    """Text is written as UTF-8 with the line ends it has; a replaced file keeps its permissions."""
    path = tmp_path / "файл.txt"
    write_text(path, ["Имя\n", "a\r\n"])
    assert path.read_bytes() == "Имя\na\r\n".encode()
    path.chmod(0o640)
    write_text(path, ["new"])
    assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == ("new", 0o640)


def test_a_failure_leaves_what_was(tmp_path: Path) -> None:
    """When making the text fails, the file that stood there stays and nothing lies beside it."""

    def broken() -> Iterator[str]:
        yield "half"
        raise RuntimeError("stop")

    path = tmp_path / "f"
    path.write_text("old")
    with pytest.raises(RuntimeError, match="stop"):
        write_text(path, broken())
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_is_followed(tmp_path: Path) -> None:
    """Writing to a symbolic link replaces the file behind it and keeps the link."""
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")
    write_text(tmp_path / "link", ["new"])
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new"


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    """A missing folder, or a folder in the file's place, is said in a sentence."""
    for path in (tmp_path / "none" / "f", tmp_path):
        with pytest.raises(UsageError, match="cannot be written"):
            write_text(path, ["x"])


def test_what_is_no_regular_file() -> None:
    """A device such as /dev/null is written to directly, not replaced."""
    write_text(Path("/dev/null"), ["x"])
    assert Path("/dev/null").is_char_device()

"""Zips: what may be unpacked, and how much. XLSX files are zips, too, and are checked here first.

A zip that is broken, locked, a bomb, or that would write elsewhere is refused as a whole.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Collection

from coopgraph.errors import InputError
from coopgraph.intake.content import Content, member
from coopgraph.intake.limits import MAX_FILE, MAX_MEMBERS, MAX_RATIO, RATIO_FROM, megabytes

BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, KeyError)
"""What zipfile raises for what is no zip, cut short, or packed in a way that it does not know."""
_ENCRYPTED = 0x1
_DRIVE = re.compile("^[A-Za-z]:")


def opened(content: Content) -> zipfile.ZipFile:
    """Return a zip whose members have been checked. Raises InputError that says why it is refused."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content.raw))
        listed = archive.infolist()
    except BROKEN as error:
        raise InputError(f"{content.name}: a broken zip ({_why(error)}); copy or download it again") from None
    if why := _refused(listed):
        raise InputError(f"{content.name}: refused: {why}")
    return archive


def unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    """Return a member's bytes. Raises InputError when it is broken, or larger than it says."""
    try:
        with archive.open(info) as file:
            raw = file.read(info.file_size + 1)
    except BROKEN as error:
        raise InputError(f"{name}: a broken zip ({info.filename}: {_why(error)}); copy or download it again") from None
    if len(raw) != info.file_size:
        raise InputError(f"{name}: refused: {info.filename} is not as large as the zip says")
    return raw


def members(content: Content, suffixes: Collection[str]) -> tuple[list[Content], list[str]]:
    """Return the members of a zip that have a form of ours, sorted by name, and a note on the others.

    Raises InputError for a zip that is refused, and for one that holds another zip.
    """
    with opened(content) as archive:
        wanted: list[zipfile.ZipInfo] = []
        passed: list[zipfile.ZipInfo] = []
        for info in sorted(archive.infolist(), key=lambda i: i.filename):
            if not info.is_dir():
                (wanted if _is_data(info.filename, suffixes) else passed).append(info)
        found = [member(content.name, info.filename, unpacked(archive, info, content.name)) for info in wanted]
    if nested := [c.name for c in found if c.suffix == ".zip"]:
        raise InputError(f"{nested[0]}: refused: a zip inside a zip; unpack it first")
    if not found:
        raise InputError(f"{content.name}: the zip holds no file that can be read; known are: {' '.join(suffixes)}")
    notes = [f"{content.name}: passed over: {', '.join(i.filename for i in passed)}"] if passed else []
    return found, notes


def _is_data(name: str, suffixes: Collection[str]) -> bool:
    base = name.rsplit("/", 1)[-1]
    if base.startswith((".", "~$")) or name.startswith("__MACOSX/") or base == "datapackage.json":
        return False
    return any(base.lower().endswith(s) for s in suffixes)


def _refused(listed: list[zipfile.ZipInfo]) -> str:
    """Return why a zip is refused, or nothing."""
    if len(listed) > MAX_MEMBERS:
        return f"{len(listed)} files in it; at most {MAX_MEMBERS} are read"
    seen: set[str] = set()
    total = 0
    for info in listed:
        if why := _member_refused(info):
            return f"{info.filename!r} {why}"
        if info.filename.casefold() in seen:
            return f"{info.filename!r} is in it twice"
        seen.add(info.filename.casefold())
        total += info.file_size
    return f"it unpacks to more than {megabytes(MAX_FILE)}, the most that is read" if total > MAX_FILE else ""


def _member_refused(info: zipfile.ZipInfo) -> str:
    # orig_filename: zipfile cuts names at NUL and turns backslashes on Windows
    name = info.orig_filename
    if name.startswith(("/", "\\")) or _DRIVE.match(name) or ".." in re.split(r"[/\\]", name):
        return "leads out of the zip"
    if "\\" in name or "\0" in name:
        return "is not a path (it holds a backslash or NUL)"
    if not name.isprintable():
        return "is not a path (it holds characters that cannot be shown)"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "is a link, not a file"
    if info.flag_bits & _ENCRYPTED:
        return "is locked with a password"
    if info.file_size > RATIO_FROM and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        times = info.file_size // max(info.compress_size, 1)
        return f"unpacks to {times} times its size; at most {MAX_RATIO} times are read"
    return ""


def _why(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__

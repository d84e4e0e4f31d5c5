"""The XML of a file as a stream of tags with their lines: no tree, no entity expanded, no network.

expat, of the standard library, knows the line of everything. Entities that a file declares are refused, so
that ten lines cannot become ten gigabytes; a document type without any is harmless and passed over. Names
come as Gephi takes them: without prefix, and case does not count.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from coopgraph.errors import InputError
from coopgraph.gexfcheck.findings import Findings

_XML, _XMLNS = "http://www.w3.org/XML/1998/namespace", "xmlns"
_CHUNK = 1 << 16
_MAGIC = {
    b"\x1f\x8b": "a gzip archive; unpack it",
    b"PK": "a zip archive, perhaps a project of Gephi; export it as GEXF",
    b"%PDF": "a PDF",
}


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag: its local name in small letters, its prefix and namespace, attributes in order, and line.

    ``attributes`` have local names in small letters; declarations of namespaces are not among them.
    """

    name: str
    written: str
    prefix: str
    namespace: str
    attributes: dict[str, str]
    declared: dict[str, str]
    line: int

    def get(self, name: str) -> str:
        """Return the value of an attribute, empty where there is none: Gephi knows no difference."""
        return self.attributes.get(name, "")


class _Stop(Exception):
    """Ends the parsing early."""


class Scanner:
    """Feeds a file to ``start(tag)`` and ``end(name, text)``, and reports what is wrong with the XML itself."""

    def __init__(self, findings: Findings, start: Callable[[Tag], None], end: Callable[[str, str], None]) -> None:
        self.findings, self.start, self.end = findings, start, end
        self.spaces: list[dict[str, str]] = [{"xml": _XML}]
        self.text: list[str] = []
        self.parser = expat.ParserCreate()
        self.parser.ordered_attributes = True
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data
        self.parser.EntityDeclHandler = self._entity

    def read(self, path: Path) -> bool:
        """Read a file to its end; say whether it was well-formed. Raises InputError when it cannot be opened."""
        try:
            with path.open("rb") as file:
                self._feed(file)
        except OSError as error:
            raise InputError(f"{path}: cannot be read ({error.strerror}); give the path of a GEXF file") from error
        except expat.ExpatError as error:
            self.findings.add("not-xml", max(error.lineno, 1), _guess(path) or f"the XML breaks off: {_why(error)}")
            return False
        except _Stop:
            return False
        return True

    def _feed(self, file: BinaryIO) -> None:
        while chunk := file.read(_CHUNK):
            self.parser.Parse(chunk, False)
        self.parser.Parse(b"", True)

    def _start(self, written: str, pairs: list[str]) -> None:
        declared, attributes = {}, {}
        line = self.parser.CurrentLineNumber
        for name, value in zip(pairs[::2], pairs[1::2], strict=True):
            prefix, _, local = name.rpartition(":")
            if name == _XMLNS or prefix == _XMLNS:
                declared["" if name == _XMLNS else local] = value
            else:
                attributes[name] = value
        scope = {**self.spaces[-1], **declared} if declared else self.spaces[-1]
        self.spaces.append(scope)
        prefix, _, local = written.rpartition(":")
        for name in (written, *attributes):
            self._bound(name, scope, line)
        plain = {name.rpartition(":")[2].lower(): value for name, value in attributes.items()}
        self.text.clear()
        self.start(Tag(local.lower(), written, prefix, scope.get(prefix, ""), plain, declared, line))

    def _bound(self, name: str, scope: dict[str, str], line: int) -> None:
        prefix = name.rpartition(":")[0]
        if prefix and prefix not in scope:
            self.findings.add("prefix-unbound", line, f"the prefix of {name} is not declared")
            raise _Stop

    def _end(self, written: str) -> None:
        self.spaces.pop()
        self.end(written.rpartition(":")[2].lower(), "".join(self.text))
        self.text.clear()

    def _data(self, text: str) -> None:
        if sum(map(len, self.text)) < _CHUNK:
            self.text.append(text)

    def _entity(self, name: str, *_: object) -> None:
        line = self.parser.CurrentLineNumber
        self.findings.add("entities", line, f"the document type declares the entity {name!r}; the rest was not read")
        raise _Stop


def _guess(path: Path) -> str:
    """Say what a file is that does not even begin as XML, or nothing."""
    with path.open("rb") as file:
        start = file.read(64)
    for magic, what in _MAGIC.items():
        if start.startswith(magic):
            return f"this is {what}, not XML"
    plain = start.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0")
    if not plain:
        return "the file is empty"
    return "" if plain.startswith(b"<") else f"this is no XML: it begins with {plain[:20].decode('utf-8', 'replace')!r}"


def _why(error: expat.ExpatError) -> str:
    return f"{expat.ErrorString(error.code)} (line {error.lineno}, column {error.offset + 1})"

"""Declarations of attributes: classes, ids, types, defaults."""

from __future__ import annotations

from dataclasses import dataclass

from coopgraph.gexfcheck.document import Column, Document
from coopgraph.gexfcheck.numbers import TYPES, fits, python_takes
from coopgraph.gexfcheck.scan import Tag

_OWN = {"node": ("id", "label", "timeset"), "edge": ("id", "label", "timeset", "weight")}
_LITE = ("string", "boolean", "byte", "short", "integer", "long", "float", "double")


@dataclass(slots=True)
class Columns:
    """Reads the blocks of attributes and remembers the one that is open."""

    document: Document
    of: str = ""
    known: bool = False
    dynamic: bool = False
    open: Column | None = None

    def block(self, tag: Tag) -> None:
        """Begin a block of attributes."""
        document, written = self.document, tag.get("class")
        self.of, self.known = written.lower() or "node", written.lower() in ("node", "edge")
        self.dynamic = (tag.get("mode") or tag.get("type")).lower() == "dynamic"
        if not self.known:
            document.add("class-networkx", tag.line, f"the class {written!r} is neither node nor edge")
            return
        document.blocks[self.of] += 1
        if document.blocks[self.of] > 1:
            message = f"a second block of {self.of} attributes: graphology forgets the first, and fails at its values"
            document.add("block-twice", tag.line, message)
        if document.counts.seen[self.of]:
            document.add("columns-late", tag.line, f"attributes of {self.of}s after the {self.of}s themselves")

    def column(self, tag: Tag) -> None:
        """Take up an attribute."""
        document, line = self.document, tag.line
        name, written, title = tag.get("id"), tag.get("type"), tag.get("title")
        self.open = None
        if not name or not written:
            document.add("column-nameless", line, "an attribute without id or type is left out")
            return
        if not self.known:
            document.add("class-unknown", line, f"the attribute {name!r} belongs to no class")
        kind = TYPES.get(written.lower(), "")
        self._type(tag, kind)
        if title and title != name and not _number(name):
            document.add("title-unshown", line, f"the title {title!r} is not shown, but the id {name!r}")
        if self.of not in document.columns:
            return
        columns = document.columns[self.of]
        if name.lower() in columns:
            document.add("column-twice", line, f"the attribute {name!r} of {self.of}s stands there already; left out")
            return
        made = Column(name, kind, written, self.dynamic)
        columns[name.lower()] = self.open = made
        if kind:
            self._own(made, line)

    def default(self, text: str, line: int) -> None:
        """Check a default value."""
        if self.open is None:
            return
        message = f"the default {text!r} of {self.open.id!r} is no {self.open.written}"
        if self.open.type and text.strip() and not fits(text, self.open.type):
            self.document.add("default-value", line, message)
        if not python_takes(text, self.open.written):
            self.document.add("default-networkx", line, message)

    def _type(self, tag: Tag, kind: str) -> None:
        written, name, line = tag.get("type"), tag.get("id"), tag.line
        if not kind:
            self.document.add("column-type", line, f"Gephi knows no type {written!r}; the column {name!r} is lost")
        elif kind != written:
            self.document.add("column-type-schema", line, f"the schema knows no type {written!r}")
        if kind and written not in _LITE and not written.startswith("list"):
            self.document.add("column-type-lite", line, f"values of the type {written!r} stay texts")

    def _own(self, column: Column, line: int) -> None:
        """Report a column that has the name of one of Gephi's own."""
        name = column.id.lower()
        if name not in _OWN[self.of] or (name == "weight" and column.dynamic):
            return
        conflict = name == "timeset" or (name == "label" and column.type != "string")
        rule = "column-conflict" if conflict else "column-reserved"
        self.document.add(rule, line, f"Gephi has a column {name!r} of its own; the values are lost")


def _number(text: str) -> bool:
    """Say whether JavaScript takes an id for a number, as graphology asks before it looks at the title."""
    try:
        float(text)
    except ValueError:
        return not text.strip()
    return text.strip().lower() not in ("nan", "inf", "-inf", "infinity")

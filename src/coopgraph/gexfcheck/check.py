"""Reading a file from top to bottom: every tag goes to the rules of its room."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coopgraph.gexfcheck import elements, head, looks, times, values
from coopgraph.gexfcheck.columns import Columns
from coopgraph.gexfcheck.document import Document
from coopgraph.gexfcheck.findings import Finding, Findings
from coopgraph.gexfcheck.rules import ABORT
from coopgraph.gexfcheck.scan import Scanner, Tag

_ELEMENTS = ("node", "edge")


@dataclass(frozen=True, slots=True)
class Forecast:
    """What will become of a file: the findings, and how many nodes and edges a program will show.

    The numbers are those of Gephi: nodes that it makes up are counted, edges that it drops or merges are not.
    """

    findings: list[Finding]
    nodes: int
    edges: int

    def opens(self, program: str) -> bool:
        """Say whether a program (``Gephi 0.10``, ``networkx``, …) will read the file at all."""
        return not any(f.level == ABORT and program in f.who for f in self.findings)


def check(path: Path | str, most: int = 20) -> list[Finding]:
    """Return what Gephi, Gephi Lite, graphology, networkx and the schema will find in a GEXF file, by line.

    ``most`` findings of a rule are listed; the last stands for the rest. A file that is no XML is a finding.
    Takes time in proportion to the file, some 6 MB a second, and memory in proportion to its ids. Raises
    InputError when the file cannot be opened.
    """
    return foretell(path, most).findings


def foretell(path: Path | str, most: int = 20) -> Forecast:
    """Return the findings of :func:`check` with the numbers of nodes and edges. Raises InputError as it does."""
    reading = _Reading(most)
    reading.run(Path(path))
    document = reading.document
    shown = sum(1 for heavy in document.pairs.values() if heavy)
    return Forecast(document.findings.sorted(), len(document.nodes) + len(document.made), shown)


class _Reading:
    """Hands each tag to its rules."""

    def __init__(self, most: int) -> None:
        self.document = Document(Findings(most))
        self.columns = Columns(self.document)
        self.path: list[str] = []
        self.tags: list[Tag] = []
        self.blocks: list[tuple[Tag, int]] = []
        self.default_line = 0
        self.useless = False

    def run(self, path: Path) -> None:
        scanner = Scanner(self.document.findings, self.start, self.end)
        if not scanner.read(path) or self.useless:
            return
        if not self.document.graph.line:
            self.document.add("no-graph", 1, "there is no <graph> in the root")
        for room in (elements, values, looks):
            room.finish(self.document)

    def start(self, tag: Tag) -> None:
        outer = self.path[-1] if self.path else ""
        self.path.append(tag.name)
        if len(self.path) == 1:
            self.document.graph_space = tag.namespace
            self.useless = not head.root(self.document, tag)
        elif not self.useless:
            self.inside(tag, outer)

    def inside(self, tag: Tag, outer: str) -> None:
        document, name = self.document, tag.name
        if name == "meta" or "meta" in self.path[1:-1]:
            head.meta(document, tag)
        elif name == "graph":
            head.graph(document, tag)
        elif name in ("nodes", "edges"):
            self.blocks.append((tag, document.counts.seen[name[:-1]]))
        elif name == "attributes":
            self.columns.block(tag)
        elif name == "attribute" and outer == "attributes":
            self.columns.column(tag)
        elif name == "default":
            self.default_line = tag.line
        elif name in _ELEMENTS:
            self.element(tag)
        else:
            self.within(tag)

    def element(self, tag: Tag) -> None:
        document = self.document
        made = elements.node(document, tag) if tag.name == "node" else elements.edge(document, tag)
        document.open.append(made)
        self.tags.append(tag)

    def within(self, tag: Tag) -> None:
        """Check what stands in a node or an edge."""
        document, of = self.document, self.document.element
        if of is None or not of.live:
            return
        if tag.name == "attvalue":
            values.value(document, tag, of)
        elif tag.name in ("spell", "slice"):
            times.spell(document, tag, of)
        elif tag.name in looks.READ:
            looks.look(document, tag, of)

    def end(self, name: str, text: str) -> None:
        self.path.pop()
        document = self.document
        if self.useless:
            return
        if name == "default" and text:
            self.columns.default(text, self.default_line)
        elif name in _ELEMENTS and document.open:
            of, tag = document.open.pop(), self.tags.pop()
            if of.live:
                times.element(document, tag, of)
        elif name in ("nodes", "edges") and self.blocks:
            tag, before = self.blocks.pop()
            there, said = document.counts.seen[name[:-1]] - before, tag.get("count")
            if said and said != str(there):
                document.add("count-wrong", tag.line, f"count says {said} {name}, and there are {there}")

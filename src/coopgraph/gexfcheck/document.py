"""What is known of a file while it is read, as far as later lines depend on earlier ones.

Ids are kept, for duplicates can only be seen so; nothing else grows with the file but the pairs of edges.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from coopgraph.gexfcheck.findings import Findings

DIRECTED, UNDIRECTED, MIXED = "directed", "undirected", "mixed"
Interval = tuple[float, float]


@dataclass(slots=True)
class Graph:
    """What <graph> says, as Gephi takes it."""

    line: int = 0
    default: str = MIXED
    declared: str = ""
    dynamic: bool = False
    timeformat: str = "double"
    written_timeformat: str = ""
    timestamps: bool = False
    zone: bool = False
    idtype: str = "string"


@dataclass(frozen=True, slots=True)
class Column:
    """A declared attribute. ``type`` is the schema's name of its type, empty where Gephi knows none such."""

    id: str
    type: str
    written: str
    dynamic: bool


@dataclass(slots=True)
class Element:
    """A node or edge that is being read. ``live`` is false when Gephi passes over what stands in it."""

    kind: str
    id: str
    line: int
    live: bool = True
    spells: list[Interval] = field(default_factory=list)
    has_spells: bool = False
    values: dict[str, list[tuple[float, float, str]]] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.kind} {self.id!r}" if self.id else f"a {self.kind} without id"


@dataclass(slots=True)
class Counts:
    """Numbers that are compared at the end."""

    nodes: int = 0
    edges: int = 0
    positions: int = 0
    seen: dict[str, int] = field(default_factory=lambda: {"node": 0, "edge": 0})
    opaque: dict[str, int] = field(default_factory=lambda: {"node": 0, "edge": 0})
    transparent: dict[str, int] = field(default_factory=lambda: {"node": 0, "edge": 0})
    transparent_line: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Document:
    """All that the rules share."""

    findings: Findings
    graph: Graph = field(default_factory=Graph)
    columns: dict[str, dict[str, Column]] = field(default_factory=lambda: {"node": {}, "edge": {}})
    blocks: dict[str, int] = field(default_factory=lambda: {"node": 0, "edge": 0})
    nodes: set[str] = field(default_factory=set)
    made: dict[str, int] = field(default_factory=dict)
    undeclared: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)
    edges: set[str] = field(default_factory=set)
    pairs: dict[tuple[str, str, str, bool], int] = field(default_factory=dict)
    ways: dict[tuple[str, str, str], int] = field(default_factory=dict)
    open: list[Element] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)
    graph_space: str = ""

    def add(self, rule: str, line: int, message: str) -> None:
        """Add a finding."""
        self.findings.add(rule, line, message)

    @property
    def element(self) -> Element | None:
        """The innermost node or edge that is being read."""
        return self.open[-1] if self.open else None

"""Whether two tools made the same triples: a digest of their sorted lines, after Oxigraph has spelled them."""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

IDS = "https://w3id.org/coopgraph/id/"
GRAPHS = "https://w3id.org/coopgraph/graph/"
CORE = ("claim", "participation", "evidence", "selector")
"""The kinds of nodes that the rows of the table of claims make. With the plain triples of accepted claims they are
the *core*, which mappers can make; names and the rest of the authority tables are not part of it."""


@dataclass(frozen=True, slots=True)
class Digest:
    """The number of different statements, and the SHA-256 of their sorted lines."""

    count: int
    sha256: str


def read(path: Path) -> set[str]:
    """Return the lines of a file of N-Quads or N-Triples, without the vocabulary's, spelled by Oxigraph."""
    store = ox.Store()
    store.bulk_load(path=str(path), format=ox.RdfFormat.N_QUADS)
    vocabulary = ox.NamedNode(GRAPHS + "vocabulary")
    return {str(quad) for quad in store if quad.graph_name != vocabulary}


def core(lines: set[str]) -> set[str]:
    """Return the core, without graph names; all of it where there are none."""
    found = set()
    for line in lines:
        triple, _, graph = line.rpartition(" <")
        if not graph.startswith(GRAPHS):  # a mapper's: without graph names
            found.add(line)
            continue
        of_claims = not graph.startswith(f"{GRAPHS}authority>")
        if of_claims or line.removeprefix(f"<{IDS}").partition("/")[0] in CORE:
            found.add(triple)
    return found


def digest(lines: set[str]) -> Digest:
    """Return what two equal sets have in common."""
    sha = hashlib.sha256()
    for line in sorted(lines):
        sha.update(f"{line}\n".encode())
    return Digest(len(lines), sha.hexdigest())


def main() -> None:
    """Print count and digest of the whole and of the core of each file named, as JSON."""
    found = []
    for name in sys.argv[1:]:
        lines = read(Path(name))
        parts = {"whole": digest(lines), "core": digest(core(lines))}
        found.append({part: [one.count, one.sha256] for part, one in parts.items()})
    print(json.dumps(found))


if __name__ == "__main__":
    main()

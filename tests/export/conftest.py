"""Networks that break careless writers, and the outside programs that read the files back."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from coopgraph.export.content import Content
from coopgraph.network import Network, Participations, cooperate, load

Build = Callable[..., Participations]
Reader = Callable[[Sequence[Path]], list[Any]]
HERE = Path(__file__).resolve().parent
CACHE = HERE.parents[1] / ".cache"
LABELS = {
    "type": 'The "Type" & <Sons>',
    "id": "Таможенная служба при Правительстве",
    "label": "First line\nsecond line\tand a tab",
    "weight": "It's | a, [list]",
    "bell": "a\x07b",
}
ROLES = (
    *("type host e1", "id organizer e1", "label participant e1 medium", "weight funder e1", "alone funder e4"),
    *("type funder e2 inferred", "id host e2", "bell participant e3", "label participant e3"),
)
DATES = {"e1": ("2013-05-27", "2014-01-31"), "e2": ("2013-12-01", "2014-03-02"), "e3": (None, "2016-11-05")}


@pytest.fixture(scope="session")
def table(participations: Build) -> Participations:
    """Organizations called type, id, label, weight; quotes, Cyrillic, breaks, a bell; days that are not known."""
    return participations(
        *ROLES,
        labels=LABELS,
        types={"type": "customs", "id": "border-service", "label": "igo"},
        countries={"type": "FI", "id": "TJ"},
        dates=DATES,
    )


@pytest.fixture(scope="session")
def network(table: Participations) -> Network:
    """The network of the table: ties of several kinds, unknown years, one isolate."""
    return cooperate(table, load("default"))


@pytest.fixture(scope="session")
def weightless() -> Callable[[Content], Content]:
    """The function that gives the first edge of a content the weight 0."""
    return lambda made: replace(made, edges=(replace(made.edges[0], weight=0.0), *made.edges[1:]))


@pytest.fixture(scope="session")
def gephi(absent: Callable[[str], None]) -> Reader:
    """The function that opens files with Gephi's own importer, all in one virtual machine."""
    default = CACHE / "gephi" / "gephi-toolkit-0.10.1-all.jar"
    jar = Path(os.environ.get("COOPGRAPH_GEPHI") or default)
    java = shutil.which("java")
    if java is None or not jar.is_file():
        absent(
            f"java or {jar} is missing; get the toolkit of Gephi with: mvn dependency:copy "
            "-Dartifact=org.gephi:gephi-toolkit:0.10.1:jar:all -DoutputDirectory=.cache/gephi"
        )

    def read(files: Sequence[Path]) -> list[Any]:
        source = HERE / "GephiImport.java"
        return ask([str(java), "-Duser.timezone=UTC", "-cp", str(jar), str(source), *map(str, files)])

    return read


@pytest.fixture(scope="session")
def graphology(absent: Callable[[str], None]) -> Reader:
    """The function that reads files as Gephi Lite does: GEXF, and graphology's own JSON."""
    node = shutil.which("node")
    modules = Path(os.environ.get("COOPGRAPH_NODE_MODULES") or CACHE / "node" / "node_modules")
    if node is None or not all((modules / p).is_dir() for p in ("graphology", "graphology-gexf", "@xmldom/xmldom")):
        absent(
            "node with the packages graphology, graphology-gexf and @xmldom/xmldom is missing; install them with: "
            "npm --prefix .cache/node install graphology graphology-gexf @xmldom/xmldom"
        )

    def read(files: Sequence[Path]) -> list[Any]:
        command = [str(node), str(HERE / "read_graphs.cjs"), *map(str, files)]
        return ask(command, {"NODE_PATH": str(modules)})

    return read


def ask(command: list[str], more: dict[str, str] | None = None) -> list[Any]:
    """Run a program and return the list that it prints as JSON."""
    env = {**os.environ, **(more or {})}
    done = subprocess.run(command, env=env, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    answer: list[Any] = json.loads(done.stdout)
    return answer

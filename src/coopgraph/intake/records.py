"""Record files and graphs, which other readers know: bytes are given to them as a file."""

from __future__ import annotations

import re
from collections.abc import Collection

from coopgraph.errors import InputError
from coopgraph.intake import encoding
from coopgraph.intake.content import Content
from coopgraph.intake.limits import MAX_YAML, megabytes
from coopgraph.intake.sheet import Parts
from coopgraph.loaders import yaml

_KEY = re.compile(r"[\"']?[\w-]+[\"']?[ \t]*:(\s|$)")


def read(content: Content, known: Collection[str]) -> Parts:
    """Return the tree of a record file in YAML. Raises InputError for what is none, or too large."""
    text, called = encoding.decode(content.raw, content.name)
    if len(text) > MAX_YAML:
        limit = "the most that a record file may have; one file is one source document"
        raise InputError(f"{content.name}: larger than {megabytes(MAX_YAML)}, {limit}")
    parts = Parts()
    with content.as_file(text.encode("utf-8")) as path:
        tree, parts.files.problems = yaml.read(path, content.name)
    parts.files.trees.append(tree)
    if called != "UTF-8":
        parts.files.notes.append(f"{content.name}: {called}")
    return parts


def rdf(content: Content, known: Collection[str]) -> Parts:
    """Return what a graph holds, by :mod:`coopgraph.intake.rdf`. Raises InputError when it cannot be read."""
    from coopgraph.intake import rdf as graphs

    if content.path:
        return Parts(files=graphs.read(content.path, content.name))
    with content.as_file() as path:
        return Parts(files=graphs.read(path, content.name))


def sniffed(content: Content) -> str:
    """Return the suffix of the form that a text has: JSON, JSON Lines, YAML, or else a table."""
    text, _ = encoding.decode(content.raw, content.name)
    lines = [line for line in text[:100_000].splitlines() if line.strip() and not line.lstrip().startswith("#")]
    if not lines:
        return ".csv"
    first = lines[0].strip()
    if first[0] in "{[":
        whole = first[0] == "{" and first[-1] == "}" and len(lines) > 1 and lines[1].lstrip().startswith("{")
        return ".jsonl" if whole else ".json"
    return ".yaml" if first == "---" or _KEY.match(first) else ".csv"

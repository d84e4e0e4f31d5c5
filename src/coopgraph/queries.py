"""The saved queries: find, read the header, bind parameters, run, and give typed rows.

A query file runs as it stands in any SPARQL tool. Its header lines begin with ``#+`` and are YAML (the
convention of grlc): title, question, parameters, columns. Parameters stand in one line,
``VALUES (?a ?b) { (<…> UNDEF) } # parameters``, with a real example or UNDEF (any); values are put there as RDF
terms and never pasted into the text elsewhere.

Column types: a kind of record or ``term`` (an IRI, shown by its label), ``text``, ``integer``, ``number``,
``date``, ``evidence``; ``list of …`` for values that the query joins by a space (IRIs) or by ``; ``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from io import StringIO
from math import isfinite
from pathlib import Path
from typing import Any

from pyoxigraph import Triple
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from coopgraph import assets
from coopgraph.errors import InputError, UnknownName, UsageError
from coopgraph.names import Names
from coopgraph.nquads import literal
from coopgraph.store.base import Solutions, Store, value
from coopgraph.table import Cell, Table
from coopgraph.vocab import BASE, KINDS, PREFIXES, view_graphs

_VALUES = re.compile(
    r"VALUES\s*\(?(?P<names>[^(){}]*)\)?\s*"  # the variables
    r'\{(?P<row>(?:"(?:[^"\\\n]|\\.)*"|[^{}"])*)\}\s*# parameters'  # one row of terms; a literal may hold braces
)
_TERM = re.compile(r'<[^<>]*>|"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^<[^<>]*>)?|[^\s()]+')
ANY = "any"
"""Given for a parameter, leaves it open; a text parameter cannot ask for this very word."""
_LITERALS: dict[str, Callable[[str], Cell]] = {
    "text": str,
    "integer": int,
    "number": float,
    "date": date.fromisoformat,
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a query: its type, what it means, and the term (as in SPARQL) that stands in the file."""

    name: str
    type: str
    title: str
    default: str


@dataclass(frozen=True, slots=True)
class Query:
    """A query with its header."""

    name: str
    text: str
    title: str
    question: str
    parameters: Mapping[str, Parameter]
    columns: Mapping[str, tuple[str, str]]
    """By column name: (type, meaning)."""
    empty: str = ""
    """What an empty answer means."""
    brief: tuple[str, ...] = ()
    """The columns that a terminal shows; all when empty."""
    coverage: str = ""
    """The query in queries/coverage/ that tells of how many things what is asked for is on record at all."""

    def bind(self, values: Mapping[str, str], names: Names) -> str:
        """Return the query text with the parameters filled in.

        Values are names, ids or codes for records, else literals; ``any`` leaves a parameter open. Raises
        UnknownName for a parameter or record that does not exist and UsageError for an ill-typed value.
        """
        for given in values:
            if given not in self.parameters:
                raise UnknownName(f"parameter of {self.name}", given, self.parameters)
        filled = [_term(p, values[p.name], names) if p.name in values else p.default for p in self.parameters.values()]
        if not filled:
            return self.text
        line = f"VALUES ({' '.join('?' + n for n in self.parameters)}) {{ ({' '.join(filled)}) }} # parameters"
        return _VALUES.sub(lambda _: line, self.text, count=1)


def read(text: str, name: str) -> Query:
    """Return the query in ``text``. Raises InputError when the header or the parameter line is wrong."""
    try:
        header = YAML(typ="safe", pure=True).load(StringIO(_header(text))) or {}
        parameters = header.get("parameters") or {}
        types = {key: _described(described) for key, described in parameters.items()}
        columns = {key: _described(described) for key, described in (header.get("columns") or {}).items()}
    except (YAMLError, AttributeError) as error:
        raise InputError(f"{name}: the header (lines that begin with #+) is not as it should be: {error}") from None
    match = _VALUES.search(text)
    names = re.findall(r"\?(\w+)", match["names"]) if match else []
    terms = _TERM.findall(match["row"]) if match else []
    if set(names) != set(types) or len(names) != len(terms):
        raise InputError(
            f"{name}: the header's parameters ({', '.join(types) or 'none'}) are not those of the line that ends "
            f"in  # parameters ({', '.join(names) or 'none'})"
        )
    found = {n: Parameter(n, *types[n], default=t) for n, t in zip(names, terms, strict=True)}
    return Query(
        name=name,
        text=text,
        title=header.get("title", name),
        question=header.get("question", ""),
        parameters=found,
        columns=columns,
        empty=header.get("empty", ""),
        brief=tuple(header.get("brief") or ()),
        coverage=header.get("coverage", ""),
    )


def library() -> dict[str, Query]:
    """Return the saved queries by name, without those that coopgraph itself runs."""
    return {name: _saved(name) for name in _paths()}


@cache
def _paths() -> dict[str, Path]:
    return {p.stem: p for p in assets.files("queries", "*/*.rq") if p.parent.name not in INTERNAL}


@cache
def _saved(name: str) -> Query:
    path = _paths()[name]
    where = path.relative_to(assets.folder("queries")).with_suffix("").as_posix()
    return read(path.read_text("utf-8"), where)


def catalogue() -> Table:
    """Return the library as a table: name, question, parameters."""
    rows = [
        (name, q.question, tuple(f"{p.name} ({p.type})" for p in q.parameters.values()))
        for name, q in library().items()
    ]
    return Table(("name", "question", "parameters"), sorted(rows), title="Saved queries")


INTERNAL = ("card", "coverage", "derive", "names", "network", "report")
"""The folders of queries that coopgraph itself runs; the others are the library."""


@cache
def internal(name: str) -> Query:
    """Return a query that coopgraph itself runs, as in ``internal("card/claims")``."""
    return read((assets.folder("queries") / f"{name}.rq").read_text("utf-8"), name)


def find(name: str) -> Query:
    """Return a saved query by name, the query in a file (``.rq``, ``.sparql``), or the one on standard input (``-``).

    Raises UnknownName, and InputError when the file cannot be read or its header is wrong.
    """
    if name == "-":
        return read(sys.stdin.read(), "standard input")
    path = Path(name)
    if path.suffix not in (".rq", ".sparql"):
        if name not in _paths():
            raise UnknownName("query", name, _paths())
        return _saved(name)
    try:
        return read(path.read_text("utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{name}: cannot be read ({getattr(error, 'strerror', 'not UTF-8 text')})") from None


def run(
    query: Query, store: Store, names: Names, values: Mapping[str, str] | None = None, view: str = "inferred"
) -> Table:
    """Run a SELECT over the graphs of a view and return its typed rows in the query's order.

    Raises UsageError when the query is no SELECT or not SPARQL, and what :meth:`Query.bind` raises.
    """
    solutions = store.select(query.bind(values or {}, names), view_graphs(view))
    answer = typed(solutions, query, names)
    if not answer.rows and query.coverage:
        return replace(answer, note=f"{query.empty.strip()} {_coverage(query.coverage, store, names, view)}".strip())
    return answer


def _coverage(name: str, store: Store, names: Names, view: str) -> str:
    """Say of how many things what was asked for is on record: an empty answer may mean that nobody told."""
    counted = internal(f"coverage/{name}")
    have, everything = run(counted, store, names, {}, view).rows[0]
    return f"On record in view {view}: {have} of {everything} {counted.title}."


def ask(
    query: Query, store: Store, names: Names, values: Mapping[str, str] | None = None, view: str = "inferred"
) -> Table | bool | list[Triple]:
    """Run a query of any form: rows of a SELECT, truth of an ASK, triples of a CONSTRUCT or DESCRIBE.

    Raises what :func:`run` raises, but for the form.
    """
    text = query.bind(values or {}, names)
    if _SELECT.match(_bare(text)):
        return run(query, store, names, values, view)
    answer = store.query(text, view_graphs(view))
    return typed(answer, query, names) if isinstance(answer, Solutions) else answer


_SELECT = re.compile(r"(?:\s*(?:PREFIX\s+\S*\s*<[^>]*>|BASE\s*<[^>]*>))*\s*SELECT\b", re.IGNORECASE)


def _bare(text: str) -> str:
    """Return a query without its comment lines."""
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))


def describe(query: Query, names: Names) -> str:
    """Return what a query asks, with its parameters, their choices in this graph, and its columns, for people."""
    out = [query.title, "", query.question, ""] if query.question else [query.title, ""]
    for parameter in query.parameters.values():
        out.append(f"  -p {parameter.name}=…   {parameter.title or parameter.type}")
        now = "any" if parameter.default == "UNDEF" else names.label(parameter.default.strip("<>"))
        out.append(f"      when left out: {now}")
        out += [f"      {choice}" for choice in choices(parameter, names)]
    out += ["", "Columns"] if query.columns else []
    out += [f"  {name:<16} {meaning or kind}" for name, (kind, meaning) in query.columns.items()]
    return "\n".join(out) + "\n"


def choices(parameter: Parameter, names: Names) -> list[str]:
    """Return what a parameter may be given, as ``id  label`` lines: terms, or the records of its kinds."""
    kind, _, scheme = parameter.type.partition(":")
    if kind == "term":
        found = names.terms(scheme)
        return [f"{iri.rpartition('/')[2]}  {names.label(iri)}" for iri in found]
    kinds = kind.split("|")
    if len(kinds) > 1 or kinds[0] not in KINDS:
        return []
    return [f"{iri.rpartition('/')[2]}  {names.label(iri)}" for iri in names.of_kind(kinds)]


def typed(solutions: Solutions, query: Query, names: Names) -> Table:
    """Return solutions as a table, each column by its declared type; undeclared ones as they come."""
    types = [query.columns.get(c, ("", ""))[0] for c in solutions.columns]
    rows = [
        tuple(_cell(value(term), kind, names) for term, kind in zip(row, types, strict=True)) for row in solutions.rows
    ]
    meanings = {name: meaning for name, (_, meaning) in query.columns.items()}
    note = "" if rows else query.empty
    return Table(solutions.columns, rows, title=query.title, meanings=meanings, note=note, brief=query.brief)


def _header(text: str) -> str:
    return "\n".join(line[2:].removeprefix(" ") for line in text.splitlines() if line.startswith("#+"))


def _described(described: Any) -> tuple[str, str]:
    """Return (type, meaning) of a header entry, written ``name: {type: org, title: …}`` or ``name: org``."""
    if isinstance(described, str):
        return described, ""
    return str(described.get("type", "text")), str(described.get("title", ""))


def _cell(text: str, kind: str, names: Names) -> Cell:
    if kind.startswith("list of "):
        inner = kind.removeprefix("list of ")
        parts = text.split("; ") if inner in _LITERALS else text.split()
        return tuple(sorted({_cell(p, inner, names) for p in parts if p}, key=str))
    if not text:
        return None
    if kind in _LITERALS:
        try:
            return _LITERALS[kind](text)
        except ValueError:
            raise UsageError(f"the query answers {text!r} in a column of type {kind}; mend its header") from None
    if kind or text.startswith(BASE):
        return names.thing(text)
    return text


def _term(parameter: Parameter, given: str, names: Names) -> str:
    """Return the SPARQL term for a value that the user gave."""
    if given == ANY:
        return "UNDEF"
    kind, _, scheme = parameter.type.partition(":")
    if kind == "term":
        return f"<{_term_iri(scheme, given, names)}>"
    if kind in _LITERALS:
        return _literal(parameter.name, kind, given)
    kinds: Sequence[str] = kind.split("|")
    if not all(k in KINDS for k in kinds):
        raise UsageError(f"{parameter.name} has the type {parameter.type!r}, which is none; mend the query's header")
    return f"<{names.find(given, kinds)}>"


def _term_iri(scheme: str, given: str, names: Names) -> str:
    known = {iri.rpartition("/")[2]: iri for iri in names.terms(scheme)}
    by_label = {names.label(iri).casefold(): iri for iri in known.values()}
    iri = known.get(given) or by_label.get(given.casefold())
    if iri is None:
        raise UnknownName(f"term of {scheme}", given, known)
    return iri


def _literal(name: str, kind: str, given: str) -> str:
    """Return a literal in canonical form: what Python reads otherwise than XML Schema never reaches the query."""
    try:
        value_ = _LITERALS[kind](given)
        given.encode()
    except ValueError:
        raise UsageError(f"{name}={given!r} is not of type {kind}") from None
    if isinstance(value_, float) and not isfinite(value_):
        raise UsageError(f"{name}={given!r} is not of type {kind}")
    datatype = {"integer": "integer", "number": "double", "date": "date"}.get(kind)
    return literal(str(value_), datatype=f"{PREFIXES['xsd']}{datatype}" if datatype else "")

"""The saved queries as others keep theirs: for grlc, which makes a web API of them, and as SIB's SPARQL examples.

grlc (`its README <https://github.com/CLARIAH/grlc>`_; Meroño-Peñuela & Hoekstra, ESWC 2016) reads a ``.rq`` file:
decorators in YAML behind ``#+``, and parameters as variables of the query. ``?__org_iri`` is an optional parameter
``org`` that becomes an IRI, ``?__state`` one that becomes a plain literal, ``?__day_xsd_date`` one with a datatype.
grlc puts the value in place of the variable and leaves the variable where none is given. So the parameter line
becomes ``BIND (?__org_iri AS ?org)`` here: with a value it binds as the line does, and an unbound variable leaves
``?org`` open as UNDEF does. grlc pastes values as text: what is no IRI or holds a quotation mark breaks that call.

SIB's `collection <https://github.com/sib-swiss/sparql-examples>`_ (Bolleman et al., arXiv:2410.06010) describes one
query a Turtle file in the words of SHACL and schema.org, and keeps the prefixes in ``prefixes.ttl``. It knows no
parameters: the query stands there with its example, its parameter line and its own prefixes.

Reading and running saved queries is :mod:`coopgraph.queries`' business. The default graph of the endpoint that
either form is put to has to be the union of the named graphs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from io import StringIO
from pathlib import Path
from urllib.parse import quote

from ruamel.yaml import YAML

from coopgraph import ontology
from coopgraph.errors import InputError, UnknownName, UsageError
from coopgraph.export.write import write_text
from coopgraph.nquads import literal
from coopgraph.queries import Parameter, Query, library
from coopgraph.store.endpoints import Endpoints
from coopgraph.vocab import BASE, IDS, KINDS, PREFIXES, TERMS, term

FORMS = ("both", "grlc", "sib")
LOCAL = "http://localhost:7878/query"
"""Where an Oxigraph server on this machine answers: the target in SIB's form, which must have one."""
QUERIES = BASE + "query/"
"""The IRIs of the saved queries: this and the name."""
_LINE = re.compile(r'VALUES\b[^{}\n]*\{(?:"(?:[^"\\\n]|\\.)*"|[^{}"\n])*\}[ \t]*# parameters')
_OPENING = re.compile(r"\{(?:\s|#[^\n]*\n)*\Z")
_PROLOGUE = re.compile(r"(?:\s*(?:PREFIX\s+\S*\s*<[^>]*>|BASE\s*<[^>]*>))*\s*(?P<form>\w+)", re.IGNORECASE)
_PREFIX = re.compile(r"^\s*PREFIX\s+(\S*):\s*<([^>]*)>", re.IGNORECASE | re.MULTILINE)
_EXAMPLE = re.compile(r'<([^<>]*)>|"((?:[^"\\]|\\.)*)"(?:@[\w-]+|\^\^\S+)?|([\w.+-]+)')
_SUFFIXES = {"text": "", "integer": "_xsd_integer", "number": "_xsd_double", "date": "_xsd_date"}
_RESERVED = ("endpoint", "page", "specUrl")
_XSD = f"PREFIX xsd: <{PREFIXES['xsd']}>"
_UNION = "The default graph of the endpoint is taken to be the union of its named graphs."
_SHACL = {
    "SELECT": ("sh:SPARQLSelectExecutable", "sh:select"),
    "CONSTRUCT": ("sh:SPARQLConstructExecutable", "sh:construct"),
    "ASK": ("sh:SPARQLAskExecutable", "sh:ask"),
}


def write(folder: Path, form: str = "both", endpoint: str = "") -> list[Path]:
    """Write every saved query into a folder, which is made: ``NAME.rq`` for grlc, ``NAME.ttl`` and ``prefixes.ttl`` as
    SIB does; return the paths, sorted.

    ``form``: grlc, sib or both. ``endpoint``: the address that the queries are for; left out, grlc takes it from its
    own configuration, and SIB's form, which must name one, names :data:`LOCAL`. The same library gives the same
    bytes. A file of the same name is replaced, whole or not at all; no other is touched. Raises UnknownName for
    another form, UsageError for an address that is none and where a file cannot be written.
    """
    if form not in FORMS:
        raise UnknownName("form of saved queries", form, FORMS)
    files: dict[str, str] = {}
    for name, query in sorted(library().items()):
        files |= {f"{name}.rq": grlc(query, endpoint)} if form != "sib" else {}
        files |= {f"{name}.ttl": sib(query, endpoint)} if form != "grlc" else {}
    if form != "grlc":
        files["prefixes.ttl"] = prefixes(library().values())
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder}: cannot be made ({error.strerror}); choose another place") from error
    for file, text in files.items():
        write_text(folder / file, [text])
    return sorted(folder / file for file in files)


def grlc(query: Query, endpoint: str = "") -> str:
    """Return a query as grlc reads it: a SELECT or CONSTRUCT whose parameters may all be left out.

    A parameter ``visitor_country`` is called ``visitorCountry`` there, since grlc ends a name at an underscore. Its
    example becomes the default that grlc's page fills in, the terms of a vocabulary the values to choose from.
    Without a ``pagination`` decorator, and so without pages. Raises UsageError for another form of query, for a type
    that is none and for an address that is none, InputError for parameters that grlc would confuse.

    >>> [line for line in grlc(library()["partners"]).splitlines() if "?__" in line]
    ['  BIND (?__org_iri AS ?org)']
    """
    body = _body(query)
    if (kind := _kind(query)) not in ("SELECT", "CONSTRUCT"):
        raise UsageError(f"{query.name}: grlc answers no {kind}; write a SELECT or CONSTRUCT")
    variables = _variables(query)
    if variables:
        body = _bound(query, body, variables)
    if any("_xsd_" in v for v in variables.values()) and _XSD not in body:
        body = f"{_XSD}\n{body}"  # else grlc puts it before every SELECT, those of subqueries as well
    header = [f"#+{line and ' '}{line}" for line in _decorators(query, variables, endpoint)]
    return "\n".join(header) + f"\n{body}\n"


def sib(query: Query, endpoint: str = "") -> str:
    """Return a query as a Turtle file of SIB's collection: its question, its text, its target and its keywords.

    Raises UsageError for a DESCRIBE, which SHACL has no word for, and for an address that is none.

    >>> print("\\n".join(sib(library()["terms"]).splitlines()[4:6]))
    <https://w3id.org/coopgraph/query/terms> a sh:SPARQLExecutable, sh:SPARQLSelectExecutable ;
        rdfs:label "The terms of the vocabularies"@en ;
    """
    if (kind := _kind(query)) not in _SHACL:
        raise UsageError(f"{query.name}: SHACL has no word for a {kind}; write a SELECT, CONSTRUCT or ASK")
    executable, predicate = _SHACL[kind]
    tags, notes = _header(query)
    about = " ".join([*notes, *_empty(query), _UNION])
    lines = [
        *(f"@prefix {p}: <{PREFIXES[p]}> ." for p in ("rdfs", "schema", "sh")),
        "",
        f"<{QUERIES}{quote(query.name.rpartition('/')[2])}> a sh:SPARQLExecutable, {executable} ;",
        f"    rdfs:label {literal(_line(query.title), lang='en')} ;",
        f"    rdfs:comment {literal(_line(query.question or query.title), lang='en')} ;",
        f"    schema:description {literal(about, lang='en')} ;",
        "    sh:prefixes _:sparql_examples_prefixes ;",
        f'    {predicate} """{_long(_body(query))}""" ;',
        *([f"    schema:keywords {', '.join(literal(tag) for tag in tags)} ;"] if tags else []),
        f"    schema:target <{_address(endpoint) or LOCAL}> .",
    ]
    return "\n".join(lines) + "\n"


def prefixes(queries: Iterable[Query]) -> str:
    """Return what SIB keeps in ``prefixes.ttl``: the prefixes of the queries, but for those that stand for different
    namespaces in different queries. The files are one graph when read as one text: they share a blank node.

    >>> 'sh:prefix "cg"' in prefixes(library().values())
    True
    """
    found: dict[str, set[str]] = {}
    for query in queries:
        for prefix, namespace in _PREFIX.findall(query.text):
            found.setdefault(prefix, set()).add(namespace)
    lines = [f"@prefix {p}: <{PREFIXES[p]}> ." for p in ("owl", "sh", "xsd")]
    lines += ["", "_:sparql_examples_prefixes a owl:Ontology ;", "    owl:imports sh: ."]
    for prefix, (namespace, *others) in sorted((p, sorted(n)) for p, n in found.items()):
        if not others:
            node = f"_:prefix_{re.sub(r'[^A-Za-z0-9]', '_', prefix)}"
            lines += ["", f"_:sparql_examples_prefixes sh:declare {node} ."]
            lines += [f"{node} sh:prefix {literal(prefix)} ;", f"    sh:namespace {literal(namespace)}^^xsd:anyURI ."]
    return "\n".join(lines) + "\n"


def _decorators(query: Query, variables: Mapping[str, str], endpoint: str) -> list[str]:
    """Return grlc's decorators as lines of YAML; a JSON string is one of YAML as well."""
    tags, notes = _header(query)
    names = {p: _grlc_name(p) for p in variables}
    lines = [f"summary: {_quoted(_line(query.title))}", "description: |-"]
    lines += [line and f"  {line}" for line in _description(query, notes, names)]
    lines += ["method: GET"]
    lines += ["tags:", *(f"  - {_quoted(tag)}" for tag in tags)] if tags else []
    lines += [f"endpoint: {_quoted(address)}"] if (address := _address(endpoint)) else []
    shown = {names[p.name]: example for p in query.parameters.values() if (example := _example(p.default))}
    lines += ["defaults:", *(f"  - {name}: {_quoted(example)}" for name, example in shown.items())] if shown else []
    offered = {names[p.name]: choices for p in query.parameters.values() if (choices := _choices(p.type))}
    lines += ["enumerate:"] if offered else []
    for name, choices in offered.items():
        lines += [f"  - {name}:", *(f"    - {_quoted(choice)}" for choice in choices)]
    return lines


def _description(query: Query, notes: list[str], names: Mapping[str, str]) -> list[str]:
    """Return what grlc's page says of a query, in Markdown."""
    lines = [_line(query.question or query.title)]
    lines += ["", *notes] if notes else []
    if query.parameters:
        lines += ["", "Parameters; one that is left out stands for any:", ""]
        lines += [
            f"* `{names[p.name]}`: {_line(p.title or p.name)} ({_type(p.type)})" for p in query.parameters.values()
        ]
    if query.columns:
        lines += ["", "Columns:", ""]
        lines += [f"* `{name}`: {_line(meaning or kind)}" for name, (kind, meaning) in query.columns.items()]
    lines += ["", *_empty(query)] if query.empty else []
    return [*lines, "", _UNION]


def _empty(query: Query) -> list[str]:
    return [f"When nothing is found: {_line(query.empty)}"] if query.empty else []


def _variables(query: Query) -> dict[str, str]:
    """Return grlc's variable for each parameter. Raises InputError for what grlc would confuse: to it whatever begins
    with ?_ is a parameter, and it puts a value wherever the letters of the variable stand."""
    if "?_" in query.text:
        raise InputError(f"{query.name}: grlc takes what begins with ?_ for a parameter; give it another name")
    found = {p.name: f"?__{_grlc_name(p.name)}{_suffix(query, p)}" for p in query.parameters.values()}
    for name, variable in found.items():
        if _grlc_name(name) in _RESERVED:
            raise InputError(f"{query.name}: grlc has a parameter {name} of its own; give this one another name")
        for other in found:
            if other != name and (found[other].startswith(variable) or _grlc_name(other) == _grlc_name(name)):
                raise InputError(
                    f"{query.name}: grlc would take the parameter {other} for {name}; give one of them another name"
                )
    return found


def _grlc_name(name: str) -> str:
    """Return the name of a parameter without underscores.

    >>> _grlc_name("visitor_country")
    'visitorCountry'
    """
    first, *rest = filter(None, name.split("_"))
    return first + "".join(part[0].upper() + part[1:] for part in rest)


def _suffix(query: Query, parameter: Parameter) -> str:
    """Return what ends grlc's variable and tells it the type."""
    if parameter.type in _SUFFIXES:
        return _SUFFIXES[parameter.type]
    if parameter.type.startswith("term:") or all(kind in KINDS for kind in parameter.type.split("|")):
        return "_iri"
    raise UsageError(
        f"{query.name}: {parameter.name} has the type {parameter.type!r}, which is none; mend the query's header"
    )


def _bound(query: Query, body: str, variables: Mapping[str, str]) -> str:
    """Return the text with grlc's variables in place of the parameter line."""
    line = _LINE.search(body)
    if line is None:
        raise InputError(f"{query.name}: the parameters and their values stand in several lines; write them in one")
    if not _OPENING.search(body[: line.start()]):
        raise InputError(f"{query.name}: something stands before the parameters; let them begin their group")
    indent = re.findall(r"[ \t]*\Z", body[: line.start()])[0]
    bindings = f"\n{indent}".join(f"BIND ({variable} AS ?{name})" for name, variable in variables.items())
    return body[: line.start()] + bindings + body[line.end() :]


def _header(query: Query) -> tuple[list[str], list[str]]:
    """Return the tags of a query, and the remarks in its header as one paragraph, or none."""
    lines = [line[2:].removeprefix(" ") for line in query.text.splitlines() if line.startswith("#+")]
    read = YAML(typ="safe", pure=True).load(StringIO("\n".join(lines))) or {}
    notes = _line(" ".join(line.removeprefix("#") for line in lines if line.startswith("#")))
    return [str(tag) for tag in read.get("tags") or ()], [notes] if notes else []


def _body(query: Query) -> str:
    """Return the text of a query without its header and the line breaks around it."""
    return "\n".join(line for line in query.text.splitlines() if not line.startswith("#+")).strip()


def _kind(query: Query) -> str:
    """Return SELECT, CONSTRUCT, ASK or DESCRIBE."""
    bare = "\n".join(line for line in query.text.splitlines() if not line.lstrip().startswith("#"))
    match = _PROLOGUE.match(bare)
    return match["form"].upper() if match else "query without a form"


def _type(of_type: str) -> str:
    """Return what may be given for a parameter, for people."""
    kind, _, scheme = of_type.partition(":")
    if kind == "term":
        return f"an IRI, {TERMS}{scheme}/…"
    return of_type if of_type in _SUFFIXES else "an IRI, " + " or ".join(f"{IDS}{k}/…" for k in of_type.split("|"))


def _choices(of_type: str) -> list[str]:
    """Return the IRIs of the terms that a parameter may be, sorted; none for other types."""
    kind, _, scheme = of_type.partition(":")
    return sorted(term(scheme, name) for name in ontology.terms().get(scheme, ())) if kind == "term" else []


def _example(default: str) -> str:
    """Return the value that grlc would put where the example in the file stands; empty for none."""
    match = _EXAMPLE.fullmatch(default) if default != "UNDEF" else None
    return next((group for group in match.groups() if group is not None), "") if match else ""


def _address(endpoint: str) -> str:
    """Return the address that queries go to, as it may stand in an IRI; empty for none."""
    return quote(Endpoints.of(endpoint).query, safe=":/?#[]@!$&'()*+,;=%~") if endpoint else ""


def _line(text: str) -> str:
    """Return a text in one line."""
    return " ".join(text.split())


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _long(text: str) -> str:
    """Return a text as it stands between three quotation marks in Turtle."""
    return re.sub(r'"(?=""|\Z)', r'\\"', text.replace("\\", "\\\\"))

"""The SPARQL of a constraint read into graph patterns: a parser by recursive descent over the package's own tokens.

It reads what SHACL lets a constraint say (no VALUES, MINUS, SERVICE) but for a few rare forms, at which it gives up:
then the constraint is run wholly, which is never wrong.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from coopgraph.shacl.model import Query
from coopgraph.shacl.paths import Path
from coopgraph.shacl.prebinding import projection, prologue
from coopgraph.shacl.reach_parts import Bind, Edge, Either, Filter, Group, Maybe, Part, Select, Text, Unreadable
from coopgraph.shacl.terms import RDF, XSD
from coopgraph.shacl.tokens import Token, closing, tokens

_BEHIND = ("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")
_AGGREGATES = ("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT")


def parse(query: Query, terms: Mapping[str, str] | None = None, path: Path | None = None) -> Select:
    """Return a constraint's SELECT, or its ASK as one that gives every variable.

    ``terms`` has what stands for variables that are bound beforehand (a constant, or another variable with its
    question mark), ``path`` what stands for $PATH. Raises Unreadable for what is not understood.

    >>> found = parse(Query(None, "select", "SELECT $this ?v { ?v <urn:p>/<urn:q> $this FILTER(?v != 1) }"))
    >>> found.columns, [type(p).__name__ for p in found.group.parts]
    (('?this', '?v'), ['Edge', 'Filter'])
    """
    parts = tokens(query.text)
    prefixes, start = prologue(parts, query.prefixes)
    reader = _Reader(parts, prefixes, dict(terms or {}), path)
    reader.at = start
    try:
        found = reader.select() if query.kind == "select" else reader.ask()
    except (IndexError, KeyError) as error:
        raise Unreadable("the SPARQL is not understood") from error
    if reader.at != len(parts):
        raise Unreadable("something stands behind the SELECT")
    return found


@dataclass(slots=True)
class _Reader:
    parts: tuple[Token, ...]
    prefixes: dict[str, str]
    names: dict[str, str]
    path: Path | None
    at: int = 0
    count: int = 0
    inner: list[tuple[frozenset[str], str]] = field(default_factory=list)

    @property
    def here(self) -> Token:
        return self.parts[self.at]

    def take(self, *signs: str) -> bool:
        """Step over a sign or word, if it is here."""
        found = self.at < len(self.parts) and (self.here.sign(*signs) or self.here.word(*signs))
        self.at += found
        return found

    def need(self, sign: str) -> None:
        if not self.take(sign):
            raise Unreadable(f"{sign} is missing")

    def ask(self) -> Select:
        self.need("ASK")
        self.take("WHERE")
        return Select((), (), self.group())

    def select(self) -> Select:
        """Read a SELECT; what it does not give is renamed."""
        self.need("SELECT")
        given, star = projection(self.parts, self.at)
        if self.inner or self.count:
            self.inner.append((frozenset(given), f"_{self.count}i"))
        else:
            self.inner.append((frozenset(), ""))
        self.count += 1
        distinct = self.take("DISTINCT")
        if self.take("REDUCED") or (star and len(self.inner) > 1):
            raise Unreadable("REDUCED, or * in a subquery")
        start = self.at
        columns, computed = self.columns()
        aggregated = any(t.word(*_AGGREGATES) for t in self.parts[start : self.at])
        self.take("WHERE")
        group = self.group()
        keys, having = self.behind()
        if keys is None and (having or aggregated):
            keys = ()
        self.inner.pop()
        return Select(columns, computed, group, distinct, keys, having)

    def columns(self) -> tuple[tuple[str, ...], tuple[tuple[str, Text], ...]]:
        columns: list[str] = []
        computed: list[tuple[str, Text]] = []
        while not self.here.sign("{") and not self.here.word("WHERE"):
            if self.take("*"):
                continue
            if self.here.kind == "var":
                columns.append(self.term())
                continue
            end = closing(self.parts, self.at)
            self.need("(")
            text = self.text(end - 2)
            self.need("AS")
            computed.append((self.term(), text))
            columns.append(computed[-1][0])
            self.need(")")
        return tuple(columns), tuple(computed)

    def behind(self) -> tuple[tuple[str, ...] | None, tuple[Text, ...]]:
        """Read what follows the group: GROUP BY and HAVING; ORDER BY does not matter."""
        keys: list[str] | None = None
        having: list[Text] = []
        while self.at < len(self.parts) and self.here.word(*_BEHIND):
            if self.take("GROUP"):
                self.need("BY")
                keys = []
                while self.at < len(self.parts) and self.here.kind == "var":
                    keys.append(self.term())
                if self.at < len(self.parts) and not (self.here.sign("}") or self.here.word(*_BEHIND)):
                    raise Unreadable("GROUP BY an expression")
            elif self.take("HAVING"):
                while self.at < len(self.parts) and self.here.sign("("):
                    having.append(self.text(closing(self.parts, self.at) + 1))
            else:
                raise Unreadable(f"{self.here.text} is not followed")
        return (None if keys is None else tuple(keys)), tuple(having)

    def group(self) -> Group:
        """Read a group graph pattern in braces."""
        self.need("{")
        found: list[Part] = []
        if self.here.word("SELECT"):
            found.append(self.select())
        while not self.take("}"):
            if self.take("."):
                continue
            self.part(found)
        return Group(tuple(found))

    def part(self, found: list[Part]) -> None:
        if self.here.sign("{"):
            groups = [self.group()]
            while self.take("UNION"):
                groups.append(self.group())
            alone = len(groups) == 1 and len(groups[0].parts) == 1 and isinstance(groups[0].parts[0], Select | Group)
            found.append(groups[0].parts[0] if alone else groups[0] if len(groups) == 1 else Either(tuple(groups)))
        elif self.take("OPTIONAL"):
            found.append(Maybe(self.group()))
        elif self.take("FILTER"):
            found.append(Filter(self.text(self.condition())))
        elif self.take("BIND"):
            end = closing(self.parts, self.at)
            self.need("(")
            text = self.text(end - 2)
            self.need("AS")
            found.append(Bind(text, self.term()))
            self.need(")")
        elif self.here.kind == "word" and not self.here.word("TRUE", "FALSE"):
            raise Unreadable(f"{self.here.text} is not followed")
        else:
            self.triples(found)

    def condition(self) -> int:
        """Return where the expression that follows FILTER ends."""
        i = self.at
        while not self.parts[i].sign("(", "{"):
            i += 1
        return closing(self.parts, i) + 1

    def text(self, end: int) -> Text:
        """Read an expression up to a place."""
        pieces: list[str | Group] = []
        names: set[str] = set()
        while self.at < end:
            token = self.here
            if token.word("EXISTS"):
                self.at += 1
                pieces += [" EXISTS ", self.group()]
                continue
            word = self.written(token)
            names |= {word} if word[0] == "?" and token.kind == "var" else set()
            pieces.append(" " * token.apart + word)
            self.at += 1
        if self.at != end:
            raise Unreadable("an expression ends elsewhere")
        return Text(tuple(pieces), frozenset(names))

    def triples(self, found: list[Part]) -> None:
        subject = self.term()
        while True:
            path = self.verb()
            while True:
                found.append(Edge(subject, path, self.term()))
                if not self.take(","):
                    break
            more = False
            while self.take(";"):
                more = True
            if not more or self.here.sign(".", "}"):
                return

    def verb(self) -> Path | str:
        if self.here.kind == "var":
            if self.here.var() == "PATH" and self.path is not None:
                self.at += 1
                return self.path
            name = self.term()
            return name if name[0] == "?" else Path("predicate", iri=name[1:-1])
        return self.alternative()

    def alternative(self) -> Path:
        parts = [self.sequence()]
        while self.take("|"):
            parts.append(self.sequence())
        return parts[0] if len(parts) == 1 else Path("alternative", tuple(parts))

    def sequence(self) -> Path:
        parts = [self.step()]
        while self.take("/"):
            parts.append(self.step())
        return parts[0] if len(parts) == 1 else Path("sequence", tuple(parts))

    def step(self) -> Path:
        if self.take("^"):
            return Path("inverse", (self.step(),))
        if self.take("("):
            found = self.alternative()
            self.need(")")
        elif self.here.var() == "PATH" and self.path is not None:
            found = self.path
            self.at += 1
        elif self.take("A"):
            found = Path("predicate", iri=RDF + "type")
        elif self.here.kind in ("iri", "name"):
            found = Path("predicate", iri=self.term()[1:-1])
        else:
            raise Unreadable(f"{self.here.text} in a path is not followed")
        for mark in "*+?":
            if self.take(mark):
                return Path(mark, (found,))
        return found

    def term(self) -> str:
        """Read a term of a triple."""
        token = self.here
        self.at += 1
        if token.kind in ("var", "iri", "name"):
            return self.written(token)
        if token.kind == "string":
            return token.text + self.typed()
        if token.word("TRUE", "FALSE"):
            return f'"{token.text.lower()}"^^<{XSD}boolean>'
        behind = self.parts[self.at : self.at + 2]
        decimal = len(behind) == 2 and behind[0].sign(".") and behind[1].kind == "word" and not behind[1].apart
        if token.kind == "word" and token.text.isdigit() and not decimal:
            return f'"{token.text}"^^<{XSD}integer>'
        raise Unreadable(f"{token.text} is not followed")

    def typed(self) -> str:
        if self.here.kind == "tag":
            self.at += 1
            return self.parts[self.at - 1].text
        if self.here.sign("^"):
            self.at += 3
            return "^^" + self.written(self.parts[self.at - 1])
        return ""

    def written(self, token: Token) -> str:
        """Return a token as it is written out: prefixes resolved, variables by the names that they have here."""
        if token.kind == "var":
            return self.variable(token.var())
        if token.kind == "name" and token.text.startswith("_:"):
            return self.variable(f"_blank_{re.sub('[^0-9A-Za-z]', '_', token.text[2:])}")
        if token.kind == "name":
            prefix, _, local = token.text.partition(":")
            return "<" + self.prefixes[prefix] + re.sub(r"\\(.)", r"\1", local) + ">"
        return token.text

    def variable(self, name: str) -> str:
        for given, suffix in reversed(self.inner):
            if suffix and name not in given:
                return f"?{name}{suffix}"
        return self.names.get(name, "?" + name)

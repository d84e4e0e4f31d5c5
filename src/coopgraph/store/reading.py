"""The body of an answer: whole, of the right kind and not too long; or an error, and never part of a result.

Endpoints send status 200 before they know that the answer will be whole. What gives a broken one away: a transfer
that stops early; a document that does not close; a header (Virtuoso's ``X-SQL-State``); as many rows as the
server allows (``X-SPARQL-MaxRows``). CSV and TSV have no end mark, so they are never asked for, and N-Triples and
Turtle are taken only from a transfer that says where it ends. Parsing is pyoxigraph's, as the bytes come in.
"""

from __future__ import annotations

import http.client
import io
import json
import re
from collections.abc import Callable
from typing import Any, TypeVar

import pyoxigraph as ox

from coopgraph.errors import CoopgraphError
from coopgraph.store.base import Solutions
from coopgraph.store.credentials import HINT
from coopgraph.store.transport import Transport
from coopgraph.store.words import brief, failed, is_login, is_page

ROWS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "application/xml": ox.QueryResultsFormat.XML,
    "text/xml": ox.QueryResultsFormat.XML,
}
TRIPLES = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/x-turtle": ox.RdfFormat.TURTLE,
}
ACCEPT_ROWS = "application/sparql-results+json, application/sparql-results+xml;q=0.5"
ACCEPT_TRIPLES = "application/n-triples, text/turtle;q=0.5"

_XML_END = re.compile(rb"</(\w+:)?sparql\s*>(\s*<!--.*?-->)*\s*\Z", re.DOTALL)
_BEGUN = re.compile(rb'\A\s*(\{\s*"(head|results)"|<\?xml|<(\w+:)?sparql|<http|@prefix|PREFIX)')
_AFTER_DATA = re.compile(r"[^{}\[\],<>\"]*\Z")
_START, _END, _PIECE = 20_000, 1_000, 1 << 16
F = TypeVar("F")
T = TypeVar("T")


class Body(io.RawIOBase):
    """The bytes of an answer, as a file for a parser. ``trouble`` holds the error that a read ended in.

    Of what went by, the first 20,000 bytes and the last 1,000 are kept, for messages and for the end mark.
    """

    def __init__(self, response: http.client.HTTPResponse, transport: Transport, task: str) -> None:
        self.response, self.transport, self.task = response, transport, task
        self.measured = response.chunked or response.length is not None
        self.start, self.end, self.size = b"", b"", 0
        self.trouble: CoopgraphError | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer. Raises EndpointError for a transfer that is late, cut off or too long."""
        try:
            data = self.response.read(len(buffer))
        except TimeoutError:
            self.trouble = self.transport.late(self.response.url, self.task)
            raise self.trouble from None
        except (OSError, http.client.HTTPException, ValueError):
            raise self.broken("the connection broke in the middle of the answer; try again") from None
        self.size += len(data)
        if not data and self.response.length:
            raise self.broken("the connection broke in the middle of the answer; try again")
        if self.size > self.transport.limits.megabytes * 1_000_000:
            limit = f"{self.transport.limits.megabytes:g} megabytes"
            raise self.broken(f"the answer is longer than {limit}; ask for less, or allow more")
        self.start += data[: _START - len(self.start)]
        self.end = (self.end + data)[-_END:]
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self.response.close()
        super().close()

    def broken(self, what: str) -> CoopgraphError:
        """Return the error that tells what is wrong with the answer."""
        self.trouble = failed(self.response.url, self.task, what)
        return self.trouble

    def last_words(self) -> str:
        """Return the sentence that the server wrote behind the data when it gave up, quoted; nothing when none."""
        found = _AFTER_DATA.search(self.end.decode("utf-8", "replace"))
        words = found[0].strip(" .\t\r\n") if found else ""
        return self.transport.say(words.encode()) if " " in words else ""


class Answer:
    """A response, to be read once as rows or as triples, and closed."""

    def __init__(self, response: http.client.HTTPResponse, transport: Transport, task: str) -> None:
        self.body = Body(response, transport, task)
        self.file = io.BufferedReader(self.body, _PIECE)

    def __enter__(self) -> Answer:
        return self

    def __exit__(self, *raised: object) -> None:
        self.file.close()

    def rows(self) -> Solutions | bool:
        """Return the answer to a SELECT or an ASK. Raises EndpointError when it is not whole, or none."""
        form = self._form(ROWS)
        found = self._whole(lambda: _rows(self.file, form))
        if not self._is_closed(form, found):
            raise self.body.broken(f"the answer breaks off{self.body.last_words()}; ask for less, or try again")
        limit = self.body.response.headers.get("X-SPARQL-MaxRows", "")
        if isinstance(found, Solutions) and limit.isdecimal() and len(found) >= int(limit):
            raise self.body.broken(f"the server gives at most {limit} rows, and so not all of them; ask for less")
        return found

    def triples(self) -> list[ox.Triple]:
        """Return the answer to a CONSTRUCT or DESCRIBE. Raises EndpointError when it is not whole, or none."""
        form = self._form(TRIPLES)
        if not self.body.measured:
            raise self.body.broken(
                "the answer does not say where it ends, so it may be part of one; try another server"
            )
        return self._whole(lambda: [quad.triple for quad in ox.parse(self.file, form)])

    def _form(self, known: dict[str, F]) -> F:
        """Return the format of the answer. Raises EndpointError for a partial one and for one of another kind."""
        body, headers = self.body, self.body.response.headers
        if body.response.status != 200:
            raise body.broken(f"the server answered with status {body.response.status} in place of 200")
        if state := headers.get("X-SQL-State", ""):
            said = body.transport.say(f"{state} {headers.get('X-SQL-Message', '')}".encode())
            raise body.broken(f"the server gave only part of the answer{said}; ask for less")
        if headers.get("Content-Encoding", "identity") != "identity":
            raise body.broken(f"the answer is packed ({brief(headers['Content-Encoding'])}), which nobody asked for")
        kind = headers.get_content_type() if "Content-Type" in headers else ""
        if kind in known:
            return known[kind]
        self._skip()
        raise body.trouble or self._other(f"of type {brief(kind)}" if kind else "of no type")

    def _whole(self, parse: Callable[[], T]) -> T:
        """Return what is parsed of a body that is read to its end."""
        try:
            answer = parse()
            while self.file.read(_PIECE):
                pass
        except (SyntaxError, ValueError, OSError, CoopgraphError) as error:
            raise self.body.trouble or self._unreadable(error) from None
        return answer

    def _is_closed(self, form: ox.QueryResultsFormat, found: Solutions | bool) -> bool:
        """Whether the document ends as it should: the parser of XML does not ask, that of JSON not after a truth."""
        if form == ox.QueryResultsFormat.XML:
            return bool(_XML_END.search(self.body.end))
        if isinstance(found, Solutions):
            return True
        try:
            return bool(json.loads(self.body.start))
        except ValueError:
            return False

    def _unreadable(self, error: Exception) -> CoopgraphError:
        """Return the error for an answer that says it is one and cannot be parsed."""
        self._skip()
        if self.body.trouble:
            return self.body.trouble
        if _BEGUN.search(self.body.start) and not is_page(self.body.start):
            said = self.body.last_words() or f" ({brief(str(error))})"
            return self.body.broken(f"the answer breaks off{said}; ask for less, or try again")
        return self._other("of the right type by its header")

    def _other(self, named: str) -> CoopgraphError:
        """Return the error for an answer that is something else."""
        body = self.body
        if not body.start.strip():
            return body.broken("the answer is empty; check the address")
        words = body.transport.say(body.start)
        if not is_page(body.start):
            return body.broken(f"the answer is {named}, but not SPARQL results{words}; check the address")
        login = f", and it asks to log in; {HINT}" if is_login(body.start) else "; check the address"
        return body.broken(f"answered with a web page, not with SPARQL results{words}{login}")

    def _skip(self) -> None:
        """Read on, a megabyte at most, to learn how the answer ends."""
        try:
            self.file.read(1_000_000)
        except (CoopgraphError, OSError, ValueError):
            return  # body.trouble holds what happened


def _rows(file: io.BufferedReader[Body], form: ox.QueryResultsFormat) -> Solutions | bool:
    parsed = ox.parse_query_results(file, form)
    if isinstance(parsed, ox.QueryBoolean):
        return bool(parsed)
    return Solutions(tuple(v.value for v in parsed.variables), [tuple(row) for row in parsed])

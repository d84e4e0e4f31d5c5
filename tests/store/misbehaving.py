"""A server on loopback that plays, by the path it is asked at, what endpoints do to their clients.

``/fine`` answers two rows as it should; every other path is one misbehaviour, a function of this module. What was
asked is kept in ``asked``; a script for a path (``scripts``) is played one behaviour a request, the last for ever.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
ROW = '{"x":{"type":"literal","value":"%s"}}'
HEAD = '{"head":{"vars":["x"]},"results":{"bindings":['
ROWS = (HEAD + ROW % "one" + "," + ROW % "two" + "]}}").encode()
XML_HEAD = b'<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="x"/>'
XML_ROW = b'<result><binding name="x"><literal>one</literal></binding></result>'
TRIPLE = b"<http://example.org/a> <http://example.org/b> <http://example.org/c> .\n"
LOGIN = b"<!DOCTYPE html><html><head><title>Sign in</title></head><form><input type='password'></form></html>"


@dataclass
class Asked:
    """A request as it came in."""

    method: str
    path: str
    headers: dict[str, str]
    body: str


class Handler(BaseHTTPRequestHandler):
    """Answers a request with the behaviour that its path names, and hangs up."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        self.close_connection = True
        path = urlsplit(self.path).path
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        headers = {name.lower(): text for name, text in self.headers.items()}
        self.server.asked.append(Asked(self.command, self.path, headers, body))
        script = self.server.scripts.get(path.strip("/")) or [path.strip("/")]
        behaviour = script.pop(0) if len(script) > 1 else script[0]
        BEHAVIOURS[behaviour](self)

    do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def begin(self, status: int = 200, kind: str = JSON, **headers: str | int) -> None:
        """Send status and headers; ``Retry_After=3`` becomes Retry-After: 3."""
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        for name, text in headers.items():
            self.send_header(name.replace("_", "-"), str(text))
        self.end_headers()

    def whole(self, body: bytes = b"", status: int = 200, kind: str = JSON, **headers: str | int) -> None:
        """Send an answer that says how long it is."""
        self.begin(status, kind, Content_Length=len(body), **headers)
        self.wfile.write(body)

    def chunks(self, *pieces: bytes, kind: str = JSON, end: bool = True) -> None:
        """Send an answer in chunks, with or without the chunk that ends it."""
        self.begin(200, kind, Transfer_Encoding="chunked")
        for piece in pieces:
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        if end:
            self.wfile.write(b"0\r\n\r\n")


class Server(ThreadingHTTPServer):
    """The server; ``address`` is its base."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[Asked] = []
        self.scripts: dict[str, list[str]] = {}
        self.stop = threading.Event()
        self.address = f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, *_: Any) -> None:
        """A client that hangs up is what is tested here."""


@contextmanager
def serving() -> Iterator[Server]:
    """Give a server that runs in a thread, and stop it."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.stop.set()
        server.shutdown()
        thread.join(5)
        server.server_close()


def drip(h: Handler, text: bytes) -> None:
    """Send a byte every 50 ms: each alone comes well in time."""
    for n in range(len(text)):
        if h.server.stop.wait(0.05):
            return
        h.wfile.write(text[n : n + 1])
        h.wfile.flush()


def trickle(h: Handler) -> None:
    h.begin(Content_Length=len(ROWS))
    drip(h, ROWS)


def trickling_error(h: Handler) -> None:
    h.begin(500, "text/plain")
    drip(h, b"x" * 500)


def loose(h: Handler, body: bytes, kind: str = JSON, **headers: str | int) -> None:
    """Send a body that does not say where it ends (or says it wrongly) and hang up."""
    h.begin(200, kind, **headers)
    h.wfile.write(body)


def huge(h: Handler) -> None:
    """Ten megabytes of good rows."""
    row = (ROW % ("x" * 1000)).encode()
    h.chunks(HEAD.encode(), *[row + b","] * 10_000, row, b"]}}")


def digest(h: Handler) -> None:
    """Ask for ann, whose password is s3cret, by digest."""
    given = h.headers.get("Authorization", "")
    parts = dict(p.strip().split("=", 1) for p in given.removeprefix("Digest ").split(",") if "=" in p)
    parts = {k: v.strip('"') for k, v in parts.items()}
    secret = hashlib.md5(b"ann:SPARQL:s3cret").hexdigest()
    asked = hashlib.md5(f"{h.command}:{parts.get('uri')}".encode()).hexdigest()
    counted = ":".join(parts.get(k, "") for k in ("nonce", "nc", "cnonce", "qop"))
    if parts.get("response") == hashlib.md5(f"{secret}:{counted}:{asked}".encode()).hexdigest():
        h.whole(ROWS)
    else:
        h.whole(status=401, WWW_Authenticate='Digest realm="SPARQL", nonce="n", qop="auth", algorithm=MD5')


def basic(h: Handler) -> None:
    """Ask for ann, whose password is s3cret; tell what was given instead, as some servers do."""
    given = h.headers.get("Authorization", "")
    if given == "Basic YW5uOnMzY3JldA==":  # base64 of ann:s3cret
        h.whole(ROWS)
    else:
        h.whole(f"not {given}, not wr0ng".encode(), 401, "text/plain", WWW_Authenticate='Basic realm="SPARQL"')


def bearer(h: Handler) -> None:
    good = h.headers.get("Authorization") == "Bearer t0ken"
    h.whole(ROWS) if good else h.whole(b"who?", 403, "text/plain")


BEHAVIOURS: dict[str, Callable[[Handler], Any]] = {
    "fine": lambda h: h.whole(ROWS),
    "fine-in-chunks": lambda h: h.chunks(ROWS[:50], ROWS[50:]),
    "fine-xml": lambda h: h.whole(
        XML_HEAD + b"</head><results>" + XML_ROW + b"</results></sparql>\n<!-- done -->\n", kind=XML
    ),
    "fine-triples": lambda h: h.chunks(TRIPLE, kind="application/n-triples; charset=utf-8"),
    "fine-turtle": lambda h: h.whole(b"@prefix e: <http://example.org/> . e:a e:b e:c .", kind="text/turtle"),
    "truth": lambda h: h.whole(b'{"head":{},"boolean":true}'),
    "truth-xml": lambda h: h.whole(
        b'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/><boolean>false</boolean></sparql>', kind=XML
    ),
    # too slow
    "silent": lambda h: h.server.stop.wait(30),
    "trickle": trickle,
    "trickling-headers": lambda h: drip(h, b"HTTP/1.1 200 OK\r\nX-Padding: " + b"x" * 500),
    "trickling-error": trickling_error,
    # not whole
    "cut-by-length": lambda h: loose(h, ROWS[:-9], Content_Length=len(ROWS)),
    "cut-in-chunks": lambda h: h.chunks(ROWS[:-9], end=False),
    "whole-but-for-the-last-chunk": lambda h: h.chunks(ROWS, end=False),
    "cut-at-a-row": lambda h: loose(h, (HEAD + ROW % "one").encode()),
    "cut-at-a-row-with-a-word": lambda h: h.chunks((HEAD + ROW % "one" + ",The operation was cancelled").encode()),
    "cut-behind-the-end": lambda h: h.whole(ROWS + b"\n## Query cancelled due to timeout ##"),
    "cut-xml-at-a-row": lambda h: h.whole(XML_HEAD + b"</head><results>" + XML_ROW, kind=XML),
    "cut-truth": lambda h: h.whole(b'{"head":{},"boolean":true'),
    "cut-triples": lambda h: loose(h, TRIPLE, "application/n-triples"),
    "cut-triples-with-a-word": lambda h: h.chunks(TRIPLE, b"The operation was cancelled", kind="application/n-triples"),
    "virtuoso-partial": lambda h: h.whole(ROWS, X_SQL_State="S1TAT", X_SQL_Message="Returning incomplete results"),
    "virtuoso-row-limit": lambda h: h.whole(ROWS, X_SPARQL_MaxRows=2),
    "virtuoso-below-the-limit": lambda h: h.whole(ROWS, X_SPARQL_MaxRows=3),
    "status-206": lambda h: h.whole(ROWS, 206),
    # something else
    "error-inside": lambda h: h.whole(b'{"error": "out of memory"}'),
    "empty": lambda h: h.whole(),
    "empty-without-type": lambda h: h.whole(kind=""),
    "no-content": lambda h: h.begin(204, ""),
    "csv": lambda h: h.whole(b"x\none\ntwo\n", kind="text/csv"),
    "without-type": lambda h: h.whole(ROWS, kind=""),
    "login": lambda h: h.whole(LOGIN, kind="text/html; charset=utf-8"),
    "page": lambda h: h.whole(b"<html><head><title>Back\nsoon &amp; better</title></head></html>", kind="text/html"),
    "page-as-xml": lambda h: h.whole(b"<?xml version='1.0'?><html><body>Down</body></html>", kind="application/xml"),
    "page-as-json": lambda h: h.whole(b"<html><body><h1>Down</h1></body></html>", kind=JSON),
    "packed": lambda h: h.whole(ROWS, Content_Encoding="gzip"),
    "nonsense": lambda h: h.whole(b"x" * 10_000_000),
    "huge": huge,
    "not-http": lambda h: h.wfile.write(b"SSH-2.0-OpenSSH\r\n"),
    "hangs-up": lambda h: None,
    # errors
    "busy": lambda h: h.whole(b"come back", 503, "text/plain"),
    "busy-for-no-time": lambda h: h.whole(b"", 429, Retry_After="0"),
    "busy-until-1970": lambda h: h.whole(b"", 503, Retry_After="Thu, 01 Jan 1970 00:00:00 GMT"),
    "busy-for-an-hour": lambda h: h.whole(b"", 503, Retry_After="3600"),
    "bad-request": lambda h: h.whole(b"SP030: no such function", 400, "text/plain"),
    "missing": lambda h: h.whole(b"", 404),
    "broken": lambda h: h.whole(
        b"<html><head><title>Error 500</title></head><pre>\x1b[31mat java.lang.Thread" + b"." * 9_000, 500, "text/html"
    ),
    "broken-at-length": lambda h: h.whole(b"\x1b[31mout of\r\nmemory " + b"." * 9_000, 500, "text/plain"),
    # elsewhere
    "loop": lambda h: h.whole(b"", 302, Location="/loop"),
    "moved": lambda h: h.whole(b"", 301, Location="/fine"),
    "kept": lambda h: h.whole(b"", 307, Location=h.server.address + "/fine?x=1"),
    "see-other": lambda h: h.whole(b"", 303, Location="/fine"),
    "to-login": lambda h: h.whole(b"", 302, Location="/login"),
    "to-a-file": lambda h: h.whole(b"", 302, Location="file:///etc/hostname"),
    "to-nowhere": lambda h: h.whole(b"", 302),
    "to-another": lambda h: h.whole(b"", 307, Location=h.server.scripts["another"][0] + "/fine"),
    # credentials
    "basic": basic,
    "digest": digest,
    "bearer": bearer,
    # a graph store, and what counts its triples
    "store-fine": lambda h: h.whole(b"", 201, ""),
    "store-accepted": lambda h: h.whole(b"", 202, ""),
    "store-forbidden": lambda h: h.whole(b"read only", 403, "text/plain"),
    "store-full": lambda h: h.whole(b"disk full", 507, "text/plain"),
    "count-one": lambda h: h.whole(
        b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"1"}}]}}'
    ),
}

"""HTTP as a remote store needs it: one time limit over the whole exchange, patience, and no wandering secrets.

The standard library's time limit starts anew at each packet, so a server that sends a byte a second holds a
program for ever. Here every read and write gets what is left of one deadline, which also covers redirects and
the pauses between attempts. Status 429 and 503 are tried again, after as long as the server asks for
(Retry-After, `RFC 9110 <https://www.rfc-editor.org/rfc/rfc9110#field.retry-after>`_), else after pauses that
double. Redirects keep the method and the body; credentials stay with the host that they were meant for.

What the body of an answer holds is read by :mod:`coopgraph.store.reading`.
"""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
import urllib.error
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any
from urllib.parse import urljoin, urlsplit
from urllib.request import (
    AbstractHTTPHandler,
    BaseHandler,
    HTTPDefaultErrorHandler,
    HTTPDigestAuthHandler,
    HTTPErrorProcessor,
    HTTPPasswordMgrWithDefaultRealm,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from coopgraph.errors import CoopgraphError, UsageError
from coopgraph.store.credentials import AUTH, HINT, NEEDS, Credentials
from coopgraph.store.endpoints import check, origin, shown
from coopgraph.store.words import Refused, brief, failed, is_login, quoted

BUSY = (429, 503)
REDIRECTS = (301, 302, 303, 307, 308)
MOST_REDIRECTS = 5


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of an endpoint is put up with, in one call.

    ``seconds`` for everything, pauses included; ``megabytes`` (10^6 bytes) of answer; ``tries`` at a busy server;
    ``pause`` seconds before the second try, twice that before the third, and so on.
    """

    seconds: float = 60.0
    megabytes: float = 500.0
    tries: int = 4
    pause: float = 1.0


class Deadline:
    """A moment after which nothing is waited for."""

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds that are left. Raises TimeoutError when none are."""
        left = self.end - time.monotonic()
        if left <= 0:
            raise TimeoutError("the time is up")
        return left


class Transport:
    """Sends requests to the server at ``home`` with credentials, within limits."""

    def __init__(self, home: str, credentials: Credentials | None, limits: Limits) -> None:
        self.home, self.credentials, self.limits = home, credentials, limits

    def open(self, request: Request, task: str) -> http.client.HTTPResponse:
        """Send a request and return the response, whose body is still to be read, within the same deadline.

        ``task`` says what fails if it fails. Raises Refused (an EndpointError) for an HTTP error and EndpointError
        for anything else that stands in the way.
        """
        deadline = Deadline(self.limits.seconds)
        tries = 0
        while True:
            tries += 1
            try:
                return self._follow(request, deadline, task)
            except _Busy as busy:
                pause = busy.pause if busy.pause is not None else self.limits.pause * 2 ** (tries - 1)
                if problem := self._impatient(tries, pause, deadline):
                    what = f"the server is busy ({busy.status}), {problem}{busy.said}; try later"
                    raise Refused(failed(request.full_url, task, what), busy.status) from None
                time.sleep(pause)

    def say(self, said: bytes) -> str:
        """Return what the server said, quoted, short and without our secret."""
        return self._redact(quoted(said))

    def late(self, address: str, task: str) -> CoopgraphError:
        """Return the error for an answer that did not come, or did not end, in time."""
        seconds = f"{self.limits.seconds:g} seconds"
        return failed(address, task, f"no whole answer within {seconds}; ask for less, or allow more time")

    def _impatient(self, tries: int, pause: float, deadline: Deadline) -> str:
        """Return why it is not worth to wait, or nothing."""
        if tries >= self.limits.tries:
            return f"{tries} times in a row" if tries > 1 else "and was asked once"
        if time.monotonic() + pause >= deadline.end:
            return f"and wants {pause:.0f} seconds of patience, more than are left of {self.limits.seconds:g}"
        return ""

    def _follow(self, request: Request, deadline: Deadline, task: str) -> http.client.HTTPResponse:
        """Send a request, and send it again to where the server points."""
        for _ in range(MOST_REDIRECTS + 1):
            answer = self._send(request, deadline, task)
            if isinstance(answer, http.client.HTTPResponse):
                return answer
            with answer:
                if answer.code not in REDIRECTS or not answer.headers["Location"]:
                    raise self._refusal(answer, request, task)
                request = _redirected(request, answer, task)
        raise failed(request.full_url, task, f"redirected more than {MOST_REDIRECTS} times; check the address")

    def _send(
        self, request: Request, deadline: Deadline, task: str
    ) -> http.client.HTTPResponse | urllib.error.HTTPError:
        if self.credentials and self.credentials.header() and self._is_home(request.full_url):
            request.add_unredirected_header("Authorization", self.credentials.header())
        web = _Web(deadline)
        try:
            answer: http.client.HTTPResponse = self._opener(web).open(request, timeout=deadline.left())
            web.opened.remove(answer)
            return answer
        except urllib.error.HTTPError as error:
            web.opened = [r for r in web.opened if r is not error.fp]
            return error
        except (OSError, http.client.HTTPException, ValueError) as error:
            cause = error.reason if isinstance(error, urllib.error.URLError) else error
            if isinstance(cause, TimeoutError):
                raise self.late(request.full_url, task) from None
            raise failed(request.full_url, task, self._redact(_trouble(cause))) from None
        finally:
            for response in web.opened:  # challenges of a digest, which nobody else closes
                response.close()

    def _opener(self, web: _Web) -> OpenerDirector:
        """Return what opens http and https alone (no file:, no ftp:)."""
        opener = OpenerDirector()
        handlers: list[BaseHandler] = [ProxyHandler(), web, HTTPDefaultErrorHandler(), HTTPErrorProcessor()]
        if self.credentials and self.credentials.kind == "digest":
            passwords = HTTPPasswordMgrWithDefaultRealm()
            server = "{}://{}/".format(*urlsplit(self.home)[:2])
            passwords.add_password(None, server, self.credentials.user, self.credentials.secret)
            handlers.append(HTTPDigestAuthHandler(passwords))
        for handler in handlers:
            opener.add_handler(handler)
        return opener

    def _is_home(self, address: str) -> bool:
        """Whether an address is our server's, or the same host's over https where ours is http."""
        ours, theirs = origin(self.home), origin(address)
        return ours == theirs or (ours[:2] == ("http", theirs[1]) and theirs[::2] == ("https", 443) and ours[2] == 80)

    def _refusal(self, answer: urllib.error.HTTPError, request: Request, task: str) -> CoopgraphError:
        """Return the error for an HTTP status: what it means, the server's words, what to do."""
        try:
            body = answer.read(20_000)
        except (OSError, http.client.HTTPException):
            body = b""  # the status alone tells enough
        said = self.say(body)
        if answer.code in BUSY:
            return _Busy(answer.code, _patience(answer.headers["Retry-After"]), said)
        challenge = answer.headers["WWW-Authenticate"] or ""
        meaning = self._meaning(answer.code, is_login(body), challenge.partition(" ")[0].lower())
        return Refused(failed(request.full_url, task, meaning.format(said=said)), answer.code)

    def _meaning(self, status: int, login: bool, wanted: str) -> str:
        if status in (401, 403) or login:
            if self.credentials is None:
                return f"the server wants to know who asks ({status}){{said}}; {HINT}"
            other = wanted in NEEDS and wanted != self.credentials.kind
            do = f"it wants {wanted} ones: set {AUTH}={wanted}" if other else "check them"
            return f"the server did not accept the {self.credentials.kind} credentials ({status}){{said}}; {do}"
        return _MEANINGS.get(status) or (
            f"the server failed ({status}){{said}}; try again, or ask who runs it"
            if status >= 500
            else f"the server refused the request ({status}){{said}}"
        )

    def _redact(self, text: str) -> str:
        return self.credentials.redact(text) if self.credentials else text


_MEANINGS = {
    400: "the server did not understand the request (400){said}",
    404: "there is no such endpoint (404){said}; check the address: Oxigraph's is http://host:7878",
    405: "this is no endpoint for that (405){said}; check the address: Oxigraph's is http://host:7878",
    406: "the server has no format that can be read here (406){said}",
    413: "the request is too long for the server (413){said}",
}


class _Busy(CoopgraphError):
    """The server asks to come back, in ``pause`` seconds when it says so."""

    def __init__(self, status: int, pause: float | None, said: str) -> None:
        self.status, self.pause, self.said = status, pause, said
        super().__init__(f"busy ({status})")


def _patience(retry_after: str | None) -> float | None:
    """Return the seconds that a Retry-After header asks for (seconds or an HTTP date), or None.

    >>> _patience("7"), _patience("Thu, 01 Jan 1970 00:00:00 GMT"), _patience("soon")
    (7.0, 0.0, None)
    """
    text = (retry_after or "").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _redirected(request: Request, answer: urllib.error.HTTPError, task: str) -> Request:
    """Return the same request to where a redirect points (303: a GET of it)."""
    here = request.full_url
    try:
        there = urljoin(here, answer.headers["Location"])
        check(there)
    except (UsageError, ValueError):
        raise failed(here, task, "redirected to what is not an address of an endpoint; check the address") from None
    if urlsplit(here).scheme == "https" and urlsplit(there).scheme == "http":
        raise failed(here, task, f"redirected from https to {shown(there)}, in the clear; that is not followed")
    method, data = request.get_method(), request.data
    if answer.code == 303 and method not in ("GET", "POST"):
        raise failed(here, task, f"redirected to {shown(there)} to read instead; check the address")
    if answer.code == 303:
        method, data = "GET", None
    kept = {k: v for k, v in request.headers.items() if data is not None or not k.lower().startswith("content-")}
    return Request(there, data=data, headers=kept, method=method)


def _trouble(error: BaseException | str) -> str:
    """Return what stood in the way of a connection, and what to do."""
    match error:
        case ConnectionRefusedError():
            return "nothing answers there (connection refused); start the server, or check the address"
        case socket.gaierror():
            return "no such host is known; check the address"
        case ssl.SSLError():
            return f"no secure connection ({error.reason or error}); check the address and the certificate"
        case ConnectionResetError() | BrokenPipeError() | http.client.RemoteDisconnected():
            return "the server hung up; try again, or ask who runs it"
        case http.client.HTTPException():
            return f"what answers there does not speak HTTP ({type(error).__name__}); check the address"
    return f"no connection ({brief(str(error))}); check the address"


class _Timed(io.RawIOBase):
    """The bytes of a socket; each read waits no longer than the deadline."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock, self._deadline = sock, deadline
        self._file = sock.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._sock.settimeout(self._deadline.left())
        return self._file.readinto(buffer)

    def close(self) -> None:
        self._file.close()
        super().close()


class _Response(http.client.HTTPResponse):
    """A response, status line and headers included, that is read within a deadline."""

    def __init__(self, deadline: Deadline, sock: socket.socket, *args: Any, **options: Any) -> None:
        super().__init__(sock, *args, **options)
        self.fp.close()
        self.fp = io.BufferedReader(_Timed(sock, deadline))


class _Web(AbstractHTTPHandler):
    """Opens http and https within a deadline, and remembers what it opened."""

    def __init__(self, deadline: Deadline) -> None:
        super().__init__()
        self.deadline = deadline
        self.opened: list[http.client.HTTPResponse] = []

    def http_open(self, req: Request) -> http.client.HTTPResponse:
        return self._open(http.client.HTTPConnection, req)

    def https_open(self, req: Request) -> http.client.HTTPResponse:
        return self._open(http.client.HTTPSConnection, req)

    def _open(self, kind: type[http.client.HTTPConnection], req: Request) -> http.client.HTTPResponse:
        def connection(host: str, **options: Any) -> http.client.HTTPConnection:
            made = kind(host, **options)
            made.response_class = partial(_Response, self.deadline)  # type: ignore[assignment]
            return made

        response = self.do_open(connection, req)
        self.opened.append(response)
        return response

    http_request = https_request = AbstractHTTPHandler.do_request_

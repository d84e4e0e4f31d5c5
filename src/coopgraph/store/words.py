"""What a server says, in a line that can be shown: no mark-up, no control characters, not long.

Servers answer errors with a sentence, a web page or a stack trace; a portal in between answers everything with a
login form and status 200. A user must see at once which it was.
"""

from __future__ import annotations

import html
import re

from coopgraph.errors import CoopgraphError, EndpointError
from coopgraph.store.endpoints import shown

_TITLE = re.compile(r"<(title|h1)\b[^>]*>(.*?)</\1", re.IGNORECASE | re.DOTALL)
_UNSEEN = re.compile(r"<(script|style)\b.*?</\1|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_PAGE = re.compile(r"<(!doctype html|html|head|body)\b", re.IGNORECASE)
_PASSWORD = re.compile(r"<input\b[^>]*\btype\s*=\s*[\"']?password", re.IGNORECASE)
MOST = 200


def brief(said: bytes | str) -> str:
    r"""Return what was said in at most 200 characters, on one line; of a web page its title.

    >>> brief(b"<html><title>502 Bad\nGateway</title><body>nginx"), brief("\x1b[31mno\r\n")
    ('502 Bad Gateway', '[31mno')
    """
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    if _PAGE.search(text[:2000]):
        title = _TITLE.search(text)
        text = html.unescape(_TAG.sub(" ", title[2] if title else _UNSEEN.sub(" ", text)))
    line = "".join(c for c in " ".join(text.split()) if c.isprintable())
    return line if len(line) <= MOST else line[: MOST - 1] + "…"


def quoted(said: bytes | str) -> str:
    """Return ``: “what was said”``, or nothing when nothing was.

    >>> quoted(b"busy"), quoted(b" ")
    (': “busy”', '')
    """
    line = brief(said)
    return f": “{line}”" if line else ""


def is_page(said: bytes) -> bool:
    """Tell a web page by how it begins."""
    return bool(_PAGE.search(said[:2000].decode("utf-8", "replace")))


def is_login(said: bytes) -> bool:
    """Tell a page that asks for a password."""
    return bool(_PASSWORD.search(said.decode("utf-8", "replace")))


def failed(address: str, task: str, what: str) -> EndpointError:
    """Return the error for a task that an endpoint did not fulfil: where, what was asked, what came instead."""
    return EndpointError(f"{shown(address)}: {task}: {what}")


class Refused(EndpointError):
    """The endpoint answered with an HTTP status that is an error; ``status`` is it."""

    def __init__(self, error: CoopgraphError, status: int) -> None:
        self.status = status
        super().__init__(str(error))

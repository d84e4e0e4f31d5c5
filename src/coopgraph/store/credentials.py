"""Who we are to an endpoint: read from the environment, and from nowhere else.

An argument ends up in the shell's history, an address in logs and messages; so neither may carry a password.

    COOPGRAPH_USER, COOPGRAPH_PASSWORD   a name and a password (basic)
    COOPGRAPH_TOKEN                      a token (bearer)
    COOPGRAPH_AUTH                       basic, digest or bearer, where that guess is wrong (Virtuoso: digest)

They go to the host that the user named, and not where it redirects to.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from coopgraph.errors import UnknownName, UsageError

USER, PASSWORD, TOKEN, AUTH = "COOPGRAPH_USER", "COOPGRAPH_PASSWORD", "COOPGRAPH_TOKEN", "COOPGRAPH_AUTH"
NEEDS: dict[str, tuple[str, ...]] = {"basic": (USER, PASSWORD), "digest": (USER, PASSWORD), "bearer": (TOKEN,)}
"""The kinds of authentication, and the variables that each reads."""
HINT = f"set {USER} and {PASSWORD}, or {TOKEN} (and {AUTH}=digest where the server wants that)"


@dataclass(frozen=True, slots=True)
class Credentials:
    """What to show an endpoint. The secret is in no ``repr``.

    >>> Credentials("basic", "ann", "s3cret")
    Credentials(kind='basic', user='ann')
    """

    kind: str
    user: str = ""
    secret: str = field(default="", repr=False)

    def header(self) -> str:
        """Return the value of the Authorization header; empty for digest, which answers a challenge instead."""
        if self.kind == "digest":
            return ""
        return f"Bearer {self.secret}" if self.kind == "bearer" else f"Basic {self._pair()}"

    def redact(self, text: str) -> str:
        """Return a text without the secret, in any form in which we send it.

        >>> Credentials("bearer", secret="s3cret").redact("no such token: s3cret")
        'no such token: ***'
        """
        for secret in filter(None, (self._pair(), self.secret)):
            text = text.replace(secret, "***")
        return text

    def _pair(self) -> str:
        return base64.b64encode(f"{self.user}:{self.secret}".encode()).decode()


def from_environment(environment: Mapping[str, str] | None = None) -> Credentials | None:
    """Return the credentials that the environment holds, or None.

    Raises UnknownName for another kind of authentication, and UsageError when a variable is missing, when it is
    not clear which kind is meant, or when a value cannot stand in a header.

    >>> from_environment({"COOPGRAPH_TOKEN": "s3cret"})
    Credentials(kind='bearer', user='')
    """
    known = os.environ if environment is None else environment
    given = {name: known[name] for name in (USER, PASSWORD, TOKEN, AUTH) if known.get(name)}
    kind = given.get(AUTH, "").lower() or _guess(given)
    if not kind:
        return None
    if kind not in NEEDS:
        raise UnknownName(f"kind of authentication ({AUTH})", kind, NEEDS)
    missing = [name for name in NEEDS[kind] if name not in given]
    if missing:
        raise UsageError(f"{kind} authentication needs {' and '.join(missing)} in the environment; set it")
    for name in NEEDS[kind]:
        if not given[name].isprintable():
            raise UsageError(f"{name} holds a line break or another control character; set it without")
    if kind == "bearer":
        if not given[TOKEN].isascii():
            raise UsageError(f"{TOKEN} holds a letter that no token has; set it anew")
        return Credentials(kind, secret=given[TOKEN])
    return Credentials(kind, given[USER], given[PASSWORD])


def _guess(given: Mapping[str, str]) -> str:
    if TOKEN in given and (USER in given or PASSWORD in given):
        raise UsageError(f"both {TOKEN} and {USER} are set; say which counts: {AUTH}=bearer, basic or digest")
    if TOKEN in given:
        return "bearer"
    return "basic" if USER in given or PASSWORD in given else ""

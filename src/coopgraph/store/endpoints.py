"""Where a remote store is asked, changed and filled: three addresses, which one may imply.

The protocols that they speak: query and update, `SPARQL 1.1 Protocol <https://www.w3.org/TR/sparql11-protocol/>`_;
graph_store, `SPARQL 1.1 Graph Store HTTP Protocol <https://www.w3.org/TR/sparql11-http-rdf-update/>`_.

    Oxigraph   /query            /update                    /store
    Fuseki     /DATASET/query    /DATASET/update            /DATASET/data
    GraphDB    /repositories/R   /repositories/R/statements /repositories/R/rdf-graphs/service
    Virtuoso   /sparql           /sparql-auth               /sparql-graph-crud-auth   (digest)
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit, urlunsplit

from coopgraph.errors import UsageError
from coopgraph.store.credentials import HINT


@dataclass(frozen=True, slots=True)
class Endpoints:
    """The addresses of a remote store; ``update`` and ``graph_store`` are empty where they are not known.

    Raises UsageError for an address that is not http or https, or that carries a user name or password.
    """

    query: str
    update: str = ""
    graph_store: str = ""

    def __post_init__(self) -> None:
        for address in filter(None, (self.query, self.update, self.graph_store)):
            check(address)

    @classmethod
    def of(cls, address: str | Endpoints) -> Endpoints:
        """Return the endpoints that one address implies.

        A host alone, or an address that ends in a slash, is the base of an Oxigraph server; so is what stands
        before ``/query``. Any other address is where queries go, and implies no more.

        >>> Endpoints.of("http://localhost:7878").graph_store
        'http://localhost:7878/store'
        >>> Endpoints.of("https://example.org/sparql")
        Endpoints(query='https://example.org/sparql', update='', graph_store='')
        """
        if isinstance(address, Endpoints):
            return address
        parts = check(address.strip())
        for end in ("/query", "/"):
            if (parts.path or "/").endswith(end) and not parts.query:
                base = (parts.path or "/").removesuffix(end)
                return cls(*(urlunsplit(parts._replace(path=base + p)) for p in ("/query", "/update", "/store")))
        return cls(address.strip())


def is_address(text: object) -> bool:
    """Tell the address of an endpoint from a path.

    >>> is_address("http://localhost:7878"), is_address("out/store")
    (True, False)
    """
    return isinstance(text, str) and text.strip().lower().startswith(("http://", "https://"))


def check(address: str) -> SplitResult:
    """Return the parts of an address. Raises UsageError when it is none that a query can be sent to."""
    if _has_user(address):
        raise UsageError(
            f"{shown(address)}: an address carries no user name or password, for it ends up in logs; "
            f"leave it out and {HINT}"
        )
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise UsageError(f"{shown(address)}: not an address ({error}); write it as http://localhost:7878") from None
    if parts.scheme not in ("http", "https") or not host:
        raise UsageError(f"{shown(address)}: not the address of an endpoint; write it as http://localhost:7878")
    if not address.isascii() or not address.isprintable() or " " in address:
        raise UsageError(f"{shown(address)}: an address is ASCII without spaces; write other characters as %C3%A4")
    return parts


def _has_user(address: str) -> bool:
    """Tell whether there is a user name or password in an address, or, in one that cannot be parsed, may be."""
    if "@" not in address:
        return False
    try:
        parts = urlsplit(address)
        return "@" in (parts.netloc or address) or parts.port == -1
    except ValueError:  # a password that holds / ? or # makes the rest of it look like a port
        return True


def shown(address: str) -> str:
    """Return an address as messages show it: without user, password, query string and fragment.

    >>> shown("https://ann:s3cret@example.org:8890/sparql?apikey=7#x")
    'https://example.org:8890/sparql'
    """
    scheme, mark, rest = address.partition("://")
    if _has_user(address):
        rest = (rest if mark else scheme).rpartition("@")[2]
        scheme, mark = (scheme, mark) if mark else ("", "")
    return f"{scheme}{mark}{rest}".split("#")[0].split("?")[0]


def origin(address: str) -> tuple[str, str, int]:
    """Return scheme, host and port: what two addresses share that are served by the same server.

    >>> origin("https://example.org/sparql") == origin("https://EXAMPLE.org:443/query")
    True
    """
    parts = urlsplit(address)
    return parts.scheme, parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)

"""Addresses and credentials: what is understood, what is refused, and that no secret goes astray."""

from __future__ import annotations

import re

import pytest

from coopgraph.errors import EndpointError, UnknownName, UsageError
from coopgraph.store.credentials import from_environment
from coopgraph.store.endpoints import Endpoints
from coopgraph.store.remote import RemoteStore

from .asking import GRAPH, QUERY, ask
from .misbehaving import Server, serving

ANN = {"COOPGRAPH_USER": "ann", "COOPGRAPH_PASSWORD": "s3cret"}


@pytest.mark.parametrize(
    ("behaviour", "environment"),
    [
        ("basic", ANN),
        ("digest", ANN | {"COOPGRAPH_AUTH": "digest"}),
        ("bearer", {"COOPGRAPH_TOKEN": "t0ken"}),
        ("bearer", ANN | {"COOPGRAPH_TOKEN": "t0ken", "COOPGRAPH_AUTH": "Bearer"}),
    ],
)
def test_credentials(
    misbehaving: Server, monkeypatch: pytest.MonkeyPatch, behaviour: str, environment: dict[str, str]
) -> None:
    """Basic, digest and bearer credentials come from the environment."""
    for name, text in environment.items():
        monkeypatch.setenv(name, text)
    assert len(ask(misbehaving, behaviour)) == 2


@pytest.mark.parametrize(
    ("behaviour", "environment"),
    [
        ("basic", ANN | {"COOPGRAPH_PASSWORD": "wr0ng"}),
        ("digest", ANN | {"COOPGRAPH_PASSWORD": "wr0ng", "COOPGRAPH_AUTH": "digest"}),
        ("bearer", {"COOPGRAPH_TOKEN": "wr0ng"}),
    ],
)
def test_wrong_credentials(
    misbehaving: Server, monkeypatch: pytest.MonkeyPatch, behaviour: str, environment: dict[str, str]
) -> None:
    """Credentials that are not accepted are named by their kind, never by their value, even where a server echoes."""
    for name, text in environment.items():
        monkeypatch.setenv(name, text)
    with pytest.raises(EndpointError, match=f"did not accept the {behaviour} credentials") as caught:
        ask(misbehaving, behaviour)
    encoded = "YW5uOndyMG5n"  # base64 of ann:wr0ng
    assert not re.search(f"wr0ng|{encoded}", str(caught.value) + repr(caught.value.__context__))


def test_credentials_of_another_kind(misbehaving: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that wants digest credentials and is given basic ones is told apart from one that knows nobody."""
    for name, text in ANN.items():
        monkeypatch.setenv(name, text)
    with pytest.raises(
        EndpointError, match=r"basic credentials \(401\); it wants digest ones: set COOPGRAPH_AUTH=digest"
    ):
        ask(misbehaving, "digest")


def test_credentials_stay_at_home(misbehaving: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A redirect within the server takes the credentials along, one to another server does not."""
    monkeypatch.setenv("COOPGRAPH_TOKEN", "t0ken")
    with serving() as another:
        misbehaving.scripts["another"] = [another.address]
        assert len(ask(misbehaving, "to-another")) == 2
        assert len(ask(misbehaving, "kept")) == 2
        assert [("authorization" in a.headers) for a in misbehaving.asked] == [True, True, True]
        assert [("authorization" in a.headers) for a in another.asked] == [False]


@pytest.mark.parametrize(
    ("environment", "error", "message"),
    [
        ({"COOPGRAPH_USER": "ann"}, UsageError, "basic authentication needs COOPGRAPH_PASSWORD"),
        ({"COOPGRAPH_PASSWORD": "p"}, UsageError, "basic authentication needs COOPGRAPH_USER"),
        ({"COOPGRAPH_AUTH": "digest"}, UsageError, "needs COOPGRAPH_USER and COOPGRAPH_PASSWORD"),
        (ANN | {"COOPGRAPH_TOKEN": "t"}, UsageError, "both COOPGRAPH_TOKEN and COOPGRAPH_USER are set"),
        ({"COOPGRAPH_TOKEN": "t\r\nX: y"}, UsageError, "COOPGRAPH_TOKEN holds a line break"),
        ({"COOPGRAPH_TOKEN": "ключ"}, UsageError, "COOPGRAPH_TOKEN holds a letter that no token has"),
        (ANN | {"COOPGRAPH_AUTH": "kerberos"}, UnknownName, "'kerberos' is not a known kind of authentication"),
    ],
)
def test_credentials_that_cannot_be(environment: dict[str, str], error: type[Exception], message: str) -> None:
    """A variable that is missing, contradicts another or cannot be sent is wrong use, told by its name."""
    with pytest.raises(error, match=message):
        from_environment(environment)


def test_no_credentials() -> None:
    """An environment without them, or with empty ones, gives none."""
    assert from_environment({"COOPGRAPH_USER": "", "PATH": "/"}) is None


# --- addresses --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    ["http://ann:s3cret@h/q", "http://ann@h/q", "http://ann:s3/cret@h/q", "http://ann:s3#cret@h/q", "ann:s3cret@h"],
)
def test_no_secret_in_an_address(address: str) -> None:
    """A user name or password in an address is refused, and not repeated."""
    with pytest.raises(UsageError, match=r"carries no user name or password.*COOPGRAPH_PASSWORD") as caught:
        RemoteStore(address)
    assert not re.search("ann|s3|cret@", str(caught.value).replace("COOPGRAPH", ""))


@pytest.mark.parametrize(
    "address", ["", "out/store", "ftp://h/", "http://", "http://h:x/", "http://h:99999", "http://h/a b", "http://h/ä"]
)
def test_what_is_no_address(address: str) -> None:
    """What a query cannot be sent to is wrong use."""
    with pytest.raises(UsageError, match="address"):
        RemoteStore(address)


@pytest.mark.parametrize("address", ["http://h:1", "http://h:1/", " http://h:1/query "])
def test_addresses_that_imply_others(address: str) -> None:
    """A host, or what ends in /query, implies the three endpoints of Oxigraph."""
    assert Endpoints.of(address) == Endpoints("http://h:1/query", "http://h:1/update", "http://h:1/store")


def test_an_address_of_queries_alone() -> None:
    """Another address is where queries go; a load then says what is missing."""
    assert Endpoints.of("https://h/sparql?x=1") == Endpoints("https://h/sparql?x=1")
    with pytest.raises(UsageError, match="no address for updates is known"):
        RemoteStore("https://h/sparql").load(b'<http://x/a> <http://x/b> "c" <http://x/g> .\n')


def test_a_secret_in_a_query_string_is_not_shown(misbehaving: Server) -> None:
    """Messages show an address without what stands behind its question mark."""
    with pytest.raises(EndpointError) as caught:
        RemoteStore(f"{misbehaving.address}/missing?apikey=s3cret").query(QUERY, GRAPH)
    assert "s3cret" not in str(caught.value)
    assert misbehaving.asked[0].path == "/missing?apikey=s3cret"

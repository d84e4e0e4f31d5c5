"""Servers for the tests of remote stores: a real one (Oxigraph's), and one that plays the bad ones."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from .misbehaving import Server, serving

VARIABLES = ("COOPGRAPH_USER", "COOPGRAPH_PASSWORD", "COOPGRAPH_TOKEN", "COOPGRAPH_AUTH")


@pytest.fixture(autouse=True, scope="session")
def plain_environment() -> Iterator[None]:
    """No credentials of the user's, and no proxy, for servers on loopback."""
    with pytest.MonkeyPatch.context() as patch:
        for name in VARIABLES:
            patch.delenv(name, raising=False)
        for name in ("NO_PROXY", "no_proxy"):
            patch.setenv(name, "127.0.0.1")
        yield


@pytest.fixture(scope="session")
def oxigraph(absent: Callable[[str], None], plain_environment: None) -> Iterator[str]:
    """The address of an Oxigraph server that runs as long as the tests do."""
    with _running(absent) as address:
        yield address


@pytest.fixture(scope="module")
def own_oxigraph(absent: Callable[[str], None], plain_environment: None) -> Iterator[str]:
    """The address of an Oxigraph server that the tests of a module have to themselves."""
    with _running(absent) as address:
        yield address


@contextmanager
def _running(absent: Callable[[str], None]) -> Iterator[str]:
    """Run an Oxigraph server on a free port of loopback, in memory."""
    beside = Path(sys.executable).parent / "oxigraph"
    program = str(beside) if beside.is_file() else shutil.which("oxigraph")
    if program is None:
        absent("no Oxigraph server is installed: pip install oxigraph")
    assert program
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [program, "serve", "--bind", address, "--timeout-s", "10"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait(f"http://{address}", process)
            yield f"http://{address}"
        finally:
            process.kill()


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until a server answers, ten seconds at most."""
    for _ in range(200):
        assert process.poll() is None, "the Oxigraph server has ended"
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the Oxigraph server does not answer")


@pytest.fixture
def server(oxigraph: str) -> str:
    """The address of the Oxigraph server, emptied."""
    update = urllib.parse.urlencode({"update": "DROP ALL"}).encode()
    with urllib.request.urlopen(f"{oxigraph}/update", update, timeout=10):
        return oxigraph


@pytest.fixture
def misbehaving() -> Iterator[Server]:
    """A server that misbehaves by the path it is asked at."""
    with serving() as server:
        yield server

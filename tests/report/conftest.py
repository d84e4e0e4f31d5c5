"""The page of the bundled data, and a browser to open it with."""

from __future__ import annotations

import importlib
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coopgraph import Graph
from coopgraph.report import Contents, Wishes, gather, page

CACHE = Path(__file__).resolve().parents[2] / ".cache"
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
)  # fmt: skip
WISHES = Wishes(
    licence="CC BY 4.0", licence_url="https://creativecommons.org/licenses/by/4.0/", as_of=date(2024, 2, 29)
)


@pytest.fixture(scope="session")
def contents(graph: Graph) -> Contents:
    """What the page of the bundled data says, checked."""
    return gather(graph.store, graph.names, graph.validate(), WISHES)


@pytest.fixture(scope="session")
def html(contents: Contents) -> str:
    """The page of the bundled data."""
    return page(contents)


@pytest.fixture(scope="session")
def package(absent: Callable[[str], None]) -> Callable[[str], Any]:
    """The function that imports a package that only tests need."""

    def import_(name: str) -> Any:
        try:
            return importlib.import_module(name)
        except ImportError:
            absent(f"{name} is missing; install it with: pip install {name.partition('.')[0]}")

    return import_


@pytest.fixture(scope="session")
def browser(package: Callable[[str], Any], absent: Callable[[str], None]) -> Iterator[Any]:
    """A headless Chromium with a profile of its own, driven by Playwright."""
    sync = package("playwright.sync_api")
    found = os.environ.get("COOPGRAPH_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        absent("chromium is missing; install it, as in: apt-get install chromium")
    with sync.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def file(html: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page in a file."""
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_bytes(html.encode())
    return path


@pytest.fixture(scope="session")
def axe(absent: Callable[[str], None]) -> str:
    """The source of axe-core, which checks pages for barriers."""
    modules = Path(os.environ.get("COOPGRAPH_NODE_MODULES") or CACHE / "node" / "node_modules")
    source = modules / "axe-core" / "axe.min.js"
    if not source.is_file():
        absent("axe-core is missing; install it with: npm --prefix .cache/node install axe-core")
    return source.read_text("utf-8")

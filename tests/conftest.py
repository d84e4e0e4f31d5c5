"""What tests of several parts need: the folder of schemas, and participation tables written in a line a role."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from coopgraph import Graph
from coopgraph.network import Activity, Link, Participations, Party, Role
from coopgraph.vocab import mint

settings.register_profile("steady", deadline=None, derandomize=True)  # the same examples on every run, however slow
settings.load_profile("steady")

ROOT = Path(__file__).resolve().parent.parent
CONFIDENCE = {"high": 1.0, "medium": 0.6, "low": 0.3}
CLASSES = {
    **dict.fromkeys(["organizer", "co-organizer", "host", "partner", "implementer"], "L"),
    **dict.fromkeys(["trainer", "speaker", "supporter", "visited-institution", "counterpart"], "D"),
    **dict.fromkeys(["participant", "beneficiary"], "R"),
    **dict.fromkeys(["signatory", "member"], "S"),
    "funder": "F",
}


def absent(what: str) -> None:
    """Skip a test for want of something, or fail it when COOPGRAPH_REQUIRE_ALL=1 says that nothing may be."""
    if os.environ.get("COOPGRAPH_REQUIRE_ALL") == "1":
        pytest.fail(f"{what}, and COOPGRAPH_REQUIRE_ALL=1 wants every test to run")
    pytest.skip(what)


@pytest.fixture(scope="session", name="absent")
def absent_fixture() -> Callable[[str], None]:
    """The function that skips or fails a test for want of something."""
    return absent


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder with schemas/, suites/ and sources/: $COOPGRAPH_SHARED, or ../shared beside the checkout."""
    folder = Path(os.environ.get("COOPGRAPH_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        absent(f"{folder} is missing: set COOPGRAPH_SHARED to the folder that holds schemas/ and suites/")
    return folder


@pytest.fixture(scope="session")
def sources(shared_dir: Path) -> Path:
    """The folder with the texts of the five source documents."""
    folder = shared_dir / "sources"
    if not folder.is_dir():
        absent(f"{folder} is missing: the texts of the sources are not part of the project")
    return folder


@pytest.fixture(scope="session")
def graph() -> Graph:
    """The bundled dataset."""
    return Graph.load()


def party_iri(text: str) -> str:
    """Return the IRI of ``delegation/x``, ``person/x``, or of the organization ``x``."""
    kind, _, slug = text.rpartition("/")
    return mint(kind or "org", slug)


def participations(
    *lines: str,
    parents: Sequence[str] = (),
    represents: Sequence[str] = (),
    countries: Mapping[str, str] | None = None,
    labels: Mapping[str, str] | None = None,
    types: Mapping[str, str] | None = None,
    dates: Mapping[str, tuple[str | None, str | None]] | None = None,
    view: str = "inferred",
) -> Participations:
    """Return a table from lines such as ``alpha host e1`` or ``delegation/d participant e1 medium inferred``.

    Links are written ``child parent`` or ``delegation/d alpha low inferred``; slugs of events need no year here.
    """
    roles = tuple(sorted((_role(line) for line in lines), key=lambda role: role.participation))
    up, stand = _links(parents), _links(represents)
    named = {**(countries or {}), **(labels or {}), **(types or {})}
    iris = {r.party for r in roles} | up.keys() | stand.keys() | {party_iri(name) for name in named}
    iris |= {link.target for links in (*up.values(), *stand.values()) for link in links}
    land = {party_iri(name): mint("country", code) for name, code in (countries or {}).items()}
    label = {party_iri(name): text for name, text in (labels or {}).items()}
    kind = {party_iri(name): text for name, text in (types or {}).items()}
    parties = {
        i: Party(
            i,
            i.split("/")[-2],
            label.get(i, i.split("/")[-1].title()),
            types=(kind[i],) if i in kind else (),
            country=land.get(i, ""),
            parents=tuple(sorted(up.get(i, []))),
            represents=tuple(sorted(stand.get(i, []))),
        )
        for i in sorted(iris)
    }
    parties |= {c: Party(c, "country", c.split("/")[-1]) for c in land.values()}
    activities = {a: _activity(a, dates or {}) for a in sorted({role.activity for role in roles})}
    return Participations(view, parties, activities, roles, frozenset(CLASSES.values()))


def _role(line: str) -> Role:
    party, role, event, *more = line.split()
    iri, activity = party_iri(party), mint("event", event)
    confidence = next((CONFIDENCE[m] for m in more if m in CONFIDENCE), 1.0)
    status = next((m for m in more if m in ("stated", "inferred")), "stated")
    own = mint("participation", event, "-".join(iri.split("/")[-2:]), role)
    return Role(own, iri, activity, role, (CLASSES[role],), status, confidence, (f"000:{len(line)}-{len(line) + 9}",))


def _links(lines: Sequence[str]) -> dict[str, list[Link]]:
    links: dict[str, list[Link]] = {}
    for line in lines:
        party, target, *more = line.split()
        confidence = next((CONFIDENCE[m] for m in more if m in CONFIDENCE), 1.0)
        status = next((m for m in more if m in ("stated", "inferred")), "stated")
        links.setdefault(party_iri(party), []).append(Link(party_iri(target), status, confidence, ("001:0-9",)))
    return links


def _activity(iri: str, dates: Mapping[str, tuple[str | None, str | None]]) -> Activity:
    slug = iri.split("/")[-1]
    first, last = (date.fromisoformat(day) if day else None for day in dates.get(slug, (None, None)))
    return Activity(iri, "event", slug.title(), first, last)


@pytest.fixture(scope="session", name="participations")
def participations_fixture() -> Callable[..., Participations]:
    """The function that makes a participation table of lines."""
    return participations


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of tests/data/tiny as ``data`` in an empty working directory: two organizations, one event."""
    shutil.copytree(ROOT / "tests" / "data" / "tiny", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    return Path("data")

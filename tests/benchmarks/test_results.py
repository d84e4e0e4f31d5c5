"""What is computed from the cells of a run: growth, promises, tables, the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.results import Cell, Results, growth
from benchmarks.targets import targets

from benchmarks import asking, measure, page, results, table, triples


def cell(stage: str, side: str, events: int, seconds: float | None, **more: object) -> Cell:
    """A cell with one run of so many seconds and 100 MB, or none."""
    ran = [] if seconds is None else [seconds]
    return Cell(stage, side, events, ran, [100.0] * len(ran), ran, **{"same": True, **more})  # type: ignore[arg-type]


def run_of(*cells: Cell) -> Results:
    """A run of the stages of these cells."""
    names = dict.fromkeys(c.stage for c in cells)
    return Results("2026-01-31", {"memory": "8 GB"}, {"rdflib": "7.6.0"}, {n: n for n in names}, {}, list(cells))


def kept(promise: str, *cells: Cell) -> bool | None:
    """Whether the promise that begins so is kept."""
    return next(t.met for t in targets(run_of(*cells)) if t.promise.startswith(promise))


def test_growth_is_the_power_of_the_size_over_the_three_greatest_sizes() -> None:
    """Ten times the size and a hundred times the time is a power of 2, whatever the small sizes took."""
    slow_start = [cell("load", "coopgraph", n, t) for n, t in ((1, 50.0), (10, 1.0), (100, 100.0), (1000, 10_000.0))]
    assert growth(slow_start) == pytest.approx(2.0)
    assert growth(slow_start[:1]) is None


@pytest.mark.parametrize(("theirs", "same", "wanted"), [(5.0, True, True), (4.9, True, False), (50.0, False, None)])
def test_a_wrong_answer_keeps_no_promise(theirs: float, same: bool, wanted: bool | None) -> None:
    """Loading must be 5 times as fast as rdflib, and what rdflib does wrong at a size is no measure at all."""
    cells = (cell("load", "coopgraph", 100, 1.0), cell("load", "rdflib", 100, theirs, same=same))
    assert kept("loading 5 times", *cells) is wanted


def test_a_peer_that_was_stopped_counts_for_the_time_that_it_had() -> None:
    """Stopped after 180 seconds, against 1.5 of ours: more than 120 times, and 100 are promised."""
    stopped = cell("validate", "pySHACL", 1_000, None, same=None, note="stopped after 180 s")
    assert kept("validation 100 times", cell("validate", "coopgraph", 1_000, 1.5), stopped) is True
    assert kept("validation 100 times", cell("validate", "coopgraph", 1_000, 2.0), stopped) is False


def test_the_network_is_compared_with_exact_and_with_sampled_betweenness() -> None:
    """Ties in 1 and measures in 2 seconds against 30 and 90 are 40 times; against 30 and 30, sampled, 20 times."""
    ours = (cell("ties", "coopgraph", 100, 1.0), cell("measures", "coopgraph", 100, 2.0))
    ties, exact, sampled = (
        cell("ties", "networkx", 100, 30.0),
        cell("measures", "networkx", 100, 90.0),
        cell("measures", "networkx, sampled", 100, 30.0),
    )
    assert kept("ties and all measures", *ours, ties, exact, sampled) is True
    assert kept("and as networkx when it estimates", *ours, ties, exact, sampled) is False
    assert kept("and as networkx when it estimates", *ours, ties, exact) is None


def test_what_was_not_measured_is_neither_kept_nor_broken() -> None:
    """Without cells every promise says so."""
    assert {t.met for t in targets(run_of())} == {None}


def test_a_table_tells_ratios_failures_and_wrong_answers() -> None:
    """A peer at 3 seconds beside 1.5 of ours is 2 times; a stopped one says so in its cell."""
    shown = table.stage(
        run_of(
            cell("load", "coopgraph", 100, 1.5),
            cell("load", "rdflib", 100, 3.0),
            cell("load", "maplib", 100, 0.03, same=False, note="wrong: 7 statements instead of 9"),
            cell("load", "morph-kgc", 100, None, same=None, note="stopped after 120 s"),
        ),
        "load",
    )
    assert "| rdflib | 3.0 s (2.0×), 100 MB | the same |" in shown
    assert "| maplib | 30 ms (0.02×), 100 MB | **not the same** |" in shown
    assert "| morph-kgc | stopped after 120 s |  |" in shown
    assert "- maplib at 100: wrong: 7 statements instead of 9\n" in shown


def test_results_are_read_as_they_were_written(tmp_path: Path) -> None:
    """A run goes to a file and comes back, numbers to four digits."""
    run = run_of(cell("load", "coopgraph", 100, 1.5, count=9, facts={"core": 7}), cell("load", "rdflib", 100, 1.23456))
    results.write(run, tmp_path / "results.json")
    back = results.read(tmp_path / "results.json")
    assert back.cells[0] == run.cells[0]
    assert back.cells[1].seconds == [1.235]
    assert (back.titles, back.machine) == (run.titles, run.machine)


def test_the_core_is_what_claims_say_without_graph_names() -> None:
    """Names in the authority graph are left out; a mapper's triples, which have no graph, are all core."""
    ids, graph = triples.IDS, triples.GRAPHS
    lines = {
        f'<{ids}org/a> <urn:label> "A"@en <{graph}authority>',
        f"<{ids}evidence/1> <urn:p> <urn:o> <{graph}authority>",
        f"<{ids}org/a> <urn:parent> <{ids}org/b> <{graph}stated>",
        f"<{ids}org/c> <urn:parent> <{ids}org/d>",
    }
    wanted = {
        f"<{ids}evidence/1> <urn:p> <urn:o>",
        f"<{ids}org/a> <urn:parent> <{ids}org/b>",
        f"<{ids}org/c> <urn:parent> <{ids}org/d>",
    }
    assert triples.core(lines) == wanted


def test_literals_are_compared_by_value_and_lists_without_order() -> None:
    """Two engines may write 1 or 1.0, and join a list in any order."""
    xsd = "http://www.w3.org/2001/XMLSchema#"
    assert asking.literal("1.0", f"{xsd}decimal") == asking.literal("1", f"{xsd}integer")
    assert asking.literal("b a") == asking.literal("a; b")
    assert asking.literal("a", lang="en") != asking.literal("a", lang="ru")


def test_a_query_that_takes_too_long_is_stopped() -> None:
    """The others are answered, each in a process of its own."""
    import time

    def ask(text: str) -> list[list[str]]:
        time.sleep(float(text))
        return [["b"], ["a"]]

    found = asking.everything({"slow": "30", "quick": "0"}, ask, lambda rows: rows, limit=1.0)
    assert found["slow"] == {"failure": "stopped after 1 s"}
    assert found["quick"]["rows"] == 2


def test_peers_are_pinned() -> None:
    """Each line of the lists of peers is a name and one version."""
    for name in ("peers.txt", "peers-morph.txt"):
        lines = (measure.ROOT / "benchmarks" / name).read_text("utf-8").splitlines()
        assert lines == sorted(lines)
        assert all(line.count("==") == 1 for line in lines)


def test_the_page_is_made_from_the_results() -> None:
    """docs/performance.md is what the committed results give; without results there is no page."""
    normal, large = (results.FOLDER / name for name in (results.NORMAL, results.LARGE))
    if not normal.exists():
        assert not page.PATH.exists()
        return
    more = results.read(large) if large.exists() else None
    assert page.PATH.read_text("utf-8") == page.render(results.read(normal), more)

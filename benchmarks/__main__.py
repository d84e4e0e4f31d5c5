"""``python -m benchmarks``: measure, and make tables, picture and page of it. See ``--help``."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from benchmarks import page, results, table
from benchmarks.data import Data
from benchmarks.measure import ROOT, Measured, in_turn
from benchmarks.results import FOLDER, LARGE, NORMAL, Cell, Results
from benchmarks.stages import check, gexf, load, network, query, startup, validate
from benchmarks.stages.stage import MORPH, PEERS, Stage, Verdict, dump

ALL = (100, 300, 1_000, 3_000, 10_000)
PINS = ROOT / "benchmarks"
ENVIRONMENTS = ((PEERS, PINS / "peers.txt"), (MORPH, PINS / "peers-morph.txt"))


def stages(large: bool) -> list[Stage]:
    """Return the stages with their sizes; a large run has those whose promise is about large data."""
    if large:
        return [
            load.stage((100_000,)),
            check.stage((1_000, 10_000, 100_000)),
            network.ties((10_000,)),
            network.measures((10_000,), 10_000),
        ]
    return [
        load.stage(ALL),
        validate.stage(ALL),
        validate.core(ALL),
        check.stage((1_000, 10_000)),
        query.stage((100,)),
        network.ties(ALL),
        network.measures(ALL, 3_000),
        startup.stage((100,)),
        gexf.stage((1_000_000,)),
    ]


def main() -> None:
    """Run the stages and write benchmarks/results and docs/performance.md."""
    options = _options()
    if options.page:
        page.write()
        return
    missing = [str(python) for python, _ in ENVIRONMENTS if not python.exists()]
    if missing:
        sys.exit(f"{', '.join(missing)}: is not there; run make bench, which installs the peers")
    place = ROOT / ".cache/bench"
    if not options.keep:
        shutil.rmtree(place, ignore_errors=True)
    machine = results.machine()
    wanted = [s for s in stages(options.large) if not options.only or s.name in options.only]
    cells: list[Cell] = []
    titles, counts = {s.name: s.title for s in wanted}, {s.name: s.counts for s in wanted}
    for stage in wanted:
        for events in stage.sizes:
            if events <= options.upto:
                cells += measured(stage, Data(place, events))
    day = datetime.now(UTC).date().isoformat()
    run = Results(day, machine, results.versions(ENVIRONMENTS), titles, counts, cells)
    trial = bool(options.only) or options.upto < ALL[-1]
    results.write(run, (place if trial else FOLDER) / (LARGE if options.large else NORMAL))
    print("\n".join([f"\n{stage.title}\n{table.stage(run, stage.name)}" for stage in wanted]))
    if trial:
        print(f"a trial: written to {place}, and the page is as it was")
    elif (FOLDER / NORMAL).exists():
        print(page.write())


def measured(stage: Stage, data: Data) -> list[Cell]:
    """Return the cells of a stage at one size, judged."""
    tell = _teller(f"{stage.name} {data.events:,}")
    tell("makes its data")
    try:
        given = stage.given(data)
    except subprocess.CalledProcessError as error:
        why = (error.stderr or b"").decode().strip().splitlines()[-1:]
        failed = f"no data: {' '.join(why) or error}"
        return [Cell(stage.name, side.name, data.events, [], [], [], None, failed) for side in stage.sides]
    sides = []
    for side in stage.sides:
        if data.events <= side.upto:
            more = {**side.more, "dump": str(dump(data, stage.name, side.name))}
            sides.append(type(side)(side.name, side.python, side.module, side.upto, side.limit, more))
    found = in_turn(sides, given, tell, stage.runs)
    return list(cells_of(stage.name, data.events, found, stage.judge(data, found)))


def cells_of(stage: str, events: int, found: Mapping[str, Measured], verdicts: Mapping[str, Verdict]) -> list[Cell]:
    """Return measurements with their verdicts as cells."""
    cells = []
    for side, one in found.items():
        verdict = verdicts.get(side, Verdict(None))
        note = "; ".join(filter(None, [one.failure, verdict.note]))
        facts = dict(verdict.facts)
        cells.append(Cell(stage, side, events, one.seconds, one.mb, one.cpu, verdict.same, note, verdict.count, facts))
    return cells


def _teller(what: str) -> Callable[[str], None]:
    start = time.perf_counter()

    def tell(message: str) -> None:
        print(f"{time.perf_counter() - start:6.1f} s  {what}: {message}", flush=True)

    return tell


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=main.__doc__)
    parser.add_argument("--large", action="store_true", help="100,000 events; some stages and sides only")
    parser.add_argument("--only", nargs="*", default=[], metavar="STAGE", help="a trial of some stages")
    parser.add_argument("--upto", type=int, default=10**6, metavar="EVENTS", help="a trial of small sizes")
    parser.add_argument("--keep", action="store_true", help="take the data of the run before")
    parser.add_argument("--page", action="store_true", help="only make the page anew from the results")
    return parser.parse_args()


if __name__ == "__main__":
    main()

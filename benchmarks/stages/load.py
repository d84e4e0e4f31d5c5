"""Records to a queryable store: tables in, SPARQL can be asked."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping

from benchmarks.data import Data
from benchmarks.measure import ROOT, Measured, Side
from benchmarks.stages.stage import MORPH, OURS, PEERS, US, Stage, Verdict, dump

ON_DISK = f"{US}, on disk"
WHOLE = ("rdflib", ON_DISK)
CORE = ("maplib", "morph-kgc")
COMPARED = 10_000
"""Up to so many events the triples are written out and compared: for more that takes longer than the run."""
SIDES = (
    Side(US, OURS, "benchmarks.ours.load", 10_000, 300),
    Side(ON_DISK, OURS, "benchmarks.ours.load", 10**6, 900, {"disk": True}),
    Side("rdflib", PEERS, "benchmarks.peers.rdflib_load", 10_000, 300),
    Side("maplib", PEERS, "benchmarks.peers.maplib_load", 10**6, 300),
    Side("morph-kgc", MORPH, "benchmarks.peers.morph_load", 10_000, 300),
    Side("followthemoney", PEERS, "benchmarks.peers.ftm_load", 3_000, 300),
)


def stage(sizes: tuple[int, ...]) -> Stage:
    """Return the stage for so many events."""
    title = "records to a queryable store"
    return Stage("load", title, "statements", SIDES, given, judge, sizes)


def given(data: Data) -> Mapping[str, str]:
    """Hand over the tables, where the ontology lies, and whether the triples are wanted."""
    compared = data.events <= COMPARED
    return {"tables": str(data.tables()), "ontology": str(ROOT / "ontology"), "compared": compared}


def judge(data: Data, measured: Mapping[str, Measured]) -> Mapping[str, Verdict]:
    """Compare the triples: all of them with rdflib's, those of the core with the mappers'."""
    told = {side: m.answer["statements"] for side, m in measured.items() if m.answer}
    if data.events > COMPARED:
        return {side: Verdict(None, "not compared at this size", count) for side, count in told.items()}
    digests = _digests(data, [side for side in told if side != "followthemoney"])
    ours = digests[US]
    found = {}
    for side, count in told.items():
        if side in CORE:
            same = digests[side]["core"] == ours["core"]
            found[side] = Verdict(same, "" if same else _differs(digests[side]["core"], ours["core"]), count)
        elif side == "followthemoney":
            speeds = [told[s] / min(measured[s].seconds) for s in (side, US)]
            rate = f"{count:,} statements, {speeds[0]:,.0f} a second (coopgraph {speeds[1]:,.0f})"
            found[side] = Verdict(None, f"its model cannot say the same: {rate}", count)
        elif side in WHOLE:
            same = digests[side]["whole"] == ours["whole"]
            found[side] = Verdict(same, "" if same else _differs(digests[side]["whole"], ours["whole"]), count)
    independent = [digests[s][part] == ours[part] for s, part in (("rdflib", "whole"), ("maplib", "core")) if s in told]
    found[US] = Verdict(independent[0] if independent else None, "", told[US], {"core": ours["core"][0]})
    return found


def _digests(data: Data, sides: list[str]) -> dict[str, dict[str, list[object]]]:
    """Return count and digest of the whole and the core by side, made in a process of its own: this one stays small."""
    paths = [str(dump(data, "load", side)) for side in sides]
    command = [sys.executable, "-m", "benchmarks.triples", *paths]
    ran = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    return dict(zip(sides, json.loads(ran.stdout), strict=True))


def _differs(one: list[object], other: list[object]) -> str:
    return f"wrong: {one[0]} statements instead of {other[0]}" if one[0] != other[0] else "wrong: other statements"

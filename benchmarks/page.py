"""docs/performance.md, made from the results alone: ``python -m benchmarks --page`` writes it again."""

from __future__ import annotations

from benchmarks import table
from benchmarks.measure import ENOUGH, ROOT, RUNS
from benchmarks.results import FOLDER, LARGE, NORMAL, Results, read
from benchmarks.targets import Target, targets

PATH = ROOT / "docs/performance.md"
MET = {True: "yes", False: "**no**", None: "not measured"}
HEAD = """\
# How fast it is

coopgraph beside the tools that one would otherwise take, on the same data and in the same run. This page is made from
the results of `make bench` (half an hour) and `make bench-large` (100,000 events), which anybody can run; the
numbers are in [benchmarks/results](../benchmarks/results), the programs in [benchmarks](../benchmarks).

![Time against size](../benchmarks/results/growth.png)

## What was promised

"""
MILLION = """
A million events take longer than a run should. `coopgraph build` made a store of them once, from tables of 2.2 GB, a
part at a time and with other work on both processors: 75 minutes, 73 of CPU, 6.1 GB of memory at the peak; 30 GB on the
disk when it was done, and some 65 GB before.
"""
COVERED = """
## What is compared

Data: `coopgraph synth`, seed 1: about {per_event} statements an event. Each measurement is a process of its own, with
its peak of resident memory, and imports its libraries before the time begins; the best of up to {runs} runs counts, the
sides in turn (fewer runs of what has taken {enough:.0f} seconds). The numbers in brackets say how many times
coopgraph's time it is: above 1 is slower. *Growth* is the power of the size by which the time grows, from the greatest
three sizes: 1 is linear. An answer is *the same* when it was compared and is: a wrong one is said below its table and
counts for nothing.

* **Loading.** coopgraph reads the tables, checks every row and fills a store with named graphs and the vocabulary.
  rdflib does the same without the checks: `csv.DictReader` and `Dataset.add`. maplib (OTTR templates over polars
  frames) and morph-kgc (RML, to lines of N-Triples: no store is filled) make the *core*: what the table of claims says,
  {core} of the statements, without named graphs, names and checks. followthemoney cannot say the same: its model has no
  status, confidence or span of a claim; its own exporter writes what it can.
* **Validation.** Tables with one error of each kind for a hundred records; data and shapes are read before the time
  begins. Findings are compared by focus node, shape, component, path and value. pyrudof is measured twice, since it
  does not run every SPARQL constraint right.
* **Check.** About a hundred new records with four errors among them, `coopgraph check --against` a store, from start
  to end.
* **Queries.** Every saved query with its default parameters (a default record that synthetic data do not have is
  replaced by one that they have), in view *inferred*; rows are compared in any order, numbers by value. What runs for
  longer than 10 seconds is stopped, and its ratio counts as if it had ended then; what rdflib answers wrong does not
  count (where there is nothing to take a MIN or MAX of, rdflib 7.6 answers the text *None* instead of nothing).
* **Ties and measures.** networkx reads a table of participations and makes the ties in plain Python, without kinds,
  directions and evidence; then it is asked for one measure after the other. igraph is given the ties. As many runs
  of Louvain each (fifty, above 10,000 ties ten); numbers agree within 10⁻⁶, modularity within 0.01. All betweenness is
  exact but that of *networkx, sampled*, which is estimated from 100 sources and not compared.
* **GEXF.** A random network; both files are read back.
* **Start.** Whole commands, the interpreter's start with them; coopgraph's are not compared by ratio.
"""


def render(run: Results, large: Results | None = None) -> str:
    """Return the page."""
    load = run.of("load", "coopgraph")[-1]
    core = f"{100 * load.facts['core'] / load.count:.0f} percent" if load.count and "core" in load.facts else "most"
    per_event = f"{(load.count or 0) / load.events:.0f}"
    out = HEAD + _promises(targets(run, large)) + MILLION
    out += COVERED.format(per_event=per_event, runs=RUNS, enough=ENOUGH, core=core)
    out += f"\n## Results\n\n{_where(run)}\n{table.render(run)}"
    if large:
        out += f"\n## Large\n\n{_where(large)}\n{table.render(large)}"
    return out


def _promises(found: list[Target]) -> str:
    rows = "".join(f"| {t.promise} | {t.measured} | {MET[t.met]} |\n" for t in found)
    return f"| promise | measured | kept |\n|---|---|---|\n{rows}"


def _where(run: Results) -> str:
    machine = "; ".join(f"{name} {value}" for name, value in run.machine.items())
    versions = ", ".join(f"{name} {number}" for name, number in run.versions.items())
    return f"{run.day}. {machine}. {versions}.\n"


def write() -> str:
    """Make the page, the tables and the picture from the results that are there; return the page."""
    from benchmarks import plot

    run = read(FOLDER / NORMAL)
    large = read(FOLDER / LARGE) if (FOLDER / LARGE).exists() else None
    text = render(run, large)
    PATH.write_text(text, "utf-8")
    (FOLDER / "table.md").write_text(table.render(run) + ("\n" + table.render(large) if large else ""), "utf-8")
    plot.draw(run, large, FOLDER / "growth.png")
    return text

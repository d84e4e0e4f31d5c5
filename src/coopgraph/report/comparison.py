"""The cooperation network in each view, side by side: measures, organizations, countries, and the ties that go."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from coopgraph.names import Names
from coopgraph.network import (
    Definition,
    Network,
    Participations,
    Reading,
    Tie,
    cooperate,
    leave_one_source_out,
    measure,
)
from coopgraph.network.measures import degree, graph_table, kendall, spearman, strength
from coopgraph.network.measures.rankings import shared
from coopgraph.network.whatif import sources
from coopgraph.report.grid import Cell, Column, Grid, Name, counted, named, of_table
from coopgraph.table import Table, Thing
from coopgraph.vocab import compact

MOST_TIES, MOST_NODES, MOST_SOURCES = 25, 40, 40
_SPANS, _PARTNERS = 6, 3
_DIGITS = 6
VIEWS = ("stated", "inferred", "represents")
MAIN = "inferred"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The networks by view, between organizations and between countries, and what the page tells of them."""

    networks: Mapping[str, Network]
    countries: Mapping[str, Network]
    measures: Grid
    rankings: Grid
    nodes: Grid
    strongest: Grid
    vanishing: Grid
    vanished: int
    country_grid: Grid
    sources: Grid
    articles: tuple[str, ...]
    """What the measures rest on."""

    @property
    def network(self) -> Network:
        """The network that is drawn: what is stated and what is concluded."""
        return self.networks[MAIN]


def compare(tables: Mapping[str, Participations], definition: Definition, names: Names, seed: int = 0) -> Comparison:
    """Return the networks of the participation tables of all views, compared.

    Takes some tenths of a second a view for 40 organizations, and for up to 40 sources the time of a network each.
    """
    networks = {view: cooperate(tables[view], definition, view) for view in VIEWS}
    countries = {view: cooperate(tables[view], definition, view, "country") for view in VIEWS}
    main = networks[MAIN]
    vanishing = lost(networks["stated"], main)
    whole = {view: graph_table(network, seed=seed) for view, network in networks.items()}
    return Comparison(
        networks,
        countries,
        _measures(whole),
        _rankings(networks),
        _nodes(networks, names),
        ties("strongest", f"The strongest ties, {_of(MOST_TIES, len(main.ties))}", main, main.by_weight()),
        ties("vanishing", f"Ties that rest on inferred claims, {_of(MOST_TIES, len(vanishing))}", main, vanishing),
        len(vanishing),
        _countries(countries, names),
        _sources(tables[MAIN], definition),
        tuple(sorted({part for cell in whole[MAIN]["article"] for part in str(cell).split("; ")})),
    )


def lost(stated: Network, inferred: Network) -> tuple[Tie, ...]:
    """Return the ties of the second network that the first has not, the strongest first."""
    there = {(tie.source, tie.target) for tie in stated.ties}
    return tuple(tie for tie in inferred.by_weight() if (tie.source, tie.target) not in there)


def _of(most: int, there: int) -> str:
    """Return how many of how many are shown.

    >>> _of(25, 86), _of(25, 7)
    ('the first 25 of 86', 'all 7')
    """
    return f"the first {most} of {there}" if there > most else f"all {there}"


def _measures(tables: Mapping[str, Table]) -> Grid:
    values = {view: dict(zip(t["measure"], t["value"], strict=True)) for view, t in tables.items()}
    rows: list[tuple[Cell, ...]] = []
    for about in tables[MAIN]:
        name = about["measure"]
        numbers = [_number(values[view][name]) for view in VIEWS]
        steps = [_step(a, b) for a, b in ((numbers[0], numbers[1]), (numbers[1], numbers[2]))]
        rows.append((str(name), *numbers, *steps, str(about["definition"])))
    heads = (
        Column("measure"),
        *(Column(view, kind="number") for view in VIEWS),
        Column("inferred − stated", "what our conclusions add", "difference"),
        Column("represents − inferred", "what delegations and persons add", "difference"),
        Column("what it is"),
    )
    return Grid(
        "measures", "The network between organizations as a whole, in three views", heads, rows, tables[MAIN].note
    )


def _number(cell: object) -> float | int | None:
    return cell if isinstance(cell, int | float) else None


def _step(before: float | None, after: float | None) -> float | None:
    return None if before is None or after is None else round(after - before, _DIGITS)


def _rankings(networks: Mapping[str, Network]) -> Grid:
    rows: list[tuple[Cell, ...]] = []
    for a, b in combinations(VIEWS, 2):
        x, y = shared(networks[a], networks[b], "strength")
        rows.append((f"{a} and {b}", len(x), spearman(x, y), kendall(x, y)))
    heads = (
        Column("views"),
        Column("organizations in both", kind="number"),
        Column("Spearman’s ρ", "1 the same order, 0 none, −1 the reverse", "number"),
        Column("Kendall’s τ-b", "1 the same order, 0 none, −1 the reverse", "number"),
    )
    return Grid("rankings", "How far the views agree on who is strong (rank correlation of strength)", heads, rows)


def _nodes(networks: Mapping[str, Network], names: Names) -> Grid:
    rows: list[tuple[Cell, ...]] = []
    strengths = {view: strength(network) for view, network in networks.items()}
    main = networks[MAIN]
    rows_of = measure(main)
    for m in rows_of[:MOST_NODES]:
        node = main.node(m.id)
        who = named(Thing(compact(node.iri), node.label), names, node.short)
        sums = [strengths[view].get(m.id) for view in VIEWS]
        rows.append((who, node.type_label or None, node.country or None, m.degree, *sums, m.betweenness, m.cut_point))
    heads = (
        Column("organization"),
        Column("type"),
        Column("country"),
        Column("ties", kind="number"),
        *(Column(f"strength, {view}", kind="number") for view in VIEWS),
        Column("betweenness", "share of shortest paths through it, 0 to 1", "number"),
        Column("cut point", "the network falls apart without it"),
    )
    caption = f"Organizations by strength, {_of(MOST_NODES, len(rows_of))}"
    note = (
        "Ties, betweenness and cut points are those of view inferred. Strength: the sum of the weights of its ties; a "
        "dash there: in that view it is not on record as taking part."
    )
    return Grid("organizations", caption, heads, rows, note)


def ties(ident: str, caption: str, network: Network, chosen: tuple[Tie, ...]) -> Grid:
    """Return ties as a table: ends, weight, kinds, status, years, activities, evidence; 25 at most."""
    rows: list[tuple[Cell, ...]] = []
    for tie in chosen[:MOST_TIES]:
        ends = (network.node(tie.source).label, network.node(tie.target).label)
        labels = tuple(dict.fromkeys(Name(a.label) for a in tie.activities))
        rows.append((*ends, tie.weight, ", ".join(tie.kinds), tie.status, years(tie), labels, spans(tie.evidence)))
    heads = (
        Column("organization"),
        Column("with"),
        Column("weight", "sum over activities of strength × confidence", "number"),
        Column("kinds", "the one of most weight first"),
        Column("status"),
        Column("years", "as far as on record"),
        Column("through"),
        Column("evidence", "document: first and last character", "code"),
    )
    note = "Inferred: every contribution to the tie needs an inferred claim."
    return Grid(ident, caption, heads, rows, note if rows else "")


def spans(evidence: tuple[str, ...]) -> str:
    """Return stretches of sources in the order of the text, six at most.

    >>> spans(("000:10725-10923", "000:4231-4408"))
    '000:4231-4408, 000:10725-10923'
    """
    ordered = sorted(evidence, key=lambda span: [int(n) if n.isdigit() else 0 for n in re.split("[:-]", span)])
    more = f" and {len(ordered) - _SPANS} more" if len(ordered) > _SPANS else ""
    return ", ".join(ordered[:_SPANS]) + more


def years(tie: Tie) -> str | None:
    """Return the years of a tie as far as they are known: 2013, 2013–2016, until 2016, from 2013, or None."""
    if tie.first is None and tie.last is None:
        return None
    if tie.first is None:
        return f"until {tie.last}"
    if tie.last is None:
        return f"from {tie.first}"
    return str(tie.first) if tie.first == tie.last else f"{tie.first}–{tie.last}"


def _countries(networks: Mapping[str, Network], names: Names) -> Grid:
    main = networks[MAIN]
    degrees = degree(main)
    strengths = {view: strength(network) for view, network in networks.items()}
    rows: list[tuple[Cell, ...]] = []
    for node in sorted(main.nodes, key=lambda n: (-strengths[MAIN][n.id], n.id)):
        partners = tuple(
            f"{main.node(tie.other(node.id)).label} ({tie.weight:g})" for tie in main.ties_of(node.id)[:_PARTNERS]
        )
        sums = [strengths[view].get(node.id) for view in VIEWS]
        rows.append((named(Thing(compact(node.iri), node.label), names), degrees[node.id], *sums, partners))
    heads = (
        Column("country"),
        Column("ties", "countries that it is tied to, view inferred", "number"),
        *(Column(f"strength, {view}", kind="number") for view in VIEWS),
        Column("strongest ties", "the three strongest, with their weights, view inferred"),
    )
    counts = ", ".join(f"{view} {counted(len(networks[view].ties), 'tie')}" for view in VIEWS)
    note = (
        "Strength: the sum of the weights of its ties. International organizations belong to no country and do not "
        f"count here. Between countries: {counts}."
    )
    return Grid("countries", "Countries by strength", heads, rows, note)


def _sources(table: Participations, definition: Definition) -> Grid:
    """Return what goes with each source; nothing where there are so many that no single one matters much."""
    heads = {
        "source": Column("without source"),
        "activities_lost": Column("activities lost", "events and projects nobody takes part in any more", "number"),
        "nodes_lost": Column("organizations lost", kind="number"),
        "ties_lost": Column("ties lost", kind="number"),
        "ties_weaker": Column("ties weaker", "ties that stay and lose weight", "number"),
        "density_change": Column("change of density", kind="difference"),
        "spearman": Column("Spearman’s ρ", "rank correlation of strength with the whole, of who is left", "number"),
    }
    caption = f"What the network loses without each source document (view {MAIN})"
    if len(sources(table)) > MOST_SOURCES:
        return Grid("without", caption, tuple(heads.values()), [])
    found = of_table(leave_one_source_out(table, Reading(definition, MAIN)), "without", caption, heads)
    rows = [(str(row[0]).rpartition("/")[2], *row[1:]) for row in found.rows]
    return Grid(found.id, caption, found.columns, rows)

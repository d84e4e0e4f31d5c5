"""When it was: a row for every event, or for every organization, on an axis of years, and ties by year below.

What is not known is drawn as not known. A filled sign or bar stands on days that are known, half filled (a bar:
hatched) when they are inferred. A hollow one has bounds only: a dashed bar between two, an arrow where one side is
open. A thin line with ends runs between the days that limit a date which may be wrong. What has no date stands
beside the axis. Colour and shape tell the type of an event.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopgraph.errors import UsageError
from coopgraph.network.levels import STATUSES, presences
from coopgraph.network.network import Network
from coopgraph.network.table import Participations
from coopgraph.plots import axis as axes
from coopgraph.plots import legend, signs, titles, years
from coopgraph.plots.axis import Axis
from coopgraph.plots.marks import Mark, of_event
from coopgraph.plots.moments import DAY, FROM, SPAN, UNDATED, UNTIL, WITHIN, Facts, Moment, moment
from coopgraph.plots.page import BODY, DASH, MARGIN, PAPER, SMALL, SOFT, Page, fold, height, settings
from coopgraph.plots.parts import Options, Parts
from coopgraph.plots.signs import Happening
from coopgraph.vocab import compact

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_MANY = 24  # rows: more of them are set smaller, without the words of their dates


@dataclass(frozen=True, slots=True)
class _Row:
    key: str
    label: str
    happenings: tuple[Happening, ...]
    says: str = ""


def draw(parts: Parts, options: Options) -> Figure:
    """Return the timeline of the activities in which somebody takes part in the view of the network.

    ``parts.table`` is needed; it should be read for the same view, since a view knows its own dates. Raises
    UsageError when it is missing, when nothing took place, or when no date is known.
    """
    table, network = parts.table, parts.network
    if table is None:
        raise UsageError("a timeline is made of a participation table; give Parts(network, table)")
    happenings = _happenings(table, network.view, parts.facts)
    if not any(h.moment.days for h in happenings.values()):
        raise UsageError(f"no activity has a date in view {network.view!r}; choose another view")
    by_event = options.rows == "event"
    rows = _by_event(happenings) if by_event else _by_organization(happenings, table, network)
    with settings():
        page = Page(options.width)
        title = "Events and projects in time"
        page.head(title if by_event else f"{title}, by {titles.single(network)}", *titles.says(network))
        crowd = 0 if by_event else max(sum(not h.moment.days for h in row.happenings) for row in rows)
        axis = axes.of(page, [h.moment for h in happenings.values()], crowd)
        dated = [row for row in rows if row.happenings[0].moment.days]
        _draw_rows(page, axis, dated if by_event else rows)
        if by_event:
            _without_date(page, [row for row in rows if row not in dated])
        layers = years.draw(page, axis, network, parts.facts)
        legend.put(page, _legend(list(happenings.values()), layers))
        page.notes(_note(network, list(happenings.values()), parts.facts))
        return page.finish()


def _happenings(table: Participations, view: str, facts: Mapping[str, Facts]) -> dict[str, Happening]:
    iris = {role.activity for role in table.roles if role.status in STATUSES[view]}
    found = {}
    for iri in sorted(iris):
        activity, known = table.activity(iri), facts.get(iri)
        mark = of_event(activity.kind, known.type if known else "")
        found[iri] = Happening(activity, moment(activity, known), mark)
    return found


def _by_event(happenings: Mapping[str, Happening]) -> list[_Row]:
    ordered = sorted(happenings.values(), key=lambda h: h.order)
    return [_Row(compact(h.activity.iri), h.activity.label, (h,), str(h.moment)) for h in ordered]


def _by_organization(happenings: Mapping[str, Happening], table: Participations, network: Network) -> list[_Row]:
    """Return a row for each node, with what it took part in; those with the earliest known date first."""
    of_node: dict[str, set[str]] = {}
    for iri, present in presences(table, network.view, network.level).items():
        for presence in present:
            if presence.tied:
                of_node.setdefault(presence.node, set()).add(iri)
    rows = []
    for node in network.nodes:
        found = sorted((happenings[iri] for iri in of_node.get(node.iri, ())), key=lambda h: h.order)
        if found:
            rows.append(_Row(node.id, node.label or node.id, tuple(found)))
    return sorted(rows, key=lambda row: (row.happenings[0].order[:2], row.label, row.key))


def _draw_rows(page: Page, axis: Axis, rows: list[_Row]) -> None:
    """Draw the rows; the last one ends with the axis."""
    axes.years(page, axis, page.y + 0.06)
    if axis.beside is not None:
        page.text(axis.beside - signs.HALF, page.y + 0.06, "no date", SMALL, color=SOFT, gid="axis")
    page.y += 0.13
    top = page.y
    room = axis.left - MARGIN - 0.08
    many = len(rows) > _MANY
    size, most, pad = (SMALL, 2, 0.03) if many else (BODY, 4, 0.06)
    for i, row in enumerate(rows):
        label, says = fold(row.label, room, size, most), fold(row.says, room, SMALL, 2) if row.says and not many else []
        lanes = _lanes(axis, row.happenings)
        tall = max(height(len(label), size) + height(len(says), SMALL), 0.115 * (max(lanes) + 1)) + pad
        if i % 2 == 0:
            page.box(MARGIN / 2, page.y, page.width - MARGIN, tall, facecolor="#f4f5f7", zorder=0)
        y = page.y + pad / 2
        for line in label:
            page.text(MARGIN, y + height(1, size) / 2, line, size, gid="label")
            y += height(1, size)
        for line in says:
            page.text(MARGIN, y + height(1, SMALL) / 2, line, SMALL, color=SOFT, gid="date")
            y += height(1, SMALL)
        step = tall / (max(lanes) + 1)
        beside = axis.beside or 0.0
        for happening, lane in zip(row.happenings, lanes, strict=True):
            if happening.moment.days:
                signs.put(page, axis, happening, page.y + step * (lane + 0.5), row.key)
            else:
                signs.sign(
                    page, (beside, page.y + tall / 2), happening.mark, happening.moment, signs.gid(happening, row.key)
                )
                beside += axes.BESIDE
        page.y += tall
    axes.grid(page, axis, top, page.y)


def _without_date(page: Page, rows: list[_Row]) -> None:
    """List the events without any date below the axis, in columns."""
    if not rows:
        return
    page.y += 0.2
    page.text(MARGIN, page.y - 0.06, "Without any date", BODY, weight="bold", gid="label")
    columns = 1 if page.narrow else 2
    room, per = page.room / columns, -(-len(rows) // columns)
    top = y = deepest = page.y + 0.02
    for i, row in enumerate(rows):
        x = MARGIN + (i // per) * room
        y = top if i % per == 0 else y
        lines = fold(row.label, room - 0.35, BODY, 3)
        (happening,) = row.happenings
        at = (x + 0.09, y + height(1, BODY) / 2)
        signs.sign(page, at, happening.mark, happening.moment, signs.gid(happening, row.key))
        for line in lines:
            page.text(x + 0.2, y + height(1, BODY) / 2, line, BODY, gid="label")
            y += height(1, BODY)
        y += 0.04
        deepest = max(deepest, y)
    page.y = deepest


def _lanes(axis: Axis, happenings: Iterable[Happening]) -> list[int]:
    """Return for each happening of a row the lane in which it covers no earlier one."""
    ends: list[list[tuple[float, float]]] = []
    chosen = []
    for happening in happenings:
        if not happening.moment.days:  # beside the axis
            chosen.append(0)
            continue
        left, right = _reach(axis, happening.moment)
        free = (i for i, lane in enumerate(ends) if all(right < a or b < left for a, b in lane))
        lane = next(free, len(ends))
        if lane == len(ends):
            ends.append([])
        ends[lane].append((left, right))
        chosen.append(lane)
    return chosen


def _reach(axis: Axis, when: Moment) -> tuple[float, float]:
    """Return from where to where a happening is drawn."""
    xs = [axis.at(day) for day in when.days]
    left, right = min(xs) - signs.HALF, max(xs) + signs.HALF
    return (left - signs.ARROW if when.how == UNTIL else left), (right + signs.ARROW if when.how == FROM else right)


def _legend(shown: Sequence[Happening], layers: Sequence[str]) -> dict[str, list[legend.Entry]]:
    groups = {"Type of event": [legend.marker(mark) for mark in sorted({h.mark for h in shown})]}
    words = {"stated": "stated", "inferred": "inferred", "possible": "possible: bounds of the date allow it"}
    ties = [legend.swatch(words[layer], **years.LAYERS[layer]) for layer in layers]
    return groups | {"Date": _dates(shown), "Ties": ties}


def _dates(shown: Sequence[Happening]) -> list[legend.Entry]:
    """Return the entries of how dates are known, those that there are."""
    hows = {h.moment.how for h in shown}
    dates = []
    if hows & {DAY, SPAN}:
        dates.append(_sample("days known", Moment(DAY)))
        if any(h.moment.known and h.moment.inferred for h in shown):
            dates.append(_sample("days inferred, at least in part", Moment(DAY, inferred=True)))
    if hows - {DAY, SPAN, UNTIL, FROM}:
        dates.append(_sample("days not known", Moment(UNDATED)))
    for how, towards, words in ((UNTIL, -1, ("end", "beginning", "before")), (FROM, 1, ("beginning", "end", "after"))):
        firms = {h.moment.firm for h in shown if h.moment.how == how}
        dates += [_arrowed(f"{words[0]} known, {words[1]} not", towards, True)] if True in firms else []
        dates += [_arrowed(f"on or {words[2]} this day", towards, False)] if False in firms else []
    if WITHIN in hows:
        style = {"facecolor": PAPER, "edgecolor": SOFT, "linewidth": 0.9, "linestyle": DASH}
        dates.append(legend.swatch("some time between", **style))
    if any(day for h in shown for day in h.moment.outer):
        dates.append(
            legend.Entry("bounds of an uncertain date", lambda p, x, y: signs.whisker(p, (x - 0.1, x + 0.1), y))
        )
    return dates


def _sample(label: str, when: Moment) -> legend.Entry:
    grey = Mark(0, "", SOFT, "o")
    return legend.Entry(label, lambda page, x, y: signs.sign(page, (x, y), grey, when, "legend-mark"))


def _arrowed(label: str, towards: int, firm: bool) -> legend.Entry:
    grey = Mark(0, "", SOFT, "o")

    def draw_arrow(page: Page, x: float, y: float) -> None:
        start = x - towards * 0.06
        signs.arrow(page, (start, y), grey.colour, 0.17 * towards, "legend")
        signs.sign(page, (start, y), grey, Moment(UNTIL, firm=firm), "legend-mark")

    return legend.Entry(label, draw_arrow)


def _note(network: Network, shown: Sequence[Happening], facts: Mapping[str, Facts]) -> str:
    undated = sum(h.moment.how == UNDATED for h in shown)
    says = [f"Events and projects: {len(shown)}; without any date: {undated}."]
    lost = sum(all(moment(a, facts.get(a.iri)).how == UNDATED for a in tie.activities) for tie in network.ties)
    if lost:
        says.append(f"Of {len(network.ties)} ties {lost} rest on activities without any date; no year counts them.")
    return " ".join(says if network.ties else [*says, "There are no ties."])

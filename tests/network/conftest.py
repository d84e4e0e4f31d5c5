"""Networks drawn in a line a tie, for measures whose numbers are worked out by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from coopgraph.network import Activity, Contribution, Definition, Network, Node, Party, Role, Tie
from coopgraph.network.levels import Presence


def _presence(node: str) -> Presence:
    role = Role(f"claim-{node}", node, "e", "host", ("L",), "stated")
    return Presence(role, Party(node, "org", node.upper()), node, node, True, 1.0, "stated", ())


def draw(
    *ties: str,
    nodes: str = "",
    countries: Mapping[str, str] | None = None,
    types: Mapping[str, str] | None = None,
) -> Network:
    """Return a network of ties such as ``a-b``, ``a-b 2.5`` or ``a>b 2``; ``nodes`` names the isolated ones.

    Weights are 1 unless said. Several lines of one pair are several contributions of its tie.
    """
    parts: dict[tuple[str, str], list[Contribution]] = {}
    for i, line in enumerate(ties):
        pair, _, weight = line.partition(" ")
        a, b = pair.replace(">", "-").split("-")
        ends = (min(a, b), max(a, b))
        roles = (_presence(ends[0]), _presence(ends[1]))
        activity, towards, w = Activity(f"e{i}", "event", f"E{i}"), b if ">" in pair else "", float(weight or 1)
        parts.setdefault(ends, []).append(
            Contribution(activity, roles, "fund" if towards else "co-lead", towards, w, 1.0, w, "stated", ())
        )
    made = [Tie(*ends, sum(c.weight for c in found), tuple(found)) for ends, found in sorted(parts.items())]
    ids = sorted({*nodes.split(), *(end for ends in parts for end in ends)})
    land, kind = countries or {}, types or {}
    named = tuple(Node(i, i, "org", i.upper(), type=kind.get(i, ""), country=land.get(i, "")) for i in ids)
    return Network("inferred", "organization", Definition("drawn", "Drawn", "", (), (), "0" * 64), named, tuple(made))


STAR = ("h-a", "h-b", "h-c", "h-d")
PATH = ("a-b", "b-c", "c-d")
TAIL = ("a-b", "a-c", "b-c", "c-d")
BOW_TIE = ("a-b", "a-c", "b-c", "c-d", "c-e", "d-e")
SHAPES = {"star": STAR, "path": PATH, "triangle with tail": TAIL, "bow-tie": BOW_TIE}


@pytest.fixture(scope="session", name="draw")
def draw_fixture() -> Callable[..., Network]:
    """The function that draws a network."""
    return draw


@pytest.fixture(scope="session")
def shapes() -> Mapping[str, Network]:
    """A star of five, a path of four, a triangle with a tail and a bow-tie, all of weight 1."""
    return {name: draw(*ties) for name, ties in SHAPES.items()}

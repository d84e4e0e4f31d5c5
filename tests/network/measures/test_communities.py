"""Communities on graphs whose modularity is worked out by hand, and the agreement of runs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopgraph import Graph
from coopgraph.errors import UsageError
from coopgraph.network import Network
from coopgraph.network.measures import louvain
from coopgraph.network.measures.communities import adjusted_rand, normalized_mutual_information

Draw = Callable[..., Network]
TWO_TRIANGLES = ("a-b", "a-c", "b-c", "d-e", "d-f", "e-f", "c-d")


def test_two_triangles(draw: Draw) -> None:
    """Two triangles with a tie between them are two communities, in every run."""
    # 6 of 7 ties inside; strengths 7 + 7 of 14: 6/7 - (1/4 + 1/4)
    found = louvain(draw(*TWO_TRIANGLES))
    assert found.groups == (("a", "b", "c"), ("d", "e", "f"))
    assert found.modularity == pytest.approx(6 / 7 - 1 / 2, abs=1e-9)
    assert (found.different, found.found, found.rand, found.nmi) == (1, 50, 1, 1)
    assert found.of() == {"a": 1, "b": 1, "c": 1, "d": 2, "e": 2, "f": 2}
    assert str(found) == (
        "2 communities, modularity 0.357, found in 50 of 50 runs (seeds 0 to 49); "
        "the runs agree by 1.000 (mean adjusted Rand) and 1.000 (mean NMI)"
    )


def test_a_bow_tie_is_torn(shapes: Mapping[str, Network]) -> None:
    """The middle of a bow-tie may go either way: both are as good, and the runs say that they disagree."""
    # {a,b,c}, {d,e}: 4 of 6 ties inside; strengths 8 and 4 of 12: 4/6 - (64 + 16)/144
    found = louvain(shapes["bow-tie"])
    assert found.modularity == pytest.approx(4 / 6 - 80 / 144, abs=1e-9)
    assert found.groups in ((("a", "b", "c"), ("d", "e")), (("c", "d", "e"), ("a", "b")))
    assert found.different == 2
    # of 10 pairs both keep a-b and d-e together; left 4, right 4, both 2: chance 1.6: (2 - 1.6)/(4 - 1.6) = 1/6
    n, k = 50, found.found
    unlike = k * (n - k)
    assert found.rand == pytest.approx(1 - unlike * (1 - 1 / 6) / (n * (n - 1) / 2), abs=1e-9)


def test_weights_decide(draw: Draw) -> None:
    """A ring of four falls into the two pairs whose ties are strong."""
    # 10 of 12 inside, strengths 12 + 12 of 24: 10/12 - 1/2
    found = louvain(draw("a-b 5", "b-c 1", "c-d 5", "a-d 1"))
    assert found.groups == (("a", "b"), ("c", "d"))
    assert found.modularity == pytest.approx(1 / 3, abs=1e-9)
    assert louvain(draw("a-b 1", "b-c 5", "c-d 1", "a-d 5")).groups == (("a", "d"), ("b", "c"))


def test_isolated_and_nobody(draw: Draw) -> None:
    """An isolated node is alone, and does not count in the agreement; without ties there is no modularity."""
    found = louvain(draw("a-b", nodes="z"), runs=1)
    assert (found.groups, found.rand, found.nmi) == ((("a", "b"), ("z",)), None, None)
    assert "agree" not in str(found)
    alone = louvain(draw(nodes="y z"))
    assert (alone.groups, alone.modularity, str(alone)) == (
        (("y",), ("z",)),
        None,
        "no ties, so every node is alone",
    )
    assert louvain(draw()).groups == ()


def test_the_same_seed_gives_the_same_answer(graph: Graph) -> None:
    """Another process with another order of sets of text finds the same communities by the same seed."""
    code = (
        "from coopgraph import Graph; from coopgraph.network.measures import louvain;"
        "print(louvain(Graph.load().network(), runs=20, seed=7))"
    )
    order = "1" if os.environ.get("PYTHONHASHSEED") == "2" else "2"
    env = os.environ | {"PYTHONHASHSEED": order}
    ran = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == str(louvain(graph.network(), runs=20, seed=7))


def test_what_is_not_possible(draw: Draw) -> None:
    """No runs, and a resolution of 0, are refused."""
    with pytest.raises(UsageError, match="give 1 run or more"):
        louvain(draw("a-b"), runs=0)
    with pytest.raises(UsageError, match="above 0"):
        louvain(draw("a-b"), resolution=0)


def test_indices_of_agreement() -> None:
    """Rand and NMI of partitions that share something, worked out by hand."""
    # left xxxyyy: 6 pairs; right 112233: 3 pairs; both: xx and yy: 2; of 15 pairs: chance 6 x 3/15 = 1.2
    assert adjusted_rand("xxxyyy", "112233") == pytest.approx((2 - 1.2) / (4.5 - 1.2))
    # entropies ln 2 and ln 3; joint: 2/6, 1/6, 1/6, 2/6: mutual = ln 2 + ln 3 - (ln 3 x 2/3 + ln 6 x 1/3)
    joint = log(3) * 2 / 3 + log(6) / 3
    assert normalized_mutual_information("xxxyyy", "112233") == pytest.approx(2 * (log(6) - joint) / log(6))
    assert (adjusted_rand("xx", "11"), normalized_mutual_information("xx", "11")) == (1, 1)
    assert adjusted_rand("", "") == 1


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=12))
def test_agreement_is_mutual(pairs: list[tuple[int, int]]) -> None:
    """Agreement is symmetric, at most 1, and 1 with itself."""
    a, b = [x for x, _ in pairs], [y for _, y in pairs]
    for index in (adjusted_rand, normalized_mutual_information):
        assert index(a, b) == pytest.approx(index(b, a))
        assert index(a, b) <= 1 + 1e-9
        assert index(a, a) == pytest.approx(1)

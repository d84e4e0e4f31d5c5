"""What the check of GEXF foretells is what the programs do: Gephi, graphology, networkx, the schema, on bad files.

Stands here because the programs do; the cases are those of tests/gexfcheck.
"""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Callable, Sequence
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from lxml import etree

from coopgraph.gexfcheck import Forecast, foretell
from coopgraph.gexfcheck.rules import RULES

Reader = Callable[[Sequence[Path]], list[Any]]
BY_CHANCE = "directed and undirected of one kind"  # Gephi merges or fails, by the addresses of objects in memory
REFUSED = "entities"  # by the check alone


def cases() -> dict[str, str]:
    """Return the files of tests/gexfcheck/bad.yaml by name."""
    path = Path(__file__).resolve().parents[1] / "gexfcheck" / "test_check.py"
    spec = spec_from_file_location("gexf_cases", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return {case["name"]: module.gexf(case) for case in module.CASES}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The cases as files."""
    folder, made = tmp_path_factory.mktemp("bad"), {}
    for number, (name, text) in enumerate(cases().items()):
        made[name] = folder / f"{number:03}.gexf"
        made[name].write_text(text, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def forecasts(files: dict[str, Path]) -> dict[str, Forecast]:
    """What is foretold of each case."""
    return {name: foretell(path) for name, path in files.items()}


def said(forecast: Forecast) -> Counter[str]:
    """Return how many issues of each level Gephi 0.10 will report."""
    levels: Counter[str] = Counter()
    for rule in {f.rule for f in forecast.findings}:
        level, who, once = RULES[rule].level, RULES[rule].who, RULES[rule].once
        if "Gephi 0.10" in who and level in ("INFO", "WARNING", "SEVERE"):
            levels[level] += 1 if once else sum(f.times for f in forecast.findings if f.rule == rule)
    return levels


def test_gephi(files: dict[str, Path], forecasts: dict[str, Forecast], gephi: Reader) -> None:
    """Gephi reports as many issues of each level as was foretold, fails where it was, and shows as much."""
    wrong: list[tuple[Any, ...]] = []
    for (name, forecast), answer in zip(forecasts.items(), gephi(list(files.values())), strict=True):
        if name in (BY_CHANCE, REFUSED):
            continue
        real = Counter(level for level, message in answer["issues"] if message != "GEXF version 1.3")
        if ("aborted" in answer) is forecast.opens("Gephi 0.10"):
            wrong.append((name, answer.get("aborted"), forecast.findings))
        elif "aborted" not in answer:
            shown, told = (len(answer["nodes"]), len(answer["edges"])), (forecast.nodes, forecast.edges)
            if (real, shown) != (said(forecast), told):
                wrong.append((name, answer["issues"], shown, said(forecast), told))
    assert not wrong


def test_graphology_and_gephi_lite(files: dict[str, Path], forecasts: dict[str, Forecast], graphology: Reader) -> None:
    """graphology with default options, and with those of Gephi Lite, fails exactly where it was foretold."""
    wrong = []
    for (name, forecast), answer in zip(forecasts.items(), graphology(list(files.values())), strict=True):
        if name == REFUSED:
            continue
        for program, error in (("graphology", answer.get("error")), ("Gephi Lite", answer.get("lite"))):
            # the parser that stands in for the browser's lets a word without quotes or a control character pass
            if (error is None) is not forecast.opens(program) and "not-xml" not in {f.rule for f in forecast.findings}:
                wrong.append((name, program, error, forecast.findings))
    assert not wrong


def test_networkx(files: dict[str, Path], forecasts: dict[str, Forecast]) -> None:
    """networkx fails exactly where it was foretold."""
    wrong = []
    for name, path in files.items():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                nx.read_gexf(path)
                error = ""
            except (
                nx.NetworkXError,
                etree.ParseError,
                SyntaxError,
                KeyError,
                TypeError,
                ValueError,
                RuntimeError,
            ) as e:
                error = repr(e)
        if name != REFUSED and (not error) is not forecasts[name].opens("networkx"):
            wrong.append((name, error, forecasts[name].findings))
    assert not wrong


def test_the_schema(
    files: dict[str, Path], forecasts: dict[str, Forecast], shared_dir: Path, absent: Callable[[str], None]
) -> None:
    """What the check says the schema objects to is not valid."""
    schema = shared_dir / "schemas" / "gexf-1.3" / "gexf.xsd"
    if not schema.is_file():
        absent(f"{schema} is missing")
    checker = etree.XMLSchema(etree.parse(str(schema)))
    for name, path in files.items():
        if any("schema" in f.who for f in forecasts[name].findings) and name != REFUSED:
            try:
                tree = etree.fromstring(path.read_bytes())
            except etree.XMLSyntaxError:
                continue
            assert not checker.validate(tree), name


def test_gephi_names_its_versions(files: dict[str, Path], gephi: Reader) -> None:
    """Gephi's own words for the version are those that the check takes for silence."""
    (answer,) = gephi([files["nothing wrong"]])
    assert [re.sub(r"\d", "n", message) for _, message in answer["issues"]] == ["GEXF version n.n"]

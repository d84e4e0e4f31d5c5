"""Small records of any shape come back from each form of tables as they were."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgraph.intake import read
from coopgraph.loaders import dataset

from .forms import WRITERS, Row, Tables, placeless

SIGNS = st.characters(
    exclude_categories=("Cc", "Cs", "Cn", "Co", "Z"),
    exclude_characters="\ufeff\u200e\u200f@|=+-\u2060\u180e\u200b\u200c\u200d",
)
TEXT = st.text(SIGNS, min_size=1, max_size=12).map(lambda text: f"x {text}").filter(lambda text: "_x" not in text)
SPANS = st.lists(st.integers(0, 50), min_size=1, max_size=3, unique=True).map(
    lambda ns: " | ".join(f"{n}-{n + 9}" for n in ns)
)
CLAIM = st.fixed_dictionaries(
    {
        "source": st.sampled_from(["003", "900"]),
        "subject": st.sampled_from(["event/2024-a", "event/2024-b"]),
        "key": st.sampled_from(["host", "partner", "funder", "speaker"]),
        "value": st.sampled_from(["org/alpha", "org/beta"]),
        "status": st.just("inferred"),
        "confidence": st.just("low"),
        "at": SPANS,
        "basis": TEXT,
    },
    optional={"count": st.integers(0, 9).map(str), "title": TEXT},
)


def unlike(row: Row) -> tuple[str, ...]:
    return tuple(row[column] for column in ("source", "subject", "key", "value"))


def tables(claims: list[Row], name: str) -> Tables:
    return {
        "organizations": [{"id": slug, "name_en": name, "type": "customs"} for slug in ("alpha", "beta")],
        "sources": [{"id": slug, "name_en": name} for slug in ("003", "900")],
        "events": [{"source": "003", "id": f"2024-{x}", "name_en": name} for x in "ab"],
        "claims": claims,
    }


@pytest.mark.parametrize("form", ["xlsx", "json", "jsonl", "parquet", "semicolons", "tsv"])
@settings(max_examples=5)
@given(claims=st.lists(CLAIM, min_size=1, max_size=4, unique_by=unlike), name=TEXT)
def test_every_form_gives_the_records_of_the_csv_form(form: str, claims: list[Row], name: str) -> None:
    """Names and reasons in any script, spans, counts: nothing is lost and nothing made up."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        plain = dataset.records(read([WRITERS["csv"](tables(claims, name), Path(one))]))
        found = dataset.records(read([WRITERS[form](tables(claims, name), Path(other))]))
    assert placeless(found) == placeless(plain)
    assert len(found.claims) == len(claims)
    assert {claim.basis for claim in found.claims} == {row["basis"] for row in claims}

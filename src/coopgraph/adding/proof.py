"""New claims beside the words they rest on: what a person reads before adding them.

A check can see that a span lies in its text and cuts no word; that it says what the claim says, only a reader can.
"""

from __future__ import annotations

from pathlib import Path

from coopgraph.adding.check import Checked
from coopgraph.records import Records, Value
from coopgraph.table import Cell, Table
from coopgraph.texts import Texts


def proof(checked: Checked, sources: Path) -> Table:
    """Return the claims that are new or changed, one a row: record, what is claimed, how sure, and the words at each
    span. Empty when the records cannot be read. Raises InputError as :class:`~coopgraph.texts.Texts` does."""
    records = checked.after
    rows: list[tuple[Cell, ...]] = []
    if records:
        texts = Texts(sources, records.documents())
        merged = checked.merged
        fresh = (*merged.added, *merged.updated, *merged.replaced)
        touched = {entry.name for entry in fresh if entry.section == "claims"}
        for claim in records.claims:
            if f"{claim.subject} {claim.key} {_written(claim.value)}" in touched:
                words = " … ".join(texts.text(span) or f"(no text of {span})" for span in claim.spans)
                said = f"{claim.key}: {_named(claim.value.text, records)}"
                rows.append((_named(claim.subject, records), said, f"{claim.status}, {claim.confidence}", words))
    title = "What the new claims say, and the words they rest on: read them side by side"
    return Table(("record", "claim", "sure", "words"), rows, title=title, note="" if rows else "No claim is new.")


def _named(text: str, records: Records) -> str:
    """Return what an id is called, any other value as it is."""
    kind, _, slug = text.partition("/")
    record = records.named.get((kind, slug))
    return record.names["en"] if record else text.rpartition("/")[2]


def _written(value: Value) -> str:
    """Return a value as a curator writes it: terms and countries without their scheme."""
    short = value.type == "term" or value.text.startswith("country/")
    return value.text.rpartition("/")[2] if short else value.text

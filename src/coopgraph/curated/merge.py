"""New files into those of a dataset: what is new is added, what is there already is counted, the rest is a conflict.

A row of a table is the same as another by its id (a span of evidence by where it stands); an event, a delegation or a
change by its id; a claim by source document, subject, key and value. It says the same when every cell or option that
the new one gives has that value in the old one: a cell left empty says nothing. Nothing else of the dataset changes.
Tables are merged in :mod:`coopgraph.curated.merge_tables`, record files in :mod:`coopgraph.curated.merge_records`.
"""

from __future__ import annotations

from coopgraph.curated.merge_records import merge_records
from coopgraph.curated.merge_tables import merge_tables
from coopgraph.curated.merged import Entry, Ledger, Merged
from coopgraph.loaders.files import Files
from coopgraph.loaders.problems import told

__all__ = ["Entry", "Merged", "merge"]


def merge(base: Files, new: Files, update: bool = False) -> Merged:
    """Return both together. Neither is changed.

    Where they differ on one thing, the old one stays and the difference is a conflict; with ``update`` the cells and
    options that the new one gives replace the old ones, and those that it leaves empty keep them. Of a key that has one
    value (:mod:`coopgraph.curated.single`) another value of the same subject and document is a difference, too, unless
    either is rejected or the new files give both. The claims and ids of a document that has a record file go into that
    file. Every row, entry and claim keeps the place that it came
    from, so that messages about it name the file that somebody wrote.

    What is wrong with the form of either is carried over; whether the whole makes sense is for
    :func:`coopgraph.loaders.dataset.records` to say. The cost is linear in what the two hold.

    >>> merged = merge(Files(), Files())
    >>> merged.added, merged.conflicts
    ([], [])
    """
    ledger = Ledger(update)
    both = base + new
    both.tables = merge_tables(base.tables, new.tables, ledger)
    both.trees = merge_records(base, new, ledger)
    return Merged(both, ledger.added, ledger.updated, ledger.same, told(ledger.conflicts), ledger.replaced)

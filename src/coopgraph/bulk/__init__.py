"""Tables of any size to N-Quads, by columns: what the one-record path does, some fifty times as fast.

DuckDB reads the tables and sorts their rows into two: *clean* ones, whose lines follow from templates
(``lines.sql``), and *doubtful* ones, where a rule of the curated form is broken or only might be (``doubts.sql``).
Doubtful rows take the way of every other record, through :mod:`coopgraph.loaders` and :mod:`coopgraph.triples`, which
find the exact problem, its place and its remedy, or the lines. So both paths give the same triples and the same
messages, and memory grows with the doubtful rows alone.

    tables    opens the files and knows their columns
    doubts    which rows are doubtful
    judging   what the loaders say of them
    lines     clean rows to N-Quads
    deriving  graph *derived*, from the same columns
    parts     the lines, some at a time
    loading   the whole, into a store
"""

from coopgraph.bulk.loading import Loaded, Tell, Wishes, lines_of, load
from coopgraph.bulk.tables import is_tables

__all__ = ["Loaded", "Tell", "Wishes", "is_tables", "lines_of", "load"]

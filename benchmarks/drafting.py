"""How good drafts from a text are: recall and precision against the curated records of the same texts.

Run it with the folder of the texts: ``python benchmarks/drafting.py TEXTS``. What the columns count is told in
coopgraph.drafting.measuring; tests/drafting/test_measured.py holds floors for them.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from coopgraph import assets
from coopgraph.drafting.measuring import measure, render, roles
from coopgraph.loaders import dataset
from coopgraph.texts import Texts


def main() -> None:
    """Print four tables: each text with names from the other texts and with all names, weak candidates in and out."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("texts", type=Path, help="the folder with the texts of the sources")
    parser.add_argument("--data", type=Path, default=assets.folder("data"), help="curated files")
    options = parser.parse_args()
    records = dataset.load(options.data)
    texts = Texts(options.texts, records.documents())
    for title, known in (("names known from the other sources", "others"), ("all names on record", "all")):
        for exact in (False, True):
            print(f"{title}, {'exact names only' if exact else 'weak candidates too'}")
            print(render(measure(records, texts, known, exact)), end="\n\n")  # type: ignore[arg-type]
    print("roles beside names:", ", ".join(f"{n} {what}" for what, n in roles(records, texts).items()))


if __name__ == "__main__":
    main()

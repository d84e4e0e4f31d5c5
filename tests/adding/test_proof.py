"""New claims beside their words."""

from __future__ import annotations

from pathlib import Path

from coopgraph import intake
from coopgraph.adding import check
from coopgraph.adding.proof import proof
from coopgraph.loaders import dataset

RECORD = """
source: "900"
events:
  2014-talks: {en: Talks}
claims:
  event/2014-talks:
    - {category: workshop, stated: high, at: 0-5}
    - {host: org/osce, stated: high, at: [6-14, 15-18]}
"""


def test_new_claims_and_their_words(tiny: Path) -> None:
    """Two new claims on 'Tulli received the OSCE.' stand beside 'Tulli' and 'received … the'; old ones are left out."""
    Path("texts").mkdir()
    Path("texts/900.txt").write_text("Tulli received the OSCE.", "utf-8")
    Path("new.yaml").write_text(RECORD, "utf-8")
    found = check(dataset.read(tiny), intake.read([Path("new.yaml")]))
    assert list(proof(found, Path("texts")).rows) == [
        ("Talks", "category: workshop", "stated, high", "Tulli"),
        ("Talks", "host: OSCE", "stated, high", "received … the"),
    ]

"""New records in the context of a dataset: checked, and added all or nothing.

``check`` says what new records make wrong, what they mend and what was wrong already, where the new records touch a
dataset, ``check_against`` where they touch a built store; ``compare`` does so for two reports; ``given`` is what
somebody gives to be checked; ``add`` puts records into the curated files. What records look like is for
:mod:`coopgraph.intake`, where files are written for :mod:`coopgraph.curated`.
"""

from coopgraph.adding.add import Addition, prepare
from coopgraph.adding.against import check_against
from coopgraph.adding.check import Checked, Wishes, check
from coopgraph.adding.compare import compare
from coopgraph.adding.given import Given

__all__ = ["Addition", "Checked", "Given", "Wishes", "check", "check_against", "compare", "prepare"]

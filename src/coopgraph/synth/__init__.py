"""Test data of any size: cooperation records that never happened, and errors in them whose number is known.

``plan`` says how much; ``world`` makes the cast, ``reports`` the stream of sources that tell of ``events``; ``faults``
puts errors in; ``sheets``, ``record_files`` and ``nquads`` write what comes, ``writing`` calls them.
"""

from coopgraph.synth.faults import errors
from coopgraph.synth.plan import Plan
from coopgraph.synth.writing import FORMS, write

__all__ = ["FORMS", "Plan", "errors", "write"]

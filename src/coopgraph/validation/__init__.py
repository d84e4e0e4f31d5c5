"""Is the data right? Shapes and checks over a dataset, answered in a :class:`~coopgraph.validation.report.Report`.

``shacl`` runs the shapes with pySHACL, ``coverage`` finds what no shape looks at, ``texts`` holds evidence
against the sources, ``likeness`` and ``geography`` do what SHACL cannot. ``run`` calls them all.
"""

from coopgraph.validation.report import Finding, Report
from coopgraph.validation.run import validate

__all__ = ["Finding", "Report", "validate"]

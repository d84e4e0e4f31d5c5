"""Is the data right? Shapes and checks over a dataset, answered in a :class:`~coopgraph.validation.report.Report`.

``shacl`` runs the shapes, compiled to SPARQL, and ``referee`` the same with pySHACL; ``literals`` finds ill-typed
values, ``coverage`` what no shape looks at; ``texts`` holds evidence against the sources, ``likeness`` and
``geography`` do what SHACL cannot. ``run`` calls them all on curated files, ``stored`` on a graph without them
(``onegraph`` makes it one graph, ``readback`` reads records from it).
"""

from coopgraph.validation.report import Finding, Report
from coopgraph.validation.run import validate
from coopgraph.validation.stored import validate_store

__all__ = ["Finding", "Report", "validate", "validate_store"]

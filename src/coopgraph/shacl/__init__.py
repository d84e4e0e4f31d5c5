"""SHACL compiled to SPARQL: shapes in, store in, report out.

Each constraint becomes one SELECT that a store answers with what violates it, so that the cost of a check is that of
a query, and conforming data cost little more than being read. Complete for SHACL Core and SHACL-SPARQL (W3C
Recommendation of 20 July 2017); needs pyoxigraph, and pySHACL for the few things that have no SPARQL form.

    terms, paths       RDF terms and property paths
    model, parse       shapes as data; parameters (core) and components (SPARQL) read them
    targets            where focus nodes come from
    values, datatypes  what a single value must be, as expressions
    patterns           what a shape asks, as expressions and patterns
    prebinding, exists a user's SPARQL made fit to stand inside a larger query, cut into tokens
    datagraph          a store, or some graphs of it, as one set of triples
    rooted             which of some nodes are focus nodes, told once for all constraints
    validator          the queries, and how they are run
    results, messages  what was found
    reach              what a change can touch, in parts: reach_parts, _parse and _shapes (constraints as graph
                       patterns), _cuts, _conditions and _walk (where changed triples lead), _order, _write, _rows and
                       _again (queries)
    fallback           pySHACL for the rest
"""

from coopgraph.shacl.parse import Shapes
from coopgraph.shacl.reach import Affected, Change, affected
from coopgraph.shacl.results import Report, Result
from coopgraph.shacl.validator import Compiled, Validator, compile

__all__ = ["Affected", "Change", "Compiled", "Report", "Result", "Shapes", "Validator", "affected", "compile"]

"""What Gephi, Gephi Lite, graphology, networkx and the schema will say about a GEXF file, anybody's, before they do.

    check      read a file: what each program will report, drop or fail at, with lines and remedies
    rules      every rule: its level, the programs that it holds for, what to write instead
    findings   a finding, and the list that does not outgrow the memory
    scan       the XML: streaming, no entity expanded
    document   what is known of the file so far

    head       root, meta, graph
    columns    declarations of attributes
    elements   nodes and edges
    values     values of attributes
    times      spells, bounds, timestamps
    looks      colours, places, sizes

The rules were taken from the sources of Gephi's importer and measured on Gephi 0.10.1 and a snapshot of 0.11,
graphology-gexf 0.13.2, networkx 3.6.1 and the published schema of GEXF 1.3. Nothing here knows networks.
"""

from coopgraph.gexfcheck.check import Forecast, check, foretell
from coopgraph.gexfcheck.findings import Finding

__all__ = ["Finding", "Forecast", "check", "foretell"]

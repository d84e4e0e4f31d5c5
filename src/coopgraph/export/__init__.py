"""Files made of a network or a graph: the same input gives the same bytes.

formats     which there are, by name and suffix
shapes      what a network looks like in a file: ties, kinds, flows, events
content     vertices, edges and columns, whatever the format

gexf        for Gephi and its kin, static or with a timeline
graphml     for Cytoscape, igraph, yEd
pajek       for Pajek, and for whatever reads its files
cx2         for Cytoscape and NDEx
graphology  for sigma.js and Gephi Lite
vosviewer   for VOSviewer
sheets      nodes and edges for Gephi's spreadsheet import
table       CSV, TSV, JSON of nodes, ties, contributions, for reading
picture     PNG, SVG for print and screen
rdf         the knowledge graph itself

markup      text for XML
palette     colours by type of organization
labels      where the names in a picture go
write       whole files or none
"""

"""Files made of a network or a graph: the same input gives the same bytes.

formats     which there are, by name and suffix
shapes      what a network looks like in a file: ties, kinds, flows, events
content     vertices, edges and columns, whatever the format
members     nodes of a network as vertices
tied        ties of a network as edges, made while they are read
arrays      networks of your own, as numpy arrays or lists: any format, by content_of

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

elements    a vertex, an edge, a fact
blocks      some thousand vertices or edges at a time, as columns: so memory does not grow with the edges
column      one column of arrays: its type, and what is wrong with it
measured    more columns of measures
sorting     lines in order, however many
markup      text for XML
palette     colours by type of organization
labels      where the names in a picture go
write       whole files or none
"""

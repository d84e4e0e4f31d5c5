"""Files made of a network or a graph: the same input gives the same bytes.

gexf     for Gephi and its kin
table    CSV, TSV, JSON of nodes, ties, contributions
picture  PNG, SVG for print and screen
palette  colours by type of organization
labels   where the names in a picture go
write    whole files or none
"""

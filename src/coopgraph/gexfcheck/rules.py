"""The rules: how bad it is to break one, for which programs, and what to write instead.

Levels, from the mildest:

    NOTE      no program says anything; the schema objects, or a reader may be surprised
    INFO      Gephi mentions it in its import report
    WARNING   Gephi warns
    SEVERE    Gephi reports a severe issue; most often a value, a spell, an edge or a column is lost
    DROPPED   lost, or taken for something else, without a word
    ABORT     nothing of the file is read
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LEVELS = ("NOTE", "INFO", "WARNING", "SEVERE", "DROPPED", "ABORT")
NOTE, INFO, WARNING, SEVERE, DROPPED, ABORT = LEVELS

GEPHI_10, GEPHI_11 = "Gephi 0.10", "Gephi 0.11"
LITE, GRAPHOLOGY, NETWORKX, SCHEMA = "Gephi Lite", "graphology", "networkx", "schema"
GEPHI = (GEPHI_10, GEPHI_11)
ALL = (*GEPHI, LITE, GRAPHOLOGY, NETWORKX, SCHEMA)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule. ``once`` says that the program speaks once for the whole file, however often it is broken."""

    level: str
    who: tuple[str, ...]
    remedy: str
    once: bool = False


_FULL_DATE = "write full days, as in 2014-05-01: the first day in start, the last in end"
_CHANNEL = "write whole numbers from 0 to 255"

HEAD: Mapping[str, Rule] = {
    "not-xml": Rule(ABORT, ALL, "write well-formed XML; let a library for XML write it"),
    "entities": Rule(ABORT, ("this check",), "write the characters themselves; entities are not expanded here"),
    "prefix-unbound": Rule(ABORT, ALL, "declare the prefix on the root, as in xmlns:viz=…"),
    "not-gexf": Rule(ABORT, (NETWORKX, SCHEMA), "begin with <gexf version='1.3' xmlns='http://gexf.net/1.3'>"),
    "no-graph": Rule(ABORT, (LITE, GRAPHOLOGY, NETWORKX, SCHEMA), "put nodes and edges into a <graph> in the root"),
    "two-graphs": Rule(DROPPED, ALL, "write one file for each graph: Gephi mixes them, the others read the first"),
    "version-unknown": Rule(WARNING, GEPHI, "write version='1.3'"),
    "version-old": Rule(INFO, GEPHI, "write version='1.3'"),
    "namespace-unread": Rule(ABORT, (NETWORKX,), "write xmlns='http://gexf.net/1.3'"),
    "namespace-schema": Rule(NOTE, (SCHEMA,), "write xmlns='http://gexf.net/1.3'"),
    "xsi-namespace": Rule(NOTE, (SCHEMA,), "write xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"),
    "meta-element": Rule(NOTE, (SCHEMA,), "keep to creator, keywords and description"),
    "meta-date": Rule(NOTE, (SCHEMA,), "write a full day, as in 2014-05-01"),
    "graph-attribute": Rule(NOTE, (SCHEMA,), "leave it out, or say it in the description"),
    "default-mutual": Rule(WARNING, GEPHI, "write directed or undirected"),
    "default-unknown": Rule(SEVERE, GEPHI, "write directed or undirected"),
    "graph-value": Rule(NOTE, (SCHEMA,), "write a value that the schema lists"),
    "timeformat-unknown": Rule(DROPPED, GEPHI, "write double, date or dateTime"),
    "timerepresentation-unknown": Rule(DROPPED, GEPHI, "write interval or timestamp"),
    "timezone-unknown": Rule(SEVERE, GEPHI, "write the name of a zone, as in Europe/Helsinki, or an offset"),
    "slice-unbounded": Rule(SEVERE, GEPHI, "give start and end, or a timestamp, on <graph>"),
    "idtype-unknown": Rule(SEVERE, GEPHI, "write string, integer or long"),
    "idtype-mismatch": Rule(WARNING, GEPHI, "write idtype='string'", once=True),
    "count-wrong": Rule(NOTE, ("readers",), "write the true number, or leave count out"),
}
COLUMNS: Mapping[str, Rule] = {
    "class-unknown": Rule(SEVERE, GEPHI, "write class='node' or class='edge'"),
    "class-networkx": Rule(ABORT, (NETWORKX,), "write class='node' or class='edge'"),
    "column-nameless": Rule(SEVERE, GEPHI, "give the attribute an id and a type"),
    "column-type": Rule(SEVERE, GEPHI, "write string, integer, long, double, boolean or a list of them"),
    "column-type-schema": Rule(NOTE, (SCHEMA,), "write the name in full: integer, boolean, listinteger"),
    "column-type-lite": Rule(DROPPED, (LITE, GRAPHOLOGY), "write integer, double, boolean or string"),
    "column-type-networkx": Rule(ABORT, (NETWORKX,), "write integer, double, boolean, string or liststring"),
    "column-twice": Rule(DROPPED, GEPHI, "give each attribute of a class an id of its own; case does not count"),
    "column-reserved": Rule(DROPPED, GEPHI, "name it otherwise; Gephi has a column of this name"),
    "column-conflict": Rule(SEVERE, GEPHI, "name it otherwise; Gephi has a column of this name and another type"),
    "title-unshown": Rule(NOTE, (LITE, GRAPHOLOGY), "make id and title the same"),
    "default-value": Rule(SEVERE, GEPHI, "write a default of the type of the attribute"),
    "default-networkx": Rule(ABORT, (NETWORKX,), "write a default of the type of the attribute"),
    "block-twice": Rule(ABORT, (GRAPHOLOGY,), "keep one <attributes> block for each class; Gephi Lite reads texts"),
    "columns-late": Rule(DROPPED, GEPHI, "put <attributes> before <nodes>"),
}
ELEMENTS: Mapping[str, Rule] = {
    "node-nameless": Rule(SEVERE, GEPHI, "give every node an id"),
    "node-nameless-networkx": Rule(ABORT, (NETWORKX,), "give every node an id"),
    "node-twice": Rule(DROPPED, (*GEPHI, NETWORKX), "give every node an id of its own"),
    "node-twice-graphology": Rule(ABORT, (LITE, GRAPHOLOGY), "give every node an id of its own"),
    "node-label": Rule(DROPPED, GEPHI, "write a label for every node: Gephi does not show the id instead"),
    "id-blanks": Rule(WARNING, GEPHI, "take line breaks and outer blanks out of the id"),
    "pid": Rule(SEVERE, GEPHI, "leave pid out; say it in an attribute of another name"),
    "attribute-unread": Rule(DROPPED, ALL, "declare a column and write an <attvalue>"),
    "edge-end": Rule(SEVERE, GEPHI, "give every edge source and target"),
    "edge-end-reader": Rule(ABORT, (GRAPHOLOGY, NETWORKX), "give every edge source and target"),
    "node-missing": Rule(INFO, GEPHI, "write a <node> for it, before the edges", once=True),
    "node-missing-graphology": Rule(ABORT, (GRAPHOLOGY,), "write a <node> for it"),
    "edge-type": Rule(SEVERE, GEPHI, "write directed or undirected; what kind of tie it is goes into kind"),
    "edge-type-graphology": Rule(ABORT, (LITE, GRAPHOLOGY), "write directed or undirected"),
    "edge-direction": Rule(SEVERE, GEPHI, "leave defaultedgetype out where both kinds stand in a file"),
    "edge-mixed": Rule(ABORT, (NETWORKX,), "make all edges directed or all undirected"),
    "edge-mixed-parallel": Rule(ABORT, GEPHI, "give the directed and the undirected edge different kinds"),
    "edge-twice": Rule(WARNING, GEPHI, "give every edge an id of its own"),
    "edge-parallel": Rule(INFO, GEPHI, "give parallel edges different kinds; Gephi adds up their weights", once=True),
    "weight-zero": Rule(SEVERE, GEPHI, "give it a weight above 0, or leave the edge out"),
    "weight-negative": Rule(WARNING, GEPHI, "give it a weight above 0; put the sign into an attribute"),
    "weight-word": Rule(WARNING, GEPHI, "write a number with a decimal point"),
    "weight-nan": Rule(DROPPED, GEPHI, "leave weight out where it is not known"),
    "weight-networkx": Rule(ABORT, (NETWORKX,), "write a number with a decimal point"),
}
VALUES: Mapping[str, Rule] = {
    "value-key": Rule(SEVERE, GEPHI, "name the attribute in for=…"),
    "value-undeclared": Rule(DROPPED, GEPHI, "declare the attribute in the <attributes> of its class"),
    "value-undeclared-reader": Rule(ABORT, (GRAPHOLOGY, NETWORKX), "declare the attribute; Gephi Lite reads a text"),
    "value-type": Rule(SEVERE, GEPHI, "write a value of the type of the column, or change the type"),
    "value-networkx": Rule(ABORT, (NETWORKX,), "write a value of the type of the column, or none"),
    "value-empty": Rule(ABORT, (NETWORKX,), "leave the <attvalue> out; Gephi Lite reads 0"),
    "value-boolean": Rule(DROPPED, GEPHI, "write true or false; Gephi takes any other word for false"),
    "value-twice": Rule(DROPPED, (*GEPHI, LITE, GRAPHOLOGY, NETWORKX), "write one value for each column, or a list"),
    "value-overlap": Rule(SEVERE, GEPHI, "end the earlier value before the next begins"),
    "value-overwritten": Rule(WARNING, GEPHI, "write one value for each interval"),
}
TIMES: Mapping[str, Rule] = {
    "time-unreadable": Rule(SEVERE, GEPHI, "write a time in the timeformat of <graph>: 2014-05-01 for date"),
    "time-partial": Rule(DROPPED, (GEPHI_10,), _FULL_DATE),
    "time-partial-node": Rule(SEVERE, (GEPHI_11,), _FULL_DATE),
    "time-partial-edge": Rule(ABORT, (GEPHI_11,), _FULL_DATE),
    "time-zoneless": Rule(NOTE, GEPHI, "add an offset such as Z, or timezone to <graph>"),
    "time-networkx": Rule(ABORT, (NETWORKX,), "write timeformat='date', or give all starts and ends as numbers"),
    "spell-reversed": Rule(SEVERE, GEPHI, "write the earlier time in start"),
    "spell-overlap": Rule(SEVERE, GEPHI, "merge spells that overlap into one"),
    "spell-open": Rule(WARNING, GEPHI, "write start and end; leave a side out that is not known"),
    "spells-and-bounds": Rule(DROPPED, GEPHI, "write spells, or start and end on the element, not both"),
    "interval-in-timestamps": Rule(SEVERE, GEPHI, "write timestamps, or timerepresentation='interval' on <graph>"),
    "timestamp-in-intervals": Rule(SEVERE, GEPHI, "write start and end, or timerepresentation='timestamp' on <graph>"),
}
LOOKS: Mapping[str, Rule] = {
    "colour-word": Rule(ABORT, GEPHI, _CHANNEL),
    "colour-range": Rule(WARNING, GEPHI, _CHANNEL),
    "colour-gap": Rule(DROPPED, GEPHI, "write r, g and b: what is missing is taken for 0"),
    "colour-hex": Rule(WARNING, GEPHI, "write hex='#rrggbb', or r, g and b"),
    "colour-hex-short": Rule(DROPPED, GEPHI, "write six digits: hex='#rrggbb'"),
    "colour-hex-opacity": Rule(ABORT, GEPHI, "write r, g, b and a; hex and a together fail"),
    "opacity-word": Rule(ABORT, GEPHI, "write a number from 0 to 1"),
    "opacity-range": Rule(WARNING, GEPHI, "write a number from 0 to 1"),
    "all-transparent": Rule(WARNING, GEPHI, "leave a out, or write 1", once=True),
    "position-word": Rule(WARNING, GEPHI, "write a number; leave z out where there is none"),
    "position-gap": Rule(NOTE, (SCHEMA,), "write x and y"),
    "no-positions": Rule(NOTE, GEPHI, "write <viz:position>, or run a layout: Gephi scatters the nodes", once=True),
    "size-word": Rule(WARNING, GEPHI, "write a number above 0"),
    "size-missing": Rule(ABORT, GEPHI, "write value=…"),
    "size-unread": Rule(DROPPED, GEPHI, "make value the first attribute of size; Gephi reads no other"),
    "size-negative": Rule(DROPPED, GEPHI, "write a number above 0"),
    "viz-networkx": Rule(ABORT, (NETWORKX,), "write numbers: whole ones for r, g and b"),
    "viz-unread": Rule(DROPPED, GEPHI, "leave it out; set shapes and widths in Gephi"),
    "viz-prefix": Rule(NOTE, (SCHEMA,), "nothing: all programs read viz:, only the schema does not", True),
    "viz-namespace": Rule(DROPPED, (NETWORKX,), "bind a prefix to the namespace of GEXF followed by /viz", True),
}
RULES: Mapping[str, Rule] = {**HEAD, **COLUMNS, **ELEMENTS, **VALUES, **TIMES, **LOOKS}

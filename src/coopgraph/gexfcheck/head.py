"""The head of a file: root, namespaces, meta, graph."""

from __future__ import annotations

import re
from zoneinfo import available_timezones

from coopgraph.gexfcheck.document import DIRECTED, MIXED, UNDIRECTED, Document
from coopgraph.gexfcheck.scan import Tag

GEXF = "http://gexf.net/1.3"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_NETWORKX = (GEXF, "http://www.gexf.net/1.2draft", "http://www.gexf.net/1.1draft")
_OLD = ("1.0", "1.1", "1.2")
_META = ("creator", "keywords", "description")
_GRAPH = {
    "timeformat", "start", "end", "timestamp", "mode", "timerepresentation", "timezone", "defaultedgetype", "idtype",
}  # fmt: skip
_VALUES = {
    "mode": ("static", "dynamic", "slice"),
    "timeformat": ("integer", "double", "date", "dateTime"),
    "timerepresentation": ("interval", "timestamp"),
    "idtype": ("integer", "string"),
    "defaultedgetype": ("directed", "undirected", "mutual"),
}
_FORMATS = {"double": "double", "float": "double", "date": "date", "datetime": "dateTime", "timestamp": "dateTime"}
_OFFSET = re.compile(r"[+-]\d{2}(:?\d{2})?")
_DAY = re.compile(r"-?\d{4,}-\d{2}-\d{2}(Z|[+-]\d{2}:\d{2})?")
# names that Java knows and the database of zones has as links or not at all
_MORE_ZONES = {"UTC", "GMT", "Z", "EST", "MST", "HST", "EST5EDT", "CST6CDT", "MST7MDT", "PST8PDT"}


def root(document: Document, tag: Tag) -> bool:
    """Check the root; say whether the rest is worth reading."""
    if tag.name != "gexf":
        document.add("not-gexf", tag.line, f"the root is <{tag.written}>, not <gexf>")
        return False
    version = tag.get("version")
    if version in _OLD:
        document.add("version-old", tag.line, f"version {version} is deprecated")
    elif version != "1.3":
        what = f"version {version!r} is none that Gephi knows" if version else "the version is missing"
        document.add("version-unknown", tag.line, what)
    space = tag.namespace
    if space not in _NETWORKX:
        document.add("namespace-unread", tag.line, f"networkx finds no graph in the namespace {space!r}")
    if space != GEXF:
        document.add("namespace-schema", tag.line, f"the namespace {space!r} is not that of GEXF 1.3")
    for prefix, bound in tag.declared.items():
        if prefix == "xsi" and bound != _XSI and "schemalocation" in tag.attributes:
            document.add("xsi-namespace", tag.line, f"xsi is bound to {bound!r}")
    return True


def meta(document: Document, tag: Tag) -> None:
    """Check <meta> and what stands in it."""
    date = tag.get("lastmodifieddate")
    if tag.name == "meta":
        if date and not _DAY.fullmatch(date):
            document.add("meta-date", tag.line, f"lastmodifieddate {date!r} is no date")
    elif tag.name not in _META:
        document.add("meta-element", tag.line, f"<{tag.written}> is unknown to the schema")


def graph(document: Document, tag: Tag) -> None:
    """Take over what <graph> says, as Gephi takes it."""
    known, line = document.graph, tag.line
    if known.line:
        document.add("two-graphs", line, f"a second graph; the first stands in line {known.line}")
    known.line = line
    for name in tag.attributes:
        if name not in _GRAPH:
            document.add("graph-attribute", line, f"the attribute {name!r} of <graph> is unknown to the schema")
    for name, allowed in _VALUES.items():
        if (written := tag.get(name)) and written not in allowed:
            document.add("graph-value", line, f"the schema does not list {written!r} for {name}")
    _direction(document, tag)
    _time(document, tag)
    _mode(document, tag)


def _direction(document: Document, tag: Tag) -> None:
    written = tag.get("defaultedgetype")
    word = written.lower()
    document.graph.declared = written
    if word in (DIRECTED, UNDIRECTED):
        document.graph.default = word
    elif word == "mutual":
        document.add("default-mutual", tag.line, "the default edge type 'mutual' is taken for mixed")
    elif word:
        document.add("default-unknown", tag.line, f"the default edge type {written!r} is taken for {MIXED}")


def _time(document: Document, tag: Tag) -> None:
    known, line = document.graph, tag.line
    known.dynamic = tag.get("mode").lower() == "dynamic"
    written = tag.get("timeformat") or tag.get("timetype")
    known.written_timeformat = written
    known.timeformat = _FORMATS.get(written.lower(), "double")
    if written and written.lower() not in _FORMATS:
        document.add("timeformat-unknown", line, f"the time format {written!r} is taken for double")
    shape = tag.get("timerepresentation")
    known.timestamps = shape.lower() == "timestamp"
    if shape and shape.lower() not in ("interval", "timestamp"):
        document.add("timerepresentation-unknown", line, f"the time representation {shape!r} is taken for interval")
    zone = tag.get("timezone")
    known.zone = bool(zone)
    if zone and not (_OFFSET.fullmatch(zone) or zone in _MORE_ZONES or zone in available_timezones()):
        document.add("timezone-unknown", line, f"the time zone {zone!r} is unknown")


def _mode(document: Document, tag: Tag) -> None:
    mode, line = tag.get("mode"), tag.line
    if mode.lower() == "slice" and not (tag.get("timestamp") or tag.get("start") or tag.get("end")):
        document.add("slice-unbounded", line, "a slice without timestamp or interval")
    written = tag.get("idtype")
    document.graph.idtype = written.lower() or "string"
    if written and written.lower() not in ("string", "integer", "long"):
        document.add("idtype-unknown", line, f"the id type {written!r} is unknown")
        document.graph.idtype = "string"

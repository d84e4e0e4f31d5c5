"""Whether a literal's lexical form belongs to its datatype (XML Schema 1.1 part 2), as SPARQL expressions.

Where the engine has a cast, the cast decides; it knows that there is no 30 February. Numbers are decided by their
form and bounds, since casts stop at 64 bits. Types that are not listed are taken as they are.

Oxigraph stores a literal of a type derived from xsd:integer as an xsd:integer, and an xsd:dateTimeStamp as an
xsd:dateTime, when it can read them: which it was is lost. So ``sh:datatype xsd:byte`` takes a stored integer within
the bounds of a byte, unless types are to be taken exactly, for stores that keep them (and for reports of what is
not of the type, where no store could).
"""

from __future__ import annotations

from coopgraph.shacl.terms import RDF, XSD

_CAST = (
    "date", "dateTime", "time", "duration", "dayTimeDuration", "yearMonthDuration",
    "gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay",
)  # fmt: skip
_FORMS = {
    "boolean": "^(true|false|1|0)$",
    "decimal": "^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)$",
    "double": "^([+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?|[+-]?INF|NaN)$",
    "float": "^([+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?|[+-]?INF|NaN)$",
    "integer": "^[+-]?[0-9]+$",
    "nonNegativeInteger": "^([+]?[0-9]+|-0+)$",
    "positiveInteger": "^[+]?0*[1-9][0-9]*$",
    "nonPositiveInteger": "^(-[0-9]+|[+]?0+)$",
    "negativeInteger": "^-0*[1-9][0-9]*$",
    "normalizedString": r"^[^\\t\\n\\r]*$",
    "token": r"^([^ \\t\\n\\r]+( [^ \\t\\n\\r]+)*)?$",
    "language": "^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$",
    "NMTOKEN": r"^[\\p{L}\\p{N}_:.-]+$",
    "Name": r"^[\\p{L}_:][\\p{L}\\p{N}_:.-]*$",
    "NCName": r"^[\\p{L}_][\\p{L}\\p{N}_.-]*$",
    "hexBinary": "^([0-9a-fA-F]{2})*$",
    "base64Binary": "^(([A-Za-z0-9+/] ?){4})*(([A-Za-z0-9+/] ?){2}([A-Za-z0-9+/] ?[A-Za-z0-9+/=]|= ?=))?$",
}
_BOUNDS = {
    "byte": (-(2**7), 2**7 - 1),
    "short": (-(2**15), 2**15 - 1),
    "int": (-(2**31), 2**31 - 1),
    "long": (-(2**63), 2**63 - 1),
    "unsignedByte": (0, 2**8 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedLong": (0, 2**64 - 1),
}
_SIGNED = ("nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger")


def well_formed(value: str, datatype: str) -> str:
    """Return the expression that a literal of a datatype (an IRI) has one of its lexical forms.

    >>> well_formed("?v", "http://www.w3.org/2001/XMLSchema#integer")
    'REGEX(STR(?v), "^[+-]?[0-9]+$")'
    """
    name = datatype.removeprefix(XSD)
    if datatype == RDF + "langString":
        return f'LANG({value}) != ""'
    if not datatype.startswith(XSD):
        return "true"
    if name == "dateTimeStamp":
        cast = f"DATATYPE(<{XSD}dateTime>(STR({value}))) = <{XSD}dateTime>"
        return f'({cast} && REGEX(STR({value}), "(Z|[+-][0-9]{{2}}:[0-9]{{2}})$"))'
    if name in _CAST:
        return f"DATATYPE(<{datatype}>(STR({value}))) = <{datatype}>"
    if name in _BOUNDS:
        least, most = _BOUNDS[name]
        number = f"<{XSD}decimal>(STR({value}))"
        return f"({_form(value, 'integer')} && {number} >= {least} && {number} <= {most})"
    return _form(value, name) if name in _FORMS else "true"


def of_type(value: str, datatype: str, exact: bool = False) -> str:
    """Return the expression that a literal is of a datatype (an IRI) and well-formed; an error for what is no literal.

    ``exact`` says that a derived type is stored as what it is.

    >>> of_type("?v", "urn:t")
    'DATATYPE(?v) = <urn:t>'
    """
    name = datatype.removeprefix(XSD)
    stored = "dateTime" if name == "dateTimeStamp" else "integer" if name in (*_BOUNDS, *_SIGNED) else ""
    if exact:
        stored = ""
    types = f"IN (<{datatype}>, <{XSD}{stored}>)" if stored else f"= <{datatype}>"
    form = well_formed(value, datatype)
    return f"DATATYPE({value}) {types}" + ("" if form == "true" else f" && {form}")


def _form(value: str, name: str) -> str:
    return f'REGEX(STR({value}), "{_FORMS[name]}")'


def comparable(value: str) -> str:
    """Return the expression that a literal has a place in an order: a string, a number, a well-formed date."""
    kinds = [f"(DATATYPE({value}) = <{XSD}{n}> && {well_formed(value, XSD + n)})" for n in ("boolean", *_CAST)]
    plain = f"isNumeric({value}) || DATATYPE({value}) = <{XSD}string> || LANG({value}) != ''"
    return f"({plain} || {' || '.join(kinds)})"

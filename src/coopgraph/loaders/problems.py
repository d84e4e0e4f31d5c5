"""From what pydantic found wrong to what a curator can act on: place, value, what to write instead."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from coopgraph.source import Problem, Source

M = TypeVar("M", bound=BaseModel)


def make(
    model: type[M], values: Mapping[str, Any], place: Source, places: Mapping[str, Source]
) -> M | list[Problem]:
    """Return the record, or every problem with its values.

    ``places`` gives a field its place in the file where that differs from the record's own.
    """
    try:
        return model.model_validate({**values, "source": place})
    except ValidationError as error:
        found = []
        for detail in error.errors():
            field = str(detail["loc"][0]) if detail["loc"] else ""
            where = places.get(field, place.at(field) if field else place)
            found.append(Problem(where, *_explain(detail)))
        return found


def slugify(text: str) -> str:
    """Return the id that a name would get: ASCII, lower case, hyphens.

    >>> slugify("Centre for Café Studies, Zürich")
    'centre-for-cafe-studies-zurich'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _explain(detail: ErrorDetails) -> tuple[str, str]:
    """Return (message, remedy) for one pydantic error."""
    value, field = detail.get("input"), str(detail["loc"][0]) if detail["loc"] else ""
    match detail["type"]:
        case "missing":
            return "is missing", "give a value"
        case "string_pattern_mismatch" if field == "id":
            return f"{value!r} is not an id", _id_remedy(str(detail["ctx"]["pattern"]), str(value))
        case "string_pattern_mismatch" if field == "country":
            return f"{value!r} is not a country code", "write the two capitals of ISO 3166-1, as in FI"
        case "string_pattern_mismatch" if field == "sha256":
            return f"{value!r} is no SHA-256 digest", "write its 64 hex digits in lower case"
        case "value_error":
            return str(detail["ctx"]["error"]), ""
        case "too_short":
            return "is empty", "give at least one"
        case "int_parsing" | "float_parsing" | "int_type" | "float_type":
            return f"{value!r} is not a number", "write digits only, as in 24"
        case "literal_error":
            return f"{value!r} is not allowed", f"write {detail['ctx']['expected']}"
    return f"{value!r}: {detail['msg'].lower()}", ""


def _id_remedy(pattern: str, value: str) -> str:
    if pattern.startswith("^[A-Z]"):
        return "write the two capitals of ISO 3166-1, as in FI"
    proposal = slugify(value)
    if pattern.startswith("^[0-9]{4}"):
        return "begin with the year, then words in lower case joined by hyphens, as in 2013-osce-finland-study-visit"
    return f"write lower-case letters, digits and single hyphens, as in {proposal or 'finnish-customs'}"

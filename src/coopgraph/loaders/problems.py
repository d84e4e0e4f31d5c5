"""From what pydantic found wrong to what a curator can act on: place, value, what to write instead."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from coopgraph.source import Problem, Source

M = TypeVar("M", bound=BaseModel)
MOST = 200
"""Problems of one kind that are told of one column of a file; then only how many more there are."""
ID_MOST = 40
"""Characters of an id that is proposed."""
_VALUES = re.compile(r"""'[^']*'|"[^"]*"|\S*/\S*|[0-9]+""")
_COLUMN = re.compile("[a-z]+([_-][a-z]+)?")


def make(
    model: type[M],
    values: Mapping[str, Any],
    place: Source,
    places: Mapping[str, Source],
    country: Callable[[str], str] | None = None,
) -> M | list[Problem]:
    """Return the record, or every problem with its values.

    ``places`` gives a field its place in the file where that differs from the record's own (a name's field is its
    language); ``country`` says what to write instead of a country that is none.
    """
    try:
        return model.model_validate({**values, "source": place})
    except ValidationError as error:
        found = []
        for detail in error.errors():
            field = _field(detail)
            where = places.get(field, place.at(field) if field else place)
            message, remedy = _explain(detail)
            if field == "country" and country and isinstance(detail["input"], str):
                remedy = country(detail["input"])
            found.append(Problem(where, message, remedy))
        return found


def told(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems sorted, each once; of a kind that is there without end the first ``MOST``, and how many.

    >>> found = told(Problem(Source("x.csv", n, "id"), f"'{n}' is not an id") for n in range(1, 999))
    >>> len(found), found[-1].message
    (201, "998 such problems, of which 200 are shown: '…' is not an id")
    """
    found, kinds = [], Counter[tuple[str, str, str]]()
    for problem in sorted(set(problems), key=_order):
        kind = _kind(problem)
        kinds[kind] += 1
        if kinds[kind] <= MOST:
            found.append(problem)
    for (file, field, what), number in kinds.items():
        if number > MOST:
            more = f"{number} such problems, of which {MOST} are shown: {what}"
            found.append(Problem(Source(file, 0, field), more, "mend the first ones; it is often one mistake"))
    return found


def _order(problem: Problem) -> tuple[str, int, str, str, str]:
    place = problem.source
    return place.file, place.row, place.field, problem.message, problem.remedy


def _kind(problem: Problem) -> tuple[str, str, str]:
    """Return the file, the column, and the message without its values; a record's own name is no column."""
    column = problem.source.field if _COLUMN.fullmatch(problem.source.field) else ""
    return problem.source.file, column, _VALUES.sub("'…'", problem.message)


def slugify(text: str) -> str:
    """Return a text as an id would spell it: ASCII (other scripts transliterated), lower case, hyphens.

    >>> slugify("Centre for Café Studies, Zürich"), slugify("Семинар")
    ('centre-for-cafe-studies-zurich', 'seminar')
    """
    from anyascii import anyascii

    return re.sub(r"[^a-z0-9]+", "-", str(anyascii(text)).lower()).strip("-")


def proposed_id(text: str) -> str:
    """Return an id for what somebody wrote in the place of one: without a kind before it, cut at a word.

    >>> proposed_id("org/Regional Training Centre of the Customs Service of Kazakhstan")
    'regional-training-centre-of-the-customs'
    """
    kind, _, name = text.partition("/")
    slug = slugify(name if name and kind.isascii() and kind.isalpha() else text)
    if len(slug) <= ID_MOST:
        return slug
    words = slug[: ID_MOST + 1].rpartition("-")[0] or slug[:ID_MOST]
    return _LOOSE_END.sub("", words)


_LOOSE_END = re.compile("(-(of|for|the|and|in|on|to|de|a|an))+$")


def _field(detail: ErrorDetails) -> str:
    """Return the field that an error is about; for a name in a language, that language."""
    where = detail["loc"]
    if not where:
        return ""
    return str(where[1]) if where[0] == "names" and len(where) > 1 else str(where[0])


def _explain(detail: ErrorDetails) -> tuple[str, str]:
    """Return (message, remedy) for one pydantic error."""
    value, field = detail.get("input"), _field(detail)
    match detail["type"]:
        case "missing":
            return "is missing", "give a value"
        case "string_pattern_mismatch" if field == "id":
            return f"{value!r} is not an id", _id_remedy(str(detail["ctx"]["pattern"]), str(value))
        case "string_pattern_mismatch" if field == "country":
            return f"{value!r} is not a country code", "write the two capital letters of ISO 3166-1, as in FI"
        case "string_pattern_mismatch" if field == "sha256":
            return f"{value!r} is no SHA-256 digest", "write its 64 hex digits in lower case"
        case "value_error":
            message, _, remedy = str(detail["ctx"]["error"]).partition("; ")
            return message, remedy
        case "too_short":
            return "is empty", "give at least one"
        case "string_too_short":
            return "is empty", "give a value"
        case "int_parsing" | "int_type" | "int_from_float" | "int_parsing_size":
            return f"{value!r} is not a number", "write digits only, as in 24"
        case "float_parsing" | "float_type":
            return f"{value!r} is not a number", "write digits and a point, as in 60.17"
        case "greater_than" | "greater_than_equal" | "less_than" | "less_than_equal":
            limit = detail["msg"].lower().removeprefix("input should be ")
            return f"{value!r} is out of range", f"write a number {limit}"
        case "literal_error":
            return f"{value!r} is not allowed", f"write {detail['ctx']['expected']}"
    return f"{value!r}: {detail['msg'].lower()}", ""


def _id_remedy(pattern: str, value: str) -> str:
    if pattern.startswith("^[A-Z]"):
        return "write the two capital letters of ISO 3166-1, as in FI"
    proposal = proposed_id(value)
    if pattern.startswith("^[0-9]{4}") and not re.fullmatch(pattern, proposal):
        year = re.search("(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", proposal)
        words = re.sub("-+", "-", proposal.replace(year[0], "", 1)).strip("-") if year else ""
        example = f"{year[0]}-{words}" if year and words else "2013-osce-finland-study-visit"
        return f"begin with the year, then words in lower case joined by hyphens, as in {example}"
    return f"write lower-case letters, digits and single hyphens, as in {proposal or 'finnish-customs'}"

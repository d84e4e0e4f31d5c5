"""What a claim's value may be: an id of the right kind that exists, a country, a term, a date, a number."""

from __future__ import annotations

import re

from coopgraph.errors import suggestion
from coopgraph.loaders.yaml import Scalar, Tree
from coopgraph.ontology import ClaimKey, terms
from coopgraph.records import Records, Value, parse_date
from coopgraph.source import Problem, Source

_DURATION = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?)?")


class ValueReader:
    """Checks values against the dataset's ids. The ids of a kind are sorted once, for near matches."""

    def __init__(self, records: Records) -> None:
        self.kinds: dict[str, set[str]] = {}
        for kind, slug in records.named:
            self.kinds.setdefault(kind, set()).add(slug)

    def of(self, key: ClaimKey, value: Tree, place: Source) -> Value | Problem:
        """Return the value of a claim with this key, or what is wrong with it."""
        if not isinstance(value, Scalar) or not value.text:
            return Problem(place, "has no value", "give one value; a second one is a claim of its own")
        text = value.text
        match key.value:
            case "id":
                return self.of_kinds(value, place, key.range)
            case "country":
                return self._country(text, place)
            case "term":
                return _term(text, key.range[0], place)
            case "date":
                return _date(text, place)
            case "integer" if not text.isdecimal():
                return Problem(place, f"{text!r} is not a number", "write digits only, as in 24")
            case "duration" if not _DURATION.fullmatch(text):
                return Problem(place, f"{text!r} is not a duration", "write P5D for five days, P1W for a week")
            case "edtf" | "integer" | "duration" | "text" as kind:
                return Value(type=kind, text=text)
        raise ValueError(f"ontology/properties.csv: {key.key}: unknown value type {key.value!r}")

    def of_kinds(self, value: Tree, place: Source, kinds: tuple[str, ...]) -> Value | Problem:
        """Return the id in ``value`` if it exists and is of one of the kinds."""
        if not isinstance(value, Scalar) or not value.text:
            return Problem(place, "has no value", f"write an id such as {kinds[0]}/…")
        return self.unknown_id(value.text, place, kinds) or Value(type="id", text=value.text)

    def unknown_id(self, text: str, place: Source, kinds: tuple[str, ...]) -> Problem | None:
        """Return a problem unless ``text`` is ``kind/slug`` with one of the kinds, and exists."""
        kind, slash, slug = text.partition("/")
        if not slash or kind not in kinds:
            everything = [f"{k}/{s}" for k in kinds for s in self.kinds.get(k, ())]
            remedy = suggestion(text, sorted(everything), most=0) if not slash else ""
            kind_list = ", ".join(f"{k}/…" for k in kinds)
            message = f"{text!r} is not an id of the kind wanted here ({kind_list})"
            return Problem(place, message, remedy if remedy.startswith("did") else f"write {kinds[0]}/ and its slug")
        if slug not in self.kinds.get(kind, ()):
            remedy = suggestion(slug, sorted(self.kinds.get(kind, ())), most=0)
            add = "add it to the authority table or the file's own records"
            return Problem(place, f"{text!r} is not in the data", remedy if remedy.startswith("did") else add)
        return None

    def _country(self, text: str, place: Source) -> Value | Problem:
        if text not in self.kinds.get("country", ()):
            return Problem(place, f"{text!r} is not a country code", "write the two capitals of ISO 3166-1, as in FI")
        return Value(type="id", text=f"country/{text}")


def _term(text: str, scheme: str, place: Source) -> Value | Problem:
    if text not in terms()[scheme]:
        known = sorted(terms()[scheme])
        return Problem(place, f"{text!r} is not a term of {scheme}", suggestion(text, known))
    return Value(type="term", text=f"{scheme}/{text}")


def _date(text: str, place: Source) -> Value | Problem:
    try:
        return Value(type="date", text=parse_date(text).isoformat())
    except ValueError as error:
        message, _, remedy = str(error).partition("; ")
        return Problem(place, message, remedy)

"""What a claim's value may be: an id of the right kind that exists, a country, a term, a date, a number."""

from __future__ import annotations

import re

from coopgraph.errors import did_you_mean
from coopgraph.loaders.ids import Ids
from coopgraph.loaders.likely import instead, is_slip
from coopgraph.loaders.wording import Wording, added
from coopgraph.loaders.yaml import Scalar, Tree
from coopgraph.ontology import ClaimKey, terms
from coopgraph.records import Value, parse_date, readings
from coopgraph.source import Problem, Source

_WRITTEN = "write its kind, a slash and its id, as in org/osce"
_DURATION = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?)?", re.ASCII)


class ValueReader:
    """Checks values against the dataset's ids."""

    def __init__(self, ids: Ids) -> None:
        self.ids = ids

    def of(self, key: ClaimKey, value: Tree, place: Source, wording: Wording) -> Value | Problem:
        """Return the value of a claim with this key, or what is wrong with it, in the words of a form."""
        if not isinstance(value, Scalar) or not value.text:
            return Problem(place, "has no value", wording.second)
        text = value.text
        match key.value:
            case "id":
                return self.of_kinds(value, place, key.range)
            case "country":
                return self._country(text, place)
            case "term":
                return term(text, key.range[0], place)
            case "date":
                return _date(text, place, wording)
            case "integer":
                return number(text, place)
            case "duration" if not _DURATION.fullmatch(text):
                return Problem(place, f"{text!r} is not a duration", "write P5D for five days, P1W for a week")
            case "edtf" | "duration" | "text" as kind:
                return Value(type=kind, text=text)
        raise ValueError(f"ontology/properties.csv: {key.key}: unknown value type {key.value!r}")

    def of_kinds(self, value: Tree, place: Source, kinds: tuple[str, ...]) -> Value | Problem:
        """Return the id in ``value`` if it exists and is of one of the kinds."""
        if not isinstance(value, Scalar) or not value.text:
            return Problem(place, "has no value", f"write one id, such as {kinds[0]}/…")
        return self.unknown_id(value.text, place, kinds) or Value(type="id", text=value.text)

    def unknown_id(self, text: str, place: Source, kinds: tuple[str, ...]) -> Problem | None:
        """Return a problem unless ``text`` is ``kind/slug`` with one of the kinds, and exists."""
        kind, slash, slug = text.partition("/")
        if slash and kind in kinds:
            if self.ids.has(kind, slug):
                return None
            close = [f"{kind}/{c}" for c in self.ids.near(slug, lambda: self.ids.of(kind), most=2)]
            return Problem(place, f"{text!r} is not in the data", _instead(text, kind, close))
        bare = slug if slash else text
        close = [f"{k}/{bare}" for k in kinds if bare in self.ids.of(k)]
        close = close or self.ids.called(text, kinds)[:2]
        close = close or self.ids.near(text, lambda: (f"{k}/{s}" for k in kinds for s in self.ids.of(k)), most=2)
        message = f"{text!r} is not an id of the kind wanted here ({', '.join(f'{k}/…' for k in kinds)})"
        if close:
            return Problem(place, message, did_you_mean(close))
        known = self.ids.has(kind, slug)
        remedy = f"name one of these kinds, not {_an(kind)}" if known else _WRITTEN
        return Problem(place, message, remedy)

    def _country(self, text: str, place: Source) -> Value | Problem:
        if not self.ids.has("country", text):
            return Problem(place, f"{text!r} is not a country code", self.ids.country(text))
        return Value(type="id", text=f"country/{text}")


def _an(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeio" else f"a {kind}"


def _instead(text: str, kind: str, close: list[str]) -> str:
    """Say what to write instead of an id that is not in the data: what it may be a slip for, or where to add it."""
    slips = [ident for ident in close if is_slip(text, ident)]
    if slips:
        return did_you_mean(slips)
    return f"{added(kind)}; {did_you_mean(close)}" if close else added(kind)


def term(text: str, scheme: str, place: Source) -> Value | Problem:
    """Return a term of a scheme, or what is wrong with it."""
    if text not in terms()[scheme]:
        return Problem(place, f"{text!r} is not a term of {scheme}", instead(text, scheme))
    return Value(type="term", text=f"{scheme}/{text}")


def number(text: str, place: Source) -> Value | Problem:
    """Return a whole number from 0 to 999,999,999, without leading noughts, or what is wrong with it."""
    if re.fullmatch("[0-9]{10,}", text):
        return Problem(place, f"{text!r} is too large", "write a number of at most nine digits")
    if not re.fullmatch("[0-9]{1,9}", text):
        return Problem(place, f"{text!r} is not a number", "write digits only, as in 24")
    return Value(type="integer", text=str(int(text)))


def _date(text: str, place: Source, wording: Wording) -> Value | Problem:
    try:
        return Value(type="date", text=parse_date(text).isoformat())
    except ValueError as error:
        message, _, remedy = str(error).partition("; ")
        return Problem(place, message, remedy + (wording.dates if readings(text) else ""))

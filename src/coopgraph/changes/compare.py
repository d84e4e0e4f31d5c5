"""The changes between two datasets: authority records field by field, ids, claims, digests."""

from __future__ import annotations

from coopgraph.changes import matching
from coopgraph.changes.identity import Identity
from coopgraph.changes.model import Changes, Edit, RecordChange, Sign
from coopgraph.changes.side import Side
from coopgraph.records import Name, Named, Records

_APART = {"source", "id", "names"}
_SIGNS: tuple[Sign, ...] = ("new", "gone", "changed")


def compare(a: Records, b: Records) -> Changes:
    """Return what changed from ``a`` to ``b``: two datasets as :func:`coopgraph.loaders.dataset.load` reads them.

    Records are known by kind and id, claims by subject, key, value and source document. Where a record or claim stands,
    and the order of rows, claims, files and of several values in a cell, is no change. Exchanging the two exchanges
    new and gone. Takes time in proportion to the records.

    >>> from coopgraph.records import Organization, Source
    >>> def customs(country):
    ...     place, names = Source("organizations.csv", 2), {"en": "Finnish Customs"}
    ...     made = Organization(source=place, id="finnish-customs", names=names, type=("customs",), country=country)
    ...     return Records(named={("org", "finnish-customs"): made})
    >>> found = compare(customs(None), customs("FI"))
    >>> found.records[0].sign, found.records[0].edits
    ('changed', (Edit(field='country', old=(), new=('FI',)),))
    >>> bool(compare(customs("FI"), customs("FI")))
    False
    """
    before, after = Side(a), Side(b)
    same = Identity(before, after)
    claims = matching.changes(before, after, same)
    return Changes(_records(before, after, same), same.moves(), claims, _digests(a, b, same))


def _records(a: Side, b: Side, same: Identity) -> tuple[RecordChange, ...]:
    found = [RecordChange("gone", a.thing(ident)) for ident in same.gone()]
    found += [RecordChange("new", b.thing(ident)) for ident in same.new()]
    kept = [(ident, ident) for ident in a.named.keys() & b.named.keys()]
    kept += [(pair.old, pair.new) for pair in same.pairs if pair.how == "renamed"]
    for old, new in kept:
        if edits := _edits(a.named[old], b.named[new]):
            found.append(RecordChange("changed", b.thing(new), edits))
    return tuple(sorted(found, key=lambda change: (_SIGNS.index(change.sign), change.thing.id)))


def _edits(old: Named, new: Named) -> tuple[Edit, ...]:
    """Return the fields in which two records differ, named as in the tables: name_en, also, country …"""
    before, after = _fields(old), _fields(new)
    fields = [*before, *(name for name in after if name not in before)]
    both = ((name, before.get(name, ()), after.get(name, ())) for name in fields)
    return tuple(Edit(name, one, other) for name, one, other in both if one != other)


def _fields(record: Named) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {f"name_{lang}": (record.names[lang],) for lang in sorted(record.names)}
    for name in type(record).model_fields:
        if name not in _APART:
            value = getattr(record, name)
            several = value if isinstance(value, tuple) else () if value in (None, "") else (value,)
            found[name] = tuple(sorted({_text(one) for one in several}))
    return found


def _text(value: object) -> str:
    """Return a value as it stands in a table: a name in another language than English with its tag."""
    if isinstance(value, Name):
        return value.text if value.lang == "en" else f"{value.text}@{value.lang}"
    return str(value)


def _digests(a: Records, b: Records, same: Identity) -> tuple[int, int, int]:
    """Return how many digests of spans are new, gone and changed."""
    both = []
    for records in (a, b):
        spans = records.digests.items()
        both.append({(same.of(f"source/{s.document}"), s.start, s.end): digest for s, digest in spans})
    before, after = both
    changed = sum(before[span] != after[span] for span in before.keys() & after.keys())
    return (len(after.keys() - before.keys()), len(before.keys() - after.keys()), changed)

"""Record files to write in: an empty one with every kind of line explained, and one filled with a draft.

What they say to whoever fills them in begins with ``#:`` (:data:`coopgraph.loaders.comments.HELP`), by which it is told
from comments of their own.
"""

from __future__ import annotations

import csv
import io
import json

from coopgraph.drafting.columns import DERIVED, tables
from coopgraph.drafting.document import remedy
from coopgraph.drafting.draft import SECTIONS, Draft, Line

EMPTY = """\
#: What one source document says. What follows #: explains this form; it is read by nobody, and coopgraph add leaves it
#: out. Comments of your own begin with # and are kept. Take the #: from an example and write what is true.
source: ""                            #: the id of the document in sources.csv

events:                               #: what happened; the id begins with the year
#:  2013-osce-finland-study-visit:
#:    en: Study visit of Tajik officials to Finland
#:    ru:                             #: its name in other languages, as far as known

delegations:                          #: people known by country and occupation only
#:  2013-tajik-customs-and-trade-officials:
#:    en: Senior customs and trade officials from Tajikistan
#:    country: TJ
#:    occupation: customs-and-trade-officials

claims:                               #: what is said of whom: below each record a list, the first key says what
#:  event/2013-osce-finland-study-visit:
#:    - {category: study-visit, stated: high, at: 3387-3508}
#:    - {host: org/finnish-customs, stated: high, at: 3785-3850}
#:    - start-date: 2013-05-27
#:      inferred: high                #: stated, inferred or rejected; high, medium or low
#:      basis: Five days that ended on 31 May.
#:      at: [3387-3409, 3476-3508]    #: first character and the one after the last, from: coopgraph span TEXT "words"
"""
_HEAD = """\
#: DRAFT, made by looking up names, dates and role words in a text. Nothing here is a fact before you read it there.
#: For each claim: write stated, inferred or rejected instead of draft, and high, medium or low after it (with a basis
#: unless it is stated); write the role or key instead of mentioned; or delete the line. What is left is refused.
#: draft: exact is a name, term or date as it is; draft: weak another form of it, a hint, or a word beside it.
"""


def render(draft: Draft) -> str:
    """Return a draft as a record file, which the loader refuses line by line until somebody has decided."""
    out = [_HEAD, f"source: {json.dumps(draft.source)}\n"]
    out.append(
        f"\nevents:\n  {draft.event}:  #: make the id tell more, here and below\n    en:  #: its name in English\n"
    )
    out += _delegations(draft)
    if draft.lines:
        out.append(f"\nclaims:\n  event/{draft.event}:\n")
        for number, title in enumerate(SECTIONS):
            lines = draft.of(number)
            out += [f"    #: --- {title}\n", *map(_line, lines)] if lines else []
    return "".join([*out, *_rest(draft)])


def document_row(row: dict[str, str]) -> str:
    """Return the table sources with the proposed row of a draft's document; what a person must write or see to stands
    in the column ``remedy``, which is passed over when the table is read."""
    header = [*(column.name for column in tables()["sources"]), *DERIVED, "remedy"]
    out = io.StringIO()
    out.write("\ufeff")  # by which Excel knows UTF-8
    writer = csv.DictWriter(out, header)
    writer.writeheader()
    writer.writerow(row | {"remedy": remedy(row)})
    return out.getvalue()


def _line(line: Line) -> str:
    at = line.spans[0] if len(line.spans) == 1 else f"[{', '.join(line.spans)}]"
    value = f'"{line.value}"' if line.key == "edtf" else line.value
    more = f" (and {line.more} more)" if line.more else ""
    return f"    - {{{line.key}: {value}, draft: {line.certainty}, at: {at}}}  #: {line.note}{more}\n"


def _delegations(draft: Draft) -> list[str]:
    if not draft.people:
        return []
    out = ["\n#: People known by country and work only are a delegation; write those that took part as\n"]
    out += ["#:delegations:\n#:  2013-tajik-customs-officials:\n#:    en: Customs officials from Tajikistan\n"]
    out += ["#:    country: TJ\n#:    occupation: customs-officers\n#: Occupations in the text:\n"]
    places: dict[str, list[str]] = {}
    for one in draft.people:
        places.setdefault(one.ident, []).append(one.at)
    return out + [f"#:   {ident} at {', '.join(spans)}\n" for ident, spans in places.items()]


def _rest(draft: Draft) -> list[str]:
    out = []
    if draft.new:
        out.append("\n#: Perhaps new: look like organizations and are not on record. Give those that matter a row.\n")
        out += [f"#:   {c.at}  {' '.join(c.matched.split())}\n" for c in draft.new]
    if draft.left_out:
        number = f"{draft.left_out} names and words" if draft.left_out > 1 else "1 name or word"
        out.append(f"\n#: Left out: {number} in lines that look like a menu of the page.\n")
    return out

"""What a check is for, in words: on a terminal, as an overview, and as the page docs/checks.md.

The words stand in ``shapes/*.ttl`` (:mod:`.checks`), the examples in ``shapes/examples.yaml`` (:mod:`.examples`).
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from coopgraph.errors import UnknownName, near
from coopgraph.table import Table
from coopgraph.validation.checks import Check, checks, of_code, titles
from coopgraph.validation.examples import Example, of_check

ONLY_RDF = "This cannot come from curated files; only from RDF that was made in another way."
FORM = {
    "record": "record  The form of the records  (violation)\n\n"
    "A row, a key or a value that is not as the form wants it: a misspelt id, a date that is none, a claim without\n"
    "status, evidence or reason. The message says what to write instead. Such records cannot become a graph, so the\n"
    "checks C01 to C58 run only when all of these are mended. docs/records.md and docs/forms.md show the form.",
    "profile": "profile  The profile of the checks  (violation, warning or hint)\n\n"
    "Something is wrong in checks.yaml, the file that grades checks and accepts findings; or an entry of it is no\n"
    "longer needed. docs/checks.md shows what it may hold.",
}
"""What the codes mean that no shape has."""
_WIDTH, _INDENT = 96, 17


def find(name: str) -> list[str]:
    """Return the codes of the checks that a code, the name of a shape, or words of a title mean.

    Case counts as little as noughts do (``c7`` is C07). Raises UnknownName with near matches.

    >>> find("c16"), find("C22-about"), find("without an organizer")
    (['C16'], ['C22'], ['C16'])
    """
    wanted = name.strip().casefold()
    digits = wanted.removeprefix("c").lstrip("0")
    padded = f"c{int(digits):02}" if digits.isascii() and digits.isdecimal() else wanted
    by_name = {n.casefold(): c.code for c in checks().values() for n in (c.name, c.code)}
    if code := by_name.get(wanted) or by_name.get(padded):
        return [code]
    words = wanted.split()
    told = [c for c in checks().values() if words and all(word in c.title.casefold() for word in words)]
    if told:
        return sorted({c.code for c in told})
    known = {c.name for c in checks().values()} | set(titles())
    close = near(name, known, most=2) or [f"{c.code} ({c.title})" for c in _like(name)]
    raise UnknownName("check", name, known, close)


def _like(name: str) -> list[Check]:
    """Return up to two checks a word of whose title is like a word of ``name``."""
    by_word: dict[str, Check] = {}
    for check in checks().values():
        for word in check.title.casefold().split():
            by_word.setdefault(word, check)
    hits = [by_word[match] for word in name.casefold().split() for match in near(word, by_word, most=1)]
    return list(dict.fromkeys(hits))[:2]


def overview(codes: list[str] | None = None) -> Table:
    """Return all checks, or some, as a table: code, severity, what it looks for."""
    rows = [(c.name, word(c), c.title) for code in (codes or titles()) for c in of_code(code)]
    note = "" if codes else "coopgraph explain CHECK tells why, with examples of what is wrong and what is right."
    return Table(("check", "severity", "what it looks for"), list(rows), note=note)


def says(check: Check) -> str:
    """Return the message of a check, with dots for what it finds.

    >>> says(of_code("C13")[0])
    'It ends (…) before it starts (…)'
    """
    return re.sub(r"'?\{\?\w+\}'?", "…", check.message)


def word(check: Check) -> str:
    """Return the severity of a check as reports call it: a violation, a warning or a hint."""
    return "hint" if check.severity == "info" else check.severity


def explanation(code: str) -> str:
    """Return all about a check, laid out for a terminal."""
    out: list[str] = []
    for check in of_code(code):
        out += [f"{check.name}  {check.title}  ({word(check)})", ""]
        told = (("it says", says(check)), ("why", check.reason), ("what to write", check.remedy))
        for head, text in told:
            wrapped = textwrap.wrap(text, _WIDTH - _INDENT, break_on_hyphens=False)
            out += [f"  {head if not n else '':{_INDENT - 2}}{line}" for n, line in enumerate(wrapped)]
        out.append("")
    for example in of_check(code):
        out += _example(example, several=len(of_check(code)) > 1)
    return "\n".join([*out, *_how_to_live_with(code)]) + "\n"


def _example(example: Example, several: bool) -> Iterator[str]:
    which = f" ({example.name})" if several else ""
    if example.only_rdf:
        yield from (f"  {ONLY_RDF}", f"  {example.only_rdf}", "")
        return
    for head, side in (("wrong", example.wrong), ("right", example.right)):
        for file, lines in side:
            yield f"  {head}{which}, in {file}:"
            yield from (f"      {line}" for line in visible(lines).splitlines())
            yield ""
    if example.see:
        yield from (f"  {example.see}", "")
    if example.refused:
        yield from (f"  The wrong lines are refused when the files are read: “… {example.refused} …”", "")


def visible(lines: str) -> str:
    """Return lines with their no-break spaces visible.

    >>> visible("Norwegian\\u00a0Customs")
    'Norwegian⍽Customs'
    """
    return lines.replace("\u00a0", "⍽")


def _how_to_live_with(code: str) -> list[str]:
    grades = [f'      {name}: {{to: {to}, because: "…"}}' for name, to in _grades(code)]
    lines = ["  To set its severity, in checks.yaml beside the data:", "      severity:"]
    lines += ["  " + grade for grade in grades]
    if any(c.severity != "violation" for c in of_code(code)):
        entry = f'        - {{check: {code}, record: …, note: "Why it may stay."}}'
        lines += ["", "  To accept a single finding there, with the id of its record as the report shows it:"]
        lines += ["      accepted:", entry]
    else:
        lines += ["", "  A violation cannot be accepted: mend the record."]
    return lines


def _grades(code: str) -> list[tuple[str, str]]:
    """Return what one might write under severity: the check turned off or made graver, and each shape of its own."""
    shapes = [c for c in of_code(code) if c.name != code]
    milder = {"violation": "warning", "warning": "violation", "info": "off"}
    first = of_code(code)[0]
    return [(code, milder[first.severity]), *((c.name, milder[c.severity]) for c in shapes)][:3]


def page() -> str:
    """Return the page docs/checks.md: how findings are judged, then every check with its examples."""
    parts = [_HEAD.strip(), *(_section(code) for code in titles())]
    return "\n\n".join(parts) + "\n"


def _section(code: str) -> str:
    shapes, parts = of_code(code), [f"## {code} {titles()[code]}"]
    for check in shapes:
        which = f"**{check.name}: {check.title}**, a {word(check)}" if len(shapes) > 1 else f"A {word(check)}"
        parts += [f"{which}: “{says(check)}”", check.reason, f"*What to write:* {check.remedy}"]
    for example in of_check(code):
        parts += _example_on_page(example)
    return "\n\n".join(parts)


def _example_on_page(example: Example) -> Iterator[str]:
    if example.only_rdf:
        yield f"{ONLY_RDF} {example.only_rdf}"
        return
    of = f" ({example.name})" if "-" in example.name else ""
    for head, side in (("Wrong", example.wrong), ("Right", example.right)):
        for file, lines in side:
            yield f"{head}{of}, in `{file}`:"
            yield f"```{'yaml' if file.endswith('.yaml') else 'csv'}\n{visible(lines)}\n```"
    if example.see:
        yield example.see
    if example.refused:
        yield f"The wrong lines are refused when the files are read: “… {example.refused} …”"


_HEAD = """
# The checks

`coopgraph validate` holds a dataset against these checks; `coopgraph explain C16` tells of one on the terminal. This
page is made from `shapes/*.ttl` and `shapes/examples.yaml`.

A **violation** must be mended. A **warning** wants somebody to look, and may be right as it is. A **hint** only asks.

The examples are lines of the curated files ([records.md](records.md) explains them). Lines that break the form of the
files are refused when they are read, with file and line, so that the check never sees them: then the page says so.

## Judging findings: checks.yaml

A file `checks.yaml` in the folder of a dataset (or `coopgraph-checks.yaml` where you work, or `--profile FILE`) says
how grave a check is in these data, and which findings may stay. Reasons are required.

```yaml
severity:
  C28: {to: off, because: "Units and parents are listed on purpose here."}
  C18: {to: violation, because: "A meeting without a place is of no use to us."}
  C22-about: {to: info, because: "The sources round their numbers."}
accepted:
  - check: C16
    record: event/2019-border-meeting
    note: "The source names no organizer."
    by: "A. Curator"
```

* `to` is `off`, `info` (a hint), `warning` or `violation`.
* The code of a check (`C22`) means all its shapes; the name of a shape (`C22-about`) means that one alone and goes
  before what is said of its check. Where a shape bears the code itself (`C13` beside `C13-day`), the code means both.
* `record` is the id that the report shows with the name. `value` narrows an entry to one value, `by` tells who
  accepted it.
* Accepted findings are counted and not shown. A violation cannot be accepted: it is mended, or the check gets a milder
  severity for a reason.
* An entry that fits nothing any more is a hint: delete it. (Those of C53 are only missed when the texts are at hand.)
* What breaks the form of the files is no check, and can be neither graded nor accepted.
* `--no-profile` shows everything.
"""

"""Each mistake in a record file is told with its line, its key, what is wrong, and what to write instead."""

from __future__ import annotations

from collections.abc import Callable

import pytest

RECORD = "records/900-visit.yaml"
DATES = "write year-month-day, as in 2013-05-31"
ROLES = "org/…, delegation/…, person/…"
OK = "stated: high, at: 10-20"

CLAIMS = [
    # what is claimed
    (f"{{hots: org/osce, {OK}}}", "[hots]: 'hots' is not a role or claim key; did you mean 'host'?"),
    (
        f"{{catgory: training, {OK}}}",
        "[catgory]: 'catgory' is not a role or claim key; did you mean 'category' or 'signatory'?",
    ),
    (
        "{stated: high, host: org/osce, at: 10-20}",
        "[stated]: 'stated' is not a role or claim key; begin the claim with what it says, as in  host: org/osce",
    ),
    (f"{{parent: org/osce, {OK}}}", "[parent]: 'parent' does not fit a record of kind 'event'; it fits: org"),
    (
        f"{{category: {{a: b}}, {OK}}}",
        "[category]: has no value; give one value; a second one is a claim of its own",
    ),
    (f"{{category: , {OK}}}", "[category]: has no value; give one value; a second one is a claim of its own"),
    (f"{{host: [org/osce, org/x], {OK}}}", "[host]: has no value; write one id, such as org/…"),
    # ids
    (f"{{host: org/osec, {OK}}}", "[host]: 'org/osec' is not in the data; did you mean 'org/osce'?"),
    (
        f"{{host: org/zzzzzz, {OK}}}",
        "[host]: 'org/zzzzzz' is not in the data; correct it, or add it to the table organizations",
    ),
    (
        f"{{participant: delegation/2013-oficers, {OK}}}",
        "[participant]: 'delegation/2013-oficers' is not in the data; did you mean 'delegation/2013-officers'?",
    ),
    (
        f"{{speaker: person/ann-le, {OK}}}",
        "[speaker]: 'person/ann-le' is not in the data; did you mean 'person/ann-lee'?",
    ),
    (
        f"{{place: place/helsinky, {OK}}}",
        "[place]: 'place/helsinky' is not in the data; did you mean 'place/helsinki'?",
    ),
    (
        f"{{visited-site: bcp/valimaa, {OK}}}",
        "[visited-site]: 'bcp/valimaa' is not in the data; did you mean 'bcp/vaalimaa'?",
    ),
    (
        f"{{within-framework: project/border-programm, {OK}}}",
        "[within-framework]: 'project/border-programm' is not in the data; did you mean 'project/border-programme'?",
    ),
    (
        f"{{outcome: document/handbok, {OK}}}",
        "[outcome]: 'document/handbok' is not in the data; did you mean 'document/handbook'?",
    ),
    (
        f"{{host: osce, {OK}}}",
        f"[host]: 'osce' is not an id of the kind wanted here ({ROLES}); did you mean 'org/osce'?",
    ),
    (
        f"{{host: Finnish Customs, {OK}}}",
        f"[host]: 'Finnish Customs' is not an id of the kind wanted here ({ROLES}); "
        "did you mean 'org/finnish-customs'?",
    ),
    (
        f"{{host: org/customs-of-norway, {OK}}}",
        "[host]: 'org/customs-of-norway' is not in the data; correct it, or add it to the table organizations",
    ),
    (
        f"{{host: organization/osce, {OK}}}",
        f"[host]: 'organization/osce' is not an id of the kind wanted here ({ROLES}); did you mean 'org/osce'?",
    ),
    (
        f"{{host: place/helsinki, {OK}}}",
        f"[host]: 'place/helsinki' is not an id of the kind wanted here ({ROLES}); "
        "name one of these kinds, not a place",
    ),
    # terms and countries
    (
        f"{{category: studyvisit, {OK}}}",
        "[category]: 'studyvisit' is not a term of event-type; did you mean 'study-visit'?",
    ),
    (
        f"{{attendance-mode: zoom, {OK}}}",
        "[attendance-mode]: 'zoom' is not a term of attendance-mode; known are: blended, in-person, online",
    ),
    (f"{{country: fi, {OK}}}", "[country]: 'fi' is not a country code; write FI"),
    (
        f"{{country: Finnland, {OK}}}",
        "[country]: 'Finnland' is not a country code; did you mean FI (Finland)?",
    ),
    (
        f"{{country: Норвегя, {OK}}}",
        "[country]: 'Норвегя' is not a country code; did you mean NO (Норвегия)?",
    ),
    (
        f"{{country: XX, {OK}}}",
        "[country]: 'XX' is not a country code; write the two capital letters of ISO 3166-1, as in FI",
    ),
    (f"{{country: country/FI, {OK}}}", "[country]: 'country/FI' is not a country code; write FI"),
    # dates, durations, numbers
    (f"{{end-date: 31.05.2013, {OK}}}", "[end-date]: '31.05.2013' is not a date; write 2013-05-31"),
    (f"{{end-date: 5/31/2013, {OK}}}", "[end-date]: '5/31/2013' is not a date; write 2013-05-31"),
    (
        f"{{end-date: 12.03.2024, {OK}}}",
        "[end-date]: '12.03.2024' is not a date; write 2024-03-12 or, if the month stands first, 2024-12-03: from the "
        "numbers nobody can tell",
    ),
    (f"{{end-date: 05.05.2013, {OK}}}", "[end-date]: '05.05.2013' is not a date; write 2013-05-05"),
    (f"{{end-date: 12.03.24, {OK}}}", f"[end-date]: '12.03.24' is not a date; {DATES}"),
    (f"{{end-date: 31.06.2013, {OK}}}", f"[end-date]: '31.06.2013' is not a date; {DATES}"),
    (f"{{end-date: 2013-5-1, {OK}}}", "[end-date]: '2013-5-1' is not a date; write 2013-05-01"),
    (f"{{end-date: 2013-02-30, {OK}}}", f"[end-date]: '2013-02-30' is not a date; {DATES}"),
    (
        f"{{end-date: 2013-05, {OK}}}",
        "[end-date]: '2013-05' has no day; if no more is known, claim not-before and not-after, its first and last day",
    ),
    (f"{{end-date: 20130531, {OK}}}", f"[end-date]: '20130531' is not a date; {DATES}"),
    (f"{{end-date: 2013-W22-5, {OK}}}", f"[end-date]: '2013-W22-5' is not a date; {DATES}"),
    (f"{{end-date: 2013-05-31T10:00, {OK}}}", f"[end-date]: '2013-05-31T10:00' is not a date; {DATES}"),
    (
        f"{{duration: 5 days, {OK}}}",
        "[duration]: '5 days' is not a duration; write P5D for five days, P1W for a week",
    ),
    (f"{{duration: P, {OK}}}", "[duration]: 'P' is not a duration; write P5D for five days, P1W for a week"),
    (
        f"{{attendee-count: many, {OK}}}",
        "[attendee-count]: 'many' is not a number; write digits only, as in 24",
    ),
    (f"{{attendee-count: -5, {OK}}}", "[attendee-count]: '-5' is not a number; write digits only, as in 24"),
    (f"{{attendee-count: ٢٤, {OK}}}", "[attendee-count]: '٢٤' is not a number; write digits only, as in 24"),
    # status, confidence, basis
    (
        "{host: org/osce, at: 10-20}",
        "[host]: the claim has no status; add  stated: high  (or inferred, rejected; medium, low)",
    ),
    (
        "{host: org/osce, stated: high, rejected: high, basis: No., at: 10-20}",
        "[rejected]: the claim is already stated; keep one of stated, inferred, rejected",
    ),
    (
        "{host: org/osce, stated: sure, at: 10-20}",
        "[stated]: 'sure' is not a confidence; write high, medium or low",
    ),
    ("{host: org/osce, stated: , at: 10-20}", "[stated]: has no confidence; write high, medium or low"),
    ("{host: org/osce, stated: High, at: 10-20}", "[stated]: 'High' is not a confidence; did you mean 'high'?"),
    (
        "{host: org/osce, Stated: high, at: 10-20}",
        "[Stated]: 'Stated' is not an option of this claim; did you mean 'stated'?",
    ),
    (
        '{host: org/osce, "stated ": high, at: 10-20}',
        "[stated ]: 'stated ' is not an option of this claim; did you mean 'stated'?",
    ),
    (
        "{host: org/osce, inferred: low, at: 10-20}",
        "[host]: a claim that is inferred must tell why; add  basis: one short sentence",
    ),
    (
        "{host: org/osce, rejected: low, at: 10-20}",
        "[host]: a claim that is rejected must tell why; add  basis: one short sentence",
    ),
    (
        "{host: org/osce, inferred: low, basis: , at: 10-20}",
        "[basis]: is not one text; write one text, or leave the key out",
    ),
    (
        "{host: org/osce, inferred: low, basis: [a, b], at: 10-20}",
        "[basis]: is not one text; write one text, or leave the key out",
    ),
    # spans
    ("{host: org/osce, stated: high}", "[host]: no evidence; add  at: start-end  of the words that say it"),
    (
        "{host: org/osce, stated: high, at: 20-10}",
        "[at]: the span 20-10 is empty or reversed; write the smaller number first",
    ),
    (
        "{host: org/osce, stated: high, at: 10-10}",
        "[at]: the span 10-10 is empty or reversed; write the smaller number first",
    ),
    (
        "{host: org/osce, stated: high, at: ten}",
        "[at]: 'ten' is not a span; write start-end in characters, as in 3785-3978",
    ),
    (
        "{host: org/osce, stated: high, at: 10–20}",
        "[at]: '10–20' is not a span; write 10-20, with a plain hyphen",
    ),
    (
        "{host: org/osce, stated: high, at: }",
        "[at]: a span is empty; write start-end in characters, as in 3785-3978",
    ),
    (
        "{host: org/osce, stated: high, at: 10-20, 30-40}",
        "[30-40]: '30-40' is not an option of this claim; write several spans as a list, as in  at: [10-20, 30-40]",
    ),
    (
        '{host: org/osce, stated: high, at: "10-20, 30-40"}',
        "[at]: '10-20, 30-40' is not a span; write [10-20, 30-40]",
    ),
    ("{host: org/osce, stated: high, at: []}", "[at]: is empty; write at least one span, as in 3785-3978"),
    (
        "{host: org/osce, stated: high, at: [10-20, [1-2]]}",
        "[at]: a span is empty; write start-end in characters, as in 3785-3978",
    ),
    # options
    (
        f"{{host: org/osce, {OK}, cuont: 5}}",
        "[cuont]: 'cuont' is not an option of this claim; did you mean 'count'?",
    ),
    (
        f"{{category: training, {OK}, count: 5}}",
        "[count]: 'count' is not an option of this claim; known are: at, basis, inferred, rejected, stated, when",
    ),
    (
        f"{{host: org/osce, {OK}, organizer: org/osce}}",
        "[organizer]: 'organizer' is not an option of this claim; make it a claim of its own",
    ),
    (
        "{host: org/osce, inferred: low, basis: Named first, not second., at: 10-20}",
        "[not second.]: 'not second.' is not an option of this claim; "
        'give it a value, or put a text that holds a comma in "quotes"',
    ),
    (
        f"{{host: org/osce, {OK}, count: about 5}}",
        "[count]: 'about 5' is not a number; write digits only, as in 24",
    ),
    (
        f"{{host: org/osce, {OK}, mode: in person}}",
        "[mode]: 'in person' is not a term of attendance-mode; did you mean 'in-person'?",
    ),
    (
        f"{{host: org/osce, {OK}, count: 5, count-qualifier: abuot}}",
        "[count-qualifier]: 'abuot' is not a term of count-qualifier; did you mean 'about'?",
    ),
    (f"{{host: org/osce, {OK}, title: }}", "[title]: is not one text; write one text, or leave the key out"),
    (
        f"{{host: org/osce, {OK}, stated: low}}",
        "[stated]: the key is there twice; keep one, or merge the two",
    ),
]


@pytest.mark.parametrize(("claim", "message"), CLAIMS, ids=[message for _, message in CLAIMS])
def test_a_wrong_claim(claimed: Callable[[str], list[str]], claim: str, message: str) -> None:
    """One mistake in the claim in line 20 gives one message, with its line, its key and a remedy."""
    assert claimed(claim) == [f"data/{RECORD}:20 {message}"]


@pytest.mark.parametrize("claim", ["host", "[]", "{}", "''"])
def test_a_claim_that_is_no_mapping(claimed: Callable[[str], list[str]], claim: str) -> None:
    """A word, a list or an empty mapping in a claim's place is told by its line; the form is shown."""
    shown = "write  - {host: org/osce, stated: high, at: 10-20}"
    assert claimed(claim) == [f"data/{RECORD}:20: is not a claim; {shown}"]


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        (
            f"{{host: org/osce, {OK}}}",
            "[host]: 'host' does not fit a record of kind 'org'; it fits: event, project",
        ),
        (
            f"{{start-date: 2013-05-27, {OK}}}",
            "[start-date]: 'start-date' does not fit a record of kind 'org'; it fits: event, project",
        ),
        (
            f"{{parent: osce, {OK}}}",
            "[parent]: 'osce' is not an id of the kind wanted here (org/…); did you mean 'org/osce'?",
        ),
        (
            f"{{parent: org/osce, {OK}, title: Head}}",
            "[title]: 'title' is not an option of this claim; known are: at, basis, inferred, rejected, stated, when",
        ),
    ],
)
def test_a_claim_that_does_not_fit_its_subject(said: Callable[[str], list[str]], claim: str, message: str) -> None:
    """A role is for events and projects, and a claim key for the kinds of its row in properties.csv."""
    assert said(claim) == [f"data/{RECORD}:29 {message}"]


FORMS = [
    # sections and subjects
    ("changes:", "chnages:", "13 [chnages]: 'chnages' is not a section of a record file; did you mean 'changes'?"),
    ("changes:", "changes: none", "13 [changes]: holds no ids; write each as a key, its fields below"),
    ("changes:", "events: {}", "13 [events]: the key is there twice; keep one, or merge the two"),
    ('source: "900"\n\n', "", "1 [source]: the file names no source; begin it with a line such as  source: \"003\""),
    ('"900"', '"90"', "1 [source]: '90' is not in sources.csv; add it to the table sources: '90' under id, "
     "what it is called under name_en"),
    ('"900"', '"0900"', "1 [source]: '0900' is not in sources.csv; did you mean '900'?"),
    (
        "  org/finnish-customs:",
        "  org/finish-customs:",
        "28 [org/finish-customs]: 'org/finish-customs' is not in the data; did you mean 'org/finnish-customs'?",
    ),
    (
        "  org/finnish-customs:",
        "  finnish-customs:",
        "28 [finnish-customs]: 'finnish-customs' is not an id of the kind wanted here (bcp/…, change/…, "
        "delegation/…, document/…, event/…, org/…, person/…, place/…, project/…); "
        "did you mean 'org/finnish-customs'?",
    ),
    (
        "  org/finnish-customs:",
        "  event/2013-visit:",
        "28 [event/2013-visit]: the key is there twice; keep one, or merge the two",
    ),
    (
        "  org/finnish-customs:\n",
        "  org/osce:\n  org/finnish-customs:\n",
        "28 [org/osce]: has no list of claims; begin each claim with  - {role or key: …}",
    ),
    # what the file introduces
    ("  2013-visit:", "  visit:", "4 [visit]: 'visit' is not an id; begin with the year, then words in lower case "
     "joined by hyphens, as in 2013-osce-finland-study-visit"),
    ("  2013-visit:", "  2013_Visit:", "4 [2013_Visit]: '2013_Visit' is not an id; write lower-case letters, "
     "digits and single hyphens, as in 2013-visit"),
    ("    en: Study visit\n", "    ru: Визит\n", "4 [2013-visit]: an English name is missing; give one"),
    ("    en: Study visit\n", "    en:\n", "5 [en]: is not one text; write one text, or leave the key out"),
    ("    en: Study visit\n", "    en: Study visit\n    also: [Visit]\n",
     "6 [also]: is not one text; write one text, or leave the key out"),
    ("    en: Study visit\n", "    en: Study visit\n    eng: Visit\n",
     "6 [eng]: 'eng' is not a field here; did you mean 'en'?"),
    ("    en: Study visit\n", "    - en\n", "4 [2013-visit]: has no fields; write at least  en: its name in English"),
    ("country: TM", "country: tm", "10 [country]: 'tm' is not a country code; write TM"),
    ("country: TM", "country: XX", "10 [country]: 'XX' is not a country code; write the two capital letters of "
     "ISO 3166-1, as in FI"),
    ("    country: TM\n", "", "8 [country]: is missing; give a value"),
    ("occupation: customs-officers", "occupation: custom-officers", "11 [occupation]: 'custom-officers' is not a "
     "term of occupation; did you mean 'customs-officers' or 'border-and-customs-officers'?"),
    ("Study visit", '"Study\\0visit"', "5: holds the control character U+0000; delete it"),
    ("Study visit", '"Study \\uD800visit"', "5: holds the control character U+D800; delete it"),
    ("  2013-visit:", "  ? [2013-visit]\n  : x\n  2013-visit:", "4: a key is not a word; write  key: value"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "message"), FORMS, ids=[message for _, _, message in FORMS])
def test_a_wrong_section_or_record(
    after: Callable[[str, str, str], list[str]], old: str, new: str, message: str
) -> None:
    """A mistake in a section, a subject or an introduced record gives one message, even if claims refer to it."""
    found = [m for m in after(RECORD, old, new) if "org/finnish-customs'; " not in m]
    if old.startswith("  2013-visit") and "not an id" in message:
        assert f"data/{RECORD}:{message}" in found  # the claims below then speak of an id that is not there
    else:
        assert found == [f"data/{RECORD}:{message}"]


def test_claims_of_an_unknown_subject_are_read_too(
    after: Callable[[str, str, str], list[str]],
) -> None:
    """A typo in the subject hides no mistake below it."""
    found = after(
        RECORD,
        "org/finnish-customs:\n    - {place: place/helsinki",
        "org/oscd:\n    - {plase: place/helsinki",
    )
    assert found == [
        f"data/{RECORD}:28 [org/oscd]: 'org/oscd' is not in the data; did you mean 'org/osce'?",
        f"data/{RECORD}:29 [plase]: 'plase' is not a role or claim key; did you mean 'place'?",
    ]

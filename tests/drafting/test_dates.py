"""Dates in texts, as EDTF."""

from __future__ import annotations

import pytest

from coopgraph.drafting.dates import DATELINE, find


@pytest.mark.parametrize(
    ("text", "edtf", "words"),
    [
        ("held on 27-31 May 2013 in", "2013-05-27/2013-05-31", "27-31 May 2013"),
        ("held on 27–31 May 2013 in", "2013-05-27/2013-05-31", "27–31 May 2013"),
        ("27 May - 2 June 2013", "2013-05-27/2013-06-02", "27 May - 2 June 2013"),
        ("from 28 December 2012 to 3 January 2013", "2012-12-28/2013-01-03", "28 December 2012 to 3 January 2013"),
        ("on 31\u00a0May\u00a02013.", "2013-05-31", "31\u00a0May\u00a02013"),
        ("the 3rd of March, 2014", "2014-03-03", "3rd of March, 2014"),
        ("March 28-29, 2023", "2023-03-28/2023-03-29", "March 28-29, 2023"),
        ("March 28 - April 2, 2023", "2023-03-28/2023-04-02", "March 28 - April 2, 2023"),
        ("September 25, 2019 the", "2019-09-25", "September 25, 2019"),
        ("On 19-23 April, UNODC", "XXXX-04-19/XXXX-04-23", "19-23 April"),
        ("in May 2013", "2013-05", "May 2013"),
        ("31 мая 2013 года", "2013-05-31", "31 мая 2013"),
        ("с 27 по 31 мая 2013 г.", "2013-05-27/2013-05-31", "27 по 31 мая 2013"),
        ("27 мая – 2 июня 2013 года", "2013-05-27/2013-06-02", "27 мая – 2 июня 2013"),
        ("в мае 2013 года", "2013-05", "мае 2013"),
        ("2013-05-27", "2013-05-27", "2013-05-27"),
        ("27.05.2013", "2013-05-27", "27.05.2013"),
        ("29 February 2024", "2024-02-29", "29 February 2024"),
    ],
)
def test_explicit(text: str, edtf: str, words: str) -> None:
    """An explicit date in either language gives its EDTF, and the span is that of its words."""
    (one,) = find(text)
    assert (one.ident, one.matched, text[one.start : one.end]) == (edtf, words, words)


@pytest.mark.parametrize(
    "text",
    [
        "on Monday",
        "last year, yesterday, tomorrow",
        "05/06/2013",
        "31 February 2013",
        "30 февраля 2013 года",
        "31-27 May 2013",
        "five days in 2013",
        "Decision No. 1048",
        "may 2013 be good",
        "in the march of 2013 people",
        "+358 29 5555 2013",
        "в 2013 году",
    ],
)
def test_not_guessed(text: str) -> None:
    """Weekdays, relative dates, days that no calendar has, and forms read differently in different lands are left."""
    assert find(text) == []


def test_dateline() -> None:
    """The date in a dateline is known for the day of the report."""
    (one,) = find("Helsinki, Finland, 5 November 2016 — A study visit")
    assert one.reason == DATELINE
    assert find("It ended on 5 November 2016 and more.")[0].reason != DATELINE


def test_each_date_once() -> None:
    """A stretch is one date: the barer forms leave what a fuller one has taken."""
    assert [c.ident for c in find("27-31 May 2013; 1 June 2013")] == ["2013-05-27/2013-05-31", "2013-06-01"]

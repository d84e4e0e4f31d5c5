"""JSON and JSON Lines: every value knows its line, and nothing is repaired silently."""

from __future__ import annotations

from pathlib import Path

import pytest

from coopgraph.intake import read
from coopgraph.loaders.files import Files

from .forms import lines

ROW = '{"id": "a", "name_en": "Alpha"}'


def given(name: str, text: str) -> Files:
    Path(name).write_text(text, "utf-8")
    return read([Path(name)])


def cells(files: Files, table: str = "organizations") -> list[dict[str, str]]:
    return [row.cells for one in files.tables[table] for row in one.rows]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("new.json", f'{{"organizations": [{ROW}]}}'),
        ("organizations.json", f"[{ROW}]"),
        ("organizations.jsonl", ROW + "\n\n"),
        ("new.ndjson", '{"table": "organizations", "id": "a", "name_en": "Alpha"}'),
    ],
)
def test_rows_are_objects(here: Path, name: str, text: str) -> None:
    """An object of tables, a list in a file of the table's name, and a line each give the same row."""
    found = given(name, text)
    assert cells(found) == [{"id": "a", "name_en": "Alpha"}]
    assert found.notes == [f"{name}: organizations, 1 row"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("new.json", '{"source": "900", "claims": {"event/x": [{"host": "org/a", "stated": "high", "at": ["0-9"]}]}}'),
        (
            "new.json",
            '{"records": [{"source": "900", "claims": {"event/x": [{"host": "org/a", '
            '"stated": "high", "at": ["0-9"]}]}}]}',
        ),
        (
            "new.json",
            '[{"source": "900", "claims": {"event/x": [{"host": "org/a", "stated": "high", "at": ["0-9"]}]}}]',
        ),
        ("new.jsonl", '{"source": "900", "claims": {"event/x": [{"host": "org/a", "stated": "high", "at": ["0-9"]}]}}'),
    ],
)
def test_a_record_file_may_be_an_object(here: Path, name: str, text: str) -> None:
    """Alone, in a list, below "records", or as a line: the tree is that of the YAML form."""
    found = given(name, text)
    Path("new.yaml").write_text('source: "900"\nclaims:\n  event/x:\n  - {host: org/a, stated: high, at: [0-9]}\n')
    (tree,), (same,) = found.trees, read([Path("new.yaml")]).trees
    assert plain(tree) == plain(same)


def plain(tree: object) -> object:
    if pairs := getattr(tree, "pairs", None):
        return {key: plain(value) for key, _, value in pairs}
    items = getattr(tree, "items", None)
    return [plain(item) for item in items] if items else getattr(tree, "text", "")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("60.17", "60.17"),
        ("5.0", "5"),
        ("1e999", "1e999"),
        ("true", "true"),
        ('["a", "b"]', "a | b"),
        ('" a\\u00a0"', "a"),
        ('"\\ud83d\\ude00"', "😀"),
    ],
)
def test_a_value_is_the_text_that_it_was_written_as(here: Path, value: str, text: str) -> None:
    """Numbers keep their digits, lists are parted by bars, pairs of surrogates are one character."""
    found = given("organizations.json", f'[{{"id": "a", "note": {value}}}]')
    assert cells(found) == [{"id": "a", "note": text}]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            f'[{ROW},\n{{"id": "b",\n"id": "c"}}]',
            "organizations.json:3 [id]: the key is there twice; keep one, or merge the two",
        ),
        (
            '[{"id": "a",\n"note": "\\ud800"}]',
            "organizations.json:2 [note]: holds half a surrogate pair U+D800; delete it",
        ),
        (
            '[{"id": "a", "note": "\\u0000"}]',
            "organizations.json:1 [note]: holds the control character U+0000; delete it",
        ),
        ('[{"id": "a", "note": NaN}]', "organizations.json:1 [note]: NaN is no value; give a value, or write null"),
        (
            '[{"id": "a", "note": -Infinity}]',
            "organizations.json:1 [note]: -Infinity is no value; give a value, or write null",
        ),
        (
            '[{"id": "a", "note": ' + "1" * 5001 + "}]",
            'organizations.json:1 [note]: holds a number of 5001 characters; write it as a text in "quotes"',
        ),
        (
            '[{"id": "a", "note": {"x": 1}}]',
            "organizations.json:1 [note]: is not a text; write one text, or a list of texts",
        ),
        ("[\n1]", 'organizations.json:2: is not a row; write it as {"id": …, "name_en": …}'),
        (
            '{"orgs": 1}',
            "organizations.json:1 [orgs]: is not a list of rows; known are: countries, "
            "organizations, people, places, crossings, projects, documents, sources, "
            "evidence, events, delegations, changes and 2 more",
        ),
    ],
)
def test_what_is_odd_is_told_with_its_line(here: Path, text: str, problem: str) -> None:
    """Twice the same key, half characters, numbers that are none."""
    assert problem in lines(given("organizations.json", text).problems)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('[{"id": "a"},\n{"id": "b}]', "2: not JSON: the text does not close; see that quotes and brackets close"),
        (
            '[{"id": "a"}\n{"id": "b"}]',
            "2: not JSON: a comma or ] is missing before '{'; see that quotes and brackets close",
        ),
        ('[{"id": "a",}]', "1: not JSON: a comma stands before }; see that quotes and brackets close"),
        ("[{id: 1}]", "1: not JSON: 'id' stands where a key should; see that quotes and brackets close"),
        ("[undefined]", "1: not JSON: 'undefined' is not expected; see that quotes and brackets close"),
        ('[{"id": 01}]', "1: not JSON: '0' is not expected; see that quotes and brackets close"),
        ("[]\n[]", "1: not JSON: something follows after the end; see that quotes and brackets close"),
        ('["\\x"]', '1: not JSON: the text "\\x" has an escape that is none; see that quotes and brackets close'),
        ('[{"id"', "1: not JSON: it ends early; see that quotes and brackets close"),
        (
            '"text"',
            '1: neither tables nor records; write {"organizations": [{…}], "claims": [{…}]}, '
            "or a record file as an object",
        ),
        ("[" * 100_000, "1: nested deeper than any record; is this a record file?"),
        ('{"a":' * 100_000, "1: nested deeper than any record; is this a record file?"),
    ],
)
def test_what_is_not_json_says_the_line(here: Path, text: str, why: str) -> None:
    """The file is refused as a whole, and the message says what stands in the way."""
    found = given("organizations.json", text)
    assert found.unreadable == [f"organizations.json:{why}"]
    assert found.tables == {}


def test_a_line_of_json_that_is_broken_is_named(here: Path) -> None:
    """JSON Lines tell the line of the file."""
    assert given("organizations.jsonl", f"{ROW}\n{ROW}\n{{").unreadable == [
        "organizations.jsonl:3: not JSON: it ends early; see that quotes and brackets close"
    ]


def test_a_line_may_name_no_unknown_table(here: Path) -> None:
    """The key table of a line names one of ours."""
    assert lines(given("new.jsonl", '{"table": "orgs", "id": "a"}').problems) == [
        "new.jsonl:1 [table]: 'orgs' is not a table; known are: countries, organizations, people, places, crossings, "
        "projects, documents, sources, evidence, events, delegations, changes and 1 more"
    ]

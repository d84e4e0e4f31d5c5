"""The page as a document: in order, described, whole in itself, and the same every time."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html as parser

from coopgraph import Graph, build
from coopgraph.errors import UsageError
from coopgraph.export import rdf
from coopgraph.report import Contents, Wishes, gather, page, write

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = "<script>alert(\"1\")</script> & 'x' ]]> -->"


@pytest.fixture(scope="module")
def tree(html: str) -> parser.HtmlElement:
    """The page of the bundled data, parsed."""
    return parser.document_fromstring(html)


def words(element: parser.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_headings_are_in_order(tree: parser.HtmlElement) -> None:
    """There is one first heading, and no level is left out on the way down."""
    levels = [int(h.tag[1]) for h in tree.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_ids_are_unique_and_references_lead_somewhere(tree: parser.HtmlElement) -> None:
    """No id stands twice, and each link within the page and each label has its end."""
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    ends = [a.removeprefix("#") for a in tree.xpath("//a/@href") if a.startswith("#")]
    ends += [name for names in tree.xpath("//@aria-labelledby") for name in names.split()]
    assert set(ends) <= set(ids)


def test_tables_are_described(tree: parser.HtmlElement) -> None:
    """Each table has a caption, a head for every column and one for every row, and as many cells as heads."""
    tables = tree.xpath("//table")
    assert len(tables) > 10
    for table in tables:
        assert words(table.find("caption"))
        heads = table.xpath("./thead/tr/th[@scope='col']")
        for row in table.xpath("./tbody/tr"):
            assert [cell.tag for cell in row] == ["th"] + ["td"] * (len(heads) - 1)
            assert row[0].get("scope") == "row"
            assert words(row[0])


def test_pictures_are_described(tree: parser.HtmlElement) -> None:
    """Each picture is an image with a title and a description, or mere ornament beside its words."""
    pictures = tree.xpath("//svg[not(@aria-hidden)]")
    assert len(pictures) == 2
    for picture in pictures:
        assert picture.get("role") == "img"
        assert words(picture.find("title"))
        assert words(picture.find("desc"))


def test_languages_are_told(tree: parser.HtmlElement) -> None:
    """The page is English, and whatever is written in Cyrillic says that it is Russian."""
    assert tree.get("lang") == "en"
    for text in tree.xpath("//text()[normalize-space()]"):
        if re.search("[Ѐ-ӿ]", text):
            assert text.getparent().xpath("ancestor-or-self::*[@lang][1]/@lang") == ["ru"], text


def test_nothing_comes_from_outside(html: str, tree: parser.HtmlElement) -> None:
    """No script, no style sheet, font, frame or image is loaded; the one address is that of the licence."""
    assert not tree.xpath(
        "//script | //iframe | //img | //object | //embed | //*[@src] | //@*[starts-with(name(), 'on')]"
    )
    assert "@import" not in html
    assert "url(" not in html
    links = [a for a in tree.xpath("//@href") if not a.startswith("#")]
    assert links == ["data:,", "https://creativecommons.org/licenses/by/4.0/"]
    assert "default-src 'none'" in tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert not re.search(r"(https?:)?//(?!creativecommons)[a-z]", html.replace("http://www.w3.org/2000/svg", ""))


def test_colours_have_contrast(html: str) -> None:
    """Every colour of text stands out from every ground by 4.5 to 1 and more (WCAG 2.2, 1.4.3)."""
    named = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", html))
    for ink in ("ink", "soft", "link"):
        for ground in ("#ffffff", named["band"]):
            light, dark = sorted((luminance(named[ink]), luminance(ground)), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, ink


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, 0 to 1 (WCAG 2.2)."""
    parts = [value / 255 for value in bytes.fromhex(colour[1:])]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_same_bytes(contents: Contents, html: str, tmp_path: Path) -> None:
    """Writing the page twice gives the same file, and its text ends its last line."""
    for name in ("one", "two"):
        write(contents, tmp_path / f"{name}.html")
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes() == html.encode()
    assert html.startswith("<!DOCTYPE html>")
    assert html.endswith("</html>\n")


def test_the_same_bytes_in_another_process(tiny: Path, tmp_path: Path) -> None:
    """Another process with another seed of hashes, and another folder of the same data, give the same page."""
    code = (
        "import sys; from coopgraph import Graph; from coopgraph.report import *; g = Graph.load(sys.argv[1]);"
        "sys.stdout.buffer.write(page(gather(g.store, g.names, g.validate())).encode())"
    )
    moved = tmp_path / "elsewhere"
    moved.symlink_to(tiny.resolve())
    pages = []
    for seed, folder in (("1", tiny.resolve()), ("2", moved)):
        env = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", code, str(folder)]
        done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()[-2000:]
        pages.append(done.stdout)
    assert pages[0] == pages[1]
    assert str(tmp_path).encode() not in pages[0]


def test_no_day_unless_given(graph: Graph, html: str) -> None:
    """The day of the page is the one that was given; without one the page names none."""
    assert "As of 2024-02-29." in html
    assert "As of" not in page(gather(graph.store, graph.names))
    assert date.today().isoformat() not in html


def test_names_cannot_break_the_page(tiny: Path) -> None:
    """A name full of mark-up is text in tables, pictures and title, never mark-up."""
    table = tiny / "organizations.csv"
    quoted = HOSTILE.replace('"', '""')
    told = table.read_text("utf-8").replace("Finnish Customs,", f'"{quoted}",').replace(",OSCE,", f',"OSCE {quoted}",')
    table.write_text(told, "utf-8")
    records = next((tiny / "records").iterdir())
    told = records.read_text("utf-8").replace(
        "funder: org/osce, rejected: high, basis: No money is named., ", "funder: org/osce, stated: high, "
    )
    records.write_text(told, "utf-8")
    graph = Graph.load(tiny)
    made = page(gather(graph.store, graph.names, graph.validate(), Wishes(title=HOSTILE, licence=HOSTILE)))
    tree = parser.document_fromstring(made)
    assert not tree.xpath("//script")
    assert tree.xpath("string(//h1)") == HOSTILE
    assert any(HOSTILE in text for text in tree.xpath("//svg//title/text()"))
    assert any(HOSTILE in text for text in tree.xpath("//table//text()"))


def test_numbers_are_those_of_the_tool(contents: Contents, tree: parser.HtmlElement, graph: Graph) -> None:
    """The page says what the networks, the report and the manifest of a build say."""
    text = words(tree)
    stated, inferred = graph.network(view="stated"), graph.network()
    assert f"{len(stated.nodes)} organizations took part and {len(stated.ties)} pairs of them cooperate" in text
    assert f"there are {len(inferred.nodes)} organizations and {len(inferred.ties)} ties" in text
    assert contents.report is not None
    assert contents.report.summary() in text
    built = build.load()
    assert f'"{contents.methods.graph_digest}"' in build.manifest(built, rdf.serialize(built.store.quads(), "nq"))
    assert text.count(inferred.definition.digest) == 2
    assert contents.methods.graph_digest in text


def test_every_weight_of_the_strongest_ties(tree: parser.HtmlElement, graph: Graph) -> None:
    """The table of the strongest ties has the first 25 by weight, in that order."""
    rows = tree.xpath("//table[@id='strongest']/tbody/tr")
    first = graph.network().by_weight()[:25]
    assert [float(words(row[2])) for row in rows] == [round(tie.weight, 2) for tie in first]


def test_gaps_in_words(tree: parser.HtmlElement) -> None:
    """What is missing stands there in words: the meeting without an organizer, the crossing without a mode."""
    told = {words(row[0]): words(row[-1]) for row in tree.xpath("//table[@id='gaps']/tbody/tr")}
    assert told["Events without an organizer"] == "First meeting of the Finland-Norway-Russia group"
    assert told["Crossings without a mode"] == "Altynkol-zhol customs checkpoint"
    assert "Delegations without an agency" in told
    assert "Events without a first day" in told


def test_without_checks_and_without_ties(tiny: Path) -> None:
    """A store that was not checked, with nobody tied, gives a page that says both."""
    graph = Graph.load(tiny)
    text = words(parser.document_fromstring(page(gather(graph.store, graph.names))))
    assert "The data were not checked for this page" in text
    assert "There is no tie to draw." in text
    assert "none is named: ask who made the dataset" in text


def test_a_page_that_cannot_be_written(contents: Contents, tmp_path: Path) -> None:
    """A place that cannot be written to is told with its path."""
    with pytest.raises(UsageError, match="missing"):
        write(contents, tmp_path / "missing" / "report.html")


def test_licence_needs_an_address_of_the_web() -> None:
    """A licence's address that would run a script is refused."""
    with pytest.raises(UsageError, match="address of a licence"):
        Wishes(licence_url="javascript:alert(1)")


def test_the_seed_is_named(graph: Graph) -> None:
    """The seed that is named is the one that was used."""
    made = page(gather(graph.store, graph.names, wishes=Wishes(seed=7)))
    assert "seeds 7 to 56" in words(parser.document_fromstring(made))

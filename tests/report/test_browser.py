"""The page in a browser: it loads nothing, can be walked through by keyboard, fits a telephone, and prints."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

WIDTHS = (1280, 400)


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_loaded_and_nothing_is_wrong(browser: Any, file: Path, width: int) -> None:
    """Opening the file asks for the file alone, and the console stays empty."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    requests: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(file.as_uri(), wait_until="networkidle")
    assert [url for url in requests if not url.startswith("data:")] == [file.as_uri()]
    assert said == []
    page.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_is_not_wider_than_the_window(browser: Any, file: Path, width: int) -> None:
    """Only tables and pictures scroll sideways, each in its own box."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_the_page_needs_no_script(browser: Any, file: Path) -> None:
    """With scripts switched off the page says the same."""
    texts = []
    for scripts in (True, False):
        context = browser.new_context(java_script_enabled=scripts)
        page = context.new_page()
        page.goto(file.as_uri())
        texts.append(page.locator("body").inner_text())
        context.close()
    assert texts[0] == texts[1]
    assert "The strongest ties" in texts[0]


def test_tab_leads_through_the_page(browser: Any, file: Path) -> None:
    """Tab reaches the skip link first, which leads past the sections' links; then every table and picture, in order."""
    page = browser.new_page()
    page.goto(file.as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    box = page.locator(".skip").bounding_box()
    assert box["x"] >= 0
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    boxes = page.locator(".scroll").count()
    reached = []
    for _ in range(boxes):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("[...document.querySelectorAll('.scroll')].indexOf(document.activeElement)"))
    in_order = [i for i in reached if i >= 0]
    assert in_order == sorted(in_order)
    assert len(in_order) >= boxes - 1  # the link to the licence stands between the boxes
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
    page.close()


def test_a_box_scrolls_by_keyboard(browser: Any, file: Path) -> None:
    """At 400 pixels the arrow keys move a table that is wider than the window."""
    page = browser.new_page(viewport={"width": 400, "height": 800})
    page.goto(file.as_uri())
    box = page.locator(".scroll:has(#strongest)")
    box.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.scroll:has(#strongest)').scrollLeft > 0")
    page.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_names_of_the_pictures_are_legible(browser: Any, file: Path, width: int) -> None:
    """No name in a picture is drawn smaller than nine pixels, on a telephone neither: the box scrolls instead."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(file.as_uri())
    scales = page.evaluate(
        "[...document.querySelectorAll('.picture svg')]"
        ".map(s => s.getBoundingClientRect().width / s.viewBox.baseVal.width)"
    )
    assert len(scales) == 2
    assert all(12 * scale >= 8.99 for scale in scales)
    page.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_no_barrier(browser: Any, file: Path, axe: str, width: int) -> None:
    """axe-core finds nothing against WCAG 2.2 A and AA or its own good practice."""
    context = browser.new_context(bypass_csp=True, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(file.as_uri())
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found["violations"]] == []
    context.close()


def test_the_page_prints(browser: Any, file: Path, package: Callable[[str], Any]) -> None:
    """Printed it has several A4 pages with text, their numbers, and the heads of long tables again on each page."""
    pypdf = package("pypdf")
    page = browser.new_page()
    page.goto(file.as_uri())
    pages = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    texts = [" ".join(p.extract_text().split()) for p in pages]
    assert len(texts) > 3
    assert round(float(pages[0].mediabox.width)) == 595  # 210 mm in points
    assert "Who cooperates with whom" in texts[0]
    assert f"1 / {len(texts)}" in texts[0]
    assert all(len(text) > 20 for text in texts)
    heads = [text for text in texts if "betweenness share of" in text]
    assert len(heads) > 1  # thirty-five organizations do not fit one page
    assert "Skip to the contents" not in texts[0]
    page.close()

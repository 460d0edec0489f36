"""On paper: the text, the addresses of the page and of its sources, nothing made for screens."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.browser

# The words on paper, those that style adds included.
PRINTED = """() => {
    const added = [], drawn = element => element.checkVisibility();
    for (const element of document.querySelectorAll("*")) {
        const content = getComputedStyle(element, "::after").content;
        if (drawn(element) && content.startsWith('"'))
            added.push([...content.matchAll(/"([^"]*)"/g)].map(piece => piece[1]).join(""));
    }
    const texts = layout.texts(document.body).filter(node => drawn(node.parentElement));
    return [...texts.map(node => node.data.trim()), ...added].join("\\n");
}"""
# Headings under which nothing is left.
ALONE = """[...document.querySelectorAll("section")]
    .map(section => layout.texts(section).map(node => node.parentElement))
    .map(elements => elements.filter(each => each.checkVisibility()))
    .filter(drawn => drawn.length && drawn.every(each => each.closest("h2")))
    .map(([heading]) => layout.say(heading))"""
OF_SCREENS = """[...document.querySelectorAll("nav, form, footer, .skip, .row, .more, .take")]
    .filter(each => each.checkVisibility()).map(layout.say)"""
ADDRESSES = """[...document.querySelectorAll("link[rel=canonical], .sources a")]
    .map(link => link.getAttribute("href"))"""
# Paper is white, whatever the screen is, but for what says that its colors are to be printed.
FAINT = """colors.faintText(7, element =>
    getComputedStyle(element).printColorAdjust === "exact"
        ? colors.behind(element) : [255, 255, 255, 1])"""
# Of what a page says on screen, the text itself.
READ = """layout.texts(document.querySelector("main"))
    .map(node => [node.data.trim(), node.parentElement])
    .filter(([, element]) => element.closest("h1, h2, p:not(.facts), dd"))
    .filter(([, element]) => !element.closest("nav, form, .take, .row, .more"))
    .map(([text]) => text)"""

FRAME = """[...document.querySelectorAll("header, footer")]
    .filter(each => each.checkVisibility()).map(layout.say)"""
ROWS = """layout.texts(document.querySelector("main")).map(node => node.data.trim())"""


def test_paper_has_the_text_and_every_address_and_no_controls(page, served, addresses):
    found = []
    for address in addresses:
        page.goto(served + address)
        read = page.evaluate(READ)
        page.emulate_media(media="print", color_scheme="dark")
        printed = page.evaluate(PRINTED)
        found += [
            f"{address}: not printed: {text}"
            for text in (*read, *page.evaluate(ADDRESSES))
            if text not in printed
        ]
        if page.locator("article, link[rel=canonical], main form").count():
            found += [f"{address}: printed: {control}" for control in page.evaluate(OF_SCREENS)]
        else:  # most of what it says is in rows of links
            said = page.evaluate(ROWS)
            found += [f"{address}: not printed: {text}" for text in said if text not in printed]
            found += [f"{address}: printed: {each}" for each in page.evaluate(FRAME)]
        found += [f"{address}: nothing under {heading}" for heading in page.evaluate(ALONE)]
        found += [f"{address}: {text}" for text in page.evaluate(FAINT)]
        found += [f"{address}: {fault}" for fault in page.evaluate("layout.outside()")]
        page.emulate_media(media="screen", color_scheme="light")

    assert found == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_document_prints_its_address_and_those_of_its_sources(page, served, language):
    address = f"/{language}/experiments/mental-health-first"
    page.goto(served + address)
    page.emulate_media(media="print")
    lines = page.evaluate(PRINTED).splitlines()

    assert f" (https://reader.example{address})" in lines
    assert len([line for line in lines if line.startswith(" (http")]) >= 2


# Address below the language → sheets on each kind of paper, at most.
SHEETS = {
    "experiments/mental-health-first": {"A4": 3, "Letter": 3, "A5": 5},
    "experiments/afiya-peer-respite": {"A4": 2, "Letter": 2, "A5": 4},
    "zines/de-escalation-basics/listening": {"A4": 1, "Letter": 1, "A5": 2},
    "lists/for-families": {"A4": 2, "Letter": 2, "A5": 3},
    "glossary": {"A4": 4, "Letter": 4, "A5": 7},
}


@pytest.mark.parametrize("path", SHEETS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_page_takes_few_sheets_of_any_paper(page, served, language, path):
    page.goto(f"{served}/{language}/{path}")
    margin = dict.fromkeys(("top", "right", "bottom", "left"), "15mm")
    sheets = {
        paper: len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=paper, margin=margin)))
        for paper in SHEETS[path]
    }

    assert {paper for paper, used in sheets.items() if used > SHEETS[path][paper]} == set(), sheets


def test_paper_is_set_in_points_over_its_whole_width(page, served):
    page.goto(f"{served}/en/zines/de-escalation-basics/listening")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1000, "height": 480})
    body = page.evaluate(
        "(style => [style.fontSize, style.width, style.paddingLeft])"
        "(getComputedStyle(document.body))"
    )

    assert body == [f"{11 / 72 * 96:.4f}px", "1000px", "0px"]


def test_what_a_print_would_lose_is_found(page):
    page.set_content("""<style>@media print { .sources { display: none } }</style>
        <link rel="canonical" href="https://a.example/">
        <main><p>Text</p><p class="sources"><a href="https://b.example/">B</a></p></main>""")
    page.emulate_media(media="print")

    assert page.evaluate(PRINTED) == "Text"
    assert page.evaluate(ADDRESSES) == ["https://a.example/", "https://b.example/"]

"""On paper: the text, the addresses of the page and of its sources, nothing made for screens."""

from __future__ import annotations

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
OF_SCREENS = """[...document.querySelectorAll("nav, form, input, select, .skip, .exit, .take")]
    .filter(each => each.checkVisibility()).map(layout.say)"""
ADDRESSES = """[...document.querySelectorAll("link[rel=canonical], .sources a")]
    .map(link => link.getAttribute("href"))"""
# Of what a page says on screen, the text itself.
READ = """layout.texts(document.querySelector("main"))
    .map(node => [node.data.trim(), node.parentElement])
    .filter(([, element]) => element.closest("h1, h2, p:not(.facts), dd"))
    .filter(([, element]) => !element.closest("nav, form, .take"))
    .map(([text]) => text)"""


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
        found += [f"{address}: printed: {control}" for control in page.evaluate(OF_SCREENS)]
        found += [f"{address}: nothing under {heading}" for heading in page.evaluate(ALONE)]
        # Paper is white, whatever the screen is.
        found += [
            f"{address}: {text}"
            for text in page.evaluate("colors.faintText(7, () => [255, 255, 255, 1])")
        ]
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


def test_what_a_print_would_lose_is_found(page):
    page.set_content("""<style>@media print { .sources { display: none } }</style>
        <link rel="canonical" href="https://a.example/">
        <main><p>Text</p><p class="sources"><a href="https://b.example/">B</a></p></main>""")
    page.emulate_media(media="print")

    assert page.evaluate(PRINTED) == "Text"
    assert page.evaluate(ADDRESSES) == ["https://a.example/", "https://b.example/"]

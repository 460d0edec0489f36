"""Mozilla's Readability, which is Firefox's reader mode, takes the whole text of every document."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from playwright.sync_api import Page
from support.builders import EXPERIMENT, edition
from support.html_validators import read_in_reader_mode
from support.sampling import one_of_each
from support.sites import client_of

pytestmark = pytest.mark.browser

SENTENCE = (
    "{} neighbors keep a fridge on the street, fill it with what they have, "
    "and look after it every day.\n\n"
)
DOCUMENT_ROUTES = {"experiment", "zine", "zine_part", "episode", "list", "page"}


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def faults(page: Page, language: str) -> list[str]:
    """Return what reader mode makes of a page that is not as the page has it."""
    read = read_in_reader_mode(page)
    title = page.locator("h1").inner_text()
    if re.search("/zines/[^/]+/", page.url):  # that of a part names its zine
        title += " – " + page.locator("article .row a").first.inner_text().split("“")[1].strip("”")
    wanted = {"title": title, "lang": language, "dir": "ltr"}
    found = [
        f"{name} is {read[name]!r}, not {value!r}"
        for name, value in wanted.items()
        if read[name] != value
    ]
    lost, added = (
        words(read["article"]) - words(read["text"]),
        words(read["text"]) - words(read["article"]),
    )
    return [
        *found,
        *([] if read["offered"] else ["reader mode is not offered"]),
        *([f"lost: {' '.join(lost)}"] if lost else []),
        *([f"not of the text: {' '.join(added)}"] if added else []),
    ]


@pytest.mark.parametrize("language", ["en", "es"])
def test_reader_mode_takes_the_whole_text_of_every_document(site, served, chromium, language):
    page = chromium.new_page()
    documents = [
        each
        for each in site.pages()
        if each.route in DOCUMENT_ROUTES and each.arguments["language"] == language
    ]
    found = []
    for document in one_of_each(documents, lambda each: each.route):
        page.goto(served + document.path)
        found += [f"{document.path}: {fault}" for fault in faults(page, language)]

    assert len(documents) > 50
    assert not found, "\n".join(found)


def test_reader_mode_takes_an_edition_in_another_language_for_the_text(chromium, tmp_path):
    text = "".join(SENTENCE.format(number) for number in range(20))
    editions = {f"{EXPERIMENT}/en.md": edition("Free fridge", text), f"{EXPERIMENT}/es.md": None}
    page = chromium.new_page()
    page.set_content(client_of(tmp_path, editions).get("/es/experiments/free-fridge").text)
    read = read_in_reader_mode(page)

    # Of what stands around it, in the page's own language, Readability takes only a part.
    assert read["title"] == "Free fridge"
    assert words(text) - words(read["text"]) == Counter()


INTO_A_BOX = """
const box = document.createElement("div");
box.append(...document.querySelectorAll("article > p, article > ul"));
document.querySelector("article").append(box);
"""
PLANTED = {
    "links onward taken for text": (
        "document.querySelector('.pager').className = ''",
        "not of the text: ",
    ),
    "a part with a name that only a page's frame has": (
        "document.querySelector('article h2').id = 'community-news'",
        "lost: ",
    ),
    "a text shut into a box": (f"() => {{ {INTO_A_BOX} }}", "lost: "),
    "a language that is not said": ("document.documentElement.removeAttribute('lang')", "lang is "),
    "a direction that is not said": ("document.documentElement.removeAttribute('dir')", "dir is "),
    "a title of other words": (
        "document.querySelector('[property=\"og:title\"]').content = 'Safe Together'",
        "title is ",
    ),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_reader_mode_finds(served, chromium, fault):
    planted, found = PLANTED[fault]
    page = chromium.new_page()
    page.goto(f"{served}/es/experiments/mental-health-first")
    page.evaluate(planted)

    assert [each for each in faults(page, "es") if each.startswith(found)] != []

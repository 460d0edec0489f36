"""What is read of a page: elements in their order, with their words, lines and ancestors."""

from __future__ import annotations

import time

from reader.checks.page_facts import PageFacts, read_page


def tags(page: PageFacts) -> list[str]:
    return [element.tag for element in page.elements]


def test_an_element_has_its_words_its_line_and_its_ancestors():
    page = read_page(
        '<!doctype html>\n<main>\n<p class="a">One <b>&lt;two\n</b>\n three</p></main>after'
    )

    (bold,) = page.all("b")
    (paragraph,) = page.all("p")
    assert (bold.text, bold.line, [element.tag for element in bold.within]) == (
        "<two",
        3,
        ["main", "p"],
    )
    assert (paragraph.text, dict(paragraph.attributes)) == ("One <two three", {"class": "a"})
    assert page.doctype
    assert page.strays == ()


def test_an_element_that_is_never_closed_goes_on_to_the_end_of_what_it_stands_in():
    page = read_page("<ul><li>a<li>b</ul><p>c</b>d")

    assert [element.text for element in page.elements] == ["ab", "ab", "b", "cd"]


def test_an_element_without_content_holds_nothing():
    page = read_page("<p>a<br>b<input>c</p>")

    assert [(element.tag, element.text) for element in page.elements] == [
        ("p", "abc"),
        ("br", ""),
        ("input", ""),
    ]


def test_of_two_attributes_of_one_name_the_first_counts():
    (link,) = read_page('<a href="/a?b=1&amp;c" href="/b" hidden>').elements

    assert link.attributes == {"href": "/a?b=1&c", "hidden": ""}


def test_elements_are_found_by_tag_in_the_order_of_the_page():
    page = read_page('<h2>a</h2><h1 id="x">b</h1><h2 id="y">c</h2>')

    assert [heading.text for heading in page.all("h1", "h2")] == ["a", "b", "c"]
    assert page.ids() == {"x", "y"}
    assert tags(page) == ["h2", "h1", "h2"]


def test_what_begins_no_tag_is_kept_with_its_line():
    page = read_page("a < b\n<!-- c --><P>d")

    assert [(stray.line, stray.text) for stray in page.strays] == [
        (1, "< b\n<!-- c --><P>d"),
        (2, "<!-- c --><P>d"),
        (2, "<P>d"),
    ]
    assert not page.doctype


def test_a_page_that_is_nothing_but_signs_is_read_in_no_time():
    for page in (
        "<" * 50_000,
        "<a " * 20_000,
        '<a b="' * 20_000,
        "<a" + " b" * 50_000,
        "<a" + " " * 50_000,
        "<p>" * 3_000,
    ):
        started = time.process_time()
        read_page(page)
        assert time.process_time() - started < 5

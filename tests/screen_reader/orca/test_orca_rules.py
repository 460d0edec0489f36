"""Each rule of what Orca says finds its fault, and none in a page that is said well."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest
from screen_reader.orca.page_texts import PageTexts, page_texts
from screen_reader.orca.rules import Heard, faults

HTML: Final = """<!doctype html><html lang=en><head><title>Fridges</title><style>b{}</style></head>
<body><a href=#m>Skip to the text</a>
<header><p><a href=/en/>Safe Together</a> <a href=/es/>Español</a></header>
<main id=m><h1>The Friendly <i>Fridge</i></h1>
<dl><dt>Features<dd>Does not work with police<dd>Free to take part</dl>
<form role=search><p><label for=q>Looking for?</label><p>Two words at most.<input id=q>
<select><option>All</select></form>
<details><summary>More</summary><p>Folded away</details></main>
<footer><nav aria-label=Menu><a href=/en/zines>Zines</a></nav>
<p><a href=/x>Quick exit</a></p></footer>
</body></html>"""
SAID: Final = Heard(
    page=(
        "Finished loading Fridges.",
        *("Skip to the text", "link", "Safe Together", "link", " ", "Español", "link"),
        *("leaving banner.", "main content", "The Friendly Fridge", "link", "heading level 1"),
        *("Description list with 1 term", "Features", "description term", "2 values"),
        *("Does not work with police", "description value", "Free to take part", "leaving list."),
        *("search", "Two words at most.", "Looking for?", "entry", "More", "Zines", "link"),
        *("Quick exit", "link"),
    ),
    landmarks=(
        ("Safe Together link.", "Español link."),
        ("The Friendly Fri heading level 1.",),
        ("Looking for? clickable.",),
        ("Menu", "Zines link."),
    ),
)


def said(*, instead: tuple[str, ...], by: tuple[str, ...]) -> Heard:
    """Return what was said, with other phrases in one place."""
    start = SAID.page.index(instead[0])
    assert SAID.page[start : start + len(instead)] == instead
    return replace(SAID, page=(*SAID.page[:start], *by, *SAID.page[start + len(instead) :]))


def test_the_texts_of_a_page_are_taken_in_the_order_of_reading():
    assert page_texts(HTML) == PageTexts(
        main=(
            *("The Friendly Fridge", "Features", "Does not work with police", "Free to take part"),
            *("Two words at most.", "More"),
        ),
        labels=("Looking for?",),
        headings=("The Friendly Fridge",),
        landmarks=("Safe Together", "The Friendly", "Looking for?", "Zines"),
        first="The Friendly Fridge",
        last="Quick exit",
    )


def test_a_page_with_an_error_begins_with_it():
    wrong = HTML.replace("<title>", "<title>Error: ").replace("<h1>", "<div><p>A problem</div><h1>")

    assert page_texts(wrong).first == "A problem"


def test_nothing_is_wrong_with_a_page_that_is_said_well():
    assert faults(SAID, page_texts(HTML)) == {}


@pytest.mark.parametrize(
    ("heard", "rule", "fault"),
    [
        (
            said(
                instead=("The Friendly Fridge", "link"),
                by=("The Friendly", "highlight start", "Fridge", "highlight end", "link"),
            ),
            "headings_in_one_piece",
            "'The Friendly Fridge' is not said in one piece",
        ),
        (
            said(instead=("Does not work with police", "description value"), by=()),
            "every_text",
            "'Does not work with police' is not said",
        ),
        (
            said(instead=("Looking for?",), by=()),
            "every_text",
            "'Looking for?' is not said",
        ),
        (
            replace(SAID, landmarks=SAID.landmarks[1:]),
            "landmarks_once",
            "4 landmarks, but 3 stops: ['The Friendly Fri heading level 1.', "
            "'Looking for? clickable.', 'Menu Zines link.']",
        ),
        (
            replace(SAID, landmarks=(*SAID.landmarks[:3], ("Español link.",))),
            "landmarks_once",
            "'Español link.' is said of the landmark that begins with 'Zines'",
        ),
        (
            said(instead=("main content",), by=("main content", "In short")),
            "beginning_of_main",
            "main begins with ('In short', 'The Friendly Fridge', 'link'), "
            "not with 'The Friendly Fridge'",
        ),
        (
            said(instead=("main content",), by=()),
            "beginning_of_main",
            "main begins with (), not with 'The Friendly Fridge'",
        ),
    ],
)
def test_what_would_be_heard_wrongly_is_found(heard, rule, fault):
    assert fault in faults(heard, page_texts(HTML))[rule]

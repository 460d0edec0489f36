"""Forms: labels and hints before their fields, errors first, and links that remove filters."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from support.builders import edition
from support.sites import OneAnswer, client_of

from reader.checks.page_facts import PageFacts, read_page

LONG = "word " * 61
MANY = " ".join(f"word{number}" for number in range(17))
FILTERS = "topic=food&status=open&attribute=no-police"
# language → what is said
CUT = {
    "en": "We shortened your search. There is room for 16 words and 300 characters.",
    "es": "Acortamos tu búsqueda. Caben 16 palabras y 300 letras y signos.",
}
AWAY = {
    "en": ["Remove “Does not work with police”", "Remove “Food”", "Remove “Open”"],
    "es": ["Quitar “Comida”", "Quitar “En marcha”", "Quitar “No trabaja con la policía”"],
}


def page_at(
    folder: Path, path: str, extra: Mapping[str, str | bytes | None] | None = None
) -> PageFacts:
    """Return what a page of the small library is made of."""
    return read_page(client_of(folder, extra or {}, engine=OneAnswer(asked=[])).get(path).text)


def in_order(page: PageFacts, *wanted: str) -> bool:
    """Whether texts stand on a page in this order, each as the whole text of an element."""
    texts = [element.text for element in page.elements]
    found = [texts.index(text) for text in wanted]
    return found == sorted(found)


@pytest.mark.parametrize("language", CUT)
@pytest.mark.parametrize("typed", [LONG, MANY], ids=["too long", "too many words"])
def test_a_search_that_was_cut_is_said_first_and_leads_to_its_field(
    tmp_path: Path, language: str, typed: str
) -> None:
    page = page_at(tmp_path, f"/{language}/search?q={typed}")
    field = next(element for element in page.all("input") if element.attributes.get("id") == "q_")
    main = next(page.all("main"))
    first = next(element for element in page.elements if main in element.within)

    assert next(page.all("title")).text.startswith("Error: ")
    assert first.attributes["class"] == "notice"
    assert first.text.startswith("There is a problem" if language == "en" else "Hay un problema")
    assert [
        (link.attributes["href"], link.text) for link in page.all("a") if first in link.within
    ] == [("#q_", CUT[language])]
    assert field.attributes["aria-invalid"] == "true"
    assert field.attributes["aria-describedby"].split() == ["q__problem"]
    assert [
        element.text for element in page.elements if element.attributes.get("id") == "q__problem"
    ] == [f"Error: {CUT[language]}"]
    assert field.attributes["value"] == " ".join(typed.split())[:300]


def test_other_things_left_out_of_a_search_have_words_of_their_own(tmp_path: Path) -> None:
    said = [
        element.text for element in page_at(tmp_path / "a", f"/en/search?q=a*+{'b' * 41}").all("a")
    ]

    assert "We shortened your search. A star needs 3 letters before it." in said
    stars = page_at(tmp_path / "b", "/en/search?q=abc*+abd*+abe*+abf*").all("a")
    assert "We shortened your search. There is room for 3 stars." in [each.text for each in stars]
    assert (
        "We shortened your search. One word was very long, so we looked for its beginning." in said
    )


def test_a_search_that_was_not_cut_has_no_problem(tmp_path: Path) -> None:
    page = page_at(tmp_path, "/es/search?q=nevera")

    assert not any(
        "aria-invalid" in element.attributes or element.text.startswith("Error:")
        for element in page.elements
    )


@pytest.mark.parametrize("language", AWAY)
def test_filters_in_force_come_before_what_they_leave_and_before_the_form(
    tmp_path: Path, language: str
) -> None:
    page = page_at(tmp_path, f"/{language}/experiments?{FILTERS}")
    away = [link for link in page.all("a") if link.text in AWAY[language]]

    assert sorted(link.text for link in away) == AWAY[language]
    assert sorted(link.attributes["href"].count("=") for link in away) == [2, 2, 2]
    title = {"en": "Free fridge", "es": "La nevera libre"}[language]
    button = next(
        field
        for field in page.all("input")
        if field.attributes.get("type") == "submit"
        and any(e.tag == "fieldset" for e in field.within)
    )
    assert in_order(page, *(link.text for link in away), title)
    assert page.elements.index(button) > next(
        at for at, element in enumerate(page.elements) if element.text == title
    )
    assert button.attributes["value"] == {"en": "Apply filters", "es": "Aplicar filtros"}[language]


@pytest.mark.parametrize(
    ("query", "heading"),
    [
        ("", "Experiments"),
        ("?topic=food", "1 experiment (Food)"),
        ("?topic=food&status=closed", "0 experiments (Food and Closed)"),
        ("?page=9", "Experiments"),
    ],
)
def test_a_filtered_list_says_in_title_and_heading_how_much_is_left(
    tmp_path: Path, query: str, heading: str
) -> None:
    page = page_at(tmp_path, f"/en/experiments{query}")

    assert next(page.all("h1")).text == heading
    assert next(page.all("title")).text == f"{heading} – Try It"


@pytest.mark.parametrize("path", ["new", "zines", "topics/food"])
def test_a_long_list_without_filters_has_pages_too(tmp_path: Path, path: str) -> None:
    files: dict[str, str | bytes | None] = {}
    for number in range(60):
        facts = "parts: [only]\ntopics: [food]\nsources: []\n"
        files |= {
            f"zines/z{number}/document.yaml": facts,
            f"zines/z{number}/en/index.md": edition(f"Zine {number}", "Words.\n"),
            f"zines/z{number}/en/only.md": edition(f"Only {number}", "Words.\n"),
        }
    page = page_at(tmp_path, f"/en/{path}?page=3", files)
    links = {link.attributes.get("rel"): link.attributes["href"] for link in page.all("a")}

    assert next(page.all("h1")).text.endswith(", page 3 of 3")
    assert links["prev"] == f"/en/{path}?page=2"
    assert "next" not in links
    assert page_at(tmp_path / "again", f"/en/{path}", files).listed
    assert not page.listed


@pytest.mark.parametrize("path", ["", "search", "search?q=a", "experiments", "nowhere"])
def test_no_field_has_a_placeholder_and_every_search_box_forgets(tmp_path: Path, path: str) -> None:
    fields = list(page_at(tmp_path, f"/es/{path}").all("input", "select"))
    boxes = [field.attributes for field in fields if field.attributes.get("type") == "search"]

    assert not any("placeholder" in field.attributes for field in fields)
    assert [(box["autocomplete"], "maxlength" in box) for box in boxes] == [("off", False)]

"""Ways through the library: reading lists, introductions, related works, glossary links."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.builders import EXPERIMENT, FILES, LIST, LIST_FACTS, third_language
from support.sites import client_of

CARD = re.compile(r"<li[^>]*><a href=\"([^\"]+)\"")


def section(page: str, identifier: str) -> str:
    """Return what stands under a heading of the page's own."""
    found = re.search(rf'<section>\s*<h2 id="{identifier}">.*?</section>', page, re.DOTALL)
    return found[0] if found else ""


def more(page: str, title: str) -> str:
    """Return a section of links at the end of a text."""
    found = re.search(rf'<section class="more">\s*<h2>{title}</h2>.*?</section>', page, re.DOTALL)
    return found[0] if found else ""


@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "In this list"), ("es", "En esta lista")],
)
def test_a_reading_list_leads_to_its_documents_in_the_order_given(
    tmp_path: Path, language: str, title: str
) -> None:
    shown = section(
        client_of(tmp_path).get(f"/{language}/lists/first-steps").text, "page_documents"
    )

    assert title in shown
    assert CARD.findall(shown) == [
        f"/{language}/zines/stay-calm/before",
        f"/{language}/experiments/free-fridge",
        f"/{language}/podcast/fridge-talk",
    ]


@pytest.mark.parametrize(
    ("language", "total", "one"),
    [
        ("en", "3 minutes to read it all.", "1 minute to read."),
        ("es", "3 minutos para leer todo.", "1 minuto de lectura."),
    ],
)
def test_a_reading_list_and_its_card_say_how_long_all_of_it_takes(
    tmp_path: Path, language: str, total: str, one: str
) -> None:
    client = client_of(tmp_path)
    page = client.get(f"/{language}/lists/first-steps").text
    opening, _, rest = page.partition("</h1>")[2].partition("<section>")
    card = client.get(f"/{language}/lists").text.partition("/lists/first-steps")[2]

    assert total in opening
    assert total not in rest
    assert rest.count(one) == 3
    assert one not in opening
    assert total in card
    assert one not in card


def test_a_part_of_a_zine_in_a_list_says_of_which_zine(tmp_path: Path) -> None:
    shown = section(client_of(tmp_path).get("/en/lists/first-steps").text, "page_documents")

    assert "Zine: <span>Stay calm</span>. 1 minute to read." in shown
    assert '<b class="stamp">Open</b>' in shown


def test_what_a_list_leads_to_in_another_language_is_marked_as_such(tmp_path: Path) -> None:
    shown = section(
        client_of(tmp_path, {f"{EXPERIMENT}/es.md": None}).get("/es/lists/first-steps").text,
        "page_documents",
    )

    assert '<a href="/es/experiments/free-fridge" lang="en" dir="ltr">Free fridge</a>' in shown
    assert "Solo en inglés." in shown


def test_a_zine_without_a_translation_is_named_in_its_own_language(tmp_path: Path) -> None:
    shown = section(
        client_of(tmp_path, third_language("ar")).get("/ar/lists/first-steps").text,
        "page_documents",
    )

    assert '<span lang="en" dir="ltr">Stay calm</span>' in shown


@pytest.mark.parametrize("language", ["en", "es"])
def test_reading_lists_are_reached_from_home_from_their_shelf_and_from_their_topics(
    tmp_path: Path, language: str
) -> None:
    client = client_of(tmp_path)
    home = client.get(f"/{language}/").text
    link = f'href="/{language}/lists/first-steps"'

    assert f'href="/{language}/lists"' in home
    assert home.index(link) < home.index(
        {"en": "<h2>What is new</h2>", "es": "<h2>Novedades</h2>"}[language]
    )
    for path in ("lists", "new", "topics/food"):
        assert link in client.get(f"/{language}/{path}").text


def test_a_reading_list_says_where_it_stands(tmp_path: Path) -> None:
    page = client_of(tmp_path).get("/es/lists/first-steps").text

    assert '<p class="row"><a href="/es/lists">Listas de lectura</a>' in page
    assert '<a href="/en/lists/first-steps" rel="alternate"' in page
    assert 'href="/es/lists/first-steps/keep"' in page


def test_the_lists_before_and_after_are_linked(tmp_path: Path) -> None:
    more = {
        f"lists/second/{tag}.md": FILES[f"{LIST}/{tag}.md"].replace("title: ", 'title: "Z" #')
        for tag in ("en", "es")
    }
    page = (
        client_of(tmp_path, {**more, "lists/second/document.yaml": LIST_FACTS})
        .get("/en/lists/first-steps")
        .text
    )

    assert 'rel="next" href="/en/lists/second"' in page


def test_a_library_without_lists_does_not_speak_of_them(tmp_path: Path) -> None:
    client = client_of(
        tmp_path, {f"{LIST}/{name}": None for name in ("document.yaml", "en.md", "es.md")}
    )

    assert "/en/lists" not in client.get("/en/").text
    assert "There is nothing here yet." in client.get("/en/lists").text


def test_a_topic_is_introduced_above_its_list(tmp_path: Path) -> None:
    page = client_of(tmp_path).get("/es/topics/food").text

    assert page.index("Todo el mundo come.") < page.index('<ul class="cards">')
    assert 'class="intro"' not in client_of(tmp_path / "again").get("/es/topics/mental-health").text


def test_a_shelf_has_its_introduction_in_place_of_a_sentence(tmp_path: Path) -> None:
    sentence = "<p>Short booklets on keeping each other safe"
    introduced = client_of(tmp_path).get("/en/zines").text
    bare = FILES["vocabulary/en.yaml"].replace("shelves:", "# shelves:")
    plain = client_of(tmp_path / "plain", {"vocabulary/en.yaml": bare}).get("/en/zines").text

    assert "<p>Small booklets to <em>fold</em>.</p>" in introduced
    assert sentence not in introduced
    assert sentence in plain


def test_the_introduction_of_experiments_makes_way_for_filters(tmp_path: Path) -> None:
    labels = FILES["vocabulary/en.yaml"].replace(
        "shelves: {", "shelves: {experiments: People tried these., "
    )
    client = client_of(tmp_path, {"vocabulary/en.yaml": labels})

    assert "People tried these." in client.get("/en/experiments").text
    assert "People tried these." not in client.get("/en/experiments?topic=food").text


def test_what_was_read_is_marked_on_shelves_but_for_pages_about_violence(tmp_path: Path) -> None:
    client = client_of(tmp_path)  # "Stay calm" is about violence

    assert '<li class="seen">' in client.get("/en/experiments").text
    assert "seen" not in client.get("/en/zines").text
    assert "seen" not in client.get("/en/zines/stay-calm").text
    in_list = section(client.get("/en/lists/first-steps").text, "page_documents")
    assert [("seen" in item, "stay-calm" in item) for item in in_list.split("<li")[1:]] == [
        (False, True),
        (True, False),
        (True, False),
    ]


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Read next"), ("es", "Para seguir leyendo")]
)
def test_a_work_says_what_to_read_next(tmp_path: Path, language: str, title: str) -> None:
    facts = FILES["zines/stay-calm/document.yaml"].replace("[mental-health]", "[food]")
    spare = (
        FILES[f"{EXPERIMENT}/document.yaml"]
        .replace("food", "mental-health")
        .replace("[/experiments/old-fridge]", "[]")
    )
    extra = {"zines/stay-calm/document.yaml": facts, "experiments/spare/document.yaml": spare}
    extra |= {
        f"experiments/spare/{tag}.md": FILES[f"{EXPERIMENT}/{tag}.md"] for tag in ("en", "es")
    }
    client = client_of(tmp_path, extra)

    shown = more(client.get(f"/{language}/podcast/fridge-talk").text, title)

    assert f'href="/{language}/zines/stay-calm"' in shown
    assert "min" not in shown
    assert f'href="/{language}/experiments/free-fridge"' not in shown


def test_a_work_that_nothing_is_near_to_has_no_empty_heading(tmp_path: Path) -> None:
    assert "Read next" not in client_of(tmp_path).get("/en/experiments/free-fridge").text


def test_a_word_of_the_glossary_leads_there(tmp_path: Path) -> None:
    page = client_of(tmp_path).get("/es/lists/first-steps").text

    assert '<a href="/es/glossary#mutual-aid">apoyo mutuo</a>' in page

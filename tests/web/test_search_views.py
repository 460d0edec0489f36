"""The search page around an engine that always answers the same."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from support.nasty import NASTY
from support.sites import OneAnswer, client_of, hit

from reader.delivery.http.response_headers import IS_HEAD
from reader.search.engine import Cut, Facet, Fragment, SearchRequest, Synonym


def test_the_count_is_said_first_in_title_and_heading(tmp_path: Path) -> None:
    engine = OneAnswer(
        hits=(hit("experiment", "free-fridge", "es", title="La nevera libre"),), asked=[]
    )
    page = client_of(tmp_path, engine=engine).get("/es/search?q=nevera").text
    assert "<title>1 resultado" in page
    assert "<h1>1 resultado" in page
    assert engine.asked == [SearchRequest(text="nevera", language="es")]


def test_a_hit_in_the_other_language_leads_there_and_is_marked_as_such(tmp_path: Path) -> None:
    engine = OneAnswer(
        hits=(hit("zine", "stay-calm", "en", part="before", title="Before"),), asked=[]
    )
    page = client_of(tmp_path, engine=engine).get("/es/search?q=calm").text
    assert '<li lang="en" dir="ltr">' in page
    assert 'href="/en/zines/stay-calm/before"' in page
    assert ">Before</a></h2>" in page
    assert "En inglés." in page


def test_a_hit_in_the_page_s_own_language_does_not_say_which_it_is(tmp_path: Path) -> None:
    engine = OneAnswer(
        hits=(hit("experiment", "free-fridge", "es", title="La nevera libre"),), asked=[]
    )
    assert "En español." not in client_of(tmp_path, engine=engine).get("/es/search?q=nevera").text


def test_results_in_two_languages_can_be_narrowed_to_one_and_widened_again(tmp_path: Path) -> None:
    hits = (
        hit("zine", "stay-calm", "en", title="Stay calm"),
        hit("zine", "stay-calm", "es", title="Mantén la calma"),
    )
    engine = OneAnswer(hits=hits, asked=[])
    client = client_of(tmp_path, engine=engine)
    assert 'href="/es/search?q=calma&amp;in=en"' in client.get("/es/search?q=calma").text
    assert 'href="/es/search?q=calma"' in client.get("/es/search?q=calma&in=en").text
    assert engine.asked[-1] == SearchRequest(
        text="calma", language="es", chosen={Facet.LANGUAGE: "en"}
    )


def test_results_in_one_language_say_so_in_title_and_heading(tmp_path: Path) -> None:
    engine = OneAnswer(hits=(hit("zine", "stay-calm", "en", title="Stay calm"),), asked=[])
    page = client_of(tmp_path, engine=engine).get("/es/search?q=calma&in=en").text
    assert "<title>1 resultado para “calma” en inglés" in page
    assert "<h1>1 resultado para “calma” en inglés</h1>" in page


def test_the_switch_of_language_keeps_the_query(tmp_path: Path) -> None:
    engine = OneAnswer(hits=(), asked=[])
    page = client_of(tmp_path, engine=engine).get("/en/search?q=de-escalation+now&page=2").text
    assert 'href="/es/search?q=de-escalation+now' in page


def test_nothing_found_says_what_to_try(tmp_path: Path) -> None:
    page = client_of(tmp_path, engine=OneAnswer(hits=(), asked=[])).get("/es/search?q=zzz").text
    assert "<h1>Aquí no hay nada sobre “zzz”</h1>" in page
    assert '<a href="/es/topics/food">' in page
    assert '<a href="/es/search">Todos los temas, y cómo buscar</a>' in page


def test_nothing_found_leads_to_two_topics_the_nearest_before_the_largest(tmp_path: Path) -> None:
    says = {"topics": ("unknown",), "nearest_topics": ("mental-health",)}
    engine = OneAnswer(hits=(), asked=[], says=says)
    page = client_of(tmp_path, engine=engine).get("/en/search?q=zzz").text
    assert re.findall(r'href="/en/topics/(.*?)"', page) == ["mental-health", "food"]


def test_a_result_says_why_it_is_there_if_nothing_in_it_is_marked(tmp_path: Path) -> None:
    labels = ("Comida", "No trabaja con la policía", "Oakland, California", "Vecinas Unidas")
    unmarked = (Fragment(text="Calma", marked=False),)
    hits = (
        hit("experiment", "free-fridge", "es", title="La nevera", labels=labels[:1]),
        hit("experiment", "free-fridge", "es", title="La nevera", labels=labels[1:]),
        replace(hit("zine", "stay-calm", "es", title="", is_chosen=True), title=unmarked),
        hit("zine", "stay-calm", "es", title="Marked", is_chosen=True),
    )
    engine = OneAnswer(hits=hits, asked=[])
    page = client_of(tmp_path, engine=engine).get("/es/search?q=calm").text
    assert "Experimento. Oakland, California. Tema: Comida.</p>" in page
    assert "Rasgo: No trabaja con la policía. Nombre: Vecinas Unidas.</p>" in page
    assert page.count("Te lo sugerimos por lo que escribiste.") == 1


def test_a_search_for_nothing_is_the_search_page_itself(tmp_path: Path) -> None:
    engine = OneAnswer(hits=(), asked=[])
    assert "<h1>Buscar</h1>" in client_of(tmp_path, engine=engine).get("/es/search?q=+%00+").text
    assert engine.asked == []


def test_a_suggestion_is_a_link_that_keeps_the_language_chosen(tmp_path: Path) -> None:
    engine = OneAnswer(hits=(), asked=[], says={"suggestion": "mental health"})
    page = client_of(tmp_path, engine=engine).get("/en/search?q=mental+helth&in=en").text
    assert '<a href="/en/search?q=mental+health&amp;in=en">Search for “mental health”</a>' in page


def test_a_correction_is_said_and_the_typed_words_are_one_link_away(tmp_path: Path) -> None:
    engine = OneAnswer(hits=(), asked=[], says={"corrected": "mental health"})
    client = client_of(tmp_path, engine=engine)
    page = client.get("/en/search?q=mental+helth&in=en").text
    assert "Showing results for “mental health”." in page
    assert 'href="/en/search?q=mental+helth&amp;in=en&amp;exact=1"' in page
    assert "<h1>Nothing here on “mental health”" in page


@pytest.mark.parametrize(
    ("address", "is_exact"), [("&exact=1", True), ("&exact=2", False), ("", False)]
)
def test_an_address_may_ask_for_the_typed_words_only(
    tmp_path: Path, address: str, is_exact: bool
) -> None:
    engine = OneAnswer(hits=(), asked=[])
    client_of(tmp_path, engine=engine).get(f"/en/search?q=helth{address}")
    assert [each.is_exact for each in engine.asked] == [is_exact]


def test_head_of_a_search_does_not_search(tmp_path: Path) -> None:
    engine = OneAnswer(hits=(), asked=[])
    client = client_of(tmp_path, engine=engine)
    answer = client.get("/en/search?q=calm", environ_overrides={IS_HEAD: True})
    assert (answer.status_code, answer.data, engine.asked) == (200, b"", [])
    assert answer.headers["cache-control"] == "private,max-age=60"


def test_synonyms_and_topics_named_are_told_in_their_language(tmp_path: Path) -> None:
    also = (Synonym(term="nevera", language="es"), Synonym(term="icebox", language="en"))
    found = (hit("experiment", "free-fridge", "es", title="La nevera libre"),)
    engine = OneAnswer(hits=found, asked=[], says={"also": also, "topics": ("food",)})
    page = client_of(tmp_path, engine=engine).get("/es/search?q=fridge").text
    assert '<span>nevera</span>, <span lang="en">icebox</span>.' in page
    assert '<a href="/es/topics/food">Comida: todas las páginas</a>' in page


def test_a_work_in_two_languages_says_in_which_it_is_too(tmp_path: Path) -> None:
    engine = OneAnswer(
        hits=(hit("zine", "stay-calm", "es", title="Mantén la calma", editions=("en",)),), asked=[]
    )
    page = client_of(tmp_path, engine=engine).get("/es/search?q=calma").text
    assert ">Zine. También en inglés.</p>" in page


def test_further_parts_of_a_zine_are_links_under_its_first_result(tmp_path: Path) -> None:
    engine = OneAnswer(
        hits=(hit("zine", "stay-calm", "en", title="Stay calm", parts=("before",)),), asked=[]
    )
    page = client_of(tmp_path, engine=engine).get("/es/search?q=calma").text
    assert "Más partes de este zine:" in page
    assert '<li><a href="/en/zines/stay-calm/before">Before' in page
    assert page.count("<h2><a ") == 1


def test_no_title_has_two_colons(tmp_path: Path) -> None:
    heading = (Fragment(text="What else is near", marked=True),)
    engine = OneAnswer(
        hits=(
            hit("zine", "stay-calm", "en", title="The map: what is here", heading=heading),
            hit("page", "about", "en", title="Glossary", heading=heading),
            hit("page", "about", "en", title="Who would you call?", heading=heading),
        ),
        asked=[],
    )
    page = client_of(tmp_path, engine=engine).get("/en/search?q=map").text
    assert ">The map: what is here. What else is near</a></h2>" in page
    assert ">Glossary: What else is near</a></h2>" in page
    assert ">Who would you call? What else is near</a></h2>" in page
    assert "<mark" not in re.sub(r"<p>.*?</p>", "", page, flags=re.DOTALL)


def test_what_is_shared_and_printed_keeps_the_query_and_its_filters(tmp_path: Path) -> None:
    engine = OneAnswer(hits=(), asked=[])
    address = "search?q=calm+down&amp;kind=zine"
    page = client_of(tmp_path, engine=engine).get("/es/search?kind=zine&q=calm++down&x=1").text
    assert f'rel="canonical" href="https://reader.example/es/{address}"' in page
    assert f'hreflang="x-default" href="https://reader.example/en/{address}"' in page


def test_before_the_first_result_stand_the_count_and_one_line_of_links(tmp_path: Path) -> None:
    also = (Synonym(term="icebox", language="en"),)
    engine = OneAnswer(
        hits=(hit("experiment", "free-fridge", "es", title="La nevera libre"),),
        asked=[],
        says={"also": also, "topics": ("food",), "any_word": True},
    )
    page = client_of(tmp_path, engine=engine).get("/es/search?q=nevera").text
    before = page[page.index("</h1>") : page.index("<ol")]
    assert re.findall(r"<(p|ul|ol|form|div|h2)\b[^>]*>", before) == ["p"]
    assert page.index("<ol") < page.index("icebox") < page.index('role="search"')


def test_a_hit_leads_to_its_heading(tmp_path: Path) -> None:
    engine = OneAnswer(
        hits=(hit("episode", "fridge-talk", "en", title="A talk", anchor="notes"),), asked=[]
    )
    assert (
        'href="/en/podcast/fridge-talk#notes"'
        in client_of(tmp_path, engine=engine).get("/en/search?q=talk").text
    )


@pytest.mark.parametrize(
    ("cut", "said"),
    [(Cut.WORDS, "We shortened your search"), (Cut.TIME, "some results may be missing")],
)
def test_what_was_cut_is_said(tmp_path: Path, cut: Cut, said: str) -> None:
    engine = OneAnswer(hits=(), asked=[], says={"cuts": frozenset({cut})})
    assert said in client_of(tmp_path, engine=engine).get("/en/search?q=talk").text


def test_without_an_index_search_says_so_and_offers_the_topics(tmp_path: Path) -> None:
    answer = client_of(tmp_path).get("/es/search?q=calma")
    assert answer.status_code == 503
    assert answer.headers["cache-control"] == "no-store"
    assert "<h1>La búsqueda no funciona ahora</h1>" in answer.text
    assert "/es/topics/food" in answer.text


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """One site for many queries."""
    return client_of(tmp_path_factory.mktemp("site"), engine=OneAnswer(hits=(), asked=[]))


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_no_query_breaks_the_page_or_gets_out_of_it(client: FlaskClient, text: str) -> None:
    answer = client.get("/en/search", query_string={"q": text})
    assert answer.status_code == 200
    assert "<script" not in answer.text
    assert "\0" not in answer.text


def test_the_heading_repeats_only_the_beginning_of_a_long_query(tmp_path: Path) -> None:
    engine = OneAnswer(hits=(hit("experiment", "free-fridge", "en", title="Fridge"),), asked=[])
    asked = " ".join(["neighbors"] * 15)
    page = client_of(tmp_path, engine=engine).get(f"/en/search?q={asked}").text
    shown = " ".join(["neighbors"] * 6)

    assert f"<h1>1 result for “{shown}…”</h1>" in page
    assert f'value="{asked}"' in page

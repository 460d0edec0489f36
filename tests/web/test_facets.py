"""Facets on the page of results, with an engine that always answers the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from support.builders import EXPERIMENT_FACTS, VOCABULARY
from support.sites import OneAnswer, client_of, hit

from reader.search.engine import Facet, Fragment, Order, SearchRequest
from reader.web.view_models.results import blocks

HITS = (
    hit("experiment", "free-fridge", "en", title="Free fridge"),
    hit("zine", "stay-calm", "en", part="before", title="Before"),
)


def section(page: str) -> str:
    """Return what stands below the results, to narrow them down."""
    found = re.search(
        r'<section class="take">\s*<h2 id="page_narrow">.*?</section>', page, re.DOTALL
    )
    return found[0] if found else ""


def asked(
    folder: Path, address: str, counts: Mapping[Facet, Mapping[str, int]], total: int = 9
) -> tuple[str, SearchRequest]:
    """Return the page of results with these counts, and what the engine was asked."""
    engine = OneAnswer(hits=HITS, asked=[], says={"counts": counts, "total": total})
    page = client_of(folder, engine=engine).get(address).text
    return page, engine.asked[-1]


def test_what_the_address_says_is_asked_of_the_engine(tmp_path: Path) -> None:
    _, request = asked(
        tmp_path,
        "/es/search?q=calma&kind=zine&topic=food&in=en&attribute=no-police&status=open"
        "&order=newest&page=3",
        {},
    )
    chosen = {
        Facet.KIND: "zine",
        Facet.TOPIC: "food",
        Facet.LANGUAGE: "en",
        Facet.ATTRIBUTE: "no-police",
        Facet.STATUS: "open",
    }

    assert request == SearchRequest(
        text="calma", language="es", chosen=chosen, order=Order.NEWEST, page=3
    )


@pytest.mark.parametrize(
    "unknown",
    [
        "kind=car",
        "topic=%22%3E%3Cscript%3E",
        "in=xx",
        "attribute=",
        "status=OPEN",
        "order=best",
        "color=red",
    ],
)
def test_an_unknown_value_in_the_address_is_passed_over(tmp_path: Path, unknown: str) -> None:
    page, request = asked(tmp_path, f"/en/search?q=calm&{unknown}", {})

    assert request == SearchRequest(text="calm", language="en")
    assert "Remove “" not in page
    assert unknown not in page


def test_each_facet_offers_the_eight_values_that_leave_most(tmp_path: Path) -> None:
    topics = ["food", "mental-health", *(f"topic-{number}" for number in range(8))]
    labels = ", ".join(f"{topic}: The {topic}" for topic in topics)
    vocabulary = {
        "vocabulary.yaml": VOCABULARY.replace("[food, mental-health]", f"[{', '.join(topics)}]"),
        **{f"vocabulary/{tag}.yaml": words(labels, tag) for tag in ("en", "es")},
        "experiments/free-fridge/document.yaml": EXPERIMENT_FACTS.replace(
            "topics: [food]", f"topics: [{', '.join(topics)}]"
        ),
    }
    counts = {Facet.TOPIC: {topic: number + 1 for number, topic in enumerate(topics)}}
    engine = OneAnswer(hits=HITS, asked=[], says={"counts": counts, "total": 99})
    client = client_of(tmp_path, vocabulary, engine=engine)
    offered = re.findall(r"topic=([a-z0-9-]+)", section(client.get("/en/search?q=calm").text))
    chosen = section(client.get("/en/search?q=calm&topic=food").text)

    assert offered == list(reversed(topics))[:8]
    assert '<span aria-current="true">The food: 1 result</span>' in chosen


def words(topics: str, tag: str) -> str:
    """Return the labels of one language."""
    return (
        f"topics: {{{topics}}}\n"
        f"attributes: {{no-police: No police ({tag}), volunteer-led: Volunteers ({tag})}}\n"
        f"places: {{oakland: Oakland ({tag}), nearby: Nearby ({tag})}}\nglossary: {{}}\n"
    )


def test_a_value_that_changes_nothing_is_not_offered_but_an_alternative_is(tmp_path: Path) -> None:
    counts = {Facet.KIND: {"zine": 9, "page": 4}, Facet.STATUS: {"open": 9}}
    open_, _ = asked(tmp_path / "open", "/en/search?q=calm", counts)
    chosen, _ = asked(tmp_path / "chosen", "/en/search?q=calm&kind=page", counts)

    assert "kind=page" in section(open_)
    assert "kind=zine" not in section(open_)
    assert "status=open" not in section(open_)
    assert '<a href="/en/search?q=calm&amp;kind=zine">Zine: 9 results</a>' in section(chosen)


def test_counts_are_words_in_the_right_number(tmp_path: Path) -> None:
    page, _ = asked(tmp_path, "/es/search?q=calma", {Facet.KIND: {"zine": 1, "page": 2}})

    assert ">Página: 2 resultados</a>" in page
    assert ">Zine: 1 resultado</a>" in page


def test_facets_stand_below_the_results_behind_one_link_above_them(tmp_path: Path) -> None:
    page, _ = asked(tmp_path, "/es/search?q=calma", {Facet.KIND: {"zine": 1}})
    link = '<a href="#page_narrow">Filtros</a>'

    assert (
        page.index("<h1>")
        < page.index(link)
        < page.index('<ol class="cards">')
        < page.index('id="page_narrow"')
    )


def test_without_facets_nothing_leads_to_them(tmp_path: Path) -> None:
    page, _ = asked(tmp_path, "/es/search?q=calma", {Facet.KIND: {"zine": 9}})

    assert "page_narrow" not in page


def test_filters_and_order_are_part_of_the_title(tmp_path: Path) -> None:
    page, _ = asked(tmp_path, "/es/search?q=calma&order=newest&status=paused&kind=zine&in=es", {})

    assert (
        "<h1>9 resultados para “calma” en español (Zine y En pausa), lo más reciente primero</h1>"
        in page
    )


def test_filters_that_leave_nothing_are_said_and_can_be_taken_away(tmp_path: Path) -> None:
    engine = OneAnswer(hits=(), asked=[], says={"total_unfiltered": 3})
    page = client_of(tmp_path, engine=engine).get("/en/search?q=calm&in=es&kind=page").text

    assert "<h1>Nothing here on “calm” (Page and Spanish)</h1>" in page
    assert "Remove one." in page
    assert '<a href="/en/search?q=calm&amp;in=es">Remove “Page”</a>' in page
    assert '<a href="/en/search?q=calm&amp;kind=page">Remove “Spanish”</a>' in page
    assert '<a href="/en/search?q=calm">Clear filters</a>' in page


def test_filters_are_not_blamed_if_nothing_is_there_without_them(tmp_path: Path) -> None:
    engine = OneAnswer(hits=(), asked=[])
    page = client_of(tmp_path, engine=engine).get("/en/search?q=calm&kind=page").text

    assert "Remove one." not in page
    assert "Remove “Page”" in page


def test_a_new_search_keeps_filters_and_order_and_asks_for_its_own_words(tmp_path: Path) -> None:
    page, _ = asked(tmp_path, "/en/search?q=calm&kind=zine&order=newest&exact=1", {})
    form = re.search(r'<form role="search".*?</form>', page, re.DOTALL)[0]

    assert re.findall(r'<input type="hidden" name="(.*?)" value="(.*?)">', form) == [
        ("kind", "zine"),
        ("order", "newest"),
    ]
    assert 'type="hidden"' not in client_of(tmp_path / "plain").get("/en/").text


def test_the_switch_of_language_keeps_every_choice(tmp_path: Path) -> None:
    page, _ = asked(tmp_path, "/en/search?order=newest&kind=zine&q=calm", {})

    assert 'href="/es/search?q=calm&amp;kind=zine&amp;order=newest"' in page


@pytest.mark.parametrize(
    ("word", "said"), [("paused", "En pausa"), ("closed", "Cerrado"), ("open", ""), ("unknown", "")]
)
def test_a_result_says_what_has_paused_or_closed(tmp_path: Path, word: str, said: str) -> None:
    facts = EXPERIMENT_FACTS.replace("word: open", f"word: {word}")
    facts = re.sub(r"status: .*", "status: {word: unknown}", facts) if word == "unknown" else facts
    engine = OneAnswer(hits=HITS[:1], asked=[])
    page = (
        client_of(tmp_path, {"experiments/free-fridge/document.yaml": facts}, engine=engine)
        .get("/es/search?q=nevera")
        .text
    )

    assert re.findall(r'<b class="stamp">(.*?)</b>', page) == ([said] if said else [])


def test_a_result_says_its_kind_and_its_place_in_words_and_no_date(tmp_path: Path) -> None:
    page, _ = asked(tmp_path, "/es/search?q=nevera", {})

    assert ">Experimento. Oakland, California. En inglés.</p>" in page
    assert '>Zine: <span lang="en">Stay calm</span>. En inglés.</p>' in page
    assert "2026" not in page


def test_links_of_equal_words_tell_themselves_apart(tmp_path: Path) -> None:
    hits = (
        hit("zine", "stay-calm", "en", part="before", title="Same"),
        hit("experiment", "free-fridge", "es", title="Same"),
    )
    page = client_of(tmp_path, engine=OneAnswer(hits=hits, asked=[])).get("/es/search?q=same").text

    assert (
        'Same <span lang="es" dir="ltr">'
        '(Zine: <span lang="en">Stay calm</span>, inglés)</span></a>' in page
    )
    assert "Same <span>(Experimento)</span></a>" in page


def test_the_blocks_of_a_passage_are_paragraphs(tmp_path: Path) -> None:
    snippet = (
        Fragment(text="What to expect\nOur ", marked=False),
        Fragment(text="notes", marked=True),
        Fragment(text=" cover", marked=False),
    )
    found = (hit("episode", "fridge-talk", "en", title="A talk", snippet=snippet),)
    page = (
        client_of(tmp_path, engine=OneAnswer(hits=found, asked=[])).get("/en/search?q=notes").text
    )

    assert "<p>What to expect</p>" in page
    assert "<p>Our <mark>notes</mark> cover</p>" in page


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one", ["one"]),
        ("one\ntwo", ["one", "two"]),
        ("one\n\n \ntwo\n", ["one", "two"]),
        ("\none", ["one"]),
        ("", []),
        ("\n", []),
    ],
)
@pytest.mark.parametrize("marked", [True, False])
def test_a_passage_is_taken_apart_at_line_feeds_and_loses_no_word_or_mark(
    text: str, expected: list[str], marked: bool
) -> None:
    made = blocks((Fragment(text=text, marked=marked),))

    assert made == tuple((Fragment(text=words, marked=marked),) for words in expected)

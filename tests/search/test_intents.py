"""An intent changes the results: what it leads to comes first, and no spelling is suggested."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from search.small_index import EN, ES, ask, engine_of, entry, joined, slugs

from reader.library.intents import HelpSection, Intent, IntentVocabulary, PhraseWords
from reader.library.model import Kind, Reference, Slug
from reader.search.engine import Corpus, Engine, Facet, Order, SearchRequest
from reader.search.index.whoosh_writer import build_index
from reader.search.open_index import open_index

HELP = HelpSection(page=Slug("help"), anchor="food")
VOCABULARY = IntentVocabulary(
    intents=(
        Intent(
            code=Slug("hunger"),
            help=HELP,
            topic=Slug("food"),
            document=Reference(kind=Kind.EXPERIMENT, slug=Slug("fridge")),
            phrases={EN: ("hungry",), ES: ("hambre",)},
            words={EN: ("suicide",), ES: ("suicidio",)},
        ),
        Intent(
            code=Slug("calm"),
            document=Reference(kind=Kind.EXPERIMENT, slug=Slug("calm")),
            phrases={EN: ("calm down",)},
        ),
    ),
    words={
        EN: PhraseWords(persons=("i", "my", "he")),
        ES: PhraseWords(persons=("mi", "yo", "tengo")),
    },
)
ENTRIES = (
    entry("garden", "My kids are hungry. He is calm down here.", title="Hungry kids"),
    entry("fridge", "Bread stands in the street.", title="Open door"),
    entry("calm", "Breathe.", title="Slowly"),
    entry("fridge", "Hay pan en la calle.", language="es", title="Puerta abierta"),
    entry("huerto", "Mis hijas tienen hambre.", language="es", title="Hambre"),
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Open a small index with intents."""
    names = {EN: {Slug("food"): "Food"}, ES: {Slug("food"): "Comida"}}
    directory = tmp_path_factory.mktemp("index")
    return engine_of(ENTRIES, directory, intents=VOCABULARY, topics=names)


def test_document_and_topic_come_first_for_somebody(engine: Engine):
    results = ask(engine, "my kids are hungry")

    assert results.intents == ("hunger",)
    assert results.topics == ("food",)
    assert slugs(results)[:2] == ["fridge", "garden"]
    assert results.hits[0].language == "en"
    assert results.total == len(set(results.hits)) == 2


def test_the_document_is_pinned_in_the_language_of_the_reader(engine: Engine):
    assert ask(engine, "tengo hambre", language="es").hits[0].title[0].text == "Puerta abierta"
    assert ask(engine, "tengo hambre").hits[0].title[0].text == "Open door"


def test_a_bare_topic_is_a_plain_search(engine: Engine):
    results = ask(engine, "hungry")

    assert results.intents == ("hunger",)  # the block is shown all the same
    assert results.topics == ()
    assert slugs(results) == ["garden"]


def test_filters_and_orders_hold_for_what_is_pinned(engine: Engine):
    newest = SearchRequest(text="my kids are hungry", language=EN, order=Order.NEWEST)
    zines = SearchRequest(text="my hungry", language=EN, chosen={Facet.KIND: "zine"})

    assert slugs(engine.search(newest)) == ["garden"]
    assert engine.search(zines).total == 0


def test_an_intent_that_finds_nothing_still_shows_its_document(engine: Engine):
    results = ask(engine, "he zzzz calm down qqqq")

    assert slugs(results)[0] == "calm"


def test_no_spelling_is_suggested_beside_a_block(engine: Engine):
    assert ask(engine, "breqd").corrected == "bread"
    assert ask(engine, "my hungry breqd").corrected is None
    assert ask(engine, "my calm down breqd").corrected is not None  # it leads to no help


@pytest.mark.parametrize(
    ("typed", "needs"),
    [
        ("he took all that we had", True),
        ("my kids are hungry", False),  # a page has all of it
        ("mi hermano no contesta nada", True),
        ("he is gone", False),  # three words
        ("the history of community gardens", False),  # nobody is in it
        ("suicide", True),
        ("el SUICIDIO en cifras", True),
        ("fridge", False),
    ],
)
def test_a_sentence_that_no_page_answers_brings_the_line_that_leads_to_help(
    engine: Engine, typed: str, needs: bool
):
    assert ask(engine, typed).needs_help_line is needs


def test_a_delta_keeps_the_places_of_documents(tmp_path: Path):
    before = tmp_path / "before"
    entries = tuple(entry(f"page-{number}", f"Words {number}.") for number in range(30))
    engine_of((*entries, *ENTRIES), before, intents=VOCABULARY).close()
    changed = (entry("first", "New."), *entries, *ENTRIES)

    corpus = Corpus(entries=changed, languages=(EN, ES), intents=VOCABULARY)
    build_index(corpus, tmp_path / "after", before)

    assert slugs(ask(open_index(tmp_path / "after"), "my kids are hungry"))[0] == "fridge"


def test_help_is_shown_at_the_section_that_the_intent_leads_to(tmp_path: Path):
    text = "Hungry people call.\nA bed\nSleep here.\nFood\nEat here. Then rest."
    sections = ((text.index("A bed"), "bed"), (text.index("Food"), "food"))
    page = replace(entry("help", text, title="Help"), kind=Kind.PAGE, anchors=sections)
    engine = engine_of([page, *ENTRIES], tmp_path / "index", intents=VOCABULARY)
    first = ask(engine, "my kids are hungry").hits[0]

    assert (first.slug, first.anchor, joined(first.heading)) == ("help", "food", "Food")
    assert joined(first.snippet) == "Eat here. Then rest."
    assert first.is_chosen
    assert not first.is_definition
    assert ask(engine, "hungry").hits[0].slug == "garden"
    engine.close()

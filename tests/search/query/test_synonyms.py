"""What else is searched for: synonyms of one language and of the others."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search.small_index import EN, ES, ask, engine_of, entry, joined, marks, slugs
from support.sampling import examples

from reader.library.model import LanguageTag
from reader.search.analysis.analyzer import Analyzer
from reader.search.engine import Engine, SearchEntry, Synonym
from reader.search.query.parser import parse_query
from reader.search.query.synonyms import SynonymMap

SYNONYMS = (
    {EN: ("de-escalation", "calm down"), ES: ("desescalada",)},
    {EN: ("mutual aid",), ES: ("apoyo mutuo", "ayuda mutua")},
    {EN: ("fridge", "refrigerator"), ES: ("nevera", "refri", "heladera")},
    {EN: ("aid", "assistance")},
    {LanguageTag("fr"): ("frigo",), EN: ("icebox",)},
)
ENTRIES = (
    entry("fridge", "A fridge on the street."),
    entry("refrigerator", "A refrigerator on the street."),
    entry("mutual", "We believe in mutual aid."),
    entry("apart", "Aid is not always mutual."),
    entry("calm", "How to calm down."),
    entry("deescalation", "De-escalation at home."),
    entry("nevera", "Una nevera en la calle.", language="es"),
    entry("ayuda", "La ayuda mutua empieza aquí.", language="es"),
    entry("desescalada", "La desescalada en casa.", language="es"),
)
SYNONYM_MAP = SynonymMap(SYNONYMS, {EN: Analyzer(EN), ES: Analyzer(ES)})


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = engine_of(ENTRIES, tmp_path_factory.mktemp("bridge") / "index", synonyms=SYNONYMS)
    yield engine
    engine.close()


def matches_of(text: str) -> list[tuple[int, int, set[str]]]:
    matches = SYNONYM_MAP.matches(parse_query(text).required)
    return [
        (match.first, match.end, {term.written for terms in match.terms.values() for term in terms})
        for match in matches
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fridges", [(0, 1, {"refrigerator", "nevera", "refri", "heladera"})]),
        ("heladeras", [(0, 1, {"fridge", "refrigerator", "nevera", "refri"})]),
        ("big mutual aid groups", [(1, 3, {"apoyo mutuo", "ayuda mutua"})]),
        ("first aid", [(1, 2, {"assistance"})]),
        ("deescalation", [(0, 1, {"calm down", "desescalada"})]),
        ("de escalation", [(0, 2, {"calm down", "desescalada"})]),
        ("DE-ESCALATION", [(0, 1, {"calm down", "desescalada"})]),
        ("desescalar", [(0, 1, {"de-escalation", "calm down"})]),
        ('"mutual aid"', []),
        ("fridg*", []),
        ("bread", []),
        ("", []),
    ],
)
def test_terms_are_known_by_their_words_whatever_the_ending_and_the_longest_is_meant(
    text: str, expected: list[tuple[int, int, set[str]]]
) -> None:
    assert matches_of(text) == expected


def test_a_word_of_one_language_finds_pages_in_the_other_and_says_so(engine: Engine) -> None:
    results = ask(engine, "heladera", language="es")
    assert slugs(results) == ["nevera", "fridge", "refrigerator"]
    assert results.also == (
        Synonym(term="nevera", language=ES),
        Synonym(term="fridge", language=EN),
        Synonym(term="refrigerator", language=EN),
    )
    assert not results.any_word


def test_what_was_typed_comes_before_its_synonyms(engine: Engine) -> None:
    assert slugs(ask(engine, "refrigerator", only="en")) == ["refrigerator", "fridge"]
    assert slugs(ask(engine, "fridge", only="en")) == ["fridge", "refrigerator"]


def test_a_synonym_of_two_words_stands_for_them_only_in_a_row(engine: Engine) -> None:
    assert slugs(ask(engine, "apoyo mutuo")) == ["mutual", "ayuda"]


def test_entries_with_the_other_words_come_first_beside_a_synonym(engine: Engine) -> None:
    assert slugs(ask(engine, "nevera street")) == ["fridge", "refrigerator", "nevera"]
    assert slugs(ask(engine, "nevera calle -street")) == ["nevera"]


def test_synonyms_are_marked_where_they_were_found(engine: Engine) -> None:
    (hit, *_) = ask(engine, "apoyo mutuo").hits
    assert marks(hit.snippet) == ["mutual aid"]
    assert joined(hit.snippet).endswith("We believe in mutual aid.")


def test_a_word_known_in_one_language_or_by_a_synonym_is_not_unknown(engine: Engine) -> None:
    assert ask(engine, "heladera calle xyzzy").unknown == ("xyzzy",)


PLACES = ("title", "summary", "text", "label")


@examples(40, long=400)
@given(
    place=st.sampled_from(PLACES),
    others=st.lists(st.sampled_from(("typed", "meant", "both", "none")), max_size=12),
)
def test_what_was_typed_beats_a_synonym_in_the_same_place_however_rare_either_is(
    tmp_path_factory: pytest.TempPathFactory, place: str, others: list[str]
) -> None:
    texts = {"typed": "zqtyped", "meant": "zqmeant", "both": "zqtyped zqmeant", "none": "zqnone"}
    entries = (
        placed("synonym", "zqmeant", place),
        placed("typed", "zqtyped", place),
        *(placed(f"other{number}", texts[kind], "text") for number, kind in enumerate(others)),
    )
    synonyms = ({EN: ("zqtyped", "zqmeant")},)
    directory = tmp_path_factory.mktemp("places") / "index"
    engine = engine_of(entries, directory, ("en",), synonyms=synonyms)
    order = slugs(ask(engine, "zqtyped"))
    engine.close()
    if {"synonym", "typed"} <= set(order):
        assert order.index("typed") < order.index("synonym")


def placed(slug: str, word: str, place: str) -> SearchEntry:
    """Return an entry that has a word in one place."""
    words = {"title": "Untitled", "summary": "Something.", "label": "Nothing"} | {place: word}
    return entry(
        slug,
        words.get("text", "Some words."),
        title=words["title"],
        summary=words["summary"],
        labels=(words["label"],),
    )


def test_a_word_without_synonyms_says_nothing(engine: Engine) -> None:
    assert ask(engine, "street").also == ()
    assert ask(engine, '"fridge"').also == ()

"""Corrections that help at once, and suggestions that never hurt."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search.small_index import EN, ES, ask, engine_of, entry, slugs
from support.own_content import own_library
from support.sampling import examples

from reader.search.analysis.analyzer import Analyzer
from reader.search.analysis.language_words import EVERY_WEIGHTLESS_WORD
from reader.search.analysis.letters import fold, normalize
from reader.search.analysis.tokenizer import tokens
from reader.search.engine import Engine, Facet, SearchRequest
from reader.search.index.corpus import corpus
from reader.search.open_index import open_index

SYNONYMS = (
    {EN: ("harassment", "stalking"), ES: ("acoso",)},
    {EN: ("bystander",), ES: ("testigo",)},
)
ENTRIES = (
    *(entry(f"mental{number}", "Mental health for all neighbors.") for number in range(3)),
    entry("mantel", "A mantel in the kitchen."),
    entry("deescalation", "De-escalation at the door. Nobody is hurt.", title="A talk"),
    entry("shelter", "A shelter for a night. They were killed, a shooter came."),
    entry("stalking", "On stalking, by those who stand by."),
    entry("desescalada", "La desescalada y la información, año tras año.", language="es"),
    entry("dato", "Policía y vecinas, y un asesinato.", language="es"),
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    directory = tmp_path_factory.mktemp("spelling") / "index"
    engine = engine_of(ENTRIES, directory, synonyms=SYNONYMS)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def library(own_index: Path) -> Iterator[Engine]:
    """The index of our own content."""
    engine = open_index(own_index)
    yield engine
    engine.close()


@pytest.mark.parametrize(
    ("typed", "language", "meant"),
    [
        ("mental helth", "en", "mental health"),
        ("Neihgbors", "en", "neighbors"),
        ("neghbrs", "en", "neighbors"),
        ('"mental helth" -kitchen', "en", '"mental health" -kitchen'),
        ("kithcen", "en", "kitchen"),
        ("de-esclation", "en", "deescalation"),
        ("desescalda", "es", "desescalada"),
        ("informasion", "es", "información"),
        ("policai", "en", "policía"),
        ("harrassment", "en", "harassment"),
    ],
)
def test_a_misspelled_word_is_corrected_and_searched_at_once(
    engine: Engine, typed: str, language: str, meant: str
) -> None:
    results = ask(engine, typed, language=language)
    assert (results.asked, results.corrected, results.suggestion) == (typed, meant, None)
    assert slugs(results) == slugs(ask(engine, meant, language=language))
    assert results.total > 0


def test_where_two_words_are_as_near_it_asks(engine: Engine) -> None:
    results = ask(engine, "mentel")
    assert (results.corrected, results.suggestion) == (None, "mental")
    results = ask(engine, "sheoter")
    assert results.corrected is None
    assert results.suggestion in {"shelter", "shooter"}


def test_the_typed_words_alone_are_searched_for_on_request(engine: Engine) -> None:
    exact = SearchRequest(text="mental helth", language=EN, is_exact=True)
    results = engine.search(exact)
    assert (results.corrected, results.suggestion) == (None, None)
    assert slugs(results) == ["mental0", "mental1", "mental2"]


@pytest.mark.parametrize(
    "typed",
    [
        "mantel",
        "mental wealth",
        "xyzzyplugh",
        "xy",
        "12345",
        "I dont neighbor",
        "don't",
        "doesn't",
        "without",
        "no",
        "with Manfel",
        "neighbours",
        "percs",
        "my friend was neighbored by a kitchen door",
        "una muerta",
    ],
)
def test_a_word_that_exists_or_is_short_small_or_a_name_is_left_alone(
    engine: Engine, typed: str
) -> None:
    results = ask(engine, typed)
    assert (results.corrected, results.suggestion) == (None, None)


def test_a_word_is_not_corrected_into_another_language_than_its_neighbors(engine: Engine) -> None:
    assert ask(engine, "mental informasion", language="en").corrected is None
    assert ask(engine, "la informasion", language="en").corrected == "la información"


def test_a_form_of_a_known_word_is_doubted_only_beside_few_results(library: Engine) -> None:
    results = ask(library, "bystandar")
    assert "bystander" in {results.corrected, results.suggestion}


def test_a_correction_that_finds_nothing_with_what_is_chosen_is_not_made(engine: Engine) -> None:
    spanish = SearchRequest(text="kithcen", language=EN, chosen={Facet.LANGUAGE: "es"})
    results = engine.search(spanish)
    assert (results.corrected, results.suggestion) == (None, None)


def test_a_grave_word_alone_is_no_answer_to_a_query_on_something_else(engine: Engine) -> None:
    assert ask(engine, "kill switch").total == 0
    assert slugs(ask(engine, "killed")) == ["shelter"]
    assert slugs(ask(engine, "they killed my cousin")) == ["shelter"]
    assert slugs(ask(engine, "killed shelter")) == ["shelter"]


WORDS = sorted(
    {
        normalize(token.joined)
        for each in corpus(own_library()).entries
        for token in tokens(each.summary)
        if token.joined.isalpha()
    }
)
SMALL = ("no", "not", "don't", "cant", "never", "without", "sin", "nunca", "jamás", "ni", "nadie")


def slip(word: str, at: int, kind: str) -> str:
    """Return a word as a thumb might type it."""
    at %= len(word)
    return {
        "drop": word[:at] + word[at + 1 :],
        "double": word[:at] + word[at] + word[at:],
        "swap": word[: max(0, at - 1)] + word[max(0, at - 1) : at + 1][::-1] + word[at + 1 :],
        "none": word,
    }[kind]


TYPED = st.lists(
    st.builds(
        slip,
        st.sampled_from((*WORDS, *SMALL)),
        st.integers(0, 20),
        st.sampled_from(("drop", "double", "swap", "none", "none")),
    )
    | st.sampled_from(SMALL),
    min_size=1,
    max_size=6,
)


@examples(60, long=600)
@given(TYPED, st.sampled_from((EN, ES)))
def test_no_suggestion_loses_or_adds_a_negation_or_a_small_word(
    library: Engine, typed: list[str], language: str
) -> None:
    text = " ".join(typed)
    results = ask(library, text, language=language)
    proposed = results.corrected or results.suggestion
    if proposed:
        kept = EVERY_WEIGHTLESS_WORD | set(map(fold, SMALL))
        assert [word for word in folded(proposed) if word in kept] == [
            word for word in folded(text) if word in kept
        ]
        assert len(folded(proposed)) == len(folded(text))


def folded(text: str) -> list[str]:
    return [fold(normalize(token.joined)) for token in tokens(text)]


def test_no_word_of_the_library_is_corrected(library: Engine) -> None:
    said = [word for word in WORDS if len(word) > 3]
    corrected = {
        word: results.corrected or results.suggestion
        for first, second in zip(said[::2], said[1::2] + said[:1], strict=False)
        for word, results in [(f"{first} {second}", ask(library, f"{first} {second}"))]
        if results.corrected or results.suggestion
    }
    assert corrected == {}


def test_words_of_killing_are_suggested_within_one_letter_only(engine: Engine) -> None:
    assert ask(engine, "asezinato", language="es").corrected == "asesinato"
    assert ask(engine, "asezinado", language="es").corrected is None
    assert Analyzer(EN).is_grave("killing")
    assert not Analyzer(EN).is_grave("skill")
    assert Analyzer(ES).is_grave("mataron")

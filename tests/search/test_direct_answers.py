"""Who types a title or a term of the glossary gets just that first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from search.small_index import EN, ES, ask, engine_of, entry, joined
from support.own_content import own_library

from reader.library.text.glossary_links import GLOSSARY, terms
from reader.search.engine import Engine, Hit, SearchEntry
from reader.search.index.corpus import corpus
from reader.search.open_index import open_index

CORPUS = corpus(own_library())
ENTRIES = tuple(CORPUS.entries)
TERMS = [(language, term) for language in (EN, ES) for term in terms(own_library(), language)]
PODS = "Pod\nThe people you would call.\nSafety plan (for one or two)\nWho does what, and when."


@pytest.fixture(scope="module")
def library(own_index: Path) -> Iterator[Engine]:
    """The index of our own content."""
    engine = open_index(own_index)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A glossary beside texts that say more of its terms than it does."""
    entries = (
        entry("pods", "A pod is a pod. Pods and pods, and a safety plan.", title="Pods and pods"),
        entry("plan", "A safety plan, a plan for safety.", title="Safety plan safety plan"),
        SearchEntry(
            **{
                **{name: getattr(entry("g", PODS), name) for name in SearchEntry.__slots__},
                "title": "Glossary",
                "anchors": ((0, "pod"), (PODS.index("Safety"), "safety-plan")),
                "definitions": (
                    ("pod", ("Pod", "circle")),
                    ("safety-plan", ("Safety plan (for one or two)",)),
                ),
            }
        ),
        entry("just", "Somebody practiced.", title="Just Practice"),
        entry("practice", "Practice, practice, practice.", title="Practice more"),
    )
    engine = engine_of(entries, tmp_path_factory.mktemp("answers") / "index", ("en", "es"))
    yield engine
    engine.close()


def first(engine: Engine, text: str, language: str = "en") -> Hit:
    return ask(engine, text, language=language).hits[0]


@pytest.mark.parametrize(
    "wanted", ENTRIES, ids=lambda wanted: f"{wanted.language}-{wanted.slug}-{wanted.part}"
)
def test_the_page_whose_whole_title_is_typed_comes_first(
    library: Engine, wanted: SearchEntry
) -> None:
    hit = first(library, wanted.title, wanted.language)
    assert joined(hit.title) == wanted.title
    assert hit.language == wanted.language


@pytest.mark.parametrize(
    ("language", "term"), TERMS, ids=lambda each: getattr(each, "anchor", each)
)
def test_the_definition_of_a_term_comes_first(library: Engine, language, term) -> None:
    hit = first(library, term.title.lower(), language)
    assert (hit.slug, hit.anchor, hit.language) == (GLOSSARY, term.anchor, language)
    assert hit.is_definition
    assert joined(hit.heading) == term.title


@pytest.mark.parametrize(
    ("typed", "anchor"),
    [
        ("pod", "pod"),
        ("what is a pod?", "pod"),
        ("Circles", "pod"),
        ("safety plan", "safety-plan"),
        ("plan safety", "safety-plan"),
        ("safetyplan", "safety-plan"),
    ],
)
def test_a_term_is_known_in_any_form_and_asked_for_in_a_sentence(
    small: Engine, typed: str, anchor: str
) -> None:
    hit = first(small, typed)
    assert (hit.slug, hit.anchor) == ("g", anchor)


def test_a_definition_is_shown_without_its_heading_and_no_further(small: Engine) -> None:
    hit = first(small, "pod")
    assert joined(hit.heading) == "Pod"
    assert joined(hit.snippet) == "The people you would call."


def test_a_term_among_other_words_is_not_asked_for(small: Engine) -> None:
    assert not first(small, "pod meeting").is_definition
    assert not first(small, "pod -people").is_definition


def test_a_title_comes_before_a_definition(small: Engine) -> None:
    assert first(small, "pods and pods").slug == "pods"


def test_a_small_word_has_weight_where_it_stands_in_a_title_beside_its_neighbor(
    small: Engine,
) -> None:
    assert first(small, "just practice with it").slug == "just"
    assert first(small, "just how to practice").slug == "practice"

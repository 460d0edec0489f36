"""The judged queries: enough of every class in both languages, and all that they name exists."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml
from support.own_content import own_library

from bench.judgments import HELD_BACK, TUNE, WRITTEN_FIRST, EditionKey, QueryClass, judged
from reader.library.library import Library, text_key
from reader.library.model import Kind, LanguageTag, Slug

EN, ES = LanguageTag("en"), LanguageTag("es")
LANGUAGES = (EN, ES)
FILES = (TUNE, HELD_BACK)
EVERY_FILE = (*FILES, WRITTEN_FIRST)
REQUIRED = {"asked", "class", "reader", "need", "grades"}
OPTIONAL = {"typed", "help", "definition", "means", "no_suggestion", "never_first"}
AT_LEAST = {QueryClass.DISTRESS: 60, QueryClass.SENTENCE: 80, QueryClass.TYPO: 60}
ZINE = EditionKey(Kind.ZINE, Slug("a"), None, EN)
PART = EditionKey(Kind.ZINE, Slug("a"), Slug("b"), EN)
OTHER = EditionKey(Kind.PAGE, Slug("c"), None, EN)


def listed(path: Path) -> list[dict]:
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)


BY_FILE = {path: listed(path) for path in FILES}
EVERY_QUERY = [query for path in FILES for query in BY_FILE[path]]


@pytest.fixture(scope="module")
def library() -> Library:
    """Load the project's own content."""
    return own_library()


def existing_keys(library: Library) -> set[EditionKey]:
    editions = [
        (document, edition)
        for document in library.documents()
        for edition in document.editions.values()
    ]
    return {
        EditionKey(document.kind, document.slug, part, edition.language)
        for document, edition in editions
        for part in (None, *(part.slug for part in edition.parts))
    }


def anchors(library: Library, page: str, language: LanguageTag) -> set[str]:
    """Return the anchors of the headings of a page."""
    text = library.texts[text_key(Kind.PAGE, Slug(page), language)]
    return {heading.anchor for heading in text.headings}


def test_there_are_enough_queries_of_every_class():
    counted = Counter(query["class"] for query in EVERY_QUERY)
    assert counted.total() >= 300
    assert counted.keys() == set(QueryClass)
    assert {each: counted[each] for each in AT_LEAST if counted[each] < AT_LEAST[each]} == {}


@pytest.mark.parametrize("each", QueryClass)
def test_both_languages_ask_evenly(each):
    by_reader = Counter(query["reader"] for query in EVERY_QUERY if query["class"] == each)
    assert by_reader.keys() == set(LANGUAGES)
    assert max(by_reader.values()) <= 1.35 * min(by_reader.values())


@pytest.mark.parametrize("each", QueryClass)
def test_about_a_third_of_every_class_is_held_back(each):
    held_back, tuned = (
        sum(query["class"] == each for query in BY_FILE[path]) for path in (HELD_BACK, TUNE)
    )
    assert 0.2 <= held_back / (held_back + tuned) <= 0.45


def test_about_a_third_of_all_is_held_back():
    assert 0.3 <= len(BY_FILE[HELD_BACK]) / len(EVERY_QUERY) <= 0.4


def test_no_query_is_asked_twice_by_readers_of_one_language():
    asked = Counter((query["reader"], query["asked"].casefold()) for query in EVERY_QUERY)
    assert [query for query, times in asked.items() if times > 1] == []


@pytest.mark.parametrize("query", [*EVERY_QUERY, *listed(WRITTEN_FIRST)])
def test_a_judged_query_has_its_form(query):
    assert query.keys() >= REQUIRED
    assert query.keys() <= REQUIRED | OPTIONAL
    assert query.get("typed") in {None, *LANGUAGES} - {query["reader"]}
    assert query["need"].strip()
    assert set(query["grades"]) <= {1, 2, 3}
    assert (query["class"] == QueryClass.NOTHING) == (query["grades"] == {})
    assert query["class"] == QueryClass.NOTHING or 3 in query["grades"], "nothing they came for"
    paths = Counter(path for paths in query["grades"].values() for path in paths)
    assert [path for path, times in paths.items() if times > 1] == []
    assert set(query["grades"].get(3, ())).isdisjoint(query.get("never_first", ()))
    is_typo = query["class"] == QueryClass.TYPO
    assert (bool(query.get("means")), query.get("no_suggestion", False)) == (is_typo, not is_typo)


def test_only_terms_of_the_glossary_have_a_definition_and_distress_has_a_next_step():
    for query in EVERY_QUERY:
        assert ("definition" in query) == (query["class"] == QueryClass.GLOSSARY), query["asked"]
        if query["class"] == QueryClass.DISTRESS:
            assert query.get("help") or 3 in query["grades"], query["asked"]


@pytest.mark.parametrize("path", EVERY_FILE, ids=lambda path: path.stem)
def test_everything_judged_exists_in_the_library(path, library):
    queries = judged(path, LANGUAGES)
    named = {place for query in queries for place in (*query.grades, *query.never_first)}
    assert sorted(named - existing_keys(library)) == []
    for language in LANGUAGES:
        terms, sections = (anchors(library, page, language) for page in ("glossary", "help"))
        assert {query.definition for query in queries} - {None} <= terms
        assert {section for query in queries for section in query.help} <= sections


def test_what_stands_beside_the_grades_is_read(tmp_path):
    file = tmp_path / "queries.yaml"
    file.write_text(
        "- {asked: a, class: distress, reader: en, need: x, grades: {3: [pages/c]},"
        " help: [suicide], no_suggestion: true, never_first: [zines/a]}\n"
        "- {asked: b, class: typo, reader: en, need: x, grades: {3: [pages/c]}, means: [c, d]}\n"
        "- {asked: c, class: glossary, reader: en, need: x, grades: {3: [pages/c]},"
        " definition: e}\n",
        encoding="utf-8",
    )
    distress, typo, term = judged(file, LANGUAGES)
    assert [each.query_class for each in (distress, typo, term)] == [
        QueryClass.DISTRESS,
        QueryClass.TYPO,
        QueryClass.GLOSSARY,
    ]
    assert (distress.help, distress.no_suggestion) == (("suicide",), True)
    assert distress.never_first == {ZINE, ZINE._replace(language=ES)}
    assert (typo.help, typo.means, typo.no_suggestion) == ((), ("c", "d"), False)
    assert (term.definition, typo.definition) == ("e", None)


def test_the_other_language_is_worth_less_unless_its_words_were_typed(tmp_path):
    file = tmp_path / "queries.yaml"
    graded = "need: x, grades: {3: [zines/a], 2: [zines/a/b], 1: [pages/c]}"
    file.write_text(
        f"- {{asked: a, class: keyword, reader: en, {graded}}}\n"
        f"- {{asked: a, class: keyword, reader: es, typed: en, {graded}}}\n",
        encoding="utf-8",
    )
    plain, typed = judged(file, LANGUAGES)
    places = (ZINE, PART, OTHER)
    others = [place._replace(language=ES) for place in places]
    assert list(map(plain.grades.get, places)) == [3, 2, 1]
    assert list(map(plain.grades.get, others)) == [1, 1, None]
    assert list(map(typed.grades.get, others)) == [3, 2, 1]
    assert list(map(typed.grades.get, places)) == [2, 1, None]

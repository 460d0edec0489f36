"""What is judged exists, the split is the one that was drawn, and no query is there twice."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from pathlib import Path

import pytest
import yaml

from bench.judgments import HELD_BACK, TUNE, EditionKey, JudgedQuery, judged
from bench.relevance_measures import Relevance, relevance, score
from reader.library.loading.loader import load
from reader.library.model import Kind, LanguageTag, Slug

EN, ES = LanguageTag("en"), LanguageTag("es")
LANGUAGES = (EN, ES)
# Of each reader's language, as the files say.
HELD_BACK_OF_EACH = 26
KEYS = {"asked", "reader", "need", "grades", "typed"}
CONTENT = Path(__file__).resolve().parents[2] / "content"
ZINE = EditionKey(Kind.ZINE, Slug("a"), None, EN)
PART = EditionKey(Kind.ZINE, Slug("a"), Slug("b"), EN)
OTHER = EditionKey(Kind.PAGE, Slug("c"), None, EN)
QUERY = JudgedQuery(asked="a", reader=EN, grades={ZINE: 3, PART: 1})


def listed(path: Path) -> list[dict]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def every_query() -> list[dict]:
    return listed(TUNE) + listed(HELD_BACK)


def drawn(query: dict) -> str:
    return hashlib.sha256(f"{query['reader']} {query['asked']}".encode()).hexdigest()


def existing_keys() -> set[EditionKey]:
    library = load(CONTENT).library
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


def test_there_are_enough_queries_in_both_languages():
    assert len(listed(TUNE)) >= 50
    assert len(listed(HELD_BACK)) >= 30
    by_reader = Counter(query["reader"] for query in every_query())
    assert by_reader.keys() == set(LANGUAGES)
    assert max(by_reader.values()) <= 1.1 * min(by_reader.values())


def test_no_query_is_asked_twice_by_readers_of_one_language():
    asked = Counter((query["reader"], query["asked"].casefold()) for query in every_query())
    assert [query for query, times in asked.items() if times > 1] == []


def test_the_queries_held_back_are_those_that_were_drawn():
    for language in LANGUAGES:
        own = sorted(drawn(query) for query in every_query() if query["reader"] == language)
        held_back = sorted(
            drawn(query) for query in listed(HELD_BACK) if query["reader"] == language
        )
        assert held_back == own[:HELD_BACK_OF_EACH]


@pytest.mark.parametrize(
    "query", every_query(), ids=lambda query: f"{query['reader']}-{query['asked']}"
)
def test_a_judged_query_has_its_form(query):
    assert {"asked", "reader", "need", "grades"} <= query.keys() <= KEYS
    assert query.get("typed") in {None, *LANGUAGES} - {query["reader"]}
    assert query["need"].strip()
    assert set(query["grades"]) <= {1, 2, 3}
    assert 3 in query["grades"], "nothing is what the person came for"
    paths = Counter(path for paths in query["grades"].values() for path in paths)
    assert [path for path, times in paths.items() if times > 1] == []


@pytest.mark.parametrize("path", [TUNE, HELD_BACK], ids=lambda path: path.stem)
def test_everything_judged_exists_in_the_library(path):
    existing = existing_keys()
    assert (
        sorted({place for query in judged(path, LANGUAGES) for place in query.grades} - existing)
        == []
    )


def test_the_other_language_is_worth_less_unless_its_words_were_typed(tmp_path):
    file = tmp_path / "queries.yaml"
    file.write_text(
        "- {asked: a, reader: en, need: x, grades: {3: [zines/a], 2: [zines/a/b], 1: [pages/c]}}\n"
        "- {asked: a, reader: es, typed: en, need: x,"
        " grades: {3: [zines/a], 2: [zines/a/b], 1: [pages/c]}}\n",
        encoding="utf-8",
    )
    plain, typed = judged(file, LANGUAGES)
    assert [plain.grades.get(place) for place in (ZINE, PART, OTHER)] == [3, 2, 1]
    assert [plain.grades.get(place._replace(language=ES)) for place in (ZINE, PART, OTHER)] == [
        1,
        1,
        None,
    ]
    assert [typed.grades.get(place._replace(language=ES)) for place in (ZINE, PART, OTHER)] == [
        3,
        2,
        1,
    ]
    assert [typed.grades.get(place) for place in (ZINE, PART, OTHER)] == [2, 1, None]


def test_the_ideal_order_scores_one_and_nothing_scores_zero():
    assert score([ZINE, PART], QUERY) == Relevance(ndcg=1.0, reciprocal_rank=1.0, right_first=1.0)
    assert score([], QUERY) == Relevance(ndcg=0.0, reciprocal_rank=0.0, right_first=0.0)
    assert score([OTHER] * 10 + [ZINE], QUERY) == Relevance(
        ndcg=0.0, reciprocal_rank=0.0, right_first=0.0
    )


def test_a_worse_order_scores_what_the_formula_says():
    worse = score([OTHER, PART, ZINE], QUERY)
    assert worse.ndcg == pytest.approx((1 / math.log2(3) + 7 / 2) / (7 + 1 / math.log2(3)))
    assert (worse.reciprocal_rank, worse.right_first) == (pytest.approx(1 / 3), 0.0)


def test_the_means_are_over_all_queries():
    answers = {"a": [ZINE, PART], "b": []}
    queries = [QUERY, JudgedQuery(asked="b", reader=EN, grades={ZINE: 3})]
    assert relevance(lambda asked, _language: answers[asked], queries) == Relevance(
        ndcg=0.5, reciprocal_rank=0.5, right_first=0.5
    )

"""What the benches of search compare: yardsticks that do search, invented libraries that are like real ones, bounds that can be missed."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from search.shelf import entry

from bench import corpora, judging
from bench.judged import Place
from bench.project import content_corpus
from bench.relevance import Relevance
from bench.yardsticks import StockFts5, StockWhoosh, Yardstick
from reader.library.model import Kind, LanguageTag, Slug

EN, ES = LanguageTag("en"), LanguageTag("es")
SHELF = (
    entry("fridge", "A fridge stands on the street.", title="Food for <all>"),
    entry("title", "Bread and rice.", title="The fridge"),
    entry("nevera", "La nevera está en la calle.", language="es"),
    entry("fridge-es", "Fridge, en inglés.", language="es"),
)


def yardstick(name: str, folder: Path) -> Yardstick:
    if name == "whoosh":
        return StockWhoosh(SHELF, (EN, ES), folder / "index")
    return StockFts5(SHELF, (EN, ES), folder / "index", name)


def relevances(ours: float, other: float) -> dict[str, Relevance]:
    return {name: Relevance(ndcg=each, reciprocal_rank=each, right_first=each) for name, each in (("ours", ours), ("other", other))}


@pytest.mark.parametrize("name", ["whoosh", "unicode61", "porter unicode61"])
def test_a_yardstick_finds_titles_first_and_the_readers_language_first_and_marks_words(name: str, tmp_path: Path) -> None:
    with closing(yardstick(name, tmp_path)) as search:
        found = search.search("fridge", EN)
        assert [each.place.slug for each in found] == ["title", "fridge", "fridge-es"]
        assert [each.place.slug for each in search.search("fridge", ES)] == ["fridge-es", "title", "fridge"]
        assert re.search(r"<mark[^>]*>fridge</mark>", found[1].snippet)
        assert re.search(r"<mark[^>]*>fridge</mark>", found[0].title)
        assert search.search('"fridge stands" zzz', EN)[0].place == Place(Kind.EXPERIMENT, Slug("fridge"), None, EN)
        assert search.search("nev*", EN)[0].place.slug == "nevera"
        assert list(search.search("--- ?", EN)) == []


@pytest.mark.parametrize(("ours", "verdict"), [(0.7, "ok"), (0.6, "MISSED"), (0.5, "MISSED")])
def test_ours_has_to_be_ahead_on_what_was_held_back(ours: float, verdict: str) -> None:
    figures = judging.summary(relevances(0.1, 0.9), relevances(ours, 0.6))
    bounded = [figure for figure in figures if figure.bound]
    assert [figure.name for figure in bounded] == [f"{measure}, queries held back: ours" for measure in ("nDCG@10", "MRR", "right first")]
    assert {figure.verdict for figure in bounded} == {verdict}
    assert len(figures) == 12


def test_an_invented_library_is_the_same_each_time_and_has_the_size_asked_for() -> None:
    real = content_corpus()
    one, other = (tuple(corpora.larger(real, 50).entries) for _ in range(2))
    assert one == other
    assert Counter(each.language for each in one) == {EN: 25, ES: 25}
    assert len({each.slug for each in one}) == 50


def test_an_invented_text_is_made_of_real_sentences_about_as_many_as_real_texts_have() -> None:
    real = content_corpus()
    entries = tuple(real.entries)
    own = {
        language: {line for each in entries if each.language == language for line in corpora.sentences(each.text)} for language in (EN, ES)
    }
    invented = tuple(corpora.larger(real, 200).entries)
    for each in invented:
        said = list(corpora.sentences(each.text))
        assert sum(sentence in own[each.language] for sentence in said) >= 0.7 * len(said) - 4, each.text
        assert [offset for offset, _ in each.anchors] == sorted({offset for offset, _ in each.anchors})
    lengths = [sum(len(each.text) for each in shelf) / len(shelf) for shelf in (entries, invented)]
    assert lengths[1] == pytest.approx(lengths[0], rel=0.25)


def test_mixed_queries_are_distinct_and_of_every_kind() -> None:
    real = content_corpus()
    queries = corpora.mixed_queries(real.entries, 200)
    assert len(set(queries)) == 200
    assert {language for _, language in queries} == {EN, ES}
    shapes = Counter("phrase" if '"' in asked else "beginning" if "*" in asked else len(asked.split()) for asked, _ in queries)
    assert min(shapes["phrase"], shapes["beginning"], shapes[1], shapes[2]) >= 15
    assert corpora.mixed_queries(real.entries, 20) == queries[:20]


def test_some_queries_have_a_misspelled_word() -> None:
    real = content_corpus()
    written = set(re.findall(r"\w+", "\n".join(entry.text for entry in real.entries)))
    asked = [asked for asked, _ in corpora.mixed_queries(real.entries, 40) if asked.isalpha()]
    assert 3 <= sum(word not in written for word in asked) <= 4

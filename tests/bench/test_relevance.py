"""Relevance is scored as the formula says, faults are counted, and promises can be missed."""

from __future__ import annotations

import math
from dataclasses import replace
from types import SimpleNamespace

import pytest

from bench import search_relevance
from bench.judgments import EditionKey, JudgedQuery, QueryClass
from bench.our_answers import help_sections
from bench.relevance_measures import Answer, Relevance, Score, relevance, score
from reader.library.model import Kind, LanguageTag, Slug

EN, ES = LanguageTag("en"), LanguageTag("es")
ZINE = EditionKey(Kind.ZINE, Slug("a"), None, EN)
PART = EditionKey(Kind.ZINE, Slug("a"), Slug("b"), EN)
OTHER = EditionKey(Kind.PAGE, Slug("c"), None, EN)
QUERY = JudgedQuery(asked="a", reader=EN, grades={ZINE: 3, PART: 1})
GOOD = Relevance(
    queries=10,
    ndcg=0.9,
    reciprocal_rank=0.9,
    right_first=0.9,
    right_in_three=0.9,
    forbidden_first=0,
    wrong_suggestions=0,
    helped=0.9,
    alarms=0,
)


def found(*places: EditionKey) -> Answer:
    return Answer(found=places)


def relevances(ours: float, other: float) -> dict[str, Relevance]:
    return {
        name: replace(GOOD, ndcg=each, reciprocal_rank=each, right_first=each)
        for name, each in (("ours", ours), ("other", other))
    }


def classes(**changed: object) -> dict[str, Relevance]:
    names = (*QueryClass, search_relevance.TOGETHER)
    return {name: replace(GOOD, **changed) for name in names}


def test_the_ideal_order_scores_one_and_nothing_scores_zero():
    whole = Score(ndcg=1.0, reciprocal_rank=1.0, right_first=1.0, right_in_three=1.0)
    nothing = Score(ndcg=0.0, reciprocal_rank=0.0, right_first=0.0, right_in_three=0.0)
    assert score(found(ZINE, PART), QUERY) == whole
    assert score(found(), QUERY) == nothing
    unnamed = [OTHER._replace(slug=Slug(f"c{number}")) for number in range(10)]
    assert score(found(*unnamed, ZINE), QUERY) == nothing


def test_a_worse_order_scores_what_the_formula_says():
    worse = score(found(OTHER, PART, ZINE), QUERY)
    assert worse.ndcg == pytest.approx((1 / math.log2(3) + 7 / 2) / (7 + 1 / math.log2(3)))
    assert (worse.reciprocal_rank, worse.right_first) == (pytest.approx(1 / 3), 0.0)
    assert worse.right_in_three == 1.0


def test_a_right_page_in_the_fourth_place_is_not_on_the_first_screen():
    others = [OTHER._replace(slug=Slug(f"c{number}")) for number in range(3)]
    assert score(found(*others, ZINE), QUERY).right_in_three == 0.0


def test_the_second_edition_of_a_work_brings_nothing_and_is_not_expected():
    spanish = ZINE._replace(language=ES)
    query = replace(QUERY, grades={ZINE: 3, spanish: 1, PART: 1})
    assert score(found(ZINE, PART), query).ndcg == 1.0
    assert score(found(ZINE, spanish, PART), query).ndcg < 1.0
    assert 0.0 < score(found(spanish, PART, ZINE), query).ndcg < 0.5


def test_the_right_section_of_the_help_page_is_a_right_answer():
    query = replace(QUERY, help=("suicide", "lines"), query_class=QueryClass.DISTRESS)
    right = score(Answer(found=(OTHER,), help=("violence", "lines")), query)
    wrong = score(Answer(found=(OTHER,), help=("violence",)), query)
    assert (right.helped, right.right_in_three, right.alarmed) == (True, 1.0, False)
    assert (wrong.helped, wrong.right_in_three, wrong.alarmed) == (False, 0.0, False)


def test_a_link_to_help_that_nobody_needs_is_a_false_alarm_except_in_distress():
    alarm = Answer(found=(ZINE,), help=("suicide",))
    assert score(alarm, QUERY).alarmed
    assert not score(alarm, replace(QUERY, query_class=QueryClass.DISTRESS)).alarmed
    assert not score(found(ZINE), QUERY).alarmed


def test_a_definition_asked_for_has_to_come_first():
    query = replace(QUERY, definition="pod")
    assert score(Answer(found=(ZINE,), definition="pod"), query).right_first == 1.0
    assert score(Answer(found=(ZINE,), definition="pilot"), query).right_first == 0.0
    assert score(found(ZINE), query).right_first == 0.0


def test_what_may_never_be_first_is_a_fault_in_the_first_place_alone():
    query = replace(QUERY, never_first=frozenset({OTHER}))
    assert score(found(OTHER, ZINE), query).is_forbidden_first
    assert not score(found(ZINE, OTHER), query).is_forbidden_first
    assert not score(found(), query).is_forbidden_first


@pytest.mark.parametrize(
    ("suggestion", "is_wrong"),
    [(None, False), ("desescalacion", False), ("De-Escalation", False), ("escalada", True)],
)
def test_a_suggestion_is_wrong_unless_it_is_what_was_meant(suggestion, is_wrong):
    query = replace(QUERY, means=("desescalación", "deescalation"))
    answer = Answer(found=(), suggestion=suggestion)
    assert score(answer, query).is_suggestion_wrong is is_wrong
    assert not score(answer, QUERY).is_suggestion_wrong
    silent = replace(QUERY, no_suggestion=True)
    assert score(answer, silent).is_suggestion_wrong is (suggestion is not None)


def test_the_means_are_over_all_queries_that_the_library_has_something_on():
    answers = {"a": found(ZINE, PART), "b": found(), "c": Answer(found=(OTHER,), suggestion="d")}
    queries = [
        QUERY,
        JudgedQuery(asked="b", reader=EN, grades={ZINE: 3}, help=("suicide",)),
        JudgedQuery(
            asked="c",
            reader=EN,
            grades={},
            query_class=QueryClass.NOTHING,
            no_suggestion=True,
            never_first=frozenset({OTHER}),
        ),
    ]
    assert relevance(lambda asked, _language: answers[asked], queries) == Relevance(
        queries=3,
        ndcg=0.5,
        reciprocal_rank=0.5,
        right_first=0.5,
        right_in_three=0.5,
        forbidden_first=1,
        wrong_suggestions=1,
        helped=0.0,
        alarms=0,
    )


def test_a_class_without_a_query_has_no_mean():
    split = search_relevance.by_class(lambda _asked, _language: found(ZINE, PART), [QUERY])
    assert split[QueryClass.KEYWORD] == split[search_relevance.TOGETHER]
    assert math.isnan(split[QueryClass.NAME].ndcg)
    assert split[QueryClass.NAME].queries == 0


@pytest.mark.parametrize(("ours", "verdict"), [(0.81, "ok"), (0.79, "MISSED"), (0.5, "MISSED")])
def test_ours_has_to_be_far_ahead_on_what_was_held_back(ours: float, verdict: str) -> None:
    figures = search_relevance.summary(relevances(0.1, 0.9), relevances(ours, 0.6))
    bounded = {figure.name: figure for figure in figures if figure.bound}
    assert list(bounded) == [
        f"{measure}, queries held back: ours" for measure in ("nDCG@10", "MRR", "right first")
    ]
    assert bounded["nDCG@10, queries held back: ours"].verdict == verdict
    assert bounded["MRR, queries held back: ours"].is_kept is (ours > 0.6)
    assert len(figures) == 12


@pytest.mark.parametrize(
    ("changed", "missed"),
    [
        ({}, []),
        ({"right_in_three": 0.79}, [0, 1]),
        ({"forbidden_first": 1}, [2]),
        ({"wrong_suggestions": 1}, [3]),
        ({"ndcg": 0.84}, [4]),
    ],
)
def test_every_promise_can_be_missed(changed, missed):
    figures = tuple(search_relevance.promises(classes(), classes(**changed)))
    assert len(figures) == 5
    assert [number for number, each in enumerate(figures) if not each.is_kept] == missed


def test_the_table_has_a_line_for_every_class_of_both_sets():
    table = search_relevance.class_table({"tuned on": classes(), "held back": classes(alarms=3)})
    lines = table.splitlines()
    assert len(lines) == 2 + 2 * (len(QueryClass) + 1)
    assert {line.count("|") for line in lines} == {10}
    assert lines[2] == "| tuned on: distress | 10 | 0.900 | 0.90 | 0.90 | 0 | 0 | 0.90 | 0 |"


def test_help_is_read_from_the_intents_of_an_answer():
    def intent(code: str, page: str | None, anchor: str = "") -> SimpleNamespace:
        place = SimpleNamespace(page=Slug(page), anchor=anchor) if page else None
        return SimpleNamespace(code=code, help=place)

    corpus = SimpleNamespace(
        intents=SimpleNamespace(
            intents=(
                intent("dying", "help", "suicide"),
                intent("young", "help-lines", "young"),
                intent("money", None),
                intent("hit", "help", "violence"),
            )
        )
    )
    heard = SimpleNamespace(intents=("young", "dying", "money"))
    assert help_sections(heard, corpus) == ("suicide", "lines")
    assert help_sections(SimpleNamespace(intents=()), corpus) == ()

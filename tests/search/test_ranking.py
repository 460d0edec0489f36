"""Which entries answer a plan, in which order, and how often postings are read for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import pytest

from reader.search.index.index_reader import BudgetedReader, Postings
from reader.search.index.indexing import pack
from reader.search.query.plan import Clause, Plan, Run
from reader.search.ranking import Bm25, PlanMatches, answers
from reader.search.work_budget import WorkBudget


class Texts:
    """The postings of texts whose terms are their words; it counts how often it is asked for each."""

    def __init__(self, *texts: str) -> None:
        self._texts = [text.split() for text in texts]
        self.lengths = [len(text) for text in self._texts]
        self.terms_read: Counter[str] = Counter()
        self.allowance = WorkBudget()

    def frequency(self, term: str) -> int:
        return sum(term in text for text in self._texts)

    def beginning_with(self, letters: str, count: int) -> tuple[str, ...]:
        return ()

    def postings(self, term: str) -> Postings:
        self.terms_read[term] += 1
        having = [(number, text) for number, text in enumerate(self._texts) if term in text]
        places = [pack(at for at, word in enumerate(text) if word == term) for _, text in having]
        return Postings(
            [number for number, _ in having], [text.count(term) for _, text in having], places
        )

    @property
    def positions_read(self) -> int:
        return self.allowance.work.places


def run(*words: str) -> Run:
    return tuple((word,) for word in words)


def clause(*runs: Run) -> Clause:
    return Clause(runs=runs)


def asked(texts: Texts, wanted: Sequence[Clause], unwanted: Sequence[Clause] = ()) -> PlanMatches:
    return answers(
        Plan(wanted=tuple(wanted), unwanted=tuple(unwanted)),
        BudgetedReader(texts, texts.allowance),
        Bm25(texts.lengths),
    )


def best_first(scores: Mapping[int, float]) -> list[int]:
    return sorted(scores, key=lambda number: -scores[number])


TEXTS = ("a b c", "a c b", "b a a", "c", "d")


@pytest.mark.parametrize(
    ("wanted", "unwanted", "everything", "anything"),
    [
        ([clause(run("a"))], [], {0, 1, 2}, {0, 1, 2}),
        ([clause(run("a")), clause(run("c"))], [], {0, 1}, {0, 1, 2, 3}),
        ([clause(run("a", "b"))], [], {0}, {0}),
        ([clause(run("a", "b"), run("c"))], [], {0, 1, 3}, {0, 1, 3}),
        ([clause((("a", "c"), ("b",)))], [], {0, 1}, {0, 1}),
        ([clause(run("a", "a"))], [], {2}, {2}),
        ([clause(run("a")), clause()], [], set(), {0, 1, 2}),
        ([clause(run("c"))], [clause(run("b"))], {3}, {3}),
        ([clause(run("c")), clause(run("d"))], [clause(run("a"))], set(), {3, 4}),
        ([clause()], [], set(), set()),
        ([], [clause(run("a"))], set(), set()),
    ],
)
def test_entries_answer_all_clauses_or_any(
    wanted: list[Clause], unwanted: list[Clause], everything: set[int], anything: set[int]
) -> None:
    found = asked(Texts(*TEXTS), wanted, unwanted)
    assert set(found.of_all()) == everything
    assert set(found.of_any()) == anything


def test_more_clauses_come_first_then_better_scores_then_the_order_of_the_index() -> None:
    texts = Texts("a x x x x x", "a", "a x x", "a b", "a")
    assert best_first(asked(texts, [clause(run("a")), clause(run("b"))]).of_any()) == [
        3,
        1,
        4,
        2,
        0,
    ]


def test_words_that_stand_beside_one_another_as_typed_come_before_the_same_words_apart() -> None:
    texts = Texts("a x b", "b a x", "x a b")
    found = asked(texts, [clause(run("a")), clause(run("b"))])
    assert best_first(found.of_all()) == best_first(found.of_any()) == [2, 0, 1]


def test_the_words_of_a_beginning_are_worth_the_same_however_rare() -> None:
    texts = Texts("common", "common", "common", "rare")
    beginning = Clause(runs=((("common", "rare"),),), is_beginning=True)
    assert best_first(asked(texts, [beginning]).of_all()) == [0, 1, 2, 3]


def test_a_phrase_of_one_common_word_looks_at_each_place_once_a_step() -> None:
    # With Whoosh's phrases, ten thousand times "calm" made a hundred million comparisons, and the reader waited a minute.
    texts = Texts("calm " * 10_000, "calm")
    assert asked(texts, [clause(run(*["calm"] * 12))]).of_all().keys() == {0}
    assert texts.positions_read <= 12 * 10_001


def test_the_postings_of_a_term_are_read_once_however_many_runs_have_it() -> None:
    texts = Texts(*TEXTS)
    asked(
        texts,
        [clause(run("a", "b"), run("b", "a"), run("a")), clause(run("a"))],
        [clause(run("b"))],
    )
    assert set(texts.terms_read.values()) == {1}


def test_a_phrase_is_looked_for_from_its_rarest_word() -> None:
    texts = Texts("rare " + "common " * 1000)
    assert asked(texts, [clause(run("common", "rare", "common"))]).of_all() == {}
    assert texts.positions_read <= 1 + 1000

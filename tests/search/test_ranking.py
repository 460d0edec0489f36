"""Which entries answer a plan, in which order, and how often postings are read for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import pytest

from reader.search.index.index_reader import BudgetedReader, Postings
from reader.search.index.indexing import pack
from reader.search.query.plan import Clause, Plan
from reader.search.query.variants import Phrase
from reader.search.ranking.bm25 import Bm25Scorer
from reader.search.ranking.plan_matches import PlanMatches, match_plan
from reader.search.work_budget import WorkBudget


class Texts:
    """The postings of texts whose terms are their words; it counts how often each is read."""

    def __init__(self, *texts: str) -> None:
        self._texts = [text.split() for text in texts]
        self.lengths = [len(text) for text in self._texts]
        self.terms_read: Counter[str] = Counter()
        self.budget = WorkBudget()

    def frequency(self, term: str) -> int:
        return sum(term in text for text in self._texts)

    def expand_prefix(self, prefix: str, limit: int) -> tuple[str, ...]:
        return ()

    def postings(self, term: str) -> Postings:
        self.terms_read[term] += 1
        having = [(number, text) for number, text in enumerate(self._texts) if term in text]
        positions = [pack(at for at, word in enumerate(text) if word == term) for _, text in having]
        return Postings(
            [number for number, _ in having], [text.count(term) for _, text in having], positions
        )

    @property
    def positions_read(self) -> int:
        return self.budget.work.positions


def phrase(*words: str) -> Phrase:
    return tuple((word,) for word in words)


def clause(*phrases: Phrase) -> Clause:
    return Clause(phrases=phrases)


def asked(texts: Texts, required: Sequence[Clause], excluded: Sequence[Clause] = ()) -> PlanMatches:
    return match_plan(
        Plan(required=tuple(required), excluded=tuple(excluded)),
        BudgetedReader(texts, texts.budget),
        Bm25Scorer(texts.lengths),
    )


def best_first(scores: Mapping[int, float]) -> list[int]:
    return sorted(scores, key=lambda number: -scores[number])


TEXTS = ("a b c", "a c b", "b a a", "c", "d")


@pytest.mark.parametrize(
    ("required", "excluded", "everything", "anything"),
    [
        ([clause(phrase("a"))], [], {0, 1, 2}, {0, 1, 2}),
        ([clause(phrase("a")), clause(phrase("c"))], [], {0, 1}, {0, 1, 2, 3}),
        ([clause(phrase("a", "b"))], [], {0}, {0}),
        ([clause(phrase("a", "b"), phrase("c"))], [], {0, 1, 3}, {0, 1, 3}),
        ([clause((("a", "c"), ("b",)))], [], {0, 1}, {0, 1}),
        ([clause(phrase("a", "a"))], [], {2}, {2}),
        ([clause(phrase("a")), clause()], [], set(), {0, 1, 2}),
        ([clause(phrase("c"))], [clause(phrase("b"))], {3}, {3}),
        ([clause(phrase("c")), clause(phrase("d"))], [clause(phrase("a"))], set(), {3, 4}),
        ([clause()], [], set(), set()),
        ([], [clause(phrase("a"))], set(), set()),
    ],
)
def test_entries_answer_all_clauses_or_any(
    required: list[Clause], excluded: list[Clause], everything: set[int], anything: set[int]
) -> None:
    found = asked(Texts(*TEXTS), required, excluded)
    assert set(found.all_clauses()) == everything
    assert set(found.any_clause()) == anything


def test_more_clauses_come_first_then_better_scores_then_the_order_of_the_index() -> None:
    texts = Texts("a x x x x x", "a", "a x x", "a b", "a")
    assert best_first(asked(texts, [clause(phrase("a")), clause(phrase("b"))]).any_clause()) == [
        3,
        1,
        4,
        2,
        0,
    ]


def test_words_side_by_side_as_typed_come_before_the_same_words_in_another_order_or_apart() -> None:
    texts = Texts("a x b", "b a x", "x a b")
    found = asked(texts, [clause(phrase("a")), clause(phrase("b"))])
    assert best_first(found.all_clauses()) == best_first(found.any_clause()) == [2, 1, 0]


def test_the_nearer_two_words_stand_the_better_up_to_twelve_words() -> None:
    texts = Texts(*(f"a {'x ' * between}b {'x ' * (20 - between)}" for between in (13, 3, 15, 1)))
    found = asked(texts, [clause(phrase("a")), clause(phrase("b"))])
    assert best_first(found.all_clauses()) == [3, 1, 0, 2]


def test_entries_with_rarer_words_come_first_where_none_has_all() -> None:
    texts = Texts("a x", "a x", "b x", "a x")
    found = asked(texts, [clause(phrase("a")), clause(phrase("b")), clause()])
    assert found.all_clauses() == {}
    assert best_first(found.any_clause()) == [2, 0, 1, 3]


def test_a_word_that_nothing_has_counts_as_if_one_text_had_it() -> None:
    texts = Texts("a b", "a", "c", "c")
    rare, unknown = clause(phrase("b")), clause()
    assert asked(texts, [rare, unknown]).coverage(0) == 0.5
    assert asked(texts, [rare, unknown]).coverage(1) == 0.0
    assert 0.25 < asked(texts, [clause(phrase("a")), unknown]).coverage(1) < 0.5


def test_what_was_typed_in_quotes_is_wanted_whatever_else_matches() -> None:
    quoted = Clause(phrases=(phrase("c"),), is_exact=True)
    assert asked(Texts(*TEXTS), [clause(phrase("a")), quoted]).any_clause().keys() == {0, 1, 3}
    unknown = Clause(phrases=(), is_exact=True)
    assert asked(Texts(*TEXTS), [clause(phrase("d")), unknown]).any_clause().keys() == {4}


def test_the_words_of_a_beginning_are_worth_the_same_however_rare() -> None:
    texts = Texts("common", "common", "common", "rare")
    beginning = Clause(phrases=((("common", "rare"),),), is_prefix=True)
    assert best_first(asked(texts, [beginning]).all_clauses()) == [0, 1, 2, 3]


def test_a_phrase_of_one_common_word_looks_at_each_position_once_a_step() -> None:
    # Whoosh's phrases made a hundred million comparisons of ten thousand times "calm": a minute.
    texts = Texts("calm " * 10_000, "calm")
    assert asked(texts, [clause(phrase(*["calm"] * 12))]).all_clauses().keys() == {0}
    assert texts.positions_read <= 12 * 10_001


def test_the_postings_of_a_term_are_read_once_however_many_runs_have_it() -> None:
    texts = Texts(*TEXTS)
    asked(
        texts,
        [clause(phrase("a", "b"), phrase("b", "a"), phrase("a")), clause(phrase("a"))],
        [clause(phrase("b"))],
    )
    assert set(texts.terms_read.values()) == {1}


def test_a_phrase_is_looked_for_from_its_rarest_word() -> None:
    texts = Texts("rare " + "common " * 1000)
    assert asked(texts, [clause(phrase("common", "rare", "common"))]).all_clauses() == {}
    assert texts.positions_read <= 1 + 1000

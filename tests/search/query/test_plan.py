"""What a query means in a language, and how little work it makes, counted in look-ups."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.nasty import DANGEROUS_QUERIES

from reader.library.model import LanguageTag
from reader.search.analysis.analyzer import Analyzer
from reader.search.analysis.common_words import is_common
from reader.search.index.index_reader import MAX_PREFIX_TERMS, NO_POSTINGS, BudgetedReader, Postings
from reader.search.query.parser import WORDS_CONSIDERED, parse_query
from reader.search.query.plan import MAX_PREFIX_EXPANSIONS, Clause, Plan, Planner
from reader.search.query.significance import Significance
from reader.search.query.variants import MAX_VARIANTS
from reader.search.work_budget import WorkBudget

LOOK_UPS_ALLOWED = 2500
TERMS_ALLOWED = 800


class EveryTerm:
    """A dictionary in which every word is known, so that nothing ends early; it counts calls."""

    def __init__(self, knows: str = "") -> None:
        self.asked = 0
        self._knows = knows

    def has(self, term: str) -> bool:
        self.asked += 1
        return term.startswith(self._knows)

    def expand_prefix(self, prefix: str, limit: int) -> tuple[str, ...]:
        self.asked += 1
        return tuple(f"{prefix}{number}" for number in range(limit))


class Known:
    """A dictionary of these terms."""

    def __init__(self, *terms: str) -> None:
        self._terms = terms

    def has(self, term: str) -> bool:
        return term in self._terms

    def expand_prefix(self, prefix: str, limit: int) -> tuple[str, ...]:
        return tuple(term for term in self._terms if term.startswith(prefix))[:limit]


def planner(terms: EveryTerm | Known, language: str, *title_pairs: tuple[str, str]) -> Planner:
    tag = LanguageTag(language)
    return Planner(
        Analyzer(tag),
        Significance(tag, title_pairs),
        terms,
        lambda word: is_common(word, tag),
    )


def plan(text: str, *terms: str, language: str = "en") -> Plan:
    return planner(Known(*terms), language).plan(parse_query(text))


def test_a_compound_is_looked_up_joined_and_in_parts() -> None:
    assert plan("de-escalation", "deescal", "de", "escal").required == (
        Clause(phrases=((("deescal",),), (("de",), ("escal",)))),
    )


def test_a_bound_prefix_apart_means_the_compound() -> None:
    terms = ("deescal", "de", "escal")
    assert plan("de escalation", *terms) == plan("de-escalation", *terms)


def test_a_bound_prefix_before_a_stop_word_is_a_word_of_its_own() -> None:
    assert len(plan("anti the", "anti", "the").required) == 1


def test_in_spanish_de_is_no_prefix_but_a_stop_word() -> None:
    assert plan("grupo de apoyo", "grup", "apoy", "de", language="es").required == (
        Clause(phrases=((("grup",),),)),
        Clause(phrases=((("apoy",),),)),
    )


def test_stop_words_are_left_out_only_while_other_words_remain() -> None:
    assert len(plan("the people of the town", "the", "of", "peopl", "town").required) == 2
    assert len(plan("the of", "the", "of").required) == 2


def test_stop_words_stay_in_phrases() -> None:
    assert plan('"the people"', "the", "peopl").required == (
        Clause(phrases=((("the",), ("peopl",)),), is_exact=True),
    )


def test_a_word_that_is_in_no_entry_leaves_its_clause_without_phrases() -> None:
    assert plan("calm xyzzy", "calm").required == (
        Clause(phrases=((("calm",),),)),
        Clause(phrases=()),
    )


def test_a_word_that_nothing_matches_is_unknown_and_a_small_one_is_not() -> None:
    assert plan("the calm xyzzy plugh", "calm").unknown == ("xyzzy", "plugh")
    assert plan("the calm", "calm").unknown == ()


def test_a_beginning_stands_for_at_most_twelve_words() -> None:
    (clause,) = plan("abc*", *(f"abc{number}" for number in range(50))).required
    assert clause.is_prefix
    assert [len(step) for phrase in clause.phrases for step in phrase] == [MAX_PREFIX_EXPANSIONS]


@pytest.mark.parametrize("known", ["", "a", "the", "abab"])
@pytest.mark.parametrize("text", DANGEROUS_QUERIES.values(), ids=DANGEROUS_QUERIES)
def test_a_dangerous_query_makes_bounded_work(text: str, known: str) -> None:
    assert_bounded(text, known)


@given(
    st.text()
    | st.text(alphabet='abcde "-*')
    | st.lists(st.sampled_from(["abab-cd", '"', "the", "ab", "x" * 39, "abc*"])).map(" ".join)
)
def test_any_query_makes_bounded_work(text: str) -> None:
    assert_bounded(text, "")


def assert_bounded(text: str, known: str) -> None:
    for language in ("en", "es"):
        dictionary = EveryTerm(known)
        made = planner(dictionary, language).plan(parse_query(text))
        clauses = (*made.required, *made.excluded)
        assert dictionary.asked <= LOOK_UPS_ALLOWED
        assert len(clauses) <= WORDS_CONSIDERED
        assert all(len(clause.phrases) <= MAX_VARIANTS for clause in clauses)
        assert (
            sum(len(step) for clause in clauses for phrase in clause.phrases for step in phrase)
            <= TERMS_ALLOWED
        )


class EndlessField:
    """A language with no end of terms; it counts those it gave."""

    def __init__(self) -> None:
        self.given = 0

    def frequency(self, term: str) -> int:
        return int(term.removeprefix("abc")) % 100

    def expand_prefix(self, prefix: str, limit: int) -> tuple[str, ...]:
        self.given += limit
        return tuple(f"{prefix}{number}" for number in range(limit))

    def postings(self, term: str) -> Postings:
        return NO_POSTINGS


def test_a_beginning_is_looked_up_in_a_bounded_part_of_the_terms_and_the_commonest_are_taken() -> (
    None
):
    field, budget = EndlessField(), WorkBudget()
    terms = BudgetedReader(field, budget).expand_prefix("abc", 3)
    assert field.given == budget.work.terms == MAX_PREFIX_TERMS
    assert terms == ("abc99", "abc199", "abc98")

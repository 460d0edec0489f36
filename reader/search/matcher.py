"""Match a query in every language of an index: plan it, look it up, and score what has it.

Every language has its own field, and its entries are ranked among themselves, because scores of two
languages cannot be compared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from reader.library.model import LanguageTag
from reader.search.analysis.analyzer import Analyzer
from reader.search.analysis.common_words import is_common, is_form_of_common
from reader.search.analysis.language_words import EVERY_WEIGHTLESS_WORD
from reader.search.analysis.letters import fold, normalize
from reader.search.engine import Order, SearchRequest
from reader.search.index.index_reader import BudgetedReader, IndexReader
from reader.search.index.sidecar import Sidecar
from reader.search.query.parser import Query, QueryWord, is_weightless
from reader.search.query.plan import Plan, Planner
from reader.search.query.significance import Significance
from reader.search.query.synonyms import SynonymMap, SynonymMatch
from reader.search.query.variants import Phrase
from reader.search.questions.question_index import NO_QUESTIONS
from reader.search.ranking.bm25 import Bm25Scorer
from reader.search.ranking.plan_matches import PlanMatches, match_plan
from reader.search.ranking.question_matcher import QuestionMatcher, QuestionMatches
from reader.search.work_budget import WorkBudget

# Entries with all words of weight. If there are fewer, entries with some of them follow.
ENOUGH: Final = 10
# What a question like the query adds, in scores of words, and the share of the query that it needs
# to add or keep an entry, or to say which section to show.
QUESTION_WEIGHT: Final = 2.0
QUESTION_COVERAGE: Final = 0.35
SECTION_COVERAGE: Final = 0.5
# What a text needs of a query that has a word nobody here knows, if none of its questions is alike.
TEXT_COVERAGE: Final = 0.38
# What a text, or its questions together, needs of such a query with a number: "laptop under 500".
NUMBER_COVERAGE: Final = 0.65
NUMBER_TOGETHER: Final = 0.5
_NOISE: Final = re.compile(r"(.)\1\1|^[^aeiouy]+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageMatches:
    """What matches a query in one language. ``numbers`` are the entries, best first."""

    plan: Plan
    reader: BudgetedReader
    matches: PlanMatches
    questions: QuestionMatches
    numbers: Sequence[int] = ()

    def unknown(self) -> tuple[str, ...]:
        """Return the words that neither texts nor questions have."""
        questions = self.questions.unknown
        return tuple(word for word in self.plan.unknown if questions is None or word in questions)

    def has_enough(self, number: int) -> bool:
        """Return whether an entry, or one of its questions, has enough of the query."""
        asked = self.questions.entries.get(number)
        is_asked = asked is not None and asked.together >= QUESTION_COVERAGE
        return is_asked or self.matches.coverage(number) >= TEXT_COVERAGE

    def is_about(self, number: int) -> bool:
        """Return whether an entry, or one of its questions, has most of the query."""
        asked = self.questions.entries.get(number)
        is_asked = asked is not None and asked.together >= NUMBER_TOGETHER
        return is_asked or self.matches.coverage(number) >= NUMBER_COVERAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryMatches:
    """What matches a query, best language first.

    ``full`` counts the entries whose texts have all the words of weight, and ``is_complete`` says
    whether a text or a question has them all.
    """

    by_language: Mapping[LanguageTag, LanguageMatches]
    full: int
    is_complete: bool

    def unknown(self) -> tuple[str, ...]:
        """Return the words that are unknown in every language."""
        first, *others = (own.unknown() for own in self.by_language.values())
        return tuple(word for word in first if all(word in own for own in others))

    def answering(self, query: Query) -> QueryMatches:
        """Return the same without entries that have little of a query with an unknown word.

        What names a thing that nobody here knows is not answered by its other words, still less by
        a number. Small words alone name nothing, nor does a slip of the thumb.
        """
        words = [item for item in query.required if not is_weightless(item, EVERY_WEIGHTLESS_WORD)]
        unknown = [word for word in self.unknown() if not self._is_slip(word)]
        if not words or not unknown:
            return self
        has_number = any(item.typed.isdigit() for item in words)
        return self._kept(lambda own: own.is_about if has_number else own.has_enough)

    def _is_slip(self, word: str) -> bool:
        """Return whether no language has a word like this: "zzzzz", "sdfgh"."""
        is_noise = _NOISE.search(fold(normalize(word))) is not None
        return is_noise and not any(is_form_of_common(word, tag) for tag in self.by_language)

    def _kept(self, test: Callable[[LanguageMatches], Callable[[int], bool]]) -> QueryMatches:
        """Return the same with only the entries that pass a test of their language."""
        by_language = {
            tag: replace(own, numbers=tuple(filter(test(own), own.numbers)))
            for tag, own in self.by_language.items()
        }
        return replace(self, by_language=by_language)

    def sections(self) -> Mapping[int, str]:
        """Return entry → the anchor of its section that answers the query, if a question says."""
        return {
            number: match.anchor
            for own in self.by_language.values()
            for number, match in own.questions.entries.items()
            if match.anchor and match.coverage >= SECTION_COVERAGE
        }

    def numbers(self) -> list[int]:
        """Return all entries, language by language."""
        return [number for own in self.by_language.values() for number in own.numbers]


class Matcher:
    """Matches queries in an open index. Not thread-safe."""

    def __init__(
        self,
        reader: IndexReader,
        sidecar: Sidecar,
        analyzers: Mapping[LanguageTag, Analyzer],
        significance: Mapping[LanguageTag, Significance],
    ) -> None:
        self._reader = reader
        self._columns = sidecar.columns
        self._analyzers = analyzers
        self._significance = significance
        self._scorers = {
            tag: Bm25Scorer(self._columns.lengths_in(tag)) for tag in sidecar.languages
        }
        self._synonyms = SynonymMap(sidecar.synonyms, analyzers)
        self._synonym_phrases: dict[LanguageTag, dict[tuple[QueryWord, ...], tuple[Phrase, ...]]]
        self._synonym_phrases = {tag: {} for tag in analyzers}
        self._questions = {
            tag: QuestionMatcher(
                sidecar.questions.get(tag, NO_QUESTIONS), analyzers[tag], significance[tag]
            )
            for tag in analyzers
        }

    def match(self, query: Query, request: SearchRequest, budget: WorkBudget) -> QueryMatches:
        """Return what matches a query."""
        synonyms = self._synonyms.matches(query.required)
        tags = sorted(self._analyzers, key=lambda tag: tag != request.language)
        found = {tag: self._match_in(tag, query, synonyms, budget) for tag in tags}
        full = {tag: own.matches.all_clauses() for tag, own in found.items()}
        count = sum(map(len, full.values()))
        has_all = {tag for tag in tags if full[tag] or found[tag].questions.complete()}
        # A language in which an entry has all the words comes before one in which none has.
        order = sorted(tags, key=lambda tag: bool(has_all) and tag not in has_all)
        is_newest = request.order is Order.NEWEST
        is_any = count < ENOUGH and not (count and is_newest)
        by_language = {}
        for tag in order:
            own = found[tag]
            of_texts = own.matches.any_clause() if is_any else full[tag]
            scores = of_texts if is_newest else _with_questions(of_texts, own)
            by_language[tag] = replace(own, numbers=self._sorted(scores, request.order))
        return QueryMatches(
            by_language=by_language,
            full=count,
            is_complete=bool(has_all),
        )

    def _match_in(
        self,
        tag: LanguageTag,
        query: Query,
        synonyms: Sequence[SynonymMatch],
        budget: WorkBudget,
    ) -> LanguageMatches:
        """Return what matches in one language, not sorted yet."""
        reader = BudgetedReader(self._reader.field(tag), budget)
        planner = Planner(
            self._analyzers[tag],
            self._significance[tag],
            reader,
            self._is_common,
            self._synonym_phrases[tag],
        )
        plan = planner.plan(query, synonyms)
        return LanguageMatches(
            plan=plan,
            reader=reader,
            matches=match_plan(plan, reader, self._scorers[tag]),
            questions=self._questions[tag].match(query, synonyms, budget),
        )

    def _is_common(self, word: str) -> bool:
        return any(is_common(word, tag) for tag in self._analyzers)

    def _sorted(self, scores: Mapping[int, float], order: Order) -> Sequence[int]:
        """Return the numbers of entries, best or newest first; ties keep the order of the index."""
        boosted = self._columns.boosted(scores)
        best = sorted(boosted, key=boosted.__getitem__, reverse=True)
        if order is Order.NEWEST:
            return sorted(best, key=self._columns.days.__getitem__, reverse=True)
        return best


def _with_questions(scores: Mapping[int, float], own: LanguageMatches) -> Mapping[int, float]:
    """Return scores with what questions like the query add, and entries that only these find."""
    if not own.questions.entries:
        return scores
    added = [
        number
        for number, match in own.questions.entries.items()
        if number not in scores and match.together >= QUESTION_COVERAGE
    ]
    whole = {**scores, **own.matches.scores_of(added)}
    return {
        number: score + QUESTION_WEIGHT * own.questions.score(number)
        for number, score in sorted(whole.items())
    }

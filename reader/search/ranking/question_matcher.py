"""Find the entries that answer questions like a query, by the share of words that both have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from reader.search.analysis.analyzer import Analyzer
from reader.search.index.question_index import QuestionIndex, Questions, rarity
from reader.search.query.parser import Query, QueryShape
from reader.search.query.significance import Significance
from reader.search.query.synonyms import SynonymMatch
from reader.search.work_budget import WorkBudget

SYNONYM_SHARE: Final = 0.6  # of what the typed word would be worth
# Of the share of the query that a question has, and of the question that the query has.
QUERY_EXPONENT: Final = 1.0
QUESTION_EXPONENT: Final = 0.5
COMPLETE: Final = 0.999


class QuestionMatch(NamedTuple):
    """How well an entry answers a query by its nearest question, and where.

    ``score`` is a sum of rarities, less by what either lacks; ``coverage`` the share of the query.
    """

    score: float
    coverage: float
    anchor: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionMatches:
    """Number of an entry → its match; and the typed words that no question has.

    ``unknown`` is None if the questions were not searched.
    """

    entries: Mapping[int, QuestionMatch] = field(default_factory=dict)
    unknown: frozenset[str] | None = None

    def score(self, number: int) -> float:
        """Return the score of an entry, 0 if no question of its has a word."""
        return self.entries[number].score if number in self.entries else 0.0

    def complete(self) -> bool:
        """Return whether a question has all the words."""
        return any(match.coverage >= COMPLETE for match in self.entries.values())


NO_MATCHES: Final = QuestionMatches()


class QuestionMatcher:
    """Matches queries with the questions of one language. Not thread-safe."""

    def __init__(
        self, index: QuestionIndex, analyzer: Analyzer, significance: Significance
    ) -> None:
        self._questions = Questions(index)
        self._analyzer = analyzer
        self._significance = significance

    def match(
        self, query: Query, synonyms: Sequence[SynonymMatch], budget: WorkBudget
    ) -> QuestionMatches:
        """Return what answers a query of plain words. Quotes, stars and minus are for texts."""
        items = query.required
        if query.excluded or any(item.shape is not QueryShape.WORD for item in items):
            return NO_MATCHES
        shares: dict[int, float] = defaultdict(float)
        whole, unknown = 0.0, set()
        for at in self._significance.significant(items):
            word = items[at].words[0]
            typed = self._lines((word.joined, *word.parts), budget)
            others = self._lines(self._synonyms(at, synonyms), budget) - typed
            weight = rarity(self._questions.count, len(typed or others))
            whole += weight
            for line in typed:
                shares[line] += weight
            for line in others:
                shares[line] += SYNONYM_SHARE * weight
            if not typed and not others:
                unknown.add(items[at].typed)
        return QuestionMatches(entries=self._best(shares, whole), unknown=frozenset(unknown))

    def _best(self, shares: Mapping[int, float], whole: float) -> Mapping[int, QuestionMatch]:
        """Return the match of each entry by the best of its questions."""
        best: dict[int, QuestionMatch] = {}
        for line, share in shares.items():
            own = min(1.0, share / self._questions.rarity(line))
            coverage = share / whole
            score = share * coverage**QUERY_EXPONENT * own**QUESTION_EXPONENT
            number, anchor = self._questions.place(line)
            if number not in best or best[number].score < score:
                best[number] = QuestionMatch(score, coverage, anchor)
        return best

    def _lines(self, words: Iterable[str], budget: WorkBudget) -> set[int]:
        """Return the questions that have any of these words."""
        found: set[int] = set()
        for term in {term for word in words for term in self._analyzer.query_terms(word)}:
            lines = self._questions.with_term(term)
            if budget.spend_postings(len(lines)):
                found.update(lines)
        return found

    def _synonyms(self, at: int, synonyms: Iterable[SynonymMatch]) -> list[str]:
        """Return the synonyms of one word that are one word, too."""
        return [
            term.words[0].joined
            for match in synonyms
            if match.first <= at < match.end
            for term in match.terms.get(self._analyzer.language, ())
            if len(term.words) == 1
        ]

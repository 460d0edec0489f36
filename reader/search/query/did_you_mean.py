"""Suggest the query that was probably meant when words of it are in no text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final, TypeAlias

from reader.library.model import LanguageTag
from reader.search.analysis.analyzer import Analyzer
from reader.search.analysis.spelling import SpellChecker
from reader.search.analysis.tokenizer import tokens
from reader.search.query.parser import Query, QueryWord
from reader.search.query.variants import TermDictionary
from reader.search.work_budget import WorkBudget

MAX_CORRECTIONS: Final = 3  # per query

Terms: TypeAlias = Mapping[LanguageTag, TermDictionary]


class QueryCorrector:
    """Replaces words that are in no text by similar words that are."""

    def __init__(
        self,
        spell_checkers: Mapping[LanguageTag, SpellChecker],
        analyzers: Mapping[LanguageTag, Analyzer],
    ) -> None:
        self._spell_checkers = spell_checkers
        self._analyzers = analyzers

    def corrected(self, query: Query, terms: Terms, budget: WorkBudget) -> str | None:
        """Return a query with its unknown words replaced, or None. The first language wins ties."""
        unknown = (
            word
            for item in query.required
            for word in item.words
            if not self._is_known(word, terms)
        )
        replacements: dict[str, str] = {}
        for word in islice(unknown, MAX_CORRECTIONS):
            best = self._best_suggestion(word, terms, budget)
            if best is not None:
                replacements[word.joined] = best
        return "".join(_replaced(query.asked, replacements)) if replacements else None

    def _best_suggestion(self, word: QueryWord, terms: Terms, budget: WorkBudget) -> str | None:
        """Return the suggestion with the fewest edits, then of the first language."""
        best = [
            (edits, rank, suggestion)
            for rank, tag in enumerate(terms)
            for edits, _, suggestion in islice(
                self._spell_checkers[tag].suggestions(word.joined, budget), 1
            )
        ]
        return min(best)[2] if best else None

    def _is_known(self, word: QueryWord, terms: Terms) -> bool:
        return any(
            all(any(map(own.has, self._analyzers[tag].query_terms(written))) for written in variant)
            for tag, own in terms.items()
            for variant in ((word.joined,), word.parts)
        )


def _replaced(text: str, replacements: Mapping[str, str]) -> Iterator[str]:
    end = 0
    for word in tokens(text):
        if word.joined in replacements:
            yield text[end : word.start]
            yield replacements[word.joined]
            end = word.end
    yield text[end:]

"""A query that finds nothing → the query as it may have been meant: "did you mean"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final

from reader.library.model import LanguageTag
from reader.search.analysis.analyzer import Analyzer, tokens
from reader.search.analysis.spelling import SpellChecker
from reader.search.index.index_reader import BudgetedReader
from reader.search.query.parser import Query, QueryWord
from reader.search.work_budget import WorkBudget

WORDS_CORRECTED: Final = 3  # of one query


class Corrector:
    """Puts words that no text has into the spelling of words that texts have."""

    def __init__(
        self, spellers: Mapping[LanguageTag, SpellChecker], analyses: Mapping[LanguageTag, Analyzer]
    ) -> None:
        self._spellers = spellers
        self._analyses = analyses

    def corrected(
        self, query: Query, readings: Mapping[LanguageTag, BudgetedReader], allowance: WorkBudget
    ) -> str | None:
        """Return a query with other words for those that are in no language, or None. Languages come first as in ``readings``."""
        unknown = (
            word
            for item in query.wanted
            for word in item.words
            if not self._is_known(word, readings)
        )
        meant: dict[str, str] = {}
        for word in islice(unknown, WORDS_CORRECTED):
            likely = [
                (*each, at)
                for at, tag in enumerate(readings)
                for each in islice(self._spellers[tag].meant(word.joined, allowance), 1)
            ]
            if likely:
                meant[word.joined] = min(likely, key=lambda each: (each[0], each[3], each[1]))[2]
        return "".join(_replaced(query.asked, meant)) if meant else None

    def _is_known(self, word: QueryWord, readings: Mapping[LanguageTag, BudgetedReader]) -> bool:
        return any(
            all(any(map(reading.has, self._analyses[tag].query_terms(written))) for written in way)
            for tag, reading in readings.items()
            for way in ((word.joined,), word.parts)
        )


def _replaced(text: str, meant: Mapping[str, str]) -> Iterator[str]:
    seen = 0
    for word in tokens(text):
        if word.joined in meant:
            yield text[seen : word.start]
            yield meant[word.joined]
            seen = word.end
    yield text[seen:]

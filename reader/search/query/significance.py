"""Tell which words of a query say what somebody needs, and which are only there to say it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Final

from reader.library.model import LanguageTag
from reader.search.analysis.language_words import stop_words, weightless_words
from reader.search.analysis.letters import bare
from reader.search.query.parser import QueryItem, QueryShape, is_weightless

# Of a query that has no others. The limits of a query bound those that have weight.
MAX_WEIGHTLESS: Final = 12


class Significance:
    """Weighs the words of queries in one language.

    ``title_pairs`` are two words in a row in a title or label, one of them weightless: where both
    are typed, both have weight ("Just Practice").
    """

    def __init__(
        self, language: LanguageTag, title_pairs: Collection[tuple[str, str]] = ()
    ) -> None:
        self._weightless = weightless_words(language)
        self._stop_words = stop_words(language)
        self._title_pairs = frozenset(title_pairs)

    def significant(self, items: Sequence[QueryItem]) -> tuple[int, ...]:
        """Return the numbers of the items to search for.

        If all are weightless, they are those that are no stop words, and if there are none, all.
        """
        weightless = [is_weightless(item, self._weightless) for item in items]
        in_titles = self._in_titles(items) if any(weightless) else frozenset()
        every = range(len(items))
        found = tuple(at for at in every if not weightless[at] or at in in_titles)
        if found:
            return found
        meant = tuple(at for at in every if not is_weightless(items[at], self._stop_words))
        return (meant or tuple(every))[:MAX_WEIGHTLESS]

    def _in_titles(self, items: Sequence[QueryItem]) -> frozenset[int]:
        words = [
            bare(item.words[0].joined) if item.shape is QueryShape.WORD else "" for item in items
        ]
        pairs = enumerate(pairwise(words))
        return frozenset(
            number
            for at, pair in pairs
            if pair in self._title_pairs
            for number in (at, at + 1)
            if words[number] not in self._stop_words
        )

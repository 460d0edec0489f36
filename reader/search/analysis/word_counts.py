"""Count the entries that have each word of a language, however it is spelled."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from reader.search.analysis.letters import fold, normalize

MAX_WORDS: Final = 20_000  # per language, the most common
MIN_LENGTH: Final = 3


class WordCounts:
    """Counts the entries that have each word of a language. ``spelled``: counts to start from."""

    def __init__(self, spelled: Mapping[str, int]) -> None:
        self._spelled = Counter(spelled)

    def add(self, spelled: frozenset[str]) -> None:
        """Add the words of an entry."""
        self._spelled.update(_suggestible(spelled))

    def remove(self, spelled: frozenset[str]) -> None:
        """Subtract the words of an entry that was added."""
        self._spelled.subtract(_suggestible(spelled))

    def spelled(self) -> Mapping[str, int]:
        """Return word as written → number of entries."""
        return dict(sorted(self._spelled.items()))

    def words(self) -> dict[str, int]:
        """Return word in its most common spelling → number of entries, common words first."""
        spellings: dict[str, list[str]] = defaultdict(list)
        for word in filter(self._spelled.__getitem__, self._spelled):
            spellings[fold(word)].append(word)
        totals = {
            folded: sum(self._spelled[word] for word in words)
            for folded, words in spellings.items()
        }
        common = sorted(totals, key=lambda folded: (-totals[folded], folded))[:MAX_WORDS]
        return {
            min(spellings[folded], key=lambda word: (-self._spelled[word], word)): totals[folded]
            for folded in common
        }


def _suggestible(spelled: Iterable[str]) -> Iterator[str]:
    """Yield the normalized words that are counted; two capitalizations count twice."""
    return (word for word in map(normalize, spelled) if len(word) >= MIN_LENGTH and word.isalpha())

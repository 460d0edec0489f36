"""Which works have a word: what stands in place of search where no server is.

As at the back of a book: forms of a word stand together, and of a word that many works have, those
are named that have it most. Words that say little, or that most works have, are left out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from itertools import groupby
from typing import Final

from reader.library.model import LanguageTag
from reader.search.analysis.analyzer import Analyzer
from reader.search.analysis.language_words import weightless_words
from reader.search.analysis.letters import fold, normalize
from reader.search.analysis.tokenizer import WORD, tokens

MOST_WORKS: Final = 8
_SHORTEST: Final = 3  # letters
_TAG: Final = re.compile(r"<[^>]*>")
_MAIN: Final = re.compile(r"<main[^>]*>(.*)</main>", re.DOTALL)
# What stands below a text: where else to go.
_BELOW: Final = re.compile(r'<section class="(?:more|sources)">|<nav class="pager"')
# Words in a title count as so many in the text.
_TITLE_WEIGHT: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedPage:
    """A page whose words are in the index: its address, its title, and its HTML."""

    address: str
    title: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordEntry:
    """A word of the index: its forms, the most common first, and where it is.

    ``pages`` are address and title, those that have it most first; ``more`` is how many others have
    it.
    """

    forms: tuple[str, ...]
    pages: tuple[tuple[str, str], ...]
    more: int

    @property
    def letter(self) -> str:
        """The letter that it stands under, without accent."""
        return fold(self.forms[0])[0]


def word_index(
    pages: Iterable[IndexedPage], language: LanguageTag
) -> Mapping[str, tuple[WordEntry, ...]]:
    """Return letter → words, both as they are sorted without accents."""
    analyzer = Analyzer(language)
    ignored = weightless_words(language)
    titles: dict[str, str] = {}
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    # A word is on many pages, and most of the time would go into its term.
    known: dict[str, tuple[str, str] | None] = {}
    for page in pages:
        titles[page.address] = page.title
        for written, count, weight in _written_words(page):
            if written not in known:
                word = _index_word(written, ignored)
                known[written] = (word, analyzer.query_terms(word)[0]) if word else None
            if found := known[written]:
                word, term = found
                forms[term][word] += count
                counts[term][page.address] += weight
    most = max(MOST_WORKS, len(titles) // 2)
    entries = (
        _entry(forms[term], counts[term], titles) for term in forms if len(counts[term]) <= most
    )
    ordered = sorted(entries, key=lambda entry: (fold(entry.forms[0]), entry.forms))
    return {letter: tuple(each) for letter, each in groupby(ordered, lambda entry: entry.letter)}


def _written_words(page: IndexedPage) -> Iterator[tuple[str, int, int]]:
    """Yield each word of a page as it is written, how often it is, and its weight there."""
    found = _MAIN.search(page.html)
    text = _BELOW.split(found[1] if found else "")[0]
    for words, weight in ((page.title, _TITLE_WEIGHT), (unescape(_TAG.sub(" ", text)), 1)):
        for written, count in Counter(WORD.findall(words)).items():
            yield written, count, weight * count


def _index_word(written: str, ignored: frozenset[str]) -> str | None:
    """Return a word as it stands in the index, or None if it does not."""
    (token,) = tokens(written)
    word = normalize(written)
    plain = fold(word if len(token.parts) == 1 else normalize(token.joined))
    is_short = len(plain) < _SHORTEST and plain.isascii()
    return None if plain in ignored or is_short or any(map(str.isdigit, plain)) else word


def _entry(forms: Counter[str], counts: Counter[str], titles: Mapping[str, str]) -> WordEntry:
    ordered = sorted(counts, key=lambda address: (-counts[address], titles[address]))
    return WordEntry(
        forms=tuple(sorted(forms, key=lambda form: (-forms[form], form))),
        pages=tuple((address, titles[address]) for address in ordered[:MOST_WORKS]),
        more=max(0, len(ordered) - MOST_WORKS),
    )

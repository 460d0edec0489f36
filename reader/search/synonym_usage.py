"""Say which synonyms do harm in a search: those everywhere, and those that look like small words.

Looks at all texts, so it is for a check and not for a build.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache as remembered
from typing import Final

from reader.library.library import Library
from reader.library.model import LanguageTag
from reader.search.analysis.analyzer import Analyzer
from reader.search.analysis.language_words import language_words, weightless_words
from reader.search.analysis.letters import UNFOLDED_LETTERS, fold, normalize
from reader.search.analysis.tokenizer import PART, WORD, tokens
from reader.search.index.corpus import entries
from reader.storage.result_cache import NO_CACHE, ResultCache, Task

# A group that more of the entries of a language have is found everywhere.
MAX_SHARE: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedStem:
    """A word of a synonym that a stemmer takes for a small word."""

    language: LanguageTag
    term: str
    word: str
    small_word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonGroup:
    """A group of synonyms, by its first term, and how many of all entries have one of them."""

    language: LanguageTag
    term: str
    count: int
    total: int


def shared_stems(library: Library, cache: ResultCache = NO_CACHE) -> tuple[SharedStem, ...]:
    """Return the words of synonyms with the stem of a small word that no list keeps whole."""
    task: Task[Library, tuple[SharedStem, ...]] = Task(
        name="stems of synonyms",
        run=lambda library: tuple(_shared_stems(library)),
        key=lambda library: (*library.languages, _known(library)),
        result_type=tuple[SharedStem, ...],
    )
    return cache.results(task, [library])[0]


def _known(library: Library) -> str:
    return repr([sorted(group.items()) for group in library.vocabulary.synonyms])


def _shared_stems(library: Library) -> Iterator[SharedStem]:
    for language in library.languages:
        analyzer = Analyzer(language)
        listed = {*language_words(language).kept_whole, *weightless_words(language)}
        for group in library.vocabulary.synonyms:
            for term in group.get(language, ()):
                for word in (part for token in tokens(term) for part, _, _ in token.parts):
                    small_word = analyzer.small_word_with_stem(word)
                    if small_word and fold(normalize(word), UNFOLDED_LETTERS) not in listed:
                        yield SharedStem(
                            language=language, term=term, word=word, small_word=small_word
                        )


def common_groups(library: Library, cache: ResultCache = NO_CACHE) -> Iterator[CommonGroup]:
    """Yield the groups that more than MAX_SHARE of the entries of a language have."""
    analyzers = {language: Analyzer(language) for language in library.languages}
    groups = {tag: _group_words(library, analyzer) for tag, analyzer in analyzers.items()}
    found: dict[LanguageTag, Counter[int]] = {tag: Counter() for tag in analyzers}
    totals: Counter[LanguageTag] = Counter()
    known = _known(library)
    said = [
        (entry.language, "\n".join((entry.title, entry.summary, entry.text, *entry.labels)))
        for entry in entries(library, cache)
    ]
    task: Task[tuple[LanguageTag, str], tuple[int, ...]] = Task(
        name="synonyms in a text",
        run=lambda words: tuple(sorted(groups[words[0]].in_text(words[1]))),
        key=lambda words: (*words, known),
        result_type=tuple[int, ...],
    )
    for (tag, _), numbers in zip(said, cache.results(task, said), strict=True):
        totals[tag] += 1
        found[tag].update(numbers)
    for number, group in enumerate(library.vocabulary.synonyms):
        for tag, terms in group.items():
            if found[tag][number] > MAX_SHARE * totals[tag]:
                yield CommonGroup(
                    language=tag, term=terms[0], count=found[tag][number], total=totals[tag]
                )


class _GroupWords:
    """The terms of all groups in one language. ``terms``: words in a row → numbers of groups."""

    def __init__(self, terms: Mapping[tuple[str, ...], set[int]], analyzer: Analyzer) -> None:
        self._terms = terms
        # First word → how many words there are in the terms that begin with it.
        self._lengths: dict[str, set[int]] = defaultdict(set)
        for words in terms:
            self._lengths[words[0]].add(len(words))
        self._keys = remembered(lambda word: tuple(_keys(word, analyzer)))

    def in_text(self, text: str) -> set[int]:
        """Return the numbers of the groups that a text has a term of."""
        words = [key for word in WORD.findall(text) for key in self._keys(word)]
        return {
            number
            for at, word in enumerate(words)
            if word in self._lengths
            for length in self._lengths[word]
            for number in self._terms.get(tuple(words[at : at + length]), ())
        }


def _group_words(library: Library, analyzer: Analyzer) -> _GroupWords:
    terms: dict[tuple[str, ...], set[int]] = {}
    for number, group in enumerate(library.vocabulary.synonyms):
        for term in group.get(analyzer.language, ()):
            words = tuple(key for word in WORD.findall(term) for key in _keys(word, analyzer))
            if words:
                terms.setdefault(words, set()).add(number)
    return _GroupWords(terms, analyzer)


def _keys(word: str, analyzer: Analyzer) -> Iterator[str]:
    """Yield a term for each part of a word: compounds are compared by their parts."""
    return (analyzer.query_terms(part)[0] for part in PART.findall(word))

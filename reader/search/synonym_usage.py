"""Say which synonyms do harm in a search: those everywhere, and those that look like small words.

Looks at all texts, so it is for a check and not for a build.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache as remembered
from functools import cached_property
from itertools import chain
from typing import Final

from reader.library.library import Library
from reader.library.model import LanguageTag
from reader.search.analysis.analyzer import Analyzer
from reader.search.analysis.language_words import language_words, weightless_words
from reader.search.analysis.letters import UNFOLDED_LETTERS, fold, normalize
from reader.search.analysis.tokenizer import PART, WORD, tokens
from reader.search.index.corpus import TextSources, entries_without_text
from reader.storage.checksums import digest
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
    groups = {tag: _GroupWords(library, tag) for tag in library.languages}
    found: dict[LanguageTag, Counter[int]] = {tag: Counter() for tag in library.languages}
    totals: Counter[LanguageTag] = Counter()
    known = digest(_known(library).encode())
    task: Task[_Said, tuple[int, ...]] = Task(
        name="synonyms in a text",
        run=lambda said: tuple(sorted(groups[said.language].in_text(said.text()))),
        key=lambda said: (said.language, *said.names, known, *said.sources.key),
        result_type=tuple[int, ...],
    )
    everything = [
        _Said(
            language=entry.language,
            names=(entry.title, entry.summary, *entry.labels),
            sources=sources,
        )
        for entry, sources in entries_without_text(library)
    ]
    for said, numbers in zip(everything, cache.results(task, everything), strict=True):
        totals[said.language] += 1
        found[said.language].update(numbers)
    for number, group in enumerate(library.vocabulary.synonyms):
        for tag, terms in group.items():
            if found[tag][number] > MAX_SHARE * totals[tag]:
                yield CommonGroup(
                    language=tag, term=terms[0], count=found[tag][number], total=totals[tag]
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What an entry says. ``names`` are its title, its summary and its labels."""

    language: LanguageTag
    names: tuple[str, ...]
    sources: TextSources

    def text(self) -> str:
        """Return all of it, one after the other."""
        title, summary, *labels = self.names
        return "\n".join((title, summary, self.sources.words(), *labels))


class _GroupWords:
    """The terms of all groups in one language. They are read once a text is to be looked at."""

    def __init__(self, library: Library, language: LanguageTag) -> None:
        self._groups = [group.get(language, ()) for group in library.vocabulary.synonyms]
        analyzer = Analyzer(language)
        key = remembered(analyzer.first_term)
        # What stands between two spaces comes again and again. Compounds are compared by parts.
        self._keys = remembered(
            lambda chunk: tuple(
                key(part) for word in WORD.findall(chunk) for part in PART.findall(word)
            )
        )

    def in_text(self, text: str) -> set[int]:
        """Return the numbers of the groups that a text has a term of."""
        words, terms, lengths = self._words(text), self._terms, self._lengths
        return {
            number
            for at, word in enumerate(words)
            if word in lengths
            for length in lengths[word]
            for number in terms.get(tuple(words[at : at + length]), ())
        }

    def _words(self, text: str) -> list[str]:
        return [*chain.from_iterable(map(self._keys, text.split()))]

    @cached_property
    def _terms(self) -> Mapping[tuple[str, ...], set[int]]:
        """Words in a row → numbers of groups."""
        terms: dict[tuple[str, ...], set[int]] = defaultdict(set)
        for number, group in enumerate(self._groups):
            for term in group:
                if words := tuple(self._words(term)):
                    terms[words].add(number)
        return dict(terms)

    @cached_property
    def _lengths(self) -> Mapping[str, set[int]]:
        """First word → how many words there are in the terms that begin with it."""
        lengths: dict[str, set[int]] = defaultdict(set)
        for words in self._terms:
            lengths[words[0]].add(len(words))
        return dict(lengths)

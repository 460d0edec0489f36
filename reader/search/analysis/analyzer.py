"""Return the terms that a word is indexed and looked up under.

A word is indexed under its stem, without accents. A stop word is indexed as it is written, and no
other word gets a term of one. Texts, queries and synonyms are analyzed alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Final

import Stemmer  # type: ignore[import-not-found]  # compiled, without annotations

from reader.library.model import LanguageTag
from reader.search.analysis.language_words import (
    DIGEST,
    EVERY_GRAVE_WORD,
    EVERY_VIOLENT_WORD,
    language_words,
)
from reader.search.analysis.letters import UNFOLDED_LETTERS, fold, normalize
from reader.search.analysis.stemmers import STEMMERS

_PRONOUNS: Final = "(?:[mts]e|nos)?l[aeo]s?|[mts]e|nos"
# Primary subtag of the language → endings, and what the word that it is a form of has there.
# Suffix rules miss some: they stem "línea" to "line" but "líneas" to "lin", "años" is too short for
# them, and they leave the pronouns on "ayúdame".
ENDINGS: Final[Mapping[str, tuple[tuple[re.Pattern[str], str], ...]]] = {
    "es": (
        (re.compile("[aeo](s)$"), ""),
        (re.compile("[^aeiou](es)$"), ""),
        (re.compile("(ces)$"), "z"),
        (re.compile(f"(?:[aei]r|ndo)({_PRONOUNS})$"), ""),
        # Of an imperative, an accent shows that it has one.
        (re.compile(f"^[a-zñ]*[áéíó][a-zñ]+[ae]({_PRONOUNS})$"), ""),
    ),
}
MIN_LENGTH_OF_A_FORM: Final = 4
NO_SPELLINGS: Final[Mapping[str, Sequence[str]]] = MappingProxyType({})

# Words get the same terms only with the same versions of these.
VERSION: Final = (
    f"Snowball {Stemmer.version()}, Unicode {unicodedata.unidata_version}, words {DIGEST}"
)

INDEX_CACHE_SIZE: Final = 8192
QUERY_CACHE_SIZE: Final = 512


class Analyzer:
    """Returns the terms of the words of one language, which may lack a stemmer or stop words.

    ``stem`` replaces the compiled stemmer. ``spellings``: word without accents → how texts and
    synonyms spell it with accents. Not thread-safe: stemmers have state.
    """

    def __init__(
        self,
        language: LanguageTag,
        stem: Callable[[str], str] | None = None,
        spellings: Mapping[str, Sequence[str]] = NO_SPELLINGS,
    ) -> None:
        self.language = language
        primary = language.partition("-")[0].lower()
        algorithm = STEMMERS.get(primary)
        self._stem: Callable[[str], str] = stem or (
            Stemmer.Stemmer(algorithm, 0).stemWord if algorithm else str
        )
        self._spellings = spellings
        self._words = language_words(language)
        self._endings = ENDINGS.get(primary, ())
        # A stem that is also a stop word's would lead from "queer" to "que".
        self._taken_terms = self._words.stop_words.union(
            self._words.kept_whole.values(),
            *(self._stems(word) for word in self._words.stop_words),
        )
        self.index_terms: Callable[[str], tuple[str, ...]] = lru_cache(INDEX_CACHE_SIZE)(
            self._index_terms
        )
        self.query_terms: Callable[[str], tuple[str, ...]] = lru_cache(QUERY_CACHE_SIZE)(
            self._query_terms
        )

        self._grave_terms = self._terms_of(EVERY_GRAVE_WORD)
        self._violent_terms = self._terms_of(EVERY_VIOLENT_WORD)

    def _terms_of(self, words: Iterable[str]) -> frozenset[str]:
        return frozenset(term for word in words for term in self.query_terms(word))

    def _query_terms(self, written: str) -> tuple[str, ...]:
        """Return the terms that a typed word is looked up under; any of them matches.

        They are those of the bare word and of every spelling of it, so that accents never matter.
        """
        return _distinct(*self._each_query_term(written))

    def first_term(self, written: str) -> str:
        """Return the first of the terms that a typed word is looked up under, and no others."""
        return next(filter(None, self._each_query_term(written)), written)

    def _each_query_term(self, written: str) -> Iterator[str]:
        word = normalize(written)
        bare = fold(word, UNFOLDED_LETTERS)
        spelled = self._spellings.get(bare) or (word,)
        first = word if word in spelled else bare
        for each in dict.fromkeys((first, bare, *spelled)):
            yield from self._word_terms(each)

    def _index_terms(self, written: str) -> tuple[str, ...]:
        """Return the terms of a word in a text: query terms of all spellings, and the word."""
        word = normalize(written)
        folded = fold(word)
        if self.is_stop_word(written):
            return _distinct(fold(word, UNFOLDED_LETTERS), folded)
        return _distinct(
            *self.query_terms(written),
            *self._word_terms(folded),
            *(fold(term) for term in self._word_terms(word)),
            fold(word, UNFOLDED_LETTERS),
            folded,
        )

    def _word_terms(self, word: str) -> Iterator[str]:
        """Yield the terms of a normalized word in this spelling."""
        bare = fold(word, UNFOLDED_LETTERS)
        if bare in self._words.stop_words:
            yield bare
        elif bare in self._words.kept_whole:
            yield self._words.kept_whole[bare]
        else:
            yield from self._safe_stems(word)
            if bare in self._words.inflections:
                yield from self._safe_stems(self._words.inflections[bare])

    def _safe_stems(self, word: str) -> Iterator[str]:
        """Yield the stems of a word and of what it may be a form of.

        Where a stem is that of a stop word, or a word kept whole, the whole word stands for it.
        """
        for each in self._with_base_forms(word):
            stems, bare = self._stems(each), fold(each, UNFOLDED_LETTERS)
            safe = [stem for stem in stems if stem not in self._taken_terms]
            yield from safe
            if len(safe) < len(stems) and bare not in self._words.stop_words:
                yield bare

    def _stems(self, word: str) -> tuple[str, ...]:
        """Return the stem of a word without accents, and the stem of its letters without accents.

        Suffix rules need accents, and people leave them out.
        """
        return (
            fold(self._stem(word), UNFOLDED_LETTERS),
            self._stem(fold(word, UNFOLDED_LETTERS)),
        )

    def _with_base_forms(self, word: str) -> tuple[str, ...]:
        """Return a normalized word, and what it may be a form of by its ending."""
        if len(word) < MIN_LENGTH_OF_A_FORM:
            return (word,)
        folded = fold(word)
        return word, *(
            word[: ending.start(1)] + instead
            for pattern, instead in self._endings
            if (ending := pattern.search(word) or pattern.search(folded))
        )

    def is_stop_word(self, written: str) -> bool:
        """Return whether a word has no meaning of its own."""
        return fold(normalize(written), UNFOLDED_LETTERS) in self._words.stop_words

    def small_word_with_stem(self, written: str) -> str | None:
        """Return the stop word whose stem a word has that is none itself, or None."""
        stems = () if self.is_stop_word(written) else self._stems(normalize(written))
        small = (
            self._stop_words_by_stem[stem] for stem in stems if stem in self._stop_words_by_stem
        )
        return min(small, default=None)

    @cached_property
    def _stop_words_by_stem(self) -> Mapping[str, str]:
        """Stem → the first stop word with it, in the order of the alphabet."""
        words = sorted(self._words.stop_words, reverse=True)
        return {stem: word for word in words for stem in self._stems(word)}

    def is_misleading(self, joined: str) -> bool:
        """Return whether a contraction without its apostrophe is another word, as "I'd" is."""
        return fold(normalize(joined)) in self._words.misleading_contractions

    def is_grave(self, written: str) -> bool:
        """Return whether a word is one of killing, death and rape."""
        return not self._grave_terms.isdisjoint(self.query_terms(written))

    def is_violent(self, written: str) -> bool:
        """Return whether a word is one of violence, of wounds, or a grave one."""
        return not self._violent_terms.isdisjoint(self.query_terms(written))

    def is_bound_prefix(self, written: str) -> bool:
        """Return whether a word alone is the prefix of the word after it, as in "de escalation"."""
        return normalize(written) in self._words.bound_prefixes


def _distinct(*terms: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term for term in terms if term))


def query_analyzer(language: LanguageTag, spellings: Iterable[str]) -> Analyzer:
    """Return the analyzer of queries. ``spellings``: how texts and synonyms write with accents."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in spellings:
        found[fold(word, UNFOLDED_LETTERS)].append(word)
    return Analyzer(language, spellings=found)

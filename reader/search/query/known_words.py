"""Tell how well a typed word is known: to texts and synonyms, and to people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum, auto
from typing import TypeAlias

from reader.library.model import LanguageTag
from reader.search.analysis.analyzer import Analyzer
from reader.search.analysis.common_words import is_form_of_common
from reader.search.analysis.letters import bare, fold, normalize
from reader.search.analysis.lexicon import Lexicon
from reader.search.analysis.tokenizer import Token
from reader.search.packed_strings import PackedStrings, index_of
from reader.search.query.variants import TermDictionary

Terms: TypeAlias = Mapping[LanguageTag, TermDictionary]


class Knowledge(Enum):
    """How well a word is known."""

    SPELLED = auto()
    """A text or a synonym has it as it is spelled, or it is a common word in another form."""
    FORM = auto()
    """They have another form of it, or a misspelling that ends like one."""
    COMMON = auto()
    """It is one of the common words of a language, or a form of one."""
    NONE = auto()
    """Nothing knows it."""


class KnownWords:
    """The words of texts, of synonyms and questions, and the common words of each language."""

    def __init__(
        self, lexicons: Mapping[LanguageTag, Lexicon], analyzers: Mapping[LanguageTag, Analyzer]
    ) -> None:
        self._analyzers = analyzers
        self._listed = {
            tag: PackedStrings(own.terms, own.term_ends) for tag, own in lexicons.items()
        }

    def knowledge(self, word: Token, terms: Terms) -> Knowledge:
        """Return how well a word is known. A compound is known if its parts are."""
        variants = ((word.joined,), tuple(part for part, _, _ in word.parts))

        def is_known(test: Callable[[str, LanguageTag, TermDictionary], bool]) -> bool:
            return any(
                all(test(written, tag, own) for written in variant)
                for tag, own in terms.items()
                for variant in variants
            )

        if is_known(self._is_spelled):
            return Knowledge.SPELLED
        is_form = is_known(self._is_form)
        if is_known(lambda written, tag, _: is_form_of_common(written, tag)):
            return Knowledge.SPELLED if is_form else Knowledge.COMMON
        return Knowledge.FORM if is_form else Knowledge.NONE

    def _is_spelled(self, written: str, tag: LanguageTag, terms: TermDictionary) -> bool:
        spelled = {bare(written), fold(normalize(written))}
        return any(terms.has(each) or self._is_listed(each, tag) for each in spelled)

    def _is_form(self, written: str, tag: LanguageTag, terms: TermDictionary) -> bool:
        return any(
            self._is_listed(term, tag) or terms.has(term)
            for term in self._analyzers[tag].query_terms(written)
        )

    def _is_listed(self, term: str, tag: LanguageTag) -> bool:
        return tag in self._listed and index_of(term, self._listed[tag]) is not None

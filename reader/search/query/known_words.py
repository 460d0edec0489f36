"""Tell how well a typed word is known: to texts and synonyms, and to people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import Enum, auto
from typing import TypeAlias

from reader.library.model import LanguageTag
from reader.search.analysis.analyzer import Analyzer
from reader.search.analysis.common_words import is_form_of_common
from reader.search.analysis.letters import fold, normalize
from reader.search.analysis.tokenizer import Token
from reader.search.query.parser import bare
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
    """The words of texts, of synonyms (``listed``), and the common words of each language."""

    def __init__(
        self,
        listed: Mapping[LanguageTag, Iterable[str]],
        analyzers: Mapping[LanguageTag, Analyzer],
    ) -> None:
        self._analyzers = analyzers
        self._listed = {
            tag: frozenset(
                term
                for word in listed.get(tag, ())
                for term in (bare(word), fold(word), *analyzers[tag].query_terms(word))
            )
            for tag in analyzers
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
        return any(map(terms.has, spelled)) or not spelled.isdisjoint(self._listed[tag])

    def _is_form(self, written: str, tag: LanguageTag, terms: TermDictionary) -> bool:
        return any(
            term in self._listed[tag] or terms.has(term)
            for term in self._analyzers[tag].query_terms(written)
        )

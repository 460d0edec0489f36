"""Correct the misspelled words of a query, or ask whether they are.

A word is left alone if a text, a synonym or a list of common words has it, if it is short, small, a
contraction or a name: who types a word that exists means it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from reader.library.model import LanguageTag
from reader.search.analysis.analyzer import Analyzer
from reader.search.analysis.common_words import is_form_of_common
from reader.search.analysis.language_words import EVERY_WEIGHTLESS_WORD, is_listed, language_words
from reader.search.analysis.letters import bare, fold
from reader.search.analysis.lexicon import Lexicon
from reader.search.analysis.spelling import MAX_EDITS, MIN_LENGTH, SpellChecker, Suggestion
from reader.search.analysis.tokenizer import APOSTROPHE, Token, tokens
from reader.search.query.known_words import Knowledge, KnownWords, Terms
from reader.search.query.parser import Query, QueryShape
from reader.search.work_budget import WorkBudget

MAX_CORRECTIONS: Final = 3  # per query
MAX_WORDS_TO_DOUBT: Final = 3  # in a longer query, only what nothing knows is misspelled
# Tenths of an edit: what a word of another language costs, and what makes one word likelier.
OTHER_LANGUAGE: Final = 3
LIKELIER: Final = 3


# In a short query; in a sentence it is one.
_MOST_EDITS: Final = {Knowledge.NONE: MAX_EDITS, Knowledge.FORM: 1, Knowledge.COMMON: 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A query in another spelling. ``is_sure`` is False if other words are as near."""

    text: str
    is_sure: bool


class QueryCorrector:
    """Replaces words that nothing knows by similar words that are in texts or synonyms."""

    def __init__(
        self, lexicons: Mapping[LanguageTag, Lexicon], analyzers: Mapping[LanguageTag, Analyzer]
    ) -> None:
        self._analyzers = analyzers
        self._spell_checkers = {tag: SpellChecker(tag, own.words) for tag, own in lexicons.items()}
        self._known = KnownWords(lexicons, analyzers)

    def correction(
        self, query: Query, terms: Terms, is_enough: bool, budget: WorkBudget
    ) -> Correction | None:
        """Return a query with its misspelled words replaced, or None.

        The first language in ``terms`` is the reader's. If what was found is not enough, a word
        that texts have only in another form is doubted, too.
        """
        tags = self._languages_of(query, terms)
        best: dict[str, str] = {}
        is_sure = True
        is_short = _is_short(query)
        for word, knowledge in islice(self._doubted(query, terms, is_enough), MAX_CORRECTIONS):
            most_edits = _MOST_EDITS[knowledge] if is_short else 1
            suggestions = self._suggestions(word, tags, most_edits, budget)
            if suggestions:
                best[word.joined] = self._with_ending_of(word.joined, suggestions[0].word)
                is_sure = is_sure and knowledge is not Knowledge.COMMON and _is_clear(suggestions)
        if not best:
            return None
        return Correction(text="".join(_replaced(query.asked, best)), is_sure=is_sure)

    def _doubted(
        self, query: Query, terms: Terms, is_enough: bool
    ) -> Iterator[tuple[Token, Knowledge]]:
        """Yield the words that may be misspelled. In a sentence, words that exist are meant."""
        is_short = _is_short(query)
        doubts = {
            Knowledge.NONE: True,
            Knowledge.FORM: is_short and not is_enough,
            Knowledge.COMMON: is_short,
            Knowledge.SPELLED: False,
        }
        for word in {word.joined: word for word in _correctable(query)}.values():
            knowledge = self._known.knowledge(word, terms)
            if doubts[knowledge]:
                yield word, knowledge

    def _suggestions(
        self,
        word: Token,
        tags: Sequence[LanguageTag],
        most_edits: int,
        budget: WorkBudget,
    ) -> Sequence[Suggestion]:
        """Return the two likeliest words that do not mean the same.

        They sound like what was typed, or have at most so many edits.
        """
        found = sorted(
            each._replace(cost=each.cost + OTHER_LANGUAGE * (rank > 0))
            for rank, tag in enumerate(tags)
            for each in self._spell_checkers[tag].suggestions(word.joined, budget)
            if (each.edits == 1 or not self._analyzers[tag].is_grave(each.word))
            and (each.is_alike or each.edits <= most_edits)
        )
        return tuple(islice(self._unrelated(found), 2))

    def _unrelated(self, suggestions: Iterable[Suggestion]) -> Iterator[Suggestion]:
        """Yield suggestions, of "neighbor" and "neighbors" only the first."""
        seen: set[str] = set()
        for each in suggestions:
            own = {
                term
                for analyzer in self._analyzers.values()
                for term in analyzer.query_terms(each.word)
            }
            if seen.isdisjoint(own):
                yield each
            seen |= own

    def _with_ending_of(self, typed: str, word: str) -> str:
        """Return a word with the last letters that were typed, if it is the same word with them.

        Who types "boluntarios" means "voluntarios" where the texts have "voluntarias".
        """
        letters = bare(typed)
        for length in (2, 1):
            other = word[:-length] + letters[-length:]
            if fold(other) != fold(word) and any(
                set(analyzer.query_terms(word)) & set(analyzer.query_terms(other))
                and is_form_of_common(other, tag)
                for tag, analyzer in self._analyzers.items()
            ):
                return other
        return word

    def _languages_of(self, query: Query, terms: Terms) -> tuple[LanguageTag, ...]:
        """Return the languages that other words of a query are in, or all if none is known."""
        written = [bare(token.joined) for token in tokens(query.asked)]
        known = {
            tag: sum(
                word in language_words(tag).weightless
                or any(map(own.has, self._analyzers[tag].query_terms(word)))
                for word in written
            )
            for tag, own in terms.items()
        }
        most = max(known.values(), default=0)
        return tuple(tag for tag in terms if known[tag] == most)


def _correctable(query: Query) -> Iterator[Token]:
    """Yield the words that may be misspelled: long enough, of weight, no contraction, no name."""
    wanted = {
        word.joined
        for item in query.required
        if item.shape is not QueryShape.PREFIX
        for word in item.words
    }
    words = list(tokens(query.asked))
    has_small_letter = any(word.joined[0].islower() for word in words)
    for number, word in enumerate(words):
        written = query.asked[word.start : word.end]
        letters = bare(word.joined)
        is_name = has_small_letter and number > 0 and written[0].isupper() and len(written) > 1
        if (
            word.joined in wanted
            and len(letters) >= MIN_LENGTH
            and letters.isalpha()
            and not is_name
            and not APOSTROPHE.search(written)
            and not is_listed(letters, (letters,), EVERY_WEIGHTLESS_WORD)
        ):
            yield word


def _is_short(query: Query) -> bool:
    return len(tuple(tokens(query.asked))) <= MAX_WORDS_TO_DOUBT


def _is_clear(suggestions: Sequence[Suggestion]) -> bool:
    """Return whether the first suggestion is likelier than the others by far."""
    costs = [each.cost for each in suggestions]
    return len(costs) == 1 or costs[1] - costs[0] >= LIKELIER


def _replaced(text: str, replacements: Mapping[str, str]) -> Iterator[str]:
    end = 0
    for word in tokens(text):
        if word.joined in replacements:
            yield text[end : word.start]
            yield replacements[word.joined]
            end = word.end
    yield text[end:]

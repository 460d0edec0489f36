"""Parse what people type: words, "a phrase", -excluded, prefix*. All else is just characters.

Parsing never fails, and its result is small for any text. Words have no language yet: see ``plan``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from reader.search.analysis.language_words import EVERY_WEIGHTLESS_WORD, is_listed
from reader.search.analysis.letters import MAX_WORD_LENGTH, bare, normalize
from reader.search.analysis.tokenizer import Token, tokens
from reader.search.engine import Cut

# A sentence of thirty words fits.
CHARACTERS_CONSIDERED: Final = 300
# Words of weight, in all; a compound counts as many as it has parts.
WORDS_CONSIDERED: Final = 16
LETTERS_OF_A_BEGINNING: Final = 3
BEGINNINGS_CONSIDERED: Final = 3  # each is looked up in hundreds of words
# Normalizing spaces and accents can shorten a text, so this much of it is read, and never more.
CHARACTERS_READ: Final = 10 * CHARACTERS_CONSIDERED

QUOTES: Final = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
UNPRINTABLE: Final = frozenset({"Cc", "Cs"})  # control characters and unpaired surrogates


class QueryShape(StrEnum):
    """How the words of an item match: one word, words in a row, or a word with this prefix."""

    WORD = "word"
    PHRASE = "phrase"
    PREFIX = "prefix"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryWord:
    """A typed word: ``joined`` without hyphens and apostrophes, ``parts`` split at them."""

    joined: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryItem:
    """One thing to find or to exclude. Only a PHRASE has more than one word."""

    shape: QueryShape
    words: tuple[QueryWord, ...]
    is_excluded: bool
    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A parsed query. ``asked`` is its text with normalized spaces, no control characters, cut."""

    asked: str
    items: tuple[QueryItem, ...]
    cuts: frozenset[Cut]

    @property
    def required(self) -> tuple[QueryItem, ...]:
        """The items to find."""
        return tuple(item for item in self.items if not item.is_excluded)

    @property
    def excluded(self) -> tuple[QueryItem, ...]:
        """The items to exclude."""
        return tuple(item for item in self.items if item.is_excluded)


def parse_query(text: str) -> Query:
    """Return the query of any text. If everything is excluded, it is searched for instead."""
    cleaned = _cleaned(text)
    is_too_long = len(text) > CHARACTERS_READ or len(cleaned) > CHARACTERS_CONSIDERED
    cuts = {Cut.LENGTH} if is_too_long else set()
    asked = _truncated(cleaned)
    items = tuple(_within_limits(_distinct(_items(asked)), cuts))
    if all(item.is_excluded for item in items):
        items = tuple(replace(item, is_excluded=False) for item in items)
    return Query(asked=asked, items=items, cuts=frozenset(cuts))


def is_weightless(item: QueryItem, words: frozenset[str]) -> bool:
    """Return whether an item is one of these words, or a contraction of them."""
    joined, *parts = map(bare, (item.words[0].joined, *item.words[0].parts))
    return item.shape is QueryShape.WORD and is_listed(joined, parts, words)


def words_of(text: str) -> tuple[QueryWord, ...]:
    """Return the words of a text as the words of a query."""
    return tuple(map(_word, tokens(text)))


def _cleaned(text: str) -> str:
    printable = "".join(
        " " if unicodedata.category(character) in UNPRINTABLE else character
        for character in text[:CHARACTERS_READ]
    )
    return " ".join(unicodedata.normalize("NFC", printable).split())


def _truncated(cleaned: str) -> str:
    if len(cleaned) <= CHARACTERS_CONSIDERED:
        return cleaned
    head = cleaned[:CHARACTERS_CONSIDERED]
    if cleaned[CHARACTERS_CONSIDERED] != " " and " " in head:
        head = head.rpartition(" ")[0]  # half a word is not what was asked for
    return head.rstrip()


def _items(asked: str) -> Iterator[QueryItem]:
    """Yield the items of a query. An unpaired quotation mark is just a character."""
    pieces = asked.translate(QUOTES).split('"')
    for number, piece in enumerate(pieces):
        if number % 2 and number < len(pieces) - 1:
            yield from _phrase(piece, pieces[number - 1])
        else:
            yield from _words_and_prefixes(piece)


def _phrase(quoted: str, before: str) -> Iterator[QueryItem]:
    words = words_of(quoted)
    if words:
        yield QueryItem(
            shape=QueryShape.PHRASE,
            words=words,
            is_excluded=_minus_before(before, len(before)),
            typed=quoted.strip(),
        )


def _words_and_prefixes(text: str) -> Iterator[QueryItem]:
    for token in tokens(text):
        yield QueryItem(
            shape=QueryShape.PREFIX if _star_after(text, token.end) else QueryShape.WORD,
            words=(_word(token),),
            is_excluded=_minus_before(text, token.start),
            typed=text[token.start : token.end],
        )


def _word(token: Token) -> QueryWord:
    return QueryWord(joined=token.joined, parts=tuple(written for written, _, _ in token.parts))


def _minus_before(text: str, at: int) -> bool:
    return text[:at].endswith("-") and (at == 1 or text[at - 2] == " ")


def _star_after(text: str, at: int) -> bool:
    return text.startswith("*", at) and not text[at + 1 : at + 2].isalnum()


def _distinct(items: Iterable[QueryItem]) -> Iterator[QueryItem]:
    seen = set()
    for item in items:
        folded = tuple(bare(word.joined) for word in item.words)
        key = (item.shape, item.is_excluded, folded)
        if key not in seen:
            seen.add(key)
            yield item


def _within_limits(items: Iterable[QueryItem], cuts: set[Cut]) -> Iterator[QueryItem]:
    """Yield the items that fit into the limits, and add to ``cuts`` what did not."""
    room, beginnings = WORDS_CONSIDERED, BEGINNINGS_CONSIDERED
    for item in items:
        is_counted = not is_weightless(item, EVERY_WEIGHTLESS_WORD)
        words = tuple(_first_words(item.words, room)) if is_counted else item.words
        if words != item.words:
            cuts.add(Cut.WORDS)
        if not words:
            return
        if is_counted:
            room -= sum(len(word.parts) for word in words)
        if any(len(part) > MAX_WORD_LENGTH for word in words for part in word.parts):
            cuts.add(Cut.LONG_WORD)
        if item.shape is QueryShape.PREFIX and (fault := _fault_of_prefix(item, beginnings)):
            cuts.add(fault)
            yield replace(item, shape=QueryShape.WORD)
        elif words == item.words:
            beginnings -= item.shape is QueryShape.PREFIX
            yield item
        else:
            typed = " ".join(" ".join(word.parts) for word in words)
            yield replace(item, words=words, typed=typed)


def _fault_of_prefix(item: QueryItem, room: int) -> Cut | None:
    """Return why a star is not considered, or None."""
    if len(normalize(item.words[0].joined)) < LETTERS_OF_A_BEGINNING:
        return Cut.SHORT_BEGINNING
    return None if room else Cut.BEGINNINGS


def _first_words(words: Iterable[QueryWord], room: int) -> Iterator[QueryWord]:
    """Yield words as long as their parts fit, the last one cut."""
    for word in words:
        if not room:
            return
        yield word if len(word.parts) <= room else replace(word, parts=word.parts[:room])
        room -= min(room, len(word.parts))

"""What people may type: words, "a phrase", -without, begin*. Every other character is just a character.

Reading never fails, and what comes of it is small whatever was typed. Words are not yet of any language: see ``plan``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from reader.search.analysis import analyzer
from reader.search.analysis.analyzer import KEPT_LETTERS, LETTERS_CONSIDERED, fold, normalize
from reader.search.engine import Cut

CHARACTERS_CONSIDERED: Final = 200
WORDS_CONSIDERED: Final = 12  # in all; a compound counts as many as it has parts
LETTERS_OF_A_BEGINNING: Final = 3
# Putting spaces and accents in order can shorten a text; so much of it is looked at before, and never more.
CHARACTERS_READ: Final = 10 * CHARACTERS_CONSIDERED

QUOTES: Final = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
UNPRINTABLE: Final = frozenset({"Cc", "Cs"})  # control characters and halves of a surrogate pair


class QueryShape(StrEnum):
    """What is wanted of the words of an item: one word, words in a row, or a word that begins so."""

    WORD = "word"
    PHRASE = "phrase"
    BEGINNING = "beginning"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryWord:
    """A typed word. ``joined`` is without hyphens and apostrophes; ``parts`` is what stood between them, or the word alone."""

    joined: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryItem:
    """One thing to find, or with ``without`` to leave out. A shape other than PHRASE has one word. ``shown`` is as typed."""

    shape: QueryShape
    words: tuple[QueryWord, ...]
    without: bool
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What was asked. ``asked`` is the text as it was considered: spaces in order, control characters and excess gone."""

    asked: str
    items: tuple[QueryItem, ...]
    cuts: frozenset[Cut]

    @property
    def wanted(self) -> tuple[QueryItem, ...]:
        """The items to find."""
        return tuple(item for item in self.items if not item.without)

    @property
    def unwanted(self) -> tuple[QueryItem, ...]:
        """The items to leave out."""
        return tuple(item for item in self.items if item.without)


def parse_query(text: str) -> Query:
    """Return what a person asked for. Any text is allowed. A query of nothing but things to leave out asks for them instead."""
    asked = _considered(text)
    cuts = (
        {Cut.LENGTH} if len(text) > CHARACTERS_READ or len(asked) > CHARACTERS_CONSIDERED else set()
    )
    asked = _shortened(asked)
    items = tuple(_limited(_distinct(_items(asked)), cuts))
    if all(item.without for item in items):
        items = tuple(replace(item, without=False) for item in items)
    return Query(asked=asked, items=items, cuts=frozenset(cuts))


def words_of(text: str) -> tuple[QueryWord, ...]:
    """Return the words of a text as the words of a query are read."""
    return tuple(map(_word, analyzer.tokens(text)))


def _considered(text: str) -> str:
    printable = "".join(
        " " if unicodedata.category(each) in UNPRINTABLE else each
        for each in text[:CHARACTERS_READ]
    )
    return " ".join(unicodedata.normalize("NFC", printable).split())


def _shortened(asked: str) -> str:
    if len(asked) <= CHARACTERS_CONSIDERED:
        return asked
    head = asked[:CHARACTERS_CONSIDERED]
    if asked[CHARACTERS_CONSIDERED] != " " and " " in head:
        head = head.rpartition(" ")[0]  # half a word is not what was asked for
    return head.rstrip()


def _items(asked: str) -> Iterator[QueryItem]:
    """Yield what is asked for, item by item. A quotation mark without a second one is just a character."""
    pieces = asked.translate(QUOTES).split('"')
    for number, piece in enumerate(pieces):
        if number % 2 and number < len(pieces) - 1:
            phrase = words_of(piece)
            before = pieces[number - 1]
            if phrase:
                yield QueryItem(
                    shape=QueryShape.PHRASE,
                    words=phrase,
                    without=_minus_before(before, len(before)),
                    shown=piece.strip(),
                )
            continue
        for word in analyzer.tokens(piece):
            shape = QueryShape.BEGINNING if _star_after(piece, word.end) else QueryShape.WORD
            without = _minus_before(piece, word.start)
            yield QueryItem(
                shape=shape,
                words=(_word(word),),
                without=without,
                shown=piece[word.start : word.end],
            )


def _word(word: analyzer.Token) -> QueryWord:
    return QueryWord(joined=word.joined, parts=tuple(written for written, _, _ in word.parts))


def _minus_before(text: str, at: int) -> bool:
    return text[:at].endswith("-") and (at == 1 or text[at - 2] == " ")


def _star_after(text: str, at: int) -> bool:
    return text.startswith("*", at) and not text[at + 1 : at + 2].isalnum()


def _distinct(items: Iterable[QueryItem]) -> Iterator[QueryItem]:
    seen = set()
    for item in items:
        same = (
            item.shape,
            item.without,
            tuple(fold(normalize(word.joined), KEPT_LETTERS) for word in item.words),
        )
        if same not in seen:
            seen.add(same)
            yield item


def _limited(items: Iterable[QueryItem], cuts: set[Cut]) -> Iterator[QueryItem]:
    """Yield the items that fit into the limits, and note in ``cuts`` what did not."""
    room = WORDS_CONSIDERED
    for item in items:
        words = tuple(_fitting(item.words, room))
        if words != item.words:
            cuts.add(Cut.WORDS)
        if not words:
            return
        room -= sum(len(word.parts) for word in words)
        if any(len(part) > LETTERS_CONSIDERED for word in words for part in word.parts):
            cuts.add(Cut.LONG_WORD)
        if (
            item.shape is QueryShape.BEGINNING
            and len(normalize(words[0].joined)) < LETTERS_OF_A_BEGINNING
        ):
            cuts.add(Cut.SHORT_BEGINNING)
            yield replace(item, shape=QueryShape.WORD)
        else:
            yield (
                item
                if words == item.words
                else replace(
                    item, words=words, shown=" ".join(" ".join(word.parts) for word in words)
                )
            )


def _fitting(words: Iterable[QueryWord], room: int) -> Iterator[QueryWord]:
    for word in words:
        if not room:
            return
        yield word if len(word.parts) <= room else replace(word, parts=word.parts[:room])
        room -= min(room, len(word.parts))

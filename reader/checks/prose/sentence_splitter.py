"""Split running text: the sentences of a passage, and the words of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain, repeat
from typing import Final, NamedTuple, TypeAlias

from reader.library.model import LanguageTag
from reader.library.passages import NO_LANGUAGE, Passage

_WORD: Final = re.compile(r"[^\W_]+(?:['’.,:-][^\W_]+)*")
# A run of marks from its first one on. What begins with a set of letters is quick to look for.
_LAST_MARKS: Final = re.compile(r"(?P<marks>[.!?…](?<![.!?…][.!?…])[.!?…]*)[”’»\"')\]]*(?=\s|$)")
# What comes before the next word, and its first letter: no sentence begins with a small letter.
_GOES_ON: Final = re.compile(r"\s+[“‘«\"'(\[¿¡]*(?P<letter>\w)")
_WORD_BEFORE: Final = re.compile(r"[^\W\d_]+$")
_LONGEST_ABBREVIATION: Final = 4
# What stands between two spaces comes again and again; this takes a megabyte or two.
CACHED_CHUNKS: Final = 16_384

# Words with a full stop that ends no sentence, in small letters, by language.
_ABBREVIATIONS: Final[Mapping[str, frozenset[str]]] = {
    "en": frozenset({"dr", "mr", "mrs", "ms", "st", "jr", "vs"}),
    "es": frozenset({"dr", "dra", "sr", "sra", "ud", "uds", "ee", "núm", "av"}),
}


# One word, and the language it is in.
Word: TypeAlias = tuple[str, LanguageTag]


class Sentence(NamedTuple):
    """The words from one full stop to the next: a tuple, because a check makes many.

    ``start`` and ``end`` are offsets in its passage; ``ends`` says whether it has a mark at its
    end.
    """

    passage: Passage
    start: int
    end: int
    ends: bool

    @property
    def line(self) -> int:
        """The line of its file that it begins on."""
        text = self.passage.text[self.start : self.end]
        return self.passage.line_at(self.end - len(text.lstrip()))

    @property
    def words(self) -> tuple[Word, ...]:
        """Its words, without those in no language."""
        return _words(self.passage, self.start, self.end)


def primary(language: LanguageTag) -> str:
    """Return the language itself, without script and region: ``pt`` for ``pt-BR``."""
    return language.partition("-")[0]


def sentences(passage: Passage) -> Iterator[Sentence]:
    """Yield the sentences of a passage that have words. The last one ends with the passage."""
    return (sentence for sentence in stretches(passage) if sentence.words)


def stretches(passage: Passage) -> Iterator[Sentence]:
    """Yield the sentences of a passage, and what stands between full stops without a word."""
    start = 0
    for match in _LAST_MARKS.finditer(passage.text):
        if _is_end(match, passage):
            yield Sentence(passage, start, match.end(), True)
            start = match.end()
    yield Sentence(passage, start, len(passage.text), False)


def _is_end(match: re.Match[str], passage: Passage) -> bool:
    """Return whether a sentence ends here.

    Not after an initial or an abbreviation, and not if the next word begins with a small letter.
    """
    text, end = passage.text, match.end()
    if match["marks"] == "." and _is_short_form(_word_before(text, match.start()), passage):
        return end == len(text)
    if text[end + 1 : end + 2].isupper():  # as at the end of most sentences
        return True
    after = _GOES_ON.match(text, end)
    return not (after and after["letter"].islower())


def _word_before(text: str, end: int) -> str:
    """Return the last letters before an offset, as many as the longest abbreviation has."""
    last = text[max(0, end - _LONGEST_ABBREVIATION) : end]
    if last.isalpha():
        return last
    found = _WORD_BEFORE.search(last)
    return found[0] if found else ""


def _is_short_form(word: str, passage: Passage) -> bool:
    is_initial = len(word) == 1 and word.isupper()
    return is_initial or word.lower() in _ABBREVIATIONS.get(primary(passage.language), ())


def _words(passage: Passage, start: int, end: int) -> tuple[Word, ...]:
    if not passage.spans:  # as in most passages
        language = passage.language
        chunks = passage.text[start:end].split() if language != NO_LANGUAGE else ()
        return tuple(zip(chain.from_iterable(map(words_in, chunks)), repeat(language)))
    found = (
        (match[0], passage.language_at(match.start()))
        for match in _WORD.finditer(passage.text, start, end)
    )
    return tuple(word for word in found if word[1] != NO_LANGUAGE)


@lru_cache(CACHED_CHUNKS)
def words_in(chunk: str) -> tuple[str, ...]:
    """Return the words in what stands between two spaces, which no word has."""
    return tuple(_WORD.findall(chunk))

"""Split running text: the sentences of a passage, and the words of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, repeat
from typing import Final, TypeAlias

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
_CACHED_CHUNKS: Final = 16_384

# Words with a full stop that ends no sentence, in small letters, by language.
_ABBREVIATIONS: Final[Mapping[str, frozenset[str]]] = {
    "en": frozenset({"dr", "mr", "mrs", "ms", "st", "jr", "vs"}),
    "es": frozenset({"dr", "dra", "sr", "sra", "ud", "uds", "ee", "núm", "av"}),
}


# One word, and the language it is in.
Word: TypeAlias = tuple[str, LanguageTag]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """The words from one full stop to the next.

    ``line`` is where it begins in its file; ``ends`` says whether it has a mark at its end.
    """

    words: tuple[Word, ...]
    line: int
    ends: bool


def primary(language: LanguageTag) -> str:
    """Return the language itself, without script and region: ``pt`` for ``pt-BR``."""
    return language.partition("-")[0]


def sentences(passage: Passage) -> Iterator[Sentence]:
    """Yield the sentences of a passage that have words. The last one ends with the passage."""
    start = 0
    for match in (*_LAST_MARKS.finditer(passage.text), None):
        if match and not _is_end(match, passage):
            continue
        end = match.end() if match else len(passage.text)
        words = _words(passage, start, end)
        if words:
            offset = start + len(passage.text[start:end]) - len(passage.text[start:end].lstrip())
            yield Sentence(words=words, line=passage.line_at(offset), ends=match is not None)
        start = end


def _is_end(match: re.Match[str], passage: Passage) -> bool:
    """Return whether a sentence ends here.

    Not after an initial or an abbreviation, and not if the next word begins with a small letter.
    """
    before = _WORD_BEFORE.search(
        passage.text[max(0, match.start() - _LONGEST_ABBREVIATION) : match.start()]
    )
    if before and match["marks"] == ".":
        is_initial = len(before[0]) == 1 and before[0].isupper()
        if is_initial or before[0].lower() in _ABBREVIATIONS.get(primary(passage.language), ()):
            return match.end() == len(passage.text)
    after = _GOES_ON.match(passage.text, match.end())
    return not (after and after["letter"].islower())


def _words(passage: Passage, start: int, end: int) -> tuple[Word, ...]:
    if not passage.spans:  # as in most passages
        language = passage.language
        chunks = passage.text[start:end].split() if language != NO_LANGUAGE else ()
        return tuple(zip(chain.from_iterable(map(_words_in, chunks)), repeat(language)))
    found = (
        (match[0], passage.language_at(match.start()))
        for match in _WORD.finditer(passage.text, start, end)
    )
    return tuple(word for word in found if word[1] != NO_LANGUAGE)


@lru_cache(_CACHED_CHUNKS)
def _words_in(chunk: str) -> tuple[str, ...]:
    """Return the words in what stands between two spaces, which no word has."""
    return tuple(_WORD.findall(chunk))

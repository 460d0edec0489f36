"""Tell whether a word is common in a language: a common word is not a misspelling of another one.

``word_lists`` holds a file for each language: the hash of every word, sorted. The words are
compared in small letters, without accents, hyphens and apostrophes. About one unknown word in 600
has the hash of a common one. ``tools/common_words.py`` makes the files.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from functools import cache, lru_cache
from hashlib import blake2b
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Final

from reader.library.model import LanguageTag
from reader.search.analysis.letters import fold, normalize
from reader.search.analysis.tokenizer import JOINER

WORD_LISTS: Final = Path(__file__).with_name("word_lists")
HASH_SIZE: Final = 3  # bytes
MIN_STEM: Final = 3  # letters
CACHE_SIZE: Final = 512

# Primary subtag of the language → endings of inflected words, and what the base form has there.
_FORMS: Final[Mapping[str, tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]]] = {
    "en": ((re.compile("(?:e?s|e?d|ing|ly)$"), ("", "e")),),
    "es": (
        (re.compile("s$"), ("",)),
        (
            re.compile(
                "(?:[aei]mos|aron|ieron|aban?|i[ae]n|[ae]s|[ae]n|[ai]ndo|iendo|[ai]d[ao]s?|[aeo])$"
            ),
            ("ar", "er", "ir", "arse"),
        ),
    ),
}


# One query asks several times for each of its words.
@lru_cache(CACHE_SIZE)
def is_common(word: str, language: LanguageTag) -> bool:
    """Return whether a word is among the common words of a language. No list has no such word."""
    known = _hashes(language.partition("-")[0].lower())
    wanted = word_hash(word)
    index = bisect_left(
        range(len(known) // HASH_SIZE), wanted, key=lambda index: _hash_at(known, index)
    )
    return _hash_at(known, index) == wanted


def is_form_of_common(word: str, language: LanguageTag) -> bool:
    """Return whether a word is common, or by its ending an inflected form of a common word."""
    plain = fold(normalize(word))
    bases_of_forms = (
        plain[: ending.start()] + base
        for endings, bases in _FORMS.get(language.partition("-")[0].lower(), ())
        if (ending := endings.search(plain)) and ending.start() >= MIN_STEM
        for base in bases
    )
    return any(is_common(each, language) for each in (plain, *bases_of_forms))


def word_hash(word: str) -> bytes:
    """Return the hash under which a word is listed, however it is spelled."""
    plain = fold(normalize(JOINER.sub("", word)))
    return blake2b(plain.encode(), digest_size=HASH_SIZE).digest()


def _hash_at(hashes: mmap | bytes, index: int) -> bytes:
    return hashes[index * HASH_SIZE : (index + 1) * HASH_SIZE]


@cache
def _hashes(primary: str) -> mmap | bytes:
    """Return the list of a language, mapped, so that all processes share it."""
    try:
        with (WORD_LISTS / f"{primary}.hashes").open("rb") as file:
            return mmap(file.fileno(), 0, access=ACCESS_READ)
    except FileNotFoundError:
        return b""

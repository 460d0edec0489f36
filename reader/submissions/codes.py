"""Codes of words that a person can copy by hand, and references that she can read out."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Final

# Nine bits a word: 63 bits, more than anybody can try.
WORDS_OF_A_LIST: Final = 512
WORDS_OF_A_CODE: Final = 7
_BITS_OF_A_WORD: Final = 9
_LONGEST_CODE: Final = 200

# Crockford's letters: no I, L, O or U, which are read as digits or spell words.
_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS: Final = str.maketrans("OIL", "011")
_REFERENCE_LETTERS: Final = 10
_LETTER: Final = re.compile(r"[^\W_]+")


def new_code(language: str) -> str:
    """Return a new code of words in a language, or in English if it has no list."""
    return _spell(secrets.randbits(_BITS_OF_A_WORD * WORDS_OF_A_CODE), language)


def code_of(secret: bytes, number: str, language: str) -> str:
    """Return the code that belongs to the number of a form: the same for a second send."""
    digest = hmac.digest(secret, f"code {number}".encode(), hashlib.sha256)
    return _spell(int.from_bytes(digest, "big"), language)


def reference_of(secret: bytes, number: str) -> str:
    """Return the reference that belongs to the number of a form, such as ``7K3Q9-M2XWB``."""
    bits = int.from_bytes(hmac.digest(secret, f"name {number}".encode(), hashlib.sha256), "big")
    letters = "".join(_LETTERS[bits >> 5 * at & 31] for at in range(_REFERENCE_LETTERS))
    return f"{letters[:5]}-{letters[5:]}"


def read_reference(typed: str) -> str:
    """Return a reference as it is stored, however it was typed, or nothing if it is none."""
    letters = "".join(_LETTER.findall(typed[:_LONGEST_CODE])).upper().translate(_READ_AS)
    is_one = len(letters) == _REFERENCE_LETTERS and set(letters) <= set(_LETTERS)
    return f"{letters[:5]}-{letters[5:]}" if is_one else ""


def read_code(typed: str) -> str:
    """Return a code as it was shown, whatever capitals, accents and signs were typed with it."""
    plain = unicodedata.normalize("NFKD", typed[:_LONGEST_CODE].casefold())
    letters = "".join(each for each in plain if not unicodedata.combining(each))
    return " ".join(_LETTER.findall(letters))


@lru_cache(maxsize=4)
def words_of(language: str) -> tuple[str, ...]:
    """Return the words of a language, without accents, or those of English."""
    folder = Path(__file__).with_name("code_words")
    name = f"{language.split('-', maxsplit=1)[0]}.txt"
    file = folder / (name if (folder / name).is_file() else "en.txt")
    return tuple(file.read_text(encoding="utf-8").split())[:WORDS_OF_A_LIST]


def _spell(bits: int, language: str) -> str:
    words = words_of(language)
    mask = WORDS_OF_A_LIST - 1
    return " ".join(words[bits >> _BITS_OF_A_WORD * at & mask] for at in range(WORDS_OF_A_CODE))

"""The normal form of an address: what different spellings of it have in common. Pure.

Addresses are passed on by thumb, by text message and on paper. On the way they get capitals, more
slashes, and the full stop of the sentence that they end.
"""

from __future__ import annotations

import unicodedata
from typing import Final
from urllib.parse import unquote_to_bytes

# No address of ours is that long, even with every letter percent-encoded.
_LONGEST: Final = 512
# What sentences, brackets, quotation marks and phones add to the end of an address.
_TRAILING: Final = "/.,;:!?)]}>\"'“”‘’«»‹›*_~` \t\r\n"
_NOWHERE: Final = ".."
_EXTENSIONS: Final = (".html", ".htm")
_INDEX: Final = "/index"


def normal_form(path: str) -> str:
    """Return the normal form of a path as sent: no accents, capitals, or slashes around it.

    Empty for a home page. ``..`` leads nowhere, as does a path that is too long.
    Source: RFC 9110 §4.2.3.
    """
    if len(path) > _LONGEST:
        return _NOWHERE
    sent = path
    if "%" in path or not path.isascii():
        sent = unquote_to_bytes(path.encode("latin-1", "replace")).decode("utf-8", "replace")
    segments = [segment for segment in _fold(sent).split("/") if segment not in {"", "."}]
    return _NOWHERE if _NOWHERE in segments else "/".join(segments).rstrip(_TRAILING)


def without_extension(normal: str) -> str:
    """Return a normal form without the name of an HTML file at its end."""
    for extension in _EXTENSIONS:
        if normal.endswith(extension):
            shorter = normal.removesuffix(extension)
            return f"/{shorter}".removesuffix(_INDEX).removeprefix("/")
    return normal


def segment_of(title: str) -> str:
    """Return a title as a segment of an address: ``listas-de-lectura``."""
    words = "".join(letter if letter.isalnum() else " " for letter in _fold(title))
    return "-".join(words.split())


def _fold(text: str) -> str:
    """Return a text without capitals, accents, and characters that nobody sees (soft hyphens)."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(each for each in decomposed if unicodedata.category(each) not in {"Mn", "Cf"})

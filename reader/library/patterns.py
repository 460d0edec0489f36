"""What short values look like. Every pattern is for ``fullmatch``."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# The part of BCP 47 that names the languages of people: language, script, region.
LANGUAGE_TAG: Final = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?")
# The same as CLDR writes it.
LOCALE: Final = re.compile(r"[a-z]{2,3}(?:_[A-Z][a-z]{3})?(?:_(?:[A-Z]{2}|[0-9]{3}))?")
# A subdivision of a country. Source: ISO 3166-2.
REGION: Final = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
FORMER_ADDRESS: Final = re.compile(rf"(?:/{SLUG.pattern}){{1,3}}")
# A short address is read out, typed and printed: no vowels, so no words, and nothing alike.
SHORT_CODE_LETTERS: Final = "23456789bcdfghjkmnpqrstvwxz"
SHORT_CODE_LENGTH: Final = 4
SHORT_CODE: Final = re.compile(f"[{SHORT_CODE_LETTERS}]{{{SHORT_CODE_LENGTH}}}")
DIGEST: Final = re.compile(r"[0-9a-f]{12}")
EMAIL: Final = re.compile(r"[^@\s<>\"']+@[^@\s<>\"']+\.[^@\s<>\"']+")
WHOLE_NUMBER: Final = re.compile(r"[0-9]{1,6}")
DECIMAL_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
# A year, a month or a day, as three groups. Source: ISO 8601-1 §5.2.2, reduced precision.
PARTIAL_DATE: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_HOST: Final = re.compile(r"[\w.-]+(?::[0-9]{1,5})?")
_NOT_IN_ADDRESS: Final = re.compile(r"[\s<>\"\\]")


def is_web_address(address: str) -> bool:
    """Return whether a text is an absolute https or http URL without password, spaces or quotes."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return (
        parts.scheme in ("https", "http")
        and bool(_HOST.fullmatch(parts.netloc))
        and not _NOT_IN_ADDRESS.search(address)
    )

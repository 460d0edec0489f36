"""The generation that a door serves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, TypeAlias
from wsgiref.types import WSGIApplication

from reader.delivery.http.messages import Response
from reader.delivery.prebuilt.compression_dictionaries import DictionaryCoder
from reader.delivery.prebuilt.page_file import PageFile

# Accept-Language → one of the languages offered.
Negotiate: TypeAlias = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedGeneration:
    """A generation as a door needs it: prebuilt bytes, and the application for everything else.

    ``dictionaries`` are pages of this generation and of those before it. ``published`` is when it
    became the current one, in seconds since 1970, and 0 if that is not known. ``forms`` are the
    addresses at which the application takes long forms.
    """

    page_file: PageFile
    application: WSGIApplication
    negotiate: Negotiate
    dictionaries: DictionaryCoder = field(default_factory=DictionaryCoder)
    published: int = 0
    forms: frozenset[str] = frozenset()


# Before the first generation could be opened there is no page to say so with.
NOTHING_TO_SERVE: Final = Response(
    status=503,
    headers=(("cache-control", "no-store"), ("retry-after", "5"), ("content-length", "0")),
    body=b"",
)

"""How the files of an export are called."""

from __future__ import annotations

from reader.delivery.prebuilt.normal_form import segment_of
from reader.library.library import Library
from reader.library.model import LanguageTag

# Stands for a name that has letters which not every disk can hold.
_PLAIN_NAME = "library"


def file_name(library: Library, tag: LanguageTag, *about: str) -> str:
    """Return the name, without extension, of a file in one language: ``cuidarnos-es-zines``."""
    name = segment_of(library.identity.name[tag])
    return "-".join((name if name and name.isascii() else _PLAIN_NAME, tag, *about))

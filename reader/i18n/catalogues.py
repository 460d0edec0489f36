"""Compiled catalogues, and the paths of catalogues."""

from __future__ import annotations

from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Final

from reader.library.model import LanguageTag

TEMPLATE: Final = "messages.pot"


def catalogue(directory: Path, tag: LanguageTag) -> NullTranslations:
    """Return the compiled catalogue of a language, or one that returns the source texts."""
    path = compiled_path(directory, tag)
    if not path.is_file():
        return NullTranslations()
    with path.open("rb") as file:
        return GNUTranslations(file)


def written_path(directory: Path, tag: LanguageTag) -> Path:
    """Return the path of a translator's file. Folders have gettext's names: ``pt_BR``."""
    return directory / tag.replace("-", "_") / "LC_MESSAGES" / "messages.po"


def compiled_path(directory: Path, tag: LanguageTag) -> Path:
    """Return the path of the compiled catalogue of a language."""
    return written_path(directory, tag).with_suffix(".mo")

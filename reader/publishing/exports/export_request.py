"""What is asked of an export, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from reader.library.model import LanguageTag, Slug


class ExportFormat(StrEnum):
    """What an export writes. The value is what is typed."""

    SITE = "site"
    ZIP = "zip"
    EPUB = "epub"
    JSON = "json"
    ZIM = "zim"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRequest:
    """What to write into the folder ``target``.

    ``edition`` is the one language wanted; None for all. ``address`` is where a site will be found,
    without a trailing slash; empty if that is not known. With ``topic`` or ``zines``, only
    these books are written.
    """

    format: ExportFormat
    target: Path
    edition: LanguageTag | None = None
    address: str = ""
    topic: Slug | None = None
    zines: bool = False

    @property
    def key(self) -> dict[str, str]:
        """What decides the files of an export, beside the generation."""
        return {
            "format": self.format,
            "edition": self.edition or "",
            "address": self.address,
            "topic": self.topic or "",
            "zines": "zines" if self.zines else "",
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportReport:
    """What an export did. ``is_unchanged`` if the folder had all of it already."""

    generation: str
    files: int
    size_bytes: int
    is_unchanged: bool = False

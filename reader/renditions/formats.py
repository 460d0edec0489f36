"""The file formats of renditions."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Format(StrEnum):
    """A file format. The value is the extension of its files."""

    TEXT = "txt"


MEDIA_TYPES: Final[Mapping[Format, str]] = {
    Format.TEXT: "text/plain; charset=utf-8",
}

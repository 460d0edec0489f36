"""Help entries that are too old for a number to be printed.

Dates are read without a parser, since every build asks before it does anything.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reader.library.help_entries import first_day, oldest_printed
from reader.library.model import PartialDate

if TYPE_CHECKING:
    from reader.library.library import Library

_HELP_FILES: Final = "pages/*/help.yaml"
_WRITTEN_FILES: Final = ("*/*/document.yaml", _HELP_FILES, "*/*/*.md", "*/*/*/*.md")
# The keys whose value is the date of a text, of a source, or of a look at an entry.
_DATED: Final = re.compile(
    r"""\b(?:date|written|as_of|aired|on): *["']?(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![\w-])"""
)

# An example in a comment is no date of anything.
_COMMENT: Final = re.compile(r"^\s*#.*$", re.MULTILINE)


def too_old(content: Path, today: date | None) -> frozenset[str]:
    """Return the dates in help entries that no longer let a number be printed, as written.

    None is, if the clock is behind the newest date in ``content``: a small computer that starts in
    1970 at every boot knows nothing of ages.
    """
    if today is None:
        return frozenset()
    limit = oldest_printed(today)
    old = {stated for stated in _dates(content, _HELP_FILES) if first_day(stated) < limit}
    if not old or any(first_day(stated) > today for stated in _dates(content, *_WRITTEN_FILES)):
        return frozenset()
    return frozenset(map(str, old))


def without_old_numbers(library: Library, old: Collection[str]) -> Library:
    """Return a library without the numbers of entries whose newest date is among ``old``."""
    if not old:
        return library
    entries = {
        page: tuple(
            replace(entry, numbers=()) if str(entry.newest) in old else entry for entry in listed
        )
        for page, listed in library.help_entries.items()
    }
    return replace(library, help_entries=entries)


def _dates(content: Path, *patterns: str) -> Iterator[PartialDate]:
    for pattern in patterns:
        for path in content.glob(pattern):
            yield from _dates_in(path)


def _dates_in(path: Path) -> Iterator[PartialDate]:
    """Yield the dates that a file states; nothing of what cannot be read, which the checks find."""
    try:
        words = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    for match in _DATED.finditer(_COMMENT.sub("", words)):
        year, month, day = (int(part) if part else None for part in match.groups())
        stated = PartialDate(year=year or 0, month=month, day=day)
        try:
            first_day(stated)
        except ValueError:
            continue
        yield stated

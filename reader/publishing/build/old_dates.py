"""Which dates of help entries are too old for a number to be printed, read without a parser: it is asked before every build."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from reader.library.help_entries import first_day, oldest_printed
from reader.library.model import PartialDate

_HELP_FILES: Final = "pages/*/help.yaml"
_WRITTEN_FILES: Final = ("*/*/document.yaml", _HELP_FILES, "*/*/*.md", "*/*/*/*.md")
# The keys whose value is the date of a text, of a source, or of a look at an entry.
_DATED: Final = re.compile(
    r"""\b(?:date|written|as_of|aired|on): *["']?(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![\w-])"""
)

# An example in a comment is no date of anything.
_COMMENT: Final = re.compile(r"^\s*#.*$", re.MULTILINE)


def too_old(content: Path, today: date | None) -> frozenset[str]:
    """Return the dates in the help entries below ``content`` that no longer let a number be printed, as they are written.

    None is too old on a clock that runs behind the newest date in ``content``: a small computer that begins in 1970 at
    every start knows nothing of ages, and no more does one without a day.
    """
    if today is None:
        return frozenset()
    limit = oldest_printed(today)
    old = {stated for stated in _dates(content, _HELP_FILES) if first_day(stated) < limit}
    if not old or any(first_day(stated) > today for stated in _dates(content, *_WRITTEN_FILES)):
        return frozenset()
    return frozenset(map(str, old))


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

"""Help entries that are too old for a number to be printed.

Dates are read without a parser, since every build asks before it does anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from reader.library.help_entries import first_day, oldest_printed
from reader.library.model import PartialDate
from reader.storage.result_cache import ResultCache, Task

if TYPE_CHECKING:
    from reader.library.library import Library

# How many slashes the path of a text has, and that of a part.
_DEPTHS: Final = (2, 3)
# A date after a colon, and the keys whose value is the date of a text, of a source, or of a look at
# an entry. What begins with one character is quicker to look for than one of many keys.
_DATE: Final = re.compile(r""": *["']?(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![\w-])""")
_KEY: Final = re.compile(r"\b(?:date|written|as_of|aired|on)$")
_LONGEST_KEY: Final = len(" written")


def too_old(
    files: Mapping[str, str | None], today: date | None, cache: ResultCache
) -> frozenset[str]:
    """Return the dates in help entries that no longer let a number be printed, as written.

    ``files`` are the words of what was read, by their path in ``content``; a file that is of no use
    has no date. None is too old if the clock is behind the newest date in them: a small computer
    that starts in 1970 at every boot knows nothing of ages.
    """
    if today is None:
        return frozenset()
    limit = oldest_printed(today)
    of_help = cache.results(_HELP_DATES, [*_named(files, _is_help_file)])
    old = {stated for dates in of_help for stated in dates if first_day(stated) < limit}
    if not old:
        return frozenset()
    of_all = cache.results(_WRITTEN_DATES, [*_named(files, _is_written)])
    if any(first_day(stated) > today for dates in of_all for stated in dates):
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


def _named(files: Mapping[str, str | None], is_one: Callable[[str], bool]) -> Iterator[str]:
    return (words for name, words in files.items() if words and is_one(name))


def _is_help_file(name: str) -> bool:
    is_one = name.startswith("pages/") and name.endswith("/help.yaml")
    return is_one and name.count("/") == min(_DEPTHS)


def _is_written(name: str) -> bool:
    """Return whether a path is that of a text, of its facts or of help entries."""
    if name.endswith(".md"):
        return name.count("/") in _DEPTHS
    return name.count("/") == min(_DEPTHS) and (
        name.endswith("/document.yaml") or _is_help_file(name)
    )


def _dates_in(words: str) -> Iterator[PartialDate]:
    """Yield the dates that a file states."""
    for match in _DATE.finditer(words):
        start = match.start()
        if not _KEY.search(words, max(0, start - _LONGEST_KEY), start):
            continue
        # An example in a comment is no date of anything.
        if words[words.rfind("\n", 0, start) + 1 : start].lstrip().startswith("#"):
            continue
        year, month, day = (int(part) if part else None for part in match.groups())
        stated = PartialDate(year=year or 0, month=month, day=day)
        try:
            first_day(stated)
        except ValueError:
            continue
        yield stated


def _dates_task(name: str) -> Task[str, tuple[PartialDate, ...]]:
    return Task(
        name=name,
        run=lambda words: tuple(_dates_in(words)),
        key=lambda words: (words,),
        result_type=tuple[PartialDate, ...],
        is_quick=True,
    )


_HELP_DATES: Final = _dates_task("dates of help")
_WRITTEN_DATES: Final = _dates_task("dates")

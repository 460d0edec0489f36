"""Help entries that are too old for a number to be printed.

Dates are read without a parser, since every build asks before it does anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reader.library.help_entries import first_day, oldest_printed
from reader.library.model import PartialDate
from reader.storage.result_cache import ResultCache, Task

if TYPE_CHECKING:
    from reader.library.library import Library

_HELP_FILES: Final = "pages/*/help.yaml"
_WRITTEN_FILES: Final = ("*/*/document.yaml", _HELP_FILES, "*/*/*.md", "*/*/*/*.md")
# Their slashes.
_DEPTHS: Final = (2, 3)
# A date after a colon, and the keys whose value is the date of a text, of a source, or of a look at
# an entry. What begins with one character is quicker to look for than one of many keys.
_DATE: Final = re.compile(r""": *["']?(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![\w-])""")
_KEY: Final = re.compile(r"\b(?:date|written|as_of|aired|on)$")
_LONGEST_KEY: Final = len(" written")


def too_old(content: Path, today: date | None) -> frozenset[str]:
    """Return the dates in help entries that no longer let a number be printed, as written.

    None is, if the clock is behind the newest date in ``content``: a small computer that starts in
    1970 at every boot knows nothing of ages.
    """
    return _too_old(
        today,
        lambda: map(_dates_in, _read(content, _HELP_FILES)),
        lambda: (_dates_in(words) for each in _WRITTEN_FILES for words in _read(content, each)),
    )


def too_old_in(
    files: Mapping[str, str | None], today: date | None, cache: ResultCache
) -> frozenset[str]:
    """Return what ``too_old`` returns, of files that have been read, by their path in ``content``.

    A file that is of no use has no date.
    """
    return _too_old(
        today,
        lambda: cache.results(_HELP_DATES, [*_named(files, _is_help_file)]),
        lambda: cache.results(_WRITTEN_DATES, [*_named(files, _is_written)]),
    )


def _too_old(
    today: date | None,
    of_help: Callable[[], Iterable[Iterable[PartialDate]]],
    of_all: Callable[[], Iterable[Iterable[PartialDate]]],
) -> frozenset[str]:
    if today is None:
        return frozenset()
    limit = oldest_printed(today)
    old = {stated for dates in of_help() for stated in dates if first_day(stated) < limit}
    if old and any(first_day(stated) > today for dates in of_all() for stated in dates):
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
    """Return whether a path matches one of _WRITTEN_FILES: there may be thousands."""
    if name.endswith(".md"):
        return name.count("/") in _DEPTHS
    return name.count("/") == min(_DEPTHS) and (
        name.endswith("/document.yaml") or _is_help_file(name)
    )


def _read(content: Path, pattern: str) -> Iterator[str]:
    """Yield the words of files; nothing of what cannot be read, which the checks report."""
    for path in content.glob(pattern):
        with suppress(OSError):
            yield path.read_text(encoding="utf-8", errors="replace")


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

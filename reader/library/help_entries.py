"""Help entries: the bodies that a help page names, and when their numbers may be printed.

A number is printed where two independent sources give it, the facts are sure of it, and one source,
or an operator's own check, has a date that is not too old. Everything else of an entry stays,
whatever its age.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from reader.library.model import LanguageTag, PartialDate, Slug

# Every page leads to this one; pages/help-<more> go on from it, and may be read by themselves.
HELP: Final = Slug("help")
FEWEST_SOURCES: Final = 2
# From then on a check warns; a line may have moved since.
WARNED_AFTER: Final = timedelta(days=180)
# From then on a build prints no number.
MONTHS_PRINTED: Final = 18
_MONTHS_A_YEAR: Final = 12
_LAST_DAY_OF_ALL_MONTHS: Final = 28


class Certainty(StrEnum):
    """How sure whoever gathered the facts is of the number."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpNumber:
    """One number and what to do with it: call it, or send it a text message, ``word`` if given.

    ``press`` is the key that leads to ``language`` in the menu of a call.
    """

    number: str
    is_call: bool
    word: str | None = None
    press: str | None = None
    language: LanguageTag | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpSource:
    """Who states a number.

    ``publisher`` is None for notes that nobody signed; their title tells them apart.
    """

    title: str
    publisher: str | None
    date: PartialDate | None
    url: str | None

    @property
    def author(self) -> str:
        """What makes a source independent of another."""
        return self.publisher or self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpCheck:
    """That an operator looked whether an entry is still true."""

    by: str
    on: date
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpEntry:
    """One body that helps.

    Words are by language; ``hours`` and ``police`` are None where that could not be found out.

    ``police`` says when it may send or tell the police. ``languages`` are spoken there; none means
    not found out.
    """

    slug: Slug
    name: str
    serves: Mapping[LanguageTag, str]
    site: Mapping[LanguageTag, str] | None
    sure: Certainty
    numbers: tuple[HelpNumber, ...]
    hours: Mapping[LanguageTag, str] | None
    languages: tuple[LanguageTag, ...]
    interpreters: bool
    police: Mapping[LanguageTag, str] | None
    sources: tuple[HelpSource, ...]
    checked: HelpCheck | None

    @property
    def newest(self) -> PartialDate | None:
        """The newest date at which somebody states or checked the entry."""
        dates = [source.date for source in self.sources if source.date]
        if self.checked:
            on = self.checked.on
            dates.append(PartialDate(year=on.year, month=on.month, day=on.day))
        return max(dates, key=first_day, default=None)


def is_help_page(slug: str) -> bool:
    """Return whether a page is the help page or goes on from it."""
    return slug == HELP or slug.startswith(f"{HELP}-")


def first_day(stated: PartialDate) -> date:
    """Return the first day that a date can mean: an entry is rather too old than too young."""
    return date(stated.year, stated.month or 1, stated.day or 1)


def oldest_printed(today: date) -> date:
    """Return the day, 18 months ago, from which on a date still lets a number be printed."""
    months = today.year * _MONTHS_A_YEAR + today.month - 1 - MONTHS_PRINTED
    year, month = divmod(months, _MONTHS_A_YEAR)
    return date(year, month + 1, min(today.day, _LAST_DAY_OF_ALL_MONTHS))

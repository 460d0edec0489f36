"""Read nodes as values of the type their key asks for.

A reader takes a node and the report of its file. On a fault it notes a finding and returns a stand-in of the right type,
so that every fault of a file is found in one go; the codes in ``codes.BREAKING`` then keep the stand-in out of the library.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping
from datetime import date
from typing import Final, TypeVar

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings
from reader.library.loading.yaml_nodes import Node, Scalar, Sequence, Table
from reader.library.model import LanguageTag, PartialDate, Slug
from reader.library.patterns import (
    EMAIL,
    FORMER_ADDRESS,
    LANGUAGE_TAG,
    LOCALE,
    PARTIAL_DATE,
    REGION,
    SLUG,
    WHOLE_NUMBER,
    is_web_address,
)

T = TypeVar("T")
Read = Callable[[Node, FileFindings], T]

# Longer is no name of anything; it bounds the work of patterns. Source: RFC 5321 §4.5.3.1.3, the longest e-mail address.
LONGEST_NAME: Final = 254
# What stands in for a date that cannot be read.
NO_DATE: Final = PartialDate(year=1)
_FLAGS: Final = {"true": True, "false": False}


def text(node: Node, report: FileFindings) -> str:
    """Read words on one line. Line breaks and runs of spaces become one space."""
    if (
        isinstance(node, Scalar)
        and not node.is_null
        and (words := re.sub(r"[ \t\n]+", " ", node.text).strip())
    ):
        return words
    report.add(FindingCode.NOT_TEXT, node.line)
    return ""


def flag(node: Node, report: FileFindings) -> bool:
    """Read true or false."""
    if isinstance(node, Scalar) and node.text in _FLAGS:
        return _FLAGS[node.text]
    report.add(FindingCode.NOT_A_FLAG, node.line)
    return False


def number(node: Node, report: FileFindings) -> int:
    """Read a whole number, from 0."""
    if isinstance(node, Scalar) and WHOLE_NUMBER.fullmatch(node.text):
        return int(node.text)
    report.add(FindingCode.NOT_A_NUMBER, node.line)
    return 0


def partial_date(node: Node, report: FileFindings) -> PartialDate:
    """Read a year, a month or a day that exists."""
    if isinstance(node, Scalar) and (match := PARTIAL_DATE.fullmatch(node.text)):
        year, month, day = (int(part) if part else None for part in match.groups())
        try:
            date(year or 0, month or 1, day or 1)
        except ValueError:
            pass
        else:
            # `00` is not a month left out: date() was given 1 in its place.
            if year and month != 0 and day != 0:
                return PartialDate(year=year, month=month, day=day)
    report.add(FindingCode.WRONG_DATE, node.line)
    return NO_DATE


def day(node: Node, report: FileFindings) -> date:
    """Read a whole date."""
    found = partial_date(node, report)
    if found.month and found.day:
        return date(found.year, found.month, found.day)
    report.add(FindingCode.WRONG_DATE, node.line)
    return date.min


def url(node: Node, report: FileFindings) -> str:
    """Read an address on the web, with its scheme."""
    if isinstance(node, Scalar) and is_web_address(node.text):
        return node.text
    report.add(FindingCode.WRONG_URL, node.line)
    return ""


def matching(pattern: re.Pattern[str], code: FindingCode) -> Read[str]:
    """Return a reader of texts of one shape."""

    def read(node: Node, report: FileFindings) -> str:
        if (
            isinstance(node, Scalar)
            and len(node.text) <= LONGEST_NAME
            and pattern.fullmatch(node.text)
        ):
            return node.text
        report.add(code, node.line, value=node.text if isinstance(node, Scalar) else "")
        return ""

    return read


def slug(node: Node, report: FileFindings) -> Slug:
    """Read a name of lower-case letters, digits and single hyphens."""
    return Slug(_slug(node, report))


def language_tag(node: Node, report: FileFindings) -> LanguageTag:
    """Read a language tag such as ``es`` or ``pt-BR``."""
    return LanguageTag(_language_tag(node, report))


email: Final = matching(EMAIL, FindingCode.WRONG_EMAIL)
locale: Final = matching(LOCALE, FindingCode.WRONG_LOCALE)
region: Final = matching(REGION, FindingCode.WRONG_REGION)
former_address: Final = matching(FORMER_ADDRESS, FindingCode.WRONG_PATH)
_slug: Final = matching(SLUG, FindingCode.WRONG_SLUG)
_language_tag: Final = matching(LANGUAGE_TAG, FindingCode.WRONG_LANGUAGE_TAG)


def nullable(read: Read[T]) -> Read[T | None]:
    """Return a reader that takes null as well."""

    def read_or_none(node: Node, report: FileFindings) -> T | None:
        return None if isinstance(node, Scalar) and node.is_null else read(node, report)

    return read_or_none


def many(read: Read[T]) -> Read[tuple[T, ...]]:
    """Return a reader of lists in which nothing stands twice."""

    def read_all(node: Node, report: FileFindings) -> tuple[T, ...]:
        if not isinstance(node, Sequence):
            report.add(FindingCode.NOT_A_LIST, node.line)
            return ()
        found: list[T] = []
        for item in node.items:
            value = read(item, report)
            if value in found:
                report.add(
                    FindingCode.REPEATED,
                    item.line,
                    value=item.text if isinstance(item, Scalar) else "",
                )
            else:
                found.append(value)
        return tuple(found)

    return read_all


def listed(known: Container[str], code: FindingCode) -> Read[tuple[Slug, ...]]:
    """Return a reader of lists of codes; one that is not known is found, with ``code``, and left out."""

    def read_known(node: Node, report: FileFindings) -> tuple[Slug, ...]:
        items = node.items if isinstance(node, Sequence) else ()
        lines = {item.text: item.line for item in items if isinstance(item, Scalar)}
        found = many(slug)(node, report)
        for value in found:
            if value and value not in known:
                report.add(code, lines[value], value=value)
        return tuple(value for value in found if value in known)

    return read_known


def by_name(read: Read[T]) -> Read[Mapping[str, T]]:
    """Return a reader of tables whose keys are free."""

    def read_table(node: Node, report: FileFindings) -> Mapping[str, T]:
        if not isinstance(node, Table):
            report.add(FindingCode.NOT_A_TABLE, node.line)
            return {}
        return {name: read(value, report) for name, value in node.entries.items()}

    return read_table

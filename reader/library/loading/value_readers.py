"""Read YAML nodes as values of the type that their key asks for.

A reader takes a node and the findings of its file. If the node is wrong, it adds a finding and
returns a placeholder of the right type, so that all faults of a file are reported at once. The
codes in ``finding_codes.BREAKING`` keep the placeholder out of the library.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
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
    SHORT_CODE,
    SLUG,
    WHOLE_NUMBER,
    is_web_address,
)

T = TypeVar("T")
Reader = Callable[[Node, FileFindings], T]

# Bounds the work of patterns. Source: RFC 5321 §4.5.3.1.3, the longest email address.
MAX_NAME_LENGTH: Final = 254
# The placeholder for a date that cannot be read.
NO_DATE: Final = PartialDate(year=1)
_BOOLEANS: Final = {"true": True, "false": False}


def text(node: Node, findings: FileFindings) -> str:
    """Read words on one line. Line breaks and runs of spaces become one space."""
    if (
        isinstance(node, Scalar)
        and not node.is_null
        and (words := re.sub(r"[ \t\n]+", " ", node.text).strip())
    ):
        return words
    findings.add(FindingCode.NOT_TEXT, node.line)
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a block of text, and its number in the file."""

    text: str
    line: int


def lines(node: Node, findings: FileFindings) -> tuple[Line, ...]:
    """Read a block of text line by line, without empty ones."""
    if not isinstance(node, Scalar) or node.is_null:
        findings.add(FindingCode.NOT_TEXT, node.line)
        return ()
    numbered = enumerate(node.text.split("\n"), node.line + 1)
    return tuple(Line(text=line.strip(), line=number) for number, line in numbered if line.strip())


def boolean(node: Node, findings: FileFindings) -> bool:
    """Read true or false."""
    if isinstance(node, Scalar) and node.text in _BOOLEANS:
        return _BOOLEANS[node.text]
    findings.add(FindingCode.NOT_A_FLAG, node.line)
    return False


def whole_number(node: Node, findings: FileFindings) -> int:
    """Read a whole number of at most six digits."""
    if isinstance(node, Scalar) and WHOLE_NUMBER.fullmatch(node.text):
        return int(node.text)
    findings.add(FindingCode.NOT_A_NUMBER, node.line)
    return 0


def partial_date(node: Node, findings: FileFindings) -> PartialDate:
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
    findings.add(FindingCode.WRONG_DATE, node.line)
    return NO_DATE


def full_date(node: Node, findings: FileFindings) -> date:
    """Read a date with year, month and day."""
    read = partial_date(node, findings)
    if read.month and read.day:
        return date(read.year, read.month, read.day)
    findings.add(FindingCode.WRONG_DATE, node.line)
    return date.min


def url(node: Node, findings: FileFindings) -> str:
    """Read a web address, with its scheme."""
    if isinstance(node, Scalar) and is_web_address(node.text):
        return node.text
    findings.add(FindingCode.WRONG_URL, node.line)
    return ""


def matching(pattern: re.Pattern[str], code: FindingCode) -> Reader[str]:
    """Return a reader of text that matches a pattern; ``code`` is the finding if it does not."""

    def read(node: Node, findings: FileFindings) -> str:
        if (
            isinstance(node, Scalar)
            and len(node.text) <= MAX_NAME_LENGTH
            and pattern.fullmatch(node.text)
        ):
            return node.text
        findings.add(code, node.line, value=node.text if isinstance(node, Scalar) else "")
        return ""

    return read


def short_code(node: Node, findings: FileFindings) -> str | None:
    """Read the end of a short address."""
    return matching(SHORT_CODE, FindingCode.WRONG_CODE)(node, findings) or None


def slug(node: Node, findings: FileFindings) -> Slug:
    """Read a name of lower-case letters, digits and single hyphens."""
    return Slug(_slug(node, findings))


def language_tag(node: Node, findings: FileFindings) -> LanguageTag:
    """Read a language tag such as ``es`` or ``pt-BR``."""
    return LanguageTag(_language_tag(node, findings))


email: Final = matching(EMAIL, FindingCode.WRONG_EMAIL)
locale: Final = matching(LOCALE, FindingCode.WRONG_LOCALE)
region: Final = matching(REGION, FindingCode.WRONG_REGION)
former_address: Final = matching(FORMER_ADDRESS, FindingCode.WRONG_PATH)
_slug: Final = matching(SLUG, FindingCode.WRONG_SLUG)
_language_tag: Final = matching(LANGUAGE_TAG, FindingCode.WRONG_LANGUAGE_TAG)


def nullable(reader: Reader[T]) -> Reader[T | None]:
    """Return a reader that accepts null, too."""

    def read(node: Node, findings: FileFindings) -> T | None:
        return None if isinstance(node, Scalar) and node.is_null else reader(node, findings)

    return read


def list_of(reader: Reader[T]) -> Reader[tuple[T, ...]]:
    """Return a reader of lists without duplicates."""

    def read(node: Node, findings: FileFindings) -> tuple[T, ...]:
        if not isinstance(node, Sequence):
            findings.add(FindingCode.NOT_A_LIST, node.line)
            return ()
        values: list[T] = []
        for item in node.items:
            value = reader(item, findings)
            if value in values:
                written = item.text if isinstance(item, Scalar) else ""
                findings.add(FindingCode.REPEATED, item.line, value=written)
            else:
                values.append(value)
        return tuple(values)

    return read


def list_from(known: Container[str], code: FindingCode) -> Reader[tuple[Slug, ...]]:
    """Return a reader of lists of known slugs. Others are left out, with ``code`` as finding."""

    def read(node: Node, findings: FileFindings) -> tuple[Slug, ...]:
        items = node.items if isinstance(node, Sequence) else ()
        lines = {item.text: item.line for item in items if isinstance(item, Scalar)}
        values = list_of(slug)(node, findings)
        for value in values:
            if value and value not in known:
                findings.add(code, lines[value], value=value)
        return tuple(value for value in values if value in known)

    return read


def mapping_of(reader: Reader[T]) -> Reader[Mapping[str, T]]:
    """Return a reader of tables with any keys."""

    def read(node: Node, findings: FileFindings) -> Mapping[str, T]:
        if not isinstance(node, Table):
            findings.add(FindingCode.NOT_A_TABLE, node.line)
            return {}
        return {name: reader(value, findings) for name, value in node.entries.items()}

    return read

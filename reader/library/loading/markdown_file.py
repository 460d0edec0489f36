"""A Markdown file → the words of an edition, or of one part of it."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Final

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings
from reader.library.loading.schema import EDITION, PART, TableReader
from reader.library.loading.value_readers import (
    Read,
    day,
    language_tag,
    many,
    matching,
    nullable,
    text,
)
from reader.library.loading.yaml_nodes import Node, compose
from reader.library.model import LanguageTag, Provenance, Text
from reader.library.passages import Passage, PassageKind
from reader.library.patterns import DIGEST
from reader.library.text.markdown import MarkdownRenderer
from reader.library.text.plain_text import word_count

MAX_SUMMARY_LETTERS: Final = 160
MAX_IN_SHORT_LINES: Final = 3
DIGEST_LETTERS: Final = 12
_FENCE: Final = "---"
_digest: Final = matching(DIGEST, FindingCode.WRONG_DIGEST)


class Role(Enum):
    """What a file is to its document: all of an edition, the cover of a zine (``index.md``), or one part of it."""

    WHOLE = auto()
    COVER = auto()
    PART = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownFile:
    """What one file says."""

    title: str
    summary: str
    in_short: tuple[str, ...]
    text: Text
    word_count: int
    provenance: Provenance


def read_markdown_file(
    source: str,
    language: LanguageTag,
    markup: MarkdownRenderer,
    report: FileFindings,
    role: Role = Role.WHOLE,
) -> MarkdownFile | None:
    """Return what a file says, or None where it cannot be used. Only a cover may say nothing below its head."""
    halves = _halves(source)
    if halves is None:
        report.add(FindingCode.FRONT_MATTER)
        return None
    head, body, body_line = halves
    if not body.strip() and role is not Role.COVER:
        report.add(FindingCode.EMPTY, body_line)
    table = compose(head, report, first_line=2)
    rendered = markup.render(body, language, report, body_line)
    if table is None:
        return None
    fields = TableReader(table, PART if role is Role.PART else EDITION, report)
    title = fields.take("title", _said(PassageKind.TITLE, language), "")
    summary = fields.take("summary", _said(PassageKind.SUMMARY, language), "")
    in_short: tuple[str, ...] = (
        ()
        if role is Role.PART
        else fields.take("in_short", many(_said(PassageKind.IN_SHORT, language)), ())
    )
    words = MarkdownFile(
        title=title,
        summary=summary,
        in_short=in_short[:MAX_IN_SHORT_LINES],
        text=rendered,
        word_count=word_count(rendered.html),
        provenance=_provenance(fields, digest(title, summary, *in_short, body), report),
    )
    if (count := letters(summary)) > MAX_SUMMARY_LETTERS:
        report.add(FindingCode.SUMMARY_TOO_LONG, fields.line_of("summary"), count=str(count))
    if len(in_short) > MAX_IN_SHORT_LINES:
        report.add(
            FindingCode.IN_SHORT_TOO_LONG, fields.line_of("in_short"), count=str(len(in_short))
        )
    return None if report.broken else words


def letters(words: str) -> int:
    """Return how many letters a reader sees: a letter with its accents is one. Approximates Unicode's UAX #29."""
    composed = unicodedata.normalize("NFC", words)
    return sum(unicodedata.category(character) not in ("Mn", "Me", "Cf") for character in composed)


def digest(*words: str) -> str:
    """Return the digest of words to be translated. Line breaks and runs of spaces count as one space: a rewrap changes nothing."""
    normal = "\n".join(" ".join(unicodedata.normalize("NFC", piece).split()) for piece in words)
    return hashlib.sha256(normal.encode("utf-8")).hexdigest()[:DIGEST_LETTERS]


def _halves(source: str) -> tuple[str, str, int] | None:
    """Return the head of a file, without its fences, the body, and the body's first line."""
    lines = source.split("\n")
    if lines[0].rstrip() != _FENCE:
        return None
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == _FENCE:
            return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 2
    return None


def _said(kind: PassageKind, language: LanguageTag) -> Read[str]:
    """Return a reader of words on one line that readers are shown."""

    def read(node: Node, report: FileFindings) -> str:
        if words := text(node, report):
            report.prose.append(Passage(kind=kind, language=language, text=words, line=node.line))
        return words

    return read


def _provenance(fields: TableReader, own_digest: str, report: FileFindings) -> Provenance:
    original = fields.take("original", nullable(language_tag), None)
    original_digest = fields.take("original_digest", nullable(_digest), None)
    if (original is None) != (original_digest is None):
        report.add(
            FindingCode.ORIGINAL_HALF_NAMED,
            fields.line_of("original" if original else "original_digest"),
        )
    return Provenance(
        written=fields.take("written", day, date.min),
        translators=fields.take("translators", many(text), ()),
        digest=own_digest,
        original=original,
        original_digest=original_digest,
    )

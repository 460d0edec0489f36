"""Read a Markdown file: an edition, or one part of it."""

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
    Reader,
    full_date,
    language_tag,
    list_of,
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
DIGEST_LENGTH: Final = 12
_FRONT_MATTER_FENCE: Final = "---"
_digest: Final = matching(DIGEST, FindingCode.WRONG_DIGEST)


class Role(Enum):
    """The role of a file: a whole edition, the cover of a zine (``index.md``), or a part of one."""

    WHOLE = auto()
    COVER = auto()
    PART = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownFile:
    """The words of one file."""

    title: str
    summary: str
    in_short: tuple[str, ...]
    text: Text
    word_count: int
    provenance: Provenance


def read_markdown_file(
    source: str,
    language: LanguageTag,
    renderer: MarkdownRenderer,
    findings: FileFindings,
    role: Role = Role.WHOLE,
) -> MarkdownFile | None:
    """Return the words of a file, or None if it cannot be used. Only a cover may have no body."""
    parts = _split_front_matter(source)
    if parts is None:
        findings.add(FindingCode.FRONT_MATTER)
        return None
    front_matter, body, body_line = parts
    if not body.strip() and role is not Role.COVER:
        findings.add(FindingCode.EMPTY, body_line)
    table = compose(front_matter, findings, first_line=2)
    rendered = renderer.render(body, language, findings, body_line)
    if table is None:
        return None
    fields = TableReader(table, PART if role is Role.PART else EDITION, findings)
    title = fields.get("title", _prose(PassageKind.TITLE, language), "")
    summary = fields.get("summary", _prose(PassageKind.SUMMARY, language), "")
    in_short: tuple[str, ...] = (
        ()
        if role is Role.PART
        else fields.get("in_short", list_of(_prose(PassageKind.IN_SHORT, language)), ())
    )
    words = MarkdownFile(
        title=title,
        summary=summary,
        in_short=in_short[:MAX_IN_SHORT_LINES],
        text=rendered,
        word_count=word_count(rendered.html),
        provenance=_provenance(fields, digest(title, summary, *in_short, body), findings),
    )
    _check_lengths(summary, in_short, fields, findings)
    return None if findings.broken else words


def letter_count(words: str) -> int:
    """Return the number of letters seen: one with its accents is one. Approximates UAX #29."""
    composed = unicodedata.normalize("NFC", words)
    return sum(unicodedata.category(character) not in ("Mn", "Me", "Cf") for character in composed)


def digest(*words: str) -> str:
    """Return the digest of words to be translated. It is the same if lines are wrapped anew."""
    normal = "\n".join(" ".join(unicodedata.normalize("NFC", piece).split()) for piece in words)
    return hashlib.sha256(normal.encode("utf-8")).hexdigest()[:DIGEST_LENGTH]


def _split_front_matter(source: str) -> tuple[str, str, int] | None:
    """Return the front matter, the body, and the first line of the body."""
    lines = source.split("\n")
    if lines[0].rstrip() != _FRONT_MATTER_FENCE:
        return None
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == _FRONT_MATTER_FENCE:
            return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 2
    return None


def _prose(kind: PassageKind, language: LanguageTag) -> Reader[str]:
    """Return a reader of words on one line that are shown, and so are prose."""

    def read(node: Node, findings: FileFindings) -> str:
        if words := text(node, findings):
            findings.prose.append(Passage(kind=kind, language=language, text=words, line=node.line))
        return words

    return read


def _check_lengths(
    summary: str, in_short: tuple[str, ...], fields: TableReader, findings: FileFindings
) -> None:
    # To count letters takes long, and there are never more of them than characters.
    is_long = len(summary) > MAX_SUMMARY_LETTERS
    if is_long and (count := letter_count(summary)) > MAX_SUMMARY_LETTERS:
        findings.add(FindingCode.SUMMARY_TOO_LONG, fields.line_of("summary"), count=str(count))
    if (count := len(in_short)) > MAX_IN_SHORT_LINES:
        findings.add(FindingCode.IN_SHORT_TOO_LONG, fields.line_of("in_short"), count=str(count))


def _provenance(fields: TableReader, own_digest: str, findings: FileFindings) -> Provenance:
    original = fields.get("original", nullable(language_tag), None)
    original_digest = fields.get("original_digest", nullable(_digest), None)
    if (original is None) != (original_digest is None):
        line = fields.line_of("original" if original else "original_digest")
        findings.add(FindingCode.ORIGINAL_HALF_NAMED, line)
    return Provenance(
        written=fields.get("written", full_date, date.min),
        translators=fields.get("translators", list_of(text), ()),
        digest=own_digest,
        original=original,
        original_digest=original_digest,
    )

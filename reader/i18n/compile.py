"""Compile the catalogues of translators, if they have no errors. A running server never does."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Protocol

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from reader.i18n.catalogues import TEMPLATE, compiled_path, written_path
from reader.i18n.po_file import read_messages
from reader.library.findings import Finding, Severity
from reader.library.model import LanguageTag

# Babel writes the time into a catalogue; the same messages must give the same bytes.
_FIXED_TIME: Final = datetime(1970, 1, 1, tzinfo=UTC)


class CatalogueCheck(Protocol):
    """The type of reader.checks.catalogue_rules.check_catalogue."""

    def __call__(
        self, po_text: bytes | None, pot_text: bytes, *, path: str, language: LanguageTag
    ) -> tuple[Finding, ...]:
        """Return findings. ``po_text`` is None if there is no file."""


def compile_catalogues(
    source: Path, target: Path, tags: Sequence[LanguageTag], check: CatalogueCheck
) -> tuple[Finding, ...]:
    """Compile ``<source>/<tag>/LC_MESSAGES/messages.po`` for every tag but the source language.

    The source language is the first tag. Returns the findings of ``check``; with an error in any
    catalogue nothing is written. The same messages give the same bytes. Raises FileNotFoundError if
    there is no messages.pot.
    """
    template = (source / TEMPLATE).read_bytes()
    paths = {tag: written_path(source, tag) for tag in tags[1:]}
    texts = {tag: path.read_bytes() if path.is_file() else None for tag, path in paths.items()}
    findings: list[Finding] = []
    for tag, path in paths.items():
        findings += check(
            texts[tag], template, path=path.relative_to(source.parent).as_posix(), language=tag
        )
    if not any(finding.severity is Severity.ERROR for finding in findings):
        for tag, text in texts.items():
            compiled = compiled_path(target, tag)
            compiled.parent.mkdir(parents=True, exist_ok=True)
            compiled.write_bytes(_mo_bytes(text or b"", tag))
    return tuple(findings)


def _mo_bytes(text: bytes, tag: LanguageTag) -> bytes:
    book = Catalog(
        locale=tag.replace("-", "_"), creation_date=_FIXED_TIME, revision_date=_FIXED_TIME
    )
    for message in read_messages(text).messages:
        source = message.source if len(message.source) > 1 else message.source[0]
        translation = message.translation if len(message.source) > 1 else message.translation[0]
        book.add(source, translation, context=message.context)
    buffer = io.BytesIO()
    write_mo(buffer, book)
    return buffer.getvalue()

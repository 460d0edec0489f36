"""Catalogues made for programs from what translators write, and only when nothing in it is wrong. A running server never does."""

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

# Babel writes the moment of compiling into a catalogue; the same words must give the same bytes.
_NO_MOMENT: Final = datetime(1970, 1, 1, tzinfo=UTC)


class CatalogueCheck(Protocol):
    """Says what is wrong with a catalogue: reader.checks.catalogue_rules.check_catalogue."""

    def __call__(
        self, po_text: bytes | None, pot_text: bytes, *, path: str, language: LanguageTag
    ) -> tuple[Finding, ...]:
        """Return what is wrong; ``po_text`` is None where there is no file."""


def compile_catalogues(
    source: Path, target: Path, tags: Sequence[LanguageTag], check: CatalogueCheck
) -> tuple[Finding, ...]:
    """Compile ``<source>/<tag>/LC_MESSAGES/messages.po`` for every tag but the first, which is the source language.

    Return what ``check`` found. With an error in any catalogue nothing at all is written. The same words give the
    same bytes. Raises FileNotFoundError when there is no messages.pot.
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
            compiled.write_bytes(_machine_form(text or b"", tag))
    return tuple(findings)


def _machine_form(text: bytes, tag: LanguageTag) -> bytes:
    book = Catalog(locale=tag.replace("-", "_"), creation_date=_NO_MOMENT, revision_date=_NO_MOMENT)
    for message in read_messages(text).messages:
        source = message.source if len(message.source) > 1 else message.source[0]
        translation = message.translation if len(message.source) > 1 else message.translation[0]
        book.add(source, translation, context=message.context)
    buffer = io.BytesIO()
    write_mo(buffer, book)
    return buffer.getvalue()

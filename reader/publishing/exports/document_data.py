"""A document as data: its facts, and its words in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Final

import msgspec

from reader.library.model import Document, Edition, Html, PartialDate, PartWords, Slug, Source
from reader.library.text.plain_text import blocks
from reader.renditions.imprint import Imprint
from reader.renditions.markup import MarkupChanges, rewrite
from reader.renditions.pieces import text

# Written in another way, or only of use within the site.
_APART: Final = frozenset({"editions", "sources", "former_addresses", "cover", "aired", "status"})


def facts(document: Document) -> dict[str, object]:
    """Return what is known of a document in any language."""
    found = {
        each.name: msgspec.to_builtins(getattr(document, each.name))
        for each in fields(document)
        if each.name not in _APART
    }
    status = getattr(document, "status", None)
    if status is not None:
        found["status"] = {
            "word": status.word,
            "as_of": _date(status.as_of),
            "source": status.source.url if status.source else None,
        }
    if hasattr(document, "aired"):
        found["aired"] = _date(document.aired)
    return {**found, "sources": [_source(each) for each in document.sources]}


def _source(source: Source) -> Mapping[str, object]:
    return {
        "title": source.title,
        "publisher": source.publisher,
        "date": _date(source.date),
        "url": source.url,
        "language": source.language,
    }


def _date(value: PartialDate | None) -> str | None:
    """Return a date as far as it is known: ``2026``, ``2026-07``, ``2026-07-01``."""
    return str(value) if value else None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionWriter:
    """Writes the words of a document. ``imprint`` is in the language of the edition."""

    imprint: Imprint
    document: Document

    def edition(self, edition: Edition) -> dict[str, object]:
        """Return an edition, with the parts of a zine."""
        return {
            **self._words(edition, edition, None),
            "in_short": list(edition.in_short),
            "parts": [
                {"slug": part.slug, **self._words(edition, part, part.slug)}
                for part in edition.parts
            ],
        }

    def _words(
        self, edition: Edition, words: Edition | PartWords, part: Slug | None
    ) -> dict[str, object]:
        html = text(self.imprint, self.document, edition, part)
        return {
            "title": words.title,
            "summary": words.summary,
            "written": words.provenance.written.isoformat(),
            "translators": list(words.provenance.translators),
            "translated_from": words.provenance.original,
            "html": rewrite(html, MarkupChanges(link=self._in_full)),
            "text": "\n".join(block.text for block in blocks(Html(html))),
        }

    def _in_full(self, target: str) -> str:
        return self.imprint.base_url + target if target.startswith("/") else target

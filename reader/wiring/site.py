# ruff: noqa: PLC0415
"""The site that a server, a build and an editor's live preview show."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.i18n.translator import Translator
    from reader.library.library import Library
    from reader.library.model import Document, Edition, Slug
    from reader.renditions.formats import Format
    from reader.web.site import Site


def site(base_url: str, library: Library, translations: Path) -> Site:
    """Return the site as a build renders it. A server replaces what differs there."""
    from reader.i18n.languages import offered
    from reader.library.addresses import used_topics
    from reader.web.site import Site, cache_last

    def file_of(
        file_format: Format,
        document: Document,
        edition: Edition,
        translator: Translator,
        part: Slug | None,
    ) -> bytes:
        # A server has its files ready.
        from reader.renditions.imprint import Imprint
        from reader.renditions.rendition import rendition

        imprint = Imprint(library=library, translator=translator, base_url=base_url)
        return rendition(imprint, file_format, document, edition, part)

    def feed_of(route: str, translator: Translator) -> bytes:
        from reader.renditions.feeds.feed_files import feed_file
        from reader.renditions.imprint import Imprint

        imprint = Imprint(library=library, translator=translator, base_url=base_url)
        return feed_file(imprint, route)

    return Site(
        library=library,
        topics=used_topics(library),
        languages=offered(library.identity),
        translations=translations,
        base_url=base_url,
        search=None,
        rendition=cache_last(file_of),
        feed_file=feed_of,
        health=dict,
    )

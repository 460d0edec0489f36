# ruff: noqa: PLC0415
"""The site that a server, a build and an editor's live preview show."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.library.library import Library
    from reader.settings import Settings
    from reader.submissions.desk import SubmissionDesk
    from reader.web.site import Site


def site(base_url: str, library: Library, translations: Path) -> Site:
    """Return the site as a build renders it. A server replaces what differs there."""
    from reader.i18n.languages import offered
    from reader.library.site_places import used_topics
    from reader.web.site import Site, cache_last
    from reader.wiring.file_writers import feed_writer, rendition_writer

    return Site(
        library=library,
        topics=used_topics(library),
        languages=offered(library.identity),
        translations=translations,
        base_url=base_url,
        search=None,
        rendition=cache_last(rendition_writer(base_url, library)),
        feed_file=feed_writer(base_url, library),
        health=dict,
    )


def desk(settings: Settings) -> SubmissionDesk | None:
    """Return what takes that which readers send, or None if nothing can be sent.

    It opens nothing before something is sent.
    """
    if settings.submissions is None or not settings.takes_submissions:
        return None
    from reader.submissions.desk import SubmissionDesk

    return SubmissionDesk(
        settings.submissions, settings.submissions_database, settings.trusted_proxy
    )

# ruff: noqa: PLC0415
"""What an editor's live preview is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from reader.settings import Settings
from reader.wiring.site import site
from reader.wiring.site_build import PACKAGE, sources

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

    from reader.publishing.build.renderer import FillWeight
    from reader.publishing.preview.live_preview import PreviewMaterial
    from reader.search.related_on_demand import RelatedOnDemand
    from reader.web.site import Site


@contextmanager
def live_application(settings: Settings) -> Iterator[WSGIApplication]:
    """Serve content as it is now, for editors; delete at the end what was made for that."""
    from reader.publishing.build.reuse.file_cache import file_cache
    from reader.publishing.preview.live_preview import LivePreview
    from reader.search.related_on_demand import RelatedOnDemand

    with (
        TemporaryDirectory() as scratch,
        file_cache(settings.var, PACKAGE, in_memory=True) as cache,
    ):
        make = _PreviewMaker(settings, RelatedOnDemand(cache))
        live = LivePreview(sources(settings), Path(scratch), make, cache, _built_index(settings))
        try:
            yield live
        finally:
            live.close()


def _built_index(settings: Settings) -> Path | None:
    """Return the index of the current generation, of which most is as it would be built now."""
    from reader.publishing.generations import pointer
    from reader.publishing.generations.generation_files import INDEX_FOLDER

    name = pointer.current(settings.var)
    return pointer.generation(settings.var, name) / INDEX_FOLDER if name else None


class _PreviewMaker:
    """Makes the application that shows a library, or lets the last one show it."""

    def __init__(self, settings: Settings, related: RelatedOnDemand) -> None:
        self._settings = settings
        self._related = related
        self._application: WSGIApplication | None = None
        self._show: Callable[[Site], None] | None = None
        self._made_for: tuple[object, ...] = ()

    def __call__(self, material: PreviewMaterial) -> tuple[WSGIApplication, FillWeight]:
        """Return the application, and what fills the weight into its pages."""
        from reader.web.static_render import fill_weight

        shown = self._site(material)
        return self._showing(shown), partial(fill_weight, shown)

    def _site(self, material: PreviewMaterial) -> Site:
        from reader.checks.findings.texts import editor_notes
        from reader.publishing.typesetting.typesetter import can_set_pdf

        return replace(
            site(self._settings.base_url, material.library, material.translations),
            search=material.engine,
            has_pdf=can_set_pdf(),
            editor_notes=partial(editor_notes, material.findings),
            related=self._related.of(material.library),
        )

    def _showing(self, shown: Site) -> WSGIApplication:
        """Return an application, a new one if another would have other routes or catalogues."""
        from reader.web.app import create_app, replace_site
        from reader.web.page_views import PAGE_VIEWS

        decided = (shown.tags, shown.translations)
        if self._application and self._show and self._made_for == decided:
            self._show(shown)
            return self._application
        application = create_app(shown, PAGE_VIEWS)
        self._show = partial(replace_site, application)
        self._application, self._made_for = application, decided
        return application

"""The site as content is now, for editors: read again after each change, findings on its pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeAlias

from reader.delivery.http.content_codings import Coding
from reader.delivery.http.messages import wsgi_status
from reader.delivery.http.response_headers import CACHE_CONTROL, CachePolicy
from reader.delivery.wsgi_client import call_wsgi
from reader.library.findings import Finding
from reader.library.library import Library
from reader.library.loading.library_yaml import LIBRARY_FILE
from reader.library.model import LanguageTag
from reader.publishing.build.build_id import Sources
from reader.publishing.build.check_sources import check_sources
from reader.publishing.build.compress import fill_own_weight
from reader.publishing.build.renderer import FillWeight
from reader.publishing.build.static_pages import minify_page
from reader.publishing.garbage_collector import collector_paused, leave_out
from reader.publishing.generations.errors import PublishingError
from reader.publishing.generations.generation_files import TRANSLATIONS_FOLDER
from reader.publishing.preview.search_on_demand import LatestIndex, SearchOnDemand
from reader.publishing.preview.source_status import SourceStatus, source_status
from reader.search.engine import Engine
from reader.storage.checksums import checksum
from reader.storage.result_cache import ResultCache

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewMaterial:
    """What an application for editors is made from."""

    library: Library
    translations: Path
    engine: Engine
    findings: tuple[Finding, ...]
    cache: ResultCache


# Handed in by the composition root, like the renderer of a build.
MakePreview: TypeAlias = "Callable[[PreviewMaterial], tuple[WSGIApplication, FillWeight]]"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Preview:
    """What is shown until a file changes. If no library could be read, ``application`` says why."""

    status: SourceStatus
    application: WSGIApplication
    close: Callable[[], None]


class LivePreview:
    """A WSGI application over ``content/`` itself. It answers one request at a time.

    ``cache`` keeps what was worked out, so that a save costs what depends on it. ``built_index`` is
    an index to begin with, if there is one.
    """

    def __init__(
        self,
        sources: Sources,
        scratch: Path,
        make_preview: MakePreview,
        cache: ResultCache,
        built_index: Path | None = None,
    ) -> None:
        self._sources = sources
        self._scratch = scratch
        self._make_preview = make_preview
        self._cache = cache
        self._preview: _Preview | None = None
        self._index = LatestIndex(scratch, cache, built_index)
        self._lock = Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request with content as it is now. Source: PEP 3333."""
        with self._lock:
            response = call_wsgi(self._up_to_date().application, environ)
        length = ("content-length", str(len(response.body)))
        start_response(wsgi_status(response.status), [*response.headers, length])
        return [response.body]

    def close(self) -> None:
        """Close the index, and delete what was made."""
        with self._lock:
            self._close_preview()
            self._index.delete()
            self._delete_catalogues_but(None)

    def _up_to_date(self) -> _Preview:
        status = source_status(self._sources.content, self._sources.translations)
        if self._preview is None or self._preview.status != status:
            self._close_preview()
            with collector_paused():
                self._preview = self._read(status)
            leave_out()
        return self._preview

    def _read(self, status: SourceStatus) -> _Preview:
        compiled = self._scratch / self._catalogues_name(status)
        self._delete_catalogues_but(compiled)
        try:
            report = check_sources(self._sources, compiled, cache=self._cache, drafts=True)
        except PublishingError as error:
            return _unreadable(status, (str(error),))
        if report.library is None:
            faults = (f"{finding.place}: {finding.code}" for finding in report.findings)
            return _unreadable(status, tuple(faults))
        engine = SearchOnDemand(report.library, self._index)
        material = PreviewMaterial(
            library=report.library,
            translations=compiled,
            engine=engine,
            findings=report.findings,
            cache=self._cache,
        )
        application = _finished(report.library, *self._make_preview(material))
        return _Preview(status=status, application=application, close=engine.close)

    def _catalogues_name(self, status: SourceStatus) -> str:
        """Return another folder for each state of the catalogues and of the languages offered."""
        deciding = (
            f"{self._sources.translations}{os.sep}",
            str(self._sources.content / LIBRARY_FILE),
        )
        seen = sorted(each for each in status.items() if each[0].startswith(deciding))
        return f"{TRANSLATIONS_FOLDER}-{checksum(repr(seen).encode())}"

    def _delete_catalogues_but(self, kept: Path | None) -> None:
        for folder in self._scratch.glob(f"{TRANSLATIONS_FOLDER}-*"):
            if folder != kept:
                shutil.rmtree(folder, ignore_errors=True)

    def _close_preview(self) -> None:
        if self._preview:
            self._preview.close()
        self._preview = None


def _finished(
    library: Library, application: WSGIApplication, fill_weight: FillWeight
) -> WSGIApplication:
    """Return an application that minifies pages and states their weight, as a build does."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        response = call_wsgi(application, environ)
        start_response(wsgi_status(response.status), [*response.headers])
        headers = dict(response.headers)
        is_page = headers.get("content-type", "").startswith("text/html")
        if not is_page or headers.get("cache-control") == CACHE_CONTROL[CachePolicy.FILE]:
            return [response.body]
        page = minify_page(response.body)
        return [fill_own_weight(page, _language(library, environ), fill_weight)[Coding.IDENTITY]]

    return answer


def _language(library: Library, environ: WSGIEnvironment) -> LanguageTag:
    """Return the language in the address, or the first: only how it writes numbers matters here."""
    named = LanguageTag(str(environ.get("PATH_INFO", "")).lstrip("/").partition("/")[0])
    return named if named in library.languages else library.languages[0]


def _unreadable(status: SourceStatus, faults: tuple[str, ...]) -> _Preview:
    """Return a preview that says why the library cannot be read at all."""

    def answer(_environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        headers = [("content-type", "text/plain; charset=utf-8"), ("cache-control", "no-store")]
        start_response(wsgi_status(HTTPStatus.SERVICE_UNAVAILABLE), headers)
        return [f"{fault}\n".encode() for fault in faults]

    return _Preview(status=status, application=answer, close=lambda: None)

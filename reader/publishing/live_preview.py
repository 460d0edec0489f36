"""The site as content is now, for editors: read again after each change, findings on its pages."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock
from time import thread_time
from typing import TYPE_CHECKING, TypeAlias

from reader.delivery.http.content_codings import Coding
from reader.delivery.http.messages import wsgi_status
from reader.delivery.http.response_headers import CACHE_CONTROL, CachePolicy
from reader.delivery.wsgi_client import call_wsgi
from reader.library.findings import Finding
from reader.library.library import Library
from reader.library.model import LanguageTag
from reader.publishing.build.build_id import Sources, entries_below
from reader.publishing.build.check_sources import check_sources
from reader.publishing.build.compress import fill_own_weight
from reader.publishing.build.renderer import FillWeight
from reader.publishing.build.static_pages import minify_page
from reader.publishing.generations.errors import PublishingError
from reader.publishing.generations.generation_files import INDEX_FOLDER, TRANSLATIONS_FOLDER
from reader.search.engine import Engine
from reader.search.index.corpus import corpus
from reader.search.index.whoosh_writer import build_index
from reader.search.open_index import open_index
from reader.storage.result_cache import NO_CACHE, ResultCache

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

Signature: TypeAlias = tuple[tuple[str, int, int], ...]


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

    signature: Signature
    application: WSGIApplication
    close: Callable[[], None]


class LivePreview:
    """A WSGI application over ``content/`` itself. It answers one request at a time."""

    def __init__(
        self,
        sources: Sources,
        scratch: Path,
        make_preview: MakePreview,
        cache: ResultCache = NO_CACHE,
    ) -> None:
        self._sources = sources
        self._scratch = scratch
        self._make_preview = make_preview
        self._cache = cache
        self._preview: _Preview | None = None
        self._index: Path | None = None
        self._lock = Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request with content as it is now. Source: PEP 3333."""
        with self._lock:
            response = call_wsgi(self._up_to_date().application, environ)
        length = ("content-length", str(len(response.body)))
        start_response(wsgi_status(response.status), [*response.headers, length])
        return [response.body]

    def close(self) -> None:
        """Close the index, and delete what was made for it."""
        with self._lock:
            self._close_preview()
            self._replace_index(None)

    def _up_to_date(self) -> _Preview:
        signature = _signature(self._sources)
        if self._preview is None or self._preview.signature != signature:
            self._close_preview()
            self._preview = self._read(signature)
        return self._preview

    def _read(self, signature: Signature) -> _Preview:
        try:
            compiled = self._scratch / TRANSLATIONS_FOLDER
            report = check_sources(self._sources, compiled, cache=self._cache, drafts=True)
        except PublishingError as error:
            return _unreadable(signature, (str(error),))
        if report.library is None:
            faults = (f"{finding.place}: {finding.code}" for finding in report.findings)
            return _unreadable(signature, tuple(faults))
        engine = self._index_of(report.library)
        material = PreviewMaterial(
            library=report.library,
            translations=self._scratch / TRANSLATIONS_FOLDER,
            engine=engine,
            findings=report.findings,
            cache=self._cache,
        )
        application = _finished(report.library, *self._make_preview(material))
        return _Preview(signature=signature, application=application, close=engine.close)

    def _index_of(self, library: Library) -> Engine:
        index = Path(mkdtemp(prefix=INDEX_FOLDER, dir=self._scratch))
        build_index(corpus(library, self._cache), index, self._index)
        self._replace_index(index)
        return open_index(index, thread_time)

    def _close_preview(self) -> None:
        if self._preview:
            self._preview.close()
        self._preview = None
        shutil.rmtree(self._scratch / TRANSLATIONS_FOLDER, ignore_errors=True)

    def _replace_index(self, index: Path | None) -> None:
        """Keep an index so that the next one is built upon it, and delete the one before."""
        if self._index:
            shutil.rmtree(self._index, ignore_errors=True)
        self._index = index


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


def _signature(sources: Sources) -> Signature:
    """Return what changes when an editor or a translator saves a file."""
    signature = []
    for path in (*entries_below(sources.content), *entries_below(sources.translations)):
        try:
            status = path.lstat()
        except FileNotFoundError:  # saved by renaming, after the folder was listed
            continue
        signature.append((str(path), status.st_mtime_ns, status.st_size))
    return tuple(signature)


def _language(library: Library, environ: WSGIEnvironment) -> LanguageTag:
    """Return the language in the address, or the first: only how it writes numbers matters here."""
    named = LanguageTag(str(environ.get("PATH_INFO", "")).lstrip("/").partition("/")[0])
    return named if named in library.languages else library.languages[0]


def _unreadable(signature: Signature, faults: tuple[str, ...]) -> _Preview:
    """Return a preview that says why the library cannot be read at all."""

    def answer(_environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        status = HTTPStatus.SERVICE_UNAVAILABLE
        headers = [("content-type", "text/plain; charset=utf-8"), ("cache-control", "no-store")]
        start_response(wsgi_status(status), headers)
        return [f"{fault}\n".encode() for fault in faults]

    return _Preview(signature=signature, application=answer, close=lambda: None)

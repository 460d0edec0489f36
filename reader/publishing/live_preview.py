"""The site as content is at this moment, for editors: read again whenever a file changed, findings beside each page."""

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

from reader.delivery.http.messages import wsgi_status
from reader.delivery.wsgi_client import call_wsgi
from reader.i18n.languages import Language, offered
from reader.library.findings import Finding
from reader.library.library import Library
from reader.library.model import LanguageTag
from reader.publishing.build.build_id import Sources, entries_below
from reader.publishing.build.check_sources import check_sources
from reader.publishing.build.compress import saying_its_weight
from reader.publishing.build.renderer import FillWeight
from reader.publishing.build.static_pages import small
from reader.publishing.generations.errors import PublishingError
from reader.publishing.generations.generation_files import INDEX_FOLDER, TRANSLATIONS_FOLDER
from reader.search.engine import Engine
from reader.search.index.corpus import corpus
from reader.search.index.whoosh_reader import open_index
from reader.search.index.whoosh_writer import build as build_index

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


# Handed in by the composition root, like the renderer of a build.
MakeApplication: TypeAlias = "Callable[[PreviewMaterial], WSGIApplication]"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Preview:
    """What is shown until a file changes. ``application`` is None where no library could be read."""

    signature: Signature
    material: PreviewMaterial | None
    application: WSGIApplication | None
    faults: tuple[str, ...]


class LivePreview:
    """A WSGI application over ``content/`` itself. One request at a time: it has one reader."""

    def __init__(
        self,
        sources: Sources,
        scratch: Path,
        make_application: MakeApplication,
        fill_weight: FillWeight,
    ) -> None:
        self._sources = sources
        self._scratch = scratch
        self._make_application = make_application
        self._fill_weight = fill_weight
        self._shown: _Preview | None = None
        self._index: Path | None = None
        self._lock = Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request with content as it is now. Source: PEP 3333."""
        with self._lock:
            shown = self._up_to_date()
            if shown.application is None or shown.material is None:
                return _unreadable(shown.faults, start_response)
            response = call_wsgi(shown.application, environ)
            body = response.body
            if dict(response.headers).get("content-type", "").startswith("text/html"):
                body = self._finished(body, _language(shown.material.library, environ))
        headers = [*response.headers, ("content-length", str(len(body)))]
        start_response(wsgi_status(response.status), headers)
        return [body]

    def close(self) -> None:
        """Let go of the index, and delete what was made for it."""
        with self._lock:
            self._let_go()
            self._take_index(None)

    def _up_to_date(self) -> _Preview:
        signature = _signature(self._sources)
        if self._shown is None or self._shown.signature != signature:
            self._let_go()
            self._shown = self._read(signature)
        return self._shown

    def _read(self, signature: Signature) -> _Preview:
        try:
            inspected = check_sources(self._sources, self._scratch / TRANSLATIONS_FOLDER)
        except PublishingError as error:
            return _Preview(
                signature=signature, material=None, application=None, faults=(str(error),)
            )
        library, findings = inspected.library, inspected.findings
        if library is None:
            faults = tuple(f"{finding.place}: {finding.code}" for finding in findings)
            return _Preview(signature=signature, material=None, application=None, faults=faults)
        index = Path(mkdtemp(prefix=INDEX_FOLDER, dir=self._scratch))
        build_index(corpus(library), index, self._index)
        self._take_index(index)
        material = PreviewMaterial(
            library=library,
            translations=self._scratch / TRANSLATIONS_FOLDER,
            engine=open_index(index, thread_time),
            findings=findings,
        )
        return _Preview(
            signature=signature,
            material=material,
            application=self._make_application(material),
            faults=(),
        )

    def _let_go(self) -> None:
        if self._shown and self._shown.material:
            self._shown.material.engine.close()
        self._shown = None
        shutil.rmtree(self._scratch / TRANSLATIONS_FOLDER, ignore_errors=True)

    def _take_index(self, index: Path | None) -> None:
        """Keep an index for the next one to be built upon, in place of the one before."""
        if self._index:
            shutil.rmtree(self._index, ignore_errors=True)
        self._index = index

    def _finished(self, body: bytes, language: Language) -> bytes:
        """Do what a build does to a page: minify it, and say its weight where it has a place for it."""
        page = small(body)
        return saying_its_weight(page, language, self._fill_weight).page


def _signature(sources: Sources) -> Signature:
    """Return what changes when an editor or a translator saves a file."""
    found = []
    for path in (*entries_below(sources.content), *entries_below(sources.translations)):
        try:
            facts = path.lstat()
        except FileNotFoundError:  # saved by renaming, between the listing and this
            continue
        found.append((str(path), facts.st_mtime_ns, facts.st_size))
    return tuple(found)


def _language(library: Library, environ: WSGIEnvironment) -> Language:
    """Return the language that the address names, or else the first: only its way to write numbers counts here."""
    languages = {language.tag: language for language in offered(library.identity)}
    named = LanguageTag(str(environ.get("PATH_INFO", "")).lstrip("/").partition("/")[0])
    return languages.get(named, languages[library.languages[0]])


def _unreadable(faults: tuple[str, ...], start_response: StartResponse) -> Iterable[bytes]:
    """Say what keeps the library from being read at all."""
    body = "".join(f"{fault}\n" for fault in faults).encode()
    status = HTTPStatus.SERVICE_UNAVAILABLE
    headers = [
        ("content-type", "text/plain; charset=utf-8"),
        ("cache-control", "no-store"),
        ("content-length", str(len(body))),
    ]
    start_response(wsgi_status(status), headers)
    return [body]

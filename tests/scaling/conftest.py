"""The large libraries, shown by the project's own application with a real search engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from functools import cache, partial
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest
from scaling.large_shelves import LIBRARIES
from search.small_index import engine_of
from support.browsing import Browse
from support.serving import serving
from support.sites import make_site
from werkzeug.test import run_wsgi_app

from reader.delivery.http.content_codings import Coding, live_body
from reader.publishing.build.minify_html import minify
from reader.publishing.build.renderer import FillWeight
from reader.search.index.corpus import entries
from reader.web.app import create_app
from reader.web.page_views import PAGE_VIEWS
from reader.web.static_render import fill_weight


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedPages:
    """An application whose pages are finished as in a build: minified, with weight, in brotli."""

    application: WSGIApplication
    fill_weight: FillWeight
    language: str

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        chunks, status, given = run_wsgi_app(self.application, environ, buffered=True)
        body, headers = b"".join(chunks), dict(given)
        if headers["Content-Type"].startswith("text/html"):
            small = minify(body.decode()).encode()
            body = self.fill_weight(small, len(live_body(small, Coding.BROTLI)), self.language)
            if "br" in environ.get("HTTP_ACCEPT_ENCODING", ""):
                body, headers["Content-Encoding"] = live_body(body, Coding.BROTLI), "br"
        start_response(status, [*{**headers, "Content-Length": str(len(body))}.items()])
        return [body]


@pytest.fixture(scope="session")
def browse_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Browse]]:
    """Return what fetches pages of a library; every page is checked when it is fetched."""
    with ExitStack() as stack:

        @cache
        def start(name: str) -> Browse:
            folder = tmp_path_factory.mktemp(name)
            site = make_site(folder, LIBRARIES[name])
            engine = engine_of(entries(site.library), folder / "index", site.library.languages)
            stack.enter_context(closing(engine))
            application = create_app(replace(site, search=engine), PAGE_VIEWS)
            return Browse(
                application=FinishedPages(
                    application=application,
                    fill_weight=partial(fill_weight, site),
                    language=site.tags[0],
                ),
                languages=site.library.languages,
            )

        yield start


@pytest.fixture(scope="session")
def served_library(browse_library: Callable[[str], Browse]) -> Iterator[Callable[[str], str]]:
    """Return what serves a library on this machine and gives its address."""
    with ExitStack() as stack:
        yield cache(lambda name: stack.enter_context(serving(browse_library(name).application)))

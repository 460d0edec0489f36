"""Compare the CPU time of a search request with that of a live-rendered document page.

In one process, without a server.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any
from urllib.parse import urlencode

from bench.figures import BenchError, Figure
from bench.judgments import HELD_BACK, TUNE, judged
from bench.project import BASE_URL, PROJECT, library
from reader.delivery.wsgi_door import WsgiDoor
from reader.library.addresses import address, document_address
from reader.library.loading.loader import load
from reader.publishing.generations import pointer
from reader.publishing.generations.generation_files import TRANSLATIONS_FOLDER
from reader.settings import Settings
from reader.storage.result_cache import NO_CACHE
from reader.wiring import server, site_build


def figures(var: Path) -> tuple[Figure, ...]:
    """Send every judged query through the WSGI door, in turns with rendering a document page."""
    chosen = Settings(
        base_url=BASE_URL,
        content=PROJECT / "content",
        translations=PROJECT / "translations",
        var=var,
    )
    searches, pages = _searches(chosen), _pages(chosen)
    next(searches)(), next(pages)()  # the first of each prepares templates
    times = [
        (_milliseconds(search), _milliseconds(page))
        for search, page in zip(searches, pages, strict=False)
    ]
    return summary([search for search, _ in times], [page for _, page in times])


def summary(searches: Sequence[float], pages: Sequence[float]) -> tuple[Figure, ...]:
    """Return the figures of milliseconds."""
    search, page = median(searches), median(pages)
    return (
        Figure(name="CPU, search request in our own library", value=search, form="{:.1f} ms"),
        Figure(
            name="CPU, search request against a document page rendered live",
            value=search / page,
            form="{:.1f} times",
            at_most=3,
        ),
    )


def _searches(chosen: Settings) -> Iterator[Callable[[], None]]:
    door = WsgiDoor(server.current(chosen))
    languages = library(chosen.var).languages
    for query in (query for file in (TUNE, HELD_BACK) for query in judged(file, languages)):
        path = address("search", language=query.reader)
        yield partial(_ask, door, path, urlencode({"q": query.asked}))


def _ask(application: Any, path: str, query: str) -> None:
    said: list[str] = []
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "library.example.org",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_ACCEPT_ENCODING": "gzip, br",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
    }
    body = b"".join(application(environ, lambda status, _headers: said.append(status)))
    if said != ["200 OK"] or not body:
        raise BenchError(f"{path}?{query} was answered with {said}.")


def _pages(chosen: Settings) -> Iterator[Callable[[], object]]:
    """Yield document pages to render, over and over."""
    name = pointer.current(chosen.var)
    texts = load(chosen.content).library
    assert name is not None and texts is not None
    page = site_build.renderer(
        chosen, texts, pointer.generation(chosen.var, name) / TRANSLATIONS_FOLDER, NO_CACHE
    ).page
    paths = [
        document_address(each.kind, each.slug, language)
        for each in texts.documents()
        for language in texts.languages
    ]
    while True:
        yield from (partial(page, path) for path in paths)


def _milliseconds(call: Callable[[], object]) -> float:
    started = process_time()
    call()
    return (process_time() - started) * 1_000

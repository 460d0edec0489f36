"""Request one page of each kind from an application before readers do.

What Python imports and caches at a first request is then in memory before the workers are forked,
and they share it; otherwise each would need some 20 MB of its own. It also shows that the
application works.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

from reader.delivery.wsgi_client import call_wsgi
from reader.library.addresses import address
from reader.library.library import Library

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication, WSGIEnvironment


class WarmupError(Exception):
    """An application that cannot answer. The message has the address and the status."""


def warm(
    application: WSGIApplication,
    library: Library,
    *,
    searches: bool = True,
    forms: Iterable[str] = (),
) -> None:
    """Request a search, a misspelled search and a filtered list in each language, and ``forms``.

    ``searches`` is False if there is no index: every search is answered with an error then. Raises
    WarmupError if an answer is no page.
    """
    for path, query in (*_targets(library, searches=searches), *((form, "") for form in forms)):
        response = call_wsgi(application, _environ(path, query))
        if response.status != HTTPStatus.OK:
            raise WarmupError(f"{path}: {response.status}")


def _targets(library: Library, *, searches: bool) -> Iterator[tuple[str, str]]:
    for language in library.languages:
        editions = (
            document.editions[language]
            for document in library.documents()
            if language in document.editions
        )
        title = next((edition.title for edition in editions), language)
        if searches:
            # Backwards, a long word is spelled like nothing in the library, so a suggestion is
            # looked for.
            yield from (
                (address("search", language=language), urlencode({"q": asked}))
                for asked in (title, max(title.split(), key=len)[::-1])
            )
        yield address("experiments", language=language), urlencode({"status": "open"})


def _environ(path: str, query: str) -> WSGIEnvironment:
    environ: WSGIEnvironment = {"PATH_INFO": path, "QUERY_STRING": query}
    setup_testing_defaults(environ)
    return environ

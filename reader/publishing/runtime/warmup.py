"""Ask an application for one of each kind of page that it answers, before readers do.

What Python imports and caches at a first request is then there before the workers are forked, and they share it; paid
by each worker alone it is some 20 MB. It shows as well whether the application works at all.
"""

from __future__ import annotations

from collections.abc import Iterator
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
    """An application that cannot answer. The message says which address, and what it said."""


def warm(application: WSGIApplication, library: Library, *, searches: bool = True) -> None:
    """Ask for a search, one that is misspelt, and a filtered list in each language. Raises ColdError where the answer is no page.

    ``searches`` is False where there is no index: the answer to a search is an error then, and known to be one.
    """
    for path, query in _questions(library, searches=searches):
        response = call_wsgi(application, _environ(path, query))
        if response.status != HTTPStatus.OK:
            raise WarmupError(f"{path}: {response.status}")


def _questions(library: Library, *, searches: bool) -> Iterator[tuple[str, str]]:
    for language in library.languages:
        editions = (
            document.editions[language]
            for document in library.documents()
            if language in document.editions
        )
        title = next((edition.title for edition in editions), language)
        if searches:
            # Backwards it is spelled like nothing in the library: what may have been meant is looked for among all of its words.
            yield from (
                (address("search", language=language), urlencode({"q": asked}))
                for asked in (title, title[::-1])
            )
        yield address("experiments", language=language), urlencode({"status": "open"})


def _environ(path: str, query: str) -> WSGIEnvironment:
    environ: WSGIEnvironment = {"PATH_INFO": path, "QUERY_STRING": query}
    setup_testing_defaults(environ)
    return environ

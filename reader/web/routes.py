"""The view and cache policy of each route, and Flask's rules made from the address table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus
from typing import Final

from flask import Flask, Response, jsonify, make_response, request
from flask.typing import ResponseReturnValue
from werkzeug.routing import BaseConverter

from reader.delivery.http.response_headers import (
    CACHE_CONTROL,
    READY_HEADERS,
    CachePolicy,
    answer_headers,
)
from reader.library.addresses import (
    DOCUMENT_ROUTES,
    FEED_ROUTES,
    PATTERNS,
    ROOT_FILES,
    file_routes,
    print_routes,
)
from reader.library.help_entries import is_help_page
from reader.renditions.formats import FORMATS
from reader.web.inline_css import style_digest
from reader.web.request_language import request_language
from reader.web.site import Site, current_site
from reader.web.views import documents, follow, keep, lists, search

View = Callable[..., ResponseReturnValue]


def root() -> str:
    """Show the home page in the negotiated language.

    A redirect would cost a reader on 2G most of a second.
    """
    return lists.home(request_language().tag)


def health() -> Response:
    """Say which generation is served, and what the checks found."""
    return jsonify(current_site().health())


VIEWS: Final[Mapping[str, tuple[View, CachePolicy]]] = {
    "root": (root, CachePolicy.HOME),
    "health": (health, CachePolicy.HEALTH),
    "home": (lists.home, CachePolicy.PAGE),
    "experiments": (lists.experiments, CachePolicy.PAGE),
    "experiment": (documents.experiment, CachePolicy.PAGE),
    "zines": (lists.zines, CachePolicy.PAGE),
    "zine": (documents.zine, CachePolicy.PAGE),
    "zine_whole": (documents.zine_whole, CachePolicy.PAGE),
    "zine_rest": (documents.zine_rest, CachePolicy.PAGE),
    "zine_part": (documents.zine_part, CachePolicy.PAGE),
    "zine_part_text": (documents.zine_part_text, CachePolicy.FILE),
    "podcast": (lists.podcast, CachePolicy.PAGE),
    "episode": (documents.episode, CachePolicy.PAGE),
    "lists": (lists.lists, CachePolicy.PAGE),
    "list": (documents.reading_list, CachePolicy.PAGE),
    "topic": (lists.topic, CachePolicy.PAGE),
    "new": (lists.new, CachePolicy.PAGE),
    "new_month": (lists.new_month, CachePolicy.PAGE),
    "search": (search.search, CachePolicy.PAGE),
    "follow": (follow.follow, CachePolicy.PAGE),
    "page": (documents.page, CachePolicy.PAGE),
    **{route: (follow.feed_view(route), CachePolicy.FILE) for route in (*FEED_ROUTES, *ROOT_FILES)},
    # Ready once they are made; the application has none.
    **dict.fromkeys(("bundle_zip", "bundle_epub"), (follow.no_bundle, CachePolicy.FILE)),
    "bundles_opds": (follow.feed_view("bundles_opds"), CachePolicy.FILE),
    **{
        name: (documents.file_view(kind, FORMATS[name.rpartition("_")[2]]), CachePolicy.FILE)
        for kind, route in DOCUMENT_ROUTES.items()
        for name in (*file_routes(route), *print_routes(route))
    },
    **{
        f"{route}_keep": (partial(keep.keep, kind), CachePolicy.PAGE)
        for kind, route in DOCUMENT_ROUTES.items()
    },
}


# What somebody typed into the address is nobody else's.
_WITHOUT_QUERY: Final = frozenset({CachePolicy.PAGE, CachePolicy.HELP})
_PAGES: Final = frozenset({"page", "page_text"})


class SlugConverter(BaseConverter):
    """Match a slug and nothing else, so that ``about.txt`` is never a page called ``about.txt``."""

    regex = "[a-z0-9]+(?:-[a-z0-9]+)*"


def register(app: Flask, site: Site) -> None:
    """Add a rule for every pattern of the address table. Raises KeyError for one without a view."""
    app.url_map.converters["slug"] = SlugConverter
    languages = f"<any({', '.join(repr(str(tag)) for tag in site.tags)}):language>"
    for name, pattern in PATTERNS.items():
        view, _ = VIEWS[name]
        rule = pattern.replace("{language}", languages).replace("{", "<slug:").replace("}", ">")
        app.add_url_rule(
            rule, name, _with_policy(view, name), methods=["GET"], strict_slashes=False
        )


def policy_of(route: str, arguments: Mapping[str, str]) -> CachePolicy:
    """Return who may keep the answer of a route, and for how long.

    Pages that help, and their text files, are kept shortest.
    """
    if route in _PAGES and is_help_page(arguments["slug"]):
        return CachePolicy.HELP
    return VIEWS[route][1]


def _with_policy(view: View, route: str) -> View:
    def answer(**arguments: str) -> Response:
        response = make_response(view(**arguments))
        policy = policy_of(route, arguments)
        response.headers.update(
            response_headers(
                CachePolicy.RESULT if policy in _WITHOUT_QUERY and request.args else policy
            )
        )
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            response.headers["cache-control"] = "no-store"  # it may work a moment later
        return response

    return answer


def response_headers(policy: CachePolicy) -> tuple[tuple[str, str], ...]:
    """Return the headers of a response.

    A response to what a reader typed has its whole content policy as a header, too.
    """
    digest = style_digest() if policy is CachePolicy.RESULT else None
    security = answer_headers(digest) if digest else READY_HEADERS
    return (("cache-control", CACHE_CONTROL[policy]), *security)

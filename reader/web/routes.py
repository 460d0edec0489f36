"""The cache policy of each route, and Flask's rules made from the address table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Final, TypeAlias

from flask import Flask, Response, make_response, request
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
    FORM_ROUTES,
    PARAMETERS,
    PATTERNS,
    ROOT_FILES,
    file_routes,
    print_routes,
)
from reader.library.help_entries import is_help_page
from reader.web.inline_css import style_digest
from reader.web.site import Site

View: TypeAlias = Callable[..., ResponseReturnValue]

_FILES: Final = ("zine_part_text", "bundles_opds")
# All other routes are pages.
_POLICIES: Final[Mapping[str, CachePolicy]] = {
    "root": CachePolicy.HOME,
    "health": CachePolicy.HEALTH,
    **dict.fromkeys((*_FILES, *FEED_ROUTES, *ROOT_FILES), CachePolicy.FILE),
    **dict.fromkeys(FORM_ROUTES, CachePolicy.FORM),
    **{
        name: CachePolicy.FILE
        for route in DOCUMENT_ROUTES.values()
        for name in (*file_routes(route), *print_routes(route))
    },
}
# What somebody typed into the address is nobody else's.
_WITHOUT_QUERY: Final = frozenset({CachePolicy.PAGE, CachePolicy.HELP})
# Their content policy is a header, too: what is typed into them is what nobody else may get.
_ANSWERS: Final = frozenset({CachePolicy.RESULT, CachePolicy.FORM, CachePolicy.SENT})
_PAGES: Final = frozenset({"page", "page_text"})


class SlugConverter(BaseConverter):
    """Match a slug and nothing else, so that ``about.txt`` is never a page called ``about.txt``."""

    regex = "[a-z0-9]+(?:-[a-z0-9]+)*"


def register(app: Flask, site: Site, views: Mapping[str, View]) -> None:
    """Add a rule for the route of each view. Raises KeyError for one not in the address table."""
    app.url_map.converters["slug"] = SlugConverter
    languages = f"<any({', '.join(repr(str(tag)) for tag in site.tags)}):language>"
    for route, view in views.items():
        pattern = PATTERNS[route].replace("{language}", languages)
        rule = pattern.replace("{", "<slug:").replace("}", ">")
        app.add_url_rule(
            rule,
            route,
            _with_policy(view, route),
            methods=["GET", "POST"] if route in FORM_ROUTES else ["GET"],
            strict_slashes=False,
        )


def policy_of(route: str, arguments: Mapping[str, str]) -> CachePolicy:
    """Return who may keep the answer of a route, and for how long.

    Pages that help, and their text files, are kept shortest.
    """
    if route in _PAGES and is_help_page(arguments["slug"]):
        return CachePolicy.HELP
    return _POLICIES.get(route, CachePolicy.PAGE)


def _with_policy(view: View, route: str) -> View:
    def answer(**arguments: str) -> Response:
        response = make_response(view(**arguments))
        policy = policy_of(route, arguments)
        if policy is CachePolicy.FORM and request.method == "POST":
            policy = CachePolicy.SENT
        response.headers.update(
            response_headers(
                CachePolicy.RESULT
                if request.args and (policy in _WITHOUT_QUERY or route in PARAMETERS)
                else policy
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
    digest = style_digest() if policy in _ANSWERS else None
    security = answer_headers(digest) if digest else READY_HEADERS
    return (("cache-control", CACHE_CONTROL[policy]), *security)

"""Route → view and cache policy, made into Flask's rules from the one address table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Final

from flask import Flask, Response, jsonify, make_response, request
from flask.typing import ResponseReturnValue
from werkzeug.routing import BaseConverter

from reader.delivery.policies import CACHE_CONTROL, READY_HEADERS, Policy, answer_headers
from reader.i18n.negotiation import negotiate
from reader.library.addresses import PATTERNS
from reader.web import document_views, list_views, search_views
from reader.web.site import Site, current_site
from reader.web.style import style_digest

View = Callable[..., ResponseReturnValue]


def root() -> str:
    """Answer in place with the home page in the negotiated language: a redirect would cost a 2G reader most of a second."""
    return list_views.home(negotiate(request.headers.get("Accept-Language", ""), current_site().tags))


def health() -> Response:
    """Say which generation is served, and what the checks found."""
    return jsonify(current_site().health())


VIEWS: Final[Mapping[str, tuple[View, Policy]]] = {
    "root": (root, Policy.HOME),
    "health": (health, Policy.HEALTH),
    "home": (list_views.home, Policy.PAGE),
    "experiments": (list_views.experiments, Policy.PAGE),
    "experiment": (document_views.experiment, Policy.PAGE),
    "experiment_text": (document_views.experiment_text, Policy.FILE),
    "zines": (list_views.zines, Policy.PAGE),
    "zine": (document_views.zine, Policy.PAGE),
    "zine_text": (document_views.zine_text, Policy.FILE),
    "zine_part": (document_views.zine_part, Policy.PAGE),
    "zine_part_text": (document_views.zine_part_text, Policy.FILE),
    "podcast": (list_views.podcast, Policy.PAGE),
    "episode": (document_views.episode, Policy.PAGE),
    "episode_text": (document_views.episode_text, Policy.FILE),
    "lists": (list_views.lists, Policy.PAGE),
    "list": (document_views.reading_list, Policy.PAGE),
    "list_text": (document_views.reading_list_text, Policy.FILE),
    "topic": (list_views.topic, Policy.PAGE),
    "new": (list_views.new, Policy.PAGE),
    "search": (search_views.search, Policy.PAGE),
    "page": (document_views.page, Policy.PAGE),
    "page_text": (document_views.page_text, Policy.FILE),
}


class SlugConverter(BaseConverter):
    """Matches a slug and nothing else, so that ``about.txt`` is never a page called ``about.txt``."""

    regex = "[a-z0-9]+(?:-[a-z0-9]+)*"


def register(app: Flask, site: Site) -> None:
    """Add a rule for every pattern of the address table. Raises KeyError where one has no view."""
    app.url_map.converters["slug"] = SlugConverter
    languages = f"<any({', '.join(repr(str(tag)) for tag in site.tags)}):language>"
    for name, pattern in PATTERNS.items():
        view, policy = VIEWS[name]
        rule = pattern.replace("{language}", languages).replace("{", "<slug:").replace("}", ">")
        app.add_url_rule(rule, name, _with_policy(view, policy), methods=["GET"], strict_slashes=False)


def _with_policy(view: View, policy: Policy) -> View:
    def answer(**arguments: str) -> Response:
        response = make_response(view(**arguments))
        response.headers.update(response_headers(Policy.RESULT if policy is Policy.PAGE and request.args else policy))
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            response.headers["cache-control"] = "no-store"  # it may be mended a moment later
        return response

    return answer


def response_headers(policy: Policy) -> tuple[tuple[str, str], ...]:
    """Return the headers of an answer. One that depends on what a reader typed has the whole content policy as a header, too."""
    security = answer_headers(style_digest()) if policy is Policy.RESULT else READY_HEADERS
    return (("cache-control", CACHE_CONTROL[policy]), *security)

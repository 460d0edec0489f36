"""The views that a running server is asked for: what depends on the reader, and long lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask import Response, jsonify

from reader.web.routes import View
from reader.web.site import current_site
from reader.web.views import lists, search
from reader.web.views.opds_search import opds_search


def health() -> Response:
    """Say which generation is served, and what the checks found."""
    return jsonify(current_site().health())


# Whatever else a reader asks for is ready, so a server need not import what makes it.
SERVER_VIEWS: Final[Mapping[str, View]] = {
    "health": health,
    "home": lists.home,
    "experiments": lists.experiments,
    "zines": lists.zines,
    "podcast": lists.podcast,
    "lists": lists.lists,
    "topic": lists.topic,
    "new": lists.new,
    "new_month": lists.new_month,
    "search": search.search,
    "search_opds": opds_search("search_opds"),
    "search_opds2": opds_search("search_opds2"),
}

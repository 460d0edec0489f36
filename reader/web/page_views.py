"""The views of all routes, as a build and an editor's live preview need them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from reader.library.addresses import (
    DOCUMENT_ROUTES,
    FEED_ROUTES,
    ROOT_FILES,
    file_routes,
    print_routes,
)
from reader.renditions.formats import FORMATS
from reader.web.request_language import request_language
from reader.web.routes import View
from reader.web.server_views import SERVER_VIEWS
from reader.web.views import documents, follow, keep, lists


def root() -> str:
    """Show the home page in the negotiated language.

    A redirect would cost a reader on 2G most of a second.
    """
    return lists.home(request_language().tag)


PAGE_VIEWS: Final[Mapping[str, View]] = {
    **SERVER_VIEWS,
    "root": root,
    "experiment": documents.experiment,
    "zine": documents.zine,
    "zine_whole": documents.zine_whole,
    "zine_rest": documents.zine_rest,
    "zine_part": documents.zine_part,
    "zine_part_text": documents.zine_part_text,
    "episode": documents.episode,
    "list": documents.reading_list,
    "follow": follow.follow,
    "page": documents.page,
    **{
        route: follow.feed_view(route)
        for route in (*FEED_ROUTES, *ROOT_FILES, "bundles_opds")
        if route not in SERVER_VIEWS
    },
    **{
        name: documents.file_view(kind, FORMATS[name.rpartition("_")[2]])
        for kind, route in DOCUMENT_ROUTES.items()
        for name in (*file_routes(route), *print_routes(route))
    },
    **{f"{route}_keep": partial(keep.keep, kind) for kind, route in DOCUMENT_ROUTES.items()},
}

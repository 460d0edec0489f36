"""Render pages for a build, by the same views that answer an editor."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from flask import Flask, render_template

from reader.delivery.http.response_headers import CachePolicy, policy_of_error
from reader.i18n.formatting import format_size
from reader.library.model import LanguageTag
from reader.web.inline_css import inline
from reader.web.routes import policy_of
from reader.web.site import Site, current_site
from reader.web.templating import WEIGHT_PLACEHOLDER
from reader.web.views.errors import ERROR_STATUSES, error_page

__all__ = [
    "ERROR_STATUSES",
    "WEIGHT_PLACEHOLDER",
    "RenderedView",
    "fill_weight",
    "render",
    "render_address",
    "render_chooser",
    "render_error",
    "render_root",
]

HTML: Final = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedView:
    """The response of a view: not yet minified, its weight not yet filled in."""

    status: int
    media_type: str
    policy: CachePolicy
    body: bytes


def render(app: Flask, path: str) -> RenderedView:
    """Return the response of the views to a GET of ``path``."""
    with app.test_client() as client:
        response = client.get(path)
    answered = response.status_code == HTTPStatus.OK
    policy = policy_of(*app.url_map.bind("").match(path)) if answered else CachePolicy.ERROR
    return RenderedView(
        status=response.status_code,
        media_type=response.content_type,
        policy=policy,
        body=response.data,
    )


def render_address(app: Flask, address: str) -> bytes:
    """Return the body of an address with a query, as a server answers with it, not minified."""
    with app.test_client() as client:
        body: bytes = client.get(address).data
    return body


def render_error(app: Flask, status: int, language: LanguageTag) -> RenderedView:
    """Return the page of one of ERROR_STATUSES in one language."""
    with app.test_request_context(f"/{language}/"):
        return RenderedView(
            status=status,
            media_type=HTML,
            policy=policy_of_error(status),
            body=error_page(status).encode(),
        )


def render_root(app: Flask, language: LanguageTag) -> RenderedView:
    """Return the home page as ``/`` shows it to a reader of one language."""
    with app.test_client() as client:
        response = client.get("/", headers={"Accept-Language": language})
    return RenderedView(
        status=response.status_code,
        media_type=response.content_type,
        policy=CachePolicy.HOME,
        body=response.data,
    )


def render_chooser(app: Flask) -> RenderedView:
    """Return the page that offers all languages, for copies of the site without negotiation."""
    with app.test_request_context("/"):
        body = inline(render_template("pages/chooser.html", site=current_site()))
    return RenderedView(status=200, media_type=HTML, policy=CachePolicy.PAGE, body=body.encode())


def fill_weight(site: Site, body: bytes, weight_bytes: int, language: str) -> bytes:
    """Return ``body`` with its weight, such as ``3.4 kB``, instead of the placeholder.

    Both are six characters wide.
    """
    weight = format_size(weight_bytes, site.language(language))
    return body.replace(WEIGHT_PLACEHOLDER.encode(), weight.encode())

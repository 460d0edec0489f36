"""The application factory."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from flask import Flask, Response, make_response
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed

from reader.delivery.http.response_headers import policy_of_error
from reader.web import inline_css, ready_pages, routes, templating, translations
from reader.web.site import Site, init_app
from reader.web.template_code import TemplateCode
from reader.web.views.errors import ERROR_STATUSES, error_page


def create_app(
    site: Site,
    views: Mapping[str, routes.View],
    template_code: Mapping[str, bytes] = MappingProxyType({}),
) -> Flask:
    """Return the Flask application that shows ``site``, by the views of its routes.

    It reads nothing from the disk but its templates and the catalogues. ``template_code`` is what
    ``compile_templates`` returned.
    """
    app = Flask("reader.web", static_folder=None)
    # The door answers and logs an exception without address and query; Flask's log would name them.
    app.config["PROPAGATE_EXCEPTIONS"] = True
    init_app(app.extensions, site)
    translations.init_app(app, site.translations)
    templating.init_app(app)
    app.jinja_env.bytecode_cache = TemplateCode(template_code)
    inline_css.init_app(app)
    ready_pages.init_app(app)
    routes.register(app, site, views)
    app.register_error_handler(HTTPException, _error_response)
    return app


def replace_site(app: Flask, site: Site) -> None:
    """Let an application show another state of its site, with the same languages and catalogues."""
    init_app(app.extensions, site)


def _error_response(error: HTTPException) -> Response:
    """Answer an HTTP error with our page in the reader's language and the headers of its status."""
    status = error.code if error.code in ERROR_STATUSES else InternalServerError.code
    response = make_response(error_page(status), status)
    response.headers.update(routes.response_headers(policy_of_error(status)))
    response.headers.update(
        {name: value for name, value in error.get_headers() if name == "Retry-After"}
    )
    if isinstance(error, MethodNotAllowed):
        # A set, whose order changes from start to start.
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
    return response

"""The application factory."""

from __future__ import annotations

from flask import Flask, Response, make_response
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed

from reader.delivery.http.response_headers import policy_of_error
from reader.web import inline_css, routes, templating, translations
from reader.web.site import Site, init_app
from reader.web.views.errors import ERROR_STATUSES, error_page


def create_app(site: Site) -> Flask:
    """Return the Flask application that shows ``site``.

    It reads nothing from the disk but its templates and the catalogues.
    """
    app = Flask("reader.web", static_folder=None)
    # The door answers and logs an exception without address and query; Flask's log would name them.
    app.config["PROPAGATE_EXCEPTIONS"] = True
    init_app(app.extensions, site)
    translations.init_app(app, site.translations)
    templating.init_app(app)
    inline_css.init_app(app)
    routes.register(app, site)
    app.register_error_handler(HTTPException, _error_response)
    return app


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

"""The application factory."""

from __future__ import annotations

from flask import Flask, Response, make_response
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed

from reader.delivery.http.response_headers import policy_of_error
from reader.web import inline_css, routes, templating, translations
from reader.web.site import Site, init_app
from reader.web.views.errors import ERROR_STATUSES, error_page


def create_app(site: Site) -> Flask:
    """Return the Flask application that shows ``site``. It reads nothing from the disk but its own templates and the catalogues."""
    app = Flask("reader.web", static_folder=None)
    # A fault is answered and logged by the door, which names neither address nor query; Flask's own log would.
    app.config["PROPAGATE_EXCEPTIONS"] = True
    init_app(app.extensions, site)
    translations.init_app(app, site.translations)
    templating.init_app(app)
    inline_css.init_app(app)
    routes.register(app, site)
    app.register_error_handler(HTTPException, _explain)
    return app


def _explain(error: HTTPException) -> Response:
    """Answer an HTTP error with our own page, in the reader's language, with the headers that belong to the status."""
    status = error.code if error.code in ERROR_STATUSES else InternalServerError.code
    response = make_response(error_page(status), status)
    response.headers.update(routes.response_headers(policy_of_error(status)))
    response.headers.update(
        {name: value for name, value in error.get_headers() if name == "Retry-After"}
    )
    if isinstance(error, MethodNotAllowed):
        response.headers["Allow"] = ", ".join(
            sorted(error.valid_methods or ())
        )  # a set: its order is another at every start
    return response

"""Ask the pure responder."""

from __future__ import annotations

from delivery.tiny_site import PAGE, serving_of

from reader.delivery.http.messages import Request, Response
from reader.delivery.prebuilt.page_file import PageFile
from reader.delivery.static_responder import respond


def request(path: str = PAGE, method: str = "GET", query: str = "", **headers: str) -> Request:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Request(method=method, path=path, query=query, headers=named)


def ask(
    page_file: PageFile, path: str = PAGE, method: str = "GET", query: str = "", **headers: str
) -> Response:
    response = respond(serving_of(page_file), request(path, method, query, **headers))
    assert response is not None, "the application was asked"
    return response


def header(response: Response, name: str) -> str | None:
    return dict(response.headers).get(name)

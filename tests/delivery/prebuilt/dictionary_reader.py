"""A reader of the tiny site who holds a page of it."""

from __future__ import annotations

from delivery.small_dictionary import holding
from delivery.tiny_site import PAGE

from reader.delivery.http.content_codings import Coding
from reader.delivery.http.messages import Request, Response
from reader.delivery.prebuilt.page_file import PageFile
from reader.delivery.served_generation import ServedGeneration
from reader.delivery.static_responder import respond

READ = "/en/experiments"
ALL = ("/en/", READ, PAGE, "/es/", "/es/experiments", "/es/experiments/fridge")


def page_of(page_file: PageFile, path: str) -> bytes:
    entry = page_file.entry(path)
    assert entry
    return page_file.body(entry.bodies[Coding.IDENTITY])


def ask(
    serving: ServedGeneration,
    path: str = PAGE,
    method: str = "GET",
    query: str = "",
    **headers: str,
) -> tuple[Response, dict[str, str]]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    response = respond(serving, Request(method=method, path=path, query=query, headers=named))
    assert response is not None, "the application was asked"
    return response, dict(response.headers)


def after(
    serving: ServedGeneration, path: str = PAGE, read: str = READ, **more: str
) -> tuple[Response, dict[str, str]]:
    return ask(serving, path, **{**holding(page_of(serving.page_file, read)), **more})

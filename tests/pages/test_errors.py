"""Whatever goes wrong, readers get a small page that says what happened and what to do."""

from __future__ import annotations

import pytest
from support.browsing import FRAME_BYTES
from support.built_site import BuiltSite
from werkzeug.test import Client

from reader.checks.page_facts import read_page
from reader.delivery.http.messages import Request, Response
from reader.delivery.served_generation import ServedGeneration
from reader.delivery.static_responder import error_page
from reader.web.views.errors import ERROR_STATUSES

ERROR_PAGE_BYTES = 2_000
LANGUAGES = ("en", "es")
# What a reader, or a proxy, can get wrong: method and target, body, status, and its header.
WRONG = {
    "an unknown address": ("GET", "/nowhere/at/all", b"", 404, ("Cache-Control", "max-age=60")),
    "an unknown document": (
        "GET",
        "/experiments/nowhere",
        b"",
        404,
        ("Cache-Control", "max-age=60"),
    ),
    "writing to a page": ("POST", "/experiments", b"", 405, ("Allow", "GET, HEAD, OPTIONS")),
    "writing to a search": ("POST", "/search?q=a", b"x", 405, ("Allow", "GET, HEAD, OPTIONS")),
    "a form that is too large": (
        "POST",
        "/search?q=a",
        b"x" * 400_000,
        413,
        ("Cache-Control", "no-store"),
    ),
    "a target that is too long": (
        "GET",
        f"/search?q={'x' * 60_000}",
        b"",
        414,
        ("Cache-Control", "max-age=60"),
    ),
}


def sent(site: BuiltSite, status: int, language: str) -> Response:
    """Return the ready answer of an error to a reader who takes brotli."""
    request = Request(
        method="GET", path=f"/{language}/x", query="", headers={"accept-encoding": "br"}
    )
    return error_page(
        ServedGeneration(
            page_file=site.shelf, application=site.application, negotiate=lambda _: language
        ),
        status,
        request,
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wrong", WRONG)
def test_what_goes_wrong_is_answered_with_its_status_and_a_page(
    site: BuiltSite, wrong: str, language: str
) -> None:
    method, target, body, status, header = WRONG[wrong]
    answer = Client(site.application).open(f"/{language}{target}", method=method, data=body)
    page = read_page(answer.text)

    assert answer.status_code == status
    assert header in {name.title(): value for name, value in answer.headers.items()}.items()
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert [root.attributes["lang"] for root in page.all("html")] == [language]
    assert next(page.all("h1")).text == next(page.all("title")).text.rpartition(" – ")[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", ERROR_STATUSES)
def test_a_page_for_an_error_says_what_happened_and_leads_on(
    site: BuiltSite, status: int, language: str
) -> None:
    html = dict(site.error_pages())[f"/{language}/{status}"]
    inside = [
        element
        for element in read_page(html).elements
        if any(outer.tag == "main" for outer in element.within)
    ]

    links = [element.attributes["href"] for element in inside if element.tag == "a"]
    assert [element.tag for element in inside][:4] == ["h1", "p", "p", "a"]
    assert len(inside[1].text) > 20
    assert links == [f"/{language}/{path}" for path in ("help", "experiments", "zines", "podcast")]
    assert [element.attributes.get("role") for element in inside if element.tag == "form"] == [
        "search"
    ]
    assert html.count('role="search"') == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", ERROR_STATUSES)
def test_a_page_for_an_error_is_small(site: BuiltSite, status: int, language: str) -> None:
    response = sent(site, status, language)
    heads = sum(len(f"{name}: {value}\r\n") for name, value in response.headers)

    assert ("content-encoding", "br") in response.headers
    assert FRAME_BYTES + heads + len(response.body) <= ERROR_PAGE_BYTES

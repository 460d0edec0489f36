"""Readers' own settings rule: nothing about them is kept, and browsers may translate."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from support.browsing import Browse

from reader.checks.page_facts import read_page

UNTRANSLATED = re.compile(r"\bnotranslate\b")


def kept_from_translation(html: str) -> list[str]:
    """Return the elements of a page that tell a browser not to translate them."""
    return [
        f"{element.tag} at line {element.line}"
        for element in read_page(html).elements
        if element.attributes.get("translate", "") == "no"
        or UNTRANSLATED.search(
            f"{element.attributes.get('class', '')} {element.attributes.get('content', '')}"
        )
    ]


def with_cookies(browse: Browse, addresses: Iterable[str]) -> set[str]:
    """Return the addresses whose answer sets a cookie."""
    return {
        address
        for address in addresses
        if "set-cookie" in browse.fetch(address, cookie="size=large").headers
    }


def test_no_answer_sets_a_cookie(site, browse):
    addresses = (*site.addresses(), *site.asked())

    assert len(addresses) > 300
    assert with_cookies(browse, addresses) == set()


def test_an_answer_that_sets_a_cookie_is_found(browse):
    def tracking(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *rest: object) -> object:
            return start_response(status, [*headers, ("Set-Cookie", "reader=1")], *rest)

        return browse.application(environ, start)

    assert with_cookies(replace(browse, application=tracking), ["/es/"]) == {"/es/"}


def test_a_cookie_that_somebody_else_set_changes_nothing(browse):
    for address in ("/", "/es/", "/es/experiments?status=paused", "/es/search?q=calma"):
        assert (
            browse.fetch(address, cookie="lang=en; theme=dark").html == browse.fetch(address).html
        )


def test_no_page_keeps_its_words_from_a_translating_browser(site, browse):
    pages = {address: browse.fetch(address) for address in (*site.addresses(), *site.asked())}
    found = {
        address: kept
        for address, page in pages.items()
        if page.is_page and (kept := kept_from_translation(page.html))
    }

    assert found == {}


@pytest.mark.parametrize(
    "html",
    [
        '<p translate="no">x',
        '<p class="a notranslate">x',
        '<meta name="google" content="notranslate">',
    ],
)
def test_what_keeps_words_from_translation_is_found(html):
    assert len(kept_from_translation(f"<!doctype html><title>T</title>{html}")) == 1

"""The coding and the language of a ready answer, and when its reader holds it already."""

from __future__ import annotations

from dataclasses import replace

import pytest
from delivery.static_asking import ask, header, request
from delivery.tiny_site import PAGE, serving_of

from reader.delivery.prebuilt.page_file import PageFile
from reader.delivery.static_responder import respond


@pytest.mark.parametrize(
    ("path", "vary"),
    [
        (PAGE, "Accept-Encoding"),
        ("/es", "Accept-Encoding"),
        ("/", "Accept-Encoding, Accept-Language"),
        ("/robots.txt", None),
        ("/en/unknown", "Accept-Encoding"),
        ("/unknown", "Accept-Encoding, Accept-Language"),
        ("/favicon.ico", None),
        ("/en/experiments/icebox", None),
    ],
)
def test_vary_names_what_the_answer_depended_on_and_nothing_else(
    page_file: PageFile, path: str, vary: str | None
) -> None:
    assert header(ask(page_file, path), "vary") == vary


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [("br", "br"), ("gzip", "gzip"), ("", None), ("identity", None), ("deflate", None)],
)
def test_a_page_comes_in_the_coding_the_reader_accepts(
    page_file: PageFile, accepted: str, coding: str | None
) -> None:
    response = ask(page_file, accept_encoding=accepted)
    assert header(response, "content-encoding") == coding
    assert response.body[:2] == {"gzip": b"\x1f\x8b", None: b"<!"}.get(coding, response.body[:2])


def test_a_reader_who_refuses_every_coding_gets_no_page_but_an_error_page_all_the_same(
    page_file: PageFile,
) -> None:
    assert ask(page_file, accept_encoding="*;q=0").status == 406
    refused = ask(page_file, "/en/unknown", accept_encoding="*;q=0")
    assert refused.status == 404
    assert header(refused, "content-encoding") is None
    assert refused.body


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("es-MX,es;q=0.9", "es"), ("en", "en"), ("", "en"), ("\x00,;q=", "en")],
)
def test_the_home_and_unknown_addresses_come_in_the_negotiated_language(
    page_file: PageFile, accepted: str, language: str
) -> None:
    for path in ("/", "/unknown", "/fr/unknown", "/estudio"):
        assert f'lang="{language}"'.encode() in ask(page_file, path, accept_language=accepted).body


def test_the_language_of_the_address_wins_over_the_one_of_the_browser(page_file: PageFile) -> None:
    assert b'lang="es"' in ask(page_file, "/es/unknown", accept_language="en").body
    assert b'lang="en"' in ask(page_file, "/en", accept_language="es").body


def test_a_language_that_nobody_offers_falls_back_instead_of_failing(page_file: PageFile) -> None:
    for path in ("/", "/unknown"):
        response = respond(replace(serving_of(page_file), negotiate=lambda _: "xx"), request(path))
        assert response
        assert b'lang="en"' in response.body


def validator(page_file: PageFile, path: str, encoding: str) -> str:
    tag = header(ask(page_file, path, accept_encoding=encoding), "etag")
    assert tag
    return tag


@pytest.mark.parametrize("path", [PAGE, "/", "/es/", "/robots.txt"])
@pytest.mark.parametrize("encoding", ["br", "gzip", ""])
@pytest.mark.parametrize("form", ["{0}", "W/{0}", '"other", {0}', 'W/"a,b" , W/{0}', "*", " * "])
def test_a_reader_who_holds_the_page_is_told_so_with_the_same_caching_headers(
    page_file: PageFile, path: str, encoding: str, form: str
) -> None:
    full = ask(page_file, path, accept_encoding=encoding)
    sent = form.format(header(full, "etag"))
    for method in ("GET", "HEAD"):
        response = ask(page_file, path, method, accept_encoding=encoding, if_none_match=sent)
        assert (response.status, response.body) == (304, b"")
        for name in ("etag", "cache-control", "vary"):
            assert header(response, name) == header(full, name)


@pytest.mark.parametrize("sent", ['"other"', "", '"', "W/", '"x', "{0}x", "*, x"])
def test_a_reader_who_holds_something_else_gets_the_page(page_file: PageFile, sent: str) -> None:
    tag = validator(page_file, PAGE, "br").strip('"')
    assert ask(page_file, accept_encoding="br", if_none_match=sent.format(tag)).status == 200


def test_the_validator_of_one_coding_is_not_that_of_another(page_file: PageFile) -> None:
    tags = {validator(page_file, PAGE, encoding) for encoding in ("br", "gzip", "")}
    assert len(tags) == 3
    assert (
        ask(
            page_file, accept_encoding="gzip", if_none_match=validator(page_file, PAGE, "br")
        ).status
        == 200
    )


def test_a_condition_does_not_hide_an_error(page_file: PageFile) -> None:
    assert ask(page_file, "/en/unknown", if_none_match="*").status == 404
    assert ask(page_file, method="POST", if_none_match="*").status == 405

"""Which pages are dictionaries, and for whom."""

from __future__ import annotations

import base64
from itertools import permutations
from pathlib import Path

import pytest
from delivery.prebuilt.dictionary_reader import ALL, READ, after, ask, page_of
from delivery.small_dictionary import ACCEPTED, from_dictionary, holding, naming
from delivery.tiny_site import PAGE, serving_of, write_generation

from reader.delivery.http.messages import Request
from reader.delivery.http.response_headers import CACHE_CONTROL, CachePolicy
from reader.delivery.prebuilt.compression_dictionaries import (
    DictionaryCoder,
)
from reader.delivery.prebuilt.page_file import PageFile
from reader.delivery.served_generation import ServedGeneration
from reader.delivery.static_responder import respond

# What a browser says that has read nothing here yet.
ZSTD = "gzip, deflate, br, zstd"


@pytest.mark.parametrize(("read", "path"), list(permutations(ALL, 2)))
def test_every_page_comes_against_every_other_and_decodes_to_the_same_page(
    serving: ServedGeneration, read: str, path: str
) -> None:
    response, said = after(serving, path, read)
    assert said["content-encoding"] == "dcz"
    assert from_dictionary(response.body, page_of(serving.page_file, read)) == page_of(
        serving.page_file, path
    )
    assert said["content-length"] == str(len(response.body))
    brotli, _ = ask(serving, path, accept_encoding="br")
    assert len(response.body) < len(brotli.body)


def test_a_page_of_an_earlier_generation_is_a_dictionary_too(
    serving: ServedGeneration, tmp_path: Path
) -> None:
    old = page_of(PageFile.open(write_generation(tmp_path, "zero", "zeroth")), READ)
    response, said = ask(serving, **holding(old))
    assert said["content-encoding"] == "dcz"
    assert from_dictionary(response.body, old) == page_of(serving.page_file, PAGE)


def test_every_reading_page_is_offered_for_the_pages_of_its_language(
    serving: ServedGeneration,
) -> None:
    for path in (*ALL, "/en"):
        said = ask(serving, path, accept_encoding=ZSTD)[1]
        assert said["use-as-dictionary"] == f'match="/{path[1:3]}/*"'
    said = ask(serving, "/", accept_encoding=ZSTD, accept_language="es")[1]
    assert said["use-as-dictionary"] == 'match="/es/*"'
    assert after(serving)[1]["use-as-dictionary"] == 'match="/en/*"', (
        "one dictionary after the other"
    )


@pytest.mark.parametrize(
    "path",
    [
        "/en/search",
        "/en/fridge.txt",
        "/robots.txt",
        "/en/unknown",
        "/favicon.ico",
        "/en/experiments/icebox",
    ],
)
def test_forms_files_errors_and_redirects_are_neither_offered_nor_coded_against_a_page(
    serving: ServedGeneration, path: str
) -> None:
    _, said = after(serving, path)
    assert "use-as-dictionary" not in said
    assert said.get("content-encoding") != "dcz"
    assert "Available-Dictionary" not in said.get("vary", "")


def test_the_home_that_was_negotiated_is_kept_by_nobody_else_and_so_comes_plain(
    serving: ServedGeneration,
) -> None:
    for read in ("/en/", PAGE):
        _, said = after(serving, "/", read)
        assert (said["content-encoding"], said["vary"]) == (
            "br",
            "Accept-Encoding, Accept-Language",
        )


def test_results_of_a_search_are_for_the_application_whatever_the_reader_holds(
    serving: ServedGeneration,
) -> None:
    headers = holding(page_of(serving.page_file, READ))
    for path, query in (("/en/search", "q=x"), ("/en/experiments", "topic=x")):
        assert (
            respond(serving, Request(method="GET", path=path, query=query, headers=headers)) is None
        )


PLAIN = {
    "unknown page": {"available_dictionary": naming(b"a page of somebody else")},
    "no page named": {"available_dictionary": ""},
    "malformed": {"available_dictionary": ":????:"},
    "no digest": {"available_dictionary": f":{base64.b64encode(b'short').decode()}:"},
    "two digests": {"available_dictionary": f"{naming(b'a')}, {naming(b'b')}"},
    "no support": {"accept_encoding": "gzip, deflate, br, zstd"},
    "brotli dictionaries only": {"accept_encoding": "gzip, br, dcb"},
    "refused": {"accept_encoding": "br, dcz;q=0"},
    "liked less": {"accept_encoding": "br, dcz;q=0.9"},
    "part of a word": {"accept_encoding": "br, xdcz, dczx"},
    "privacy asked for": {"sec_gpc": "1"},
}


@pytest.mark.parametrize("more", PLAIN.values(), ids=PLAIN)
def test_in_any_doubt_the_page_comes_plain(serving: ServedGeneration, more: dict[str, str]) -> None:
    headers = {
        "accept_encoding": ACCEPTED,
        "available_dictionary": naming(page_of(serving.page_file, READ)),
        **more,
    }
    response, said = ask(serving, **headers)
    assert (response.status, said["content-encoding"]) == (200, "br")
    assert said["cache-control"] == CACHE_CONTROL[CachePolicy.PAGE]


def test_head_says_what_can_be_said_without_making_the_page(serving: ServedGeneration) -> None:
    response, said = after(serving, method="HEAD")
    assert (response.status, response.body, said["content-encoding"]) == (200, b"", "br")


def test_whoever_asks_for_privacy_is_not_even_offered_a_dictionary(
    serving: ServedGeneration,
) -> None:
    assert "use-as-dictionary" not in ask(serving, accept_encoding=ZSTD, sec_gpc="1")[1]
    assert "use-as-dictionary" in ask(serving, accept_encoding=ZSTD, sec_gpc="0")[1]


def test_a_browser_that_could_not_decode_what_comes_after_is_offered_nothing(
    serving: ServedGeneration,
) -> None:
    for accepted in ("", "gzip", "gzip, deflate, br"):
        assert "use-as-dictionary" not in ask(serving, accept_encoding=accepted)[1]


def test_vary_names_the_dictionary_where_it_was_looked_at_and_nowhere_else(
    serving: ServedGeneration,
) -> None:
    both = "Accept-Encoding, Available-Dictionary"
    assert after(serving)[1]["vary"] == both
    assert ask(serving, accept_encoding=ACCEPTED)[1]["vary"] == both, (
        "another reader may hold a page"
    )
    assert after(serving, available_dictionary=naming(b"unknown"))[1]["vary"] == both
    assert ask(serving, accept_encoding="gzip, br")[1]["vary"] == "Accept-Encoding"
    assert after(serving, sec_gpc="1")[1]["vary"] == "Accept-Encoding"


def test_no_shared_cache_keeps_what_only_one_reader_can_decode(serving: ServedGeneration) -> None:
    _, said = after(serving)
    assert said["cache-control"] == CACHE_CONTROL[CachePolicy.OWN]
    assert said["cache-control"].startswith("private,")
    assert said["etag"].startswith('W/"'), (
        "the same page, but not the same bytes, for each dictionary"
    )


@pytest.mark.parametrize(
    "now",
    [
        {},
        {"available_dictionary": naming(b"unknown")},
        {"accept_encoding": "br"},
        {"accept_encoding": ""},
    ],
)
def test_whoever_holds_the_page_from_a_dictionary_is_told_so_whatever_dictionary_they_hold_now(
    serving: ServedGeneration, now: dict[str, str]
) -> None:
    _, first = after(serving, read=READ)
    again, said = after(serving, read="/en/", **{**now, "if_none_match": first["etag"]})
    assert (again.status, again.body) == (304, b"")
    assert (said["etag"], said["cache-control"]) == (first["etag"], first["cache-control"])


def test_whoever_holds_the_page_as_brotli_is_told_so_after_reading_another(
    serving: ServedGeneration,
) -> None:
    _, first = ask(serving, accept_encoding="br")
    again, said = after(serving, if_none_match=first["etag"])
    assert (again.status, said["etag"], said["cache-control"]) == (
        304,
        first["etag"],
        first["cache-control"],
    )


def test_the_tag_of_an_earlier_page_is_not_that_of_this_one(
    serving: ServedGeneration, tmp_path: Path
) -> None:
    folder = write_generation(tmp_path, "zero", "zeroth")
    _, earlier = after(serving_of(PageFile.open(folder), folder))
    assert after(serving, if_none_match=earlier["etag"])[0].status == 200


def test_a_page_that_would_be_larger_against_the_dictionary_comes_plain(
    serving: ServedGeneration, page_file: PageFile
) -> None:
    class Larger(DictionaryCoder):
        def coded(self, *_: object) -> bytes:
            return b"x" * 100_000

    wasteful = ServedGeneration(
        page_file=page_file,
        application=serving.application,
        negotiate=serving.negotiate,
        dictionaries=Larger(),
    )
    assert after(wasteful)[1]["content-encoding"] == "br"

"""The HTTP matrix on the built site: codings, conditions, ranges and methods, by both doors."""

from __future__ import annotations

import gzip
import re

import brotli
import pytest
from delivery.either_door import FILE, PAGE, Door, identity
from delivery.small_dictionary import holding
from support.built_site import BuiltSite

from reader.delivery.http.content_codings import Coding

DECODERS = {
    "br": brotli.decompress,
    "gzip": gzip.decompress,
    "": bytes,
}
CACHING = ("etag", "cache-control", "vary", "last-modified")
UNDATED = "Mon, 23 Nov 2099 10:00:00 GMT"


@pytest.fixture(scope="module", params=["asgi", "wsgi"])
def door(request: pytest.FixtureRequest, site: BuiltSite) -> Door:
    return Door(site, request.param)


@pytest.fixture(scope="module")
def wsgi(site: BuiltSite) -> Door:
    return Door(site, "wsgi")


@pytest.mark.parametrize("path", [PAGE, FILE])
@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("br", "br"),
        ("gzip", "gzip"),
        ("zstd", ""),
        ("", ""),
        ("identity", ""),
        ("*", "br"),
        ("gzip;q=0.5, br;q=0.4", "gzip"),
        ("gzip, br;q=0", "gzip"),
        ("identity;q=0", None),
        ("*;q=0", None),
        ("identity;q=0, zstd", None),
        ("gzip, deflate, br, zstd", "br"),
    ],
)
def test_every_coding_is_the_same_page(
    door: Door, site: BuiltSite, path: str, accepted: str, coding: str | None
) -> None:
    status, said, body = door(path, accept_encoding=accepted)
    if coding is None:
        assert (status, body) == (406, b"")
        return
    assert (status, said.get("content-encoding", "")) == (200, coding)
    assert said["content-length"] == str(len(body))
    assert DECODERS[coding](body) == identity(site, path)


@pytest.mark.parametrize("path", [PAGE, FILE, "/en/", "/"])
@pytest.mark.parametrize("accepted", ["br", "gzip", "", "dictionary"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_whoever_holds_an_answer_is_told_so_with_the_same_caching_headers(
    wsgi: Door, site: BuiltSite, path: str, accepted: str, method: str
) -> None:
    headers = (
        holding(identity(site, "/en/about"))
        if accepted == "dictionary"
        else {"accept-encoding": accepted}
    )
    status, full, _ = wsgi(path, **headers)
    assert status == 200
    for condition in ("{0}", '"x", {0}', "W/{1}", "*"):
        if condition == "*" and accepted == "dictionary":
            continue  # any of them: the plain one
        held = condition.format(full["etag"], full["etag"].removeprefix("W/"))
        status, said, body = wsgi(path, method, if_none_match=held, **headers)
        assert (status, body) == (304, b""), held
        assert {name: said.get(name) for name in CACHING} == {
            name: full.get(name) for name in CACHING
        }


@pytest.mark.parametrize("path", [PAGE, FILE])
@pytest.mark.parametrize("accepted", ["br", "gzip", ""])
def test_a_date_is_enough_for_whoever_knows_no_tags(door: Door, path: str, accepted: str) -> None:
    _, full, _ = door(path, accept_encoding=accepted)
    status, said, body = door(path, accept_encoding=accepted, if_modified_since=UNDATED)
    assert (status, body) == (304, b"")
    assert {name: said.get(name) for name in CACHING} == {name: full.get(name) for name in CACHING}
    if path == FILE:
        assert (
            door(path, accept_encoding=accepted, if_modified_since=full["last-modified"])[0] == 304
        )
    assert door(path, if_modified_since="Thu, 01 Jan 1970 00:00:00 GMT")[0] == 200
    assert door(path, if_modified_since="yesterday")[0] == 200
    assert door(path, if_modified_since=UNDATED, if_none_match='"other"')[0] == 200, (
        "a tag counts more than a date"
    )


def test_a_date_says_nothing_of_a_page_that_was_negotiated(wsgi: Door) -> None:
    assert wsgi("/", if_modified_since=UNDATED)[0] == 200


@pytest.mark.parametrize("accepted", ["br", "gzip", ""])
def test_a_file_is_resumed_where_it_broke_off(door: Door, site: BuiltSite, accepted: str) -> None:
    _, full, whole = door(FILE, accept_encoding=accepted)
    assert full["accept-ranges"] == "bytes"
    half = whole[:100]
    status, said, rest = door(
        FILE, accept_encoding=accepted, range="bytes=100-", if_range=full["etag"]
    )
    assert (status, said["content-range"]) == (206, f"bytes 100-{len(whole) - 1}/{len(whole)}")
    assert said["content-length"] == str(len(rest))
    assert DECODERS[accepted](half + rest) == identity(site, FILE)
    assert {name: said.get(name) for name in (*CACHING, "content-encoding")} == {
        name: full.get(name) for name in (*CACHING, "content-encoding")
    }


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"range": "bytes=0-99"}, 206),
        ({"range": "bytes=-100"}, 206),
        ({"range": "bytes=0-0"}, 206),
        ({"range": "bytes=999999-"}, 416),
        ({"range": "bytes=-0"}, 416),
        ({"range": "bytes=0-9,20-29"}, 200),
        ({"range": "bytes=9-0"}, 200),
        ({"range": "pages=1"}, 200),
        ({"range": "bytes=100-", "if_range": '"other"'}, 200),
        ({"range": "bytes=100-", "if_range": 'W/"other"'}, 200),
        ({"range": "bytes=100-", "if_range": UNDATED}, 200),
        ({"range": "bytes=100-", "if_none_match": "*"}, 304),
        ({"range": "bytes=100-", "accept_encoding": "*;q=0"}, 406),
        ({"range": "bytes=100-", "if_match": '"other"'}, 412),
        ({"range": "bytes=100-", "if_match": "*"}, 206),
        ({"range": "bytes=100-", "if_unmodified_since": "Thu, 01 Jan 1970 00:00:00 GMT"}, 412),
        ({"range": "bytes=100-", "if_unmodified_since": UNDATED}, 206),
        ({"if_match": '"other"', "if_none_match": "*"}, 412),
    ],
)
def test_a_range_of_a_file_is_a_part_or_none_or_all_of_it(
    door: Door, site: BuiltSite, headers: dict[str, str], status: int
) -> None:
    got, said, body = door(FILE, **headers)
    assert got == status
    assert "cache-control" in said
    if status == 416:
        assert (said["content-range"], body) == (f"bytes */{len(identity(site, FILE))}", b"")
    if status == 412:
        assert body == b""
    if status == 200:
        assert body == identity(site, FILE)


@pytest.mark.parametrize("path", [FILE, PAGE, "/en/", "/"])
@pytest.mark.parametrize("accepted", ["br", ""])
def test_the_version_that_a_reader_has_is_resumed_and_no_other(
    door: Door, path: str, accepted: str
) -> None:
    tag = door(path, accept_encoding=accepted)[1]["etag"]
    other = door(path, accept_encoding="gzip")[1]["etag"]
    for method in ("GET", "HEAD"):
        assert door(path, method, accept_encoding=accepted, if_match=tag)[0] == 200
        assert door(path, method, accept_encoding=accepted, if_match=other)[::2] == (412, b"")


@pytest.mark.parametrize("path", [PAGE, "/", "/en/nowhere"])
def test_a_page_never_comes_in_parts(door: Door, path: str) -> None:
    status, said, _ = door(path, range="bytes=0-9", accept_encoding="br")
    assert status in {200, 404}
    assert {"content-range", "accept-ranges"}.isdisjoint(said)


def test_head_of_a_file_has_no_part(door: Door) -> None:
    assert door(FILE, "HEAD", range="bytes=0-9")[::2] == (200, b"")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW", "PROPFIND"])
@pytest.mark.parametrize(
    "path", [PAGE, FILE, "/", "/en/search?q=x", "/en/experiments?status=open", "/healthz"]
)
def test_a_method_that_is_not_offered_is_refused_with_those_that_are(
    door: Door, method: str, path: str
) -> None:
    status, said, _ = door(path, method)
    assert status in {405, 501}
    assert {"GET", "HEAD", "OPTIONS"} <= set(said["allow"].split(", "))


@pytest.mark.parametrize("path", [PAGE, FILE, "/", "/en/search?q=x", "/healthz"])
def test_options_tell_what_is_offered(door: Door, path: str) -> None:
    status, said, body = door(path, "OPTIONS")
    assert (status, body) in {(200, b""), (204, b"")}
    assert {"GET", "HEAD", "OPTIONS"} == set(said["allow"].split(", "))


@pytest.mark.parametrize(
    "path",
    [
        "/en/search",
        "/en/search?q=community",
        "/en/experiments?status=open",
        "/en/nowhere",
        FILE,
        "/",
    ],
)
def test_what_a_reader_typed_never_meets_a_dictionary(
    door: Door, site: BuiltSite, path: str
) -> None:
    for read in ("/en/about", "/en/", "/en/experiments"):
        _, said, _ = door(path, **holding(identity(site, read)))
        assert said.get("content-encoding") != "dcz"
        assert "Available-Dictionary" not in said.get("vary", "")
        assert path == "/" or "use-as-dictionary" not in said


def test_a_tag_has_twelve_digits_and_says_of_which_page_a_dictionary_made_another(
    site: BuiltSite, wsgi: Door
) -> None:
    assert re.fullmatch(r'"[0-9a-f]{12}"', wsgi(PAGE)[1]["etag"])
    _, said, _ = wsgi(PAGE, **holding(identity(site, "/en/about")))
    assert said["etag"] == f'W/"{site.shelf.pages[PAGE].bodies[Coding.IDENTITY].etag}-d"'

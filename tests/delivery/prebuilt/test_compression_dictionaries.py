"""Which pages are dictionaries, for whom, and that a browser can decode every byte."""

from __future__ import annotations

import base64
import hashlib
from itertools import permutations
from pathlib import Path

import pytest
from delivery.small_dictionary import ACCEPTED, from_dictionary, holding, naming
from delivery.tiny_site import PAGE, serving_of, write_generation
from hypothesis import given
from hypothesis import strategies as st

from reader.delivery.http.content_codings import Coding
from reader.delivery.http.messages import Request, Response
from reader.delivery.http.response_headers import CACHE_CONTROL, CachePolicy
from reader.delivery.prebuilt.compression_dictionaries import (
    DICTIONARIES_FILE,
    DictionaryCoder,
    DictionaryIndex,
    dictionary_digest,
)
from reader.delivery.prebuilt.page_file import PageFile
from reader.delivery.served_generation import ServedGeneration
from reader.delivery.static_responder import respond

READ = "/en/experiments"
ALL = ("/en/", READ, PAGE, "/es/", "/es/experiments", "/es/experiments/fridge")


@pytest.fixture(scope="session")
def serving(
    page_file: PageFile, tiny_root: Path, tmp_path_factory: pytest.TempPathFactory
) -> ServedGeneration:
    """The tiny site, and before it a generation with other words."""
    earlier = write_generation(tmp_path_factory.mktemp("earlier"), "zero", "zeroth")
    return serving_of(page_file, tiny_root / "generations" / "one", earlier)


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
        assert ask(serving, path)[1]["use-as-dictionary"] == f'match="/{path[1:3]}/*"'
    assert ask(serving, "/", accept_language="es")[1]["use-as-dictionary"] == 'match="/es/*"'
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
    for path in ("/en/search", "/en/experiments"):
        assert (
            respond(serving, Request(method="GET", path=path, query="q=x", headers=headers)) is None
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
    assert "use-as-dictionary" not in ask(serving, sec_gpc="1")[1]
    assert "use-as-dictionary" in ask(serving, sec_gpc="0")[1]


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
    assert said["cache-control"].startswith("private, ")
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


@given(st.text(max_size=60) | st.from_regex(r" ?:[A-Za-z0-9+/]{42,44}={0,2}: ?", fullmatch=True))
def test_only_one_whole_digest_is_a_name(header: str) -> None:
    digest = dictionary_digest(header)
    assert digest is None or len(digest) == 32


@given(st.binary(min_size=32, max_size=32))
def test_every_digest_can_be_named(digest: bytes) -> None:
    assert dictionary_digest(f":{base64.b64encode(digest).decode()}:") == digest


def test_every_page_of_a_generation_is_found_by_its_digest_and_nothing_else(
    tiny_root: Path, page_file: PageFile
) -> None:
    published = DictionaryIndex.open(tiny_root / "generations" / "one")
    assert published
    for path in ALL:
        page = page_of(page_file, path)
        assert published.find(hashlib.sha256(page).digest()) == page
    for digest in (
        b"\0" * 32,
        b"\xff" * 32,
        hashlib.sha256(page_of(page_file, "/en/search")).digest(),
    ):
        assert published.find(digest) is None


@pytest.mark.parametrize("damage", ["missing folder", "missing", "empty", "cut", "another byte"])
def test_a_damaged_generation_makes_pages_plain_and_never_wrong(
    serving: ServedGeneration, tmp_path: Path, damage: str
) -> None:
    folder = write_generation(tmp_path, "zero", "zeroth")
    old = page_of(PageFile.open(folder), READ)
    file, page_file = folder / DICTIONARIES_FILE, folder / "shelf.bin"
    if damage == "missing":
        file.unlink()
    elif damage == "empty":
        file.write_bytes(b"")
    elif damage == "cut":
        file.write_bytes(file.read_bytes()[:40])
    elif damage == "another byte":
        page_file.write_bytes(
            page_file.read_bytes().replace(old, old.replace(b"sentence 7", b"sentence 8"))
        )
    directory = tmp_path / "nowhere" if damage == "missing folder" else folder
    response, said = ask(serving_of(serving.page_file, directory), **holding(old))
    assert (response.status, said["content-encoding"]) == (200, "br")


def test_a_generation_that_was_deleted_meanwhile_goes_on_to_decode(
    serving: ServedGeneration, tmp_path: Path
) -> None:
    folder = write_generation(tmp_path, "zero", "zeroth")
    old = page_of(PageFile.open(folder), READ)
    behind = serving_of(serving.page_file, folder)
    for file in (folder / DICTIONARIES_FILE, folder / "shelf.bin"):
        file.unlink()
    response, _ = ask(behind, **holding(old))
    assert from_dictionary(response.body, old) == page_of(serving.page_file, PAGE)


def test_a_page_is_coded_once_for_all_who_read_the_same_page_before(
    page_file: PageFile, tiny_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    coded = []

    def compress_with_dictionary(dictionary: bytes, body: bytes) -> bytes:
        coded.append((dictionary, body))
        return b"coded"

    monkeypatch.setattr(
        "reader.delivery.prebuilt.compression_dictionaries.compress_with_dictionary",
        compress_with_dictionary,
    )
    fresh = serving_of(page_file, tiny_root / "generations" / "one")
    for _ in range(3):
        assert after(fresh)[0].body == b"coded"
    assert len(coded) == 1
    after(fresh, read="/en/")
    after(fresh, "/en/")
    assert len(coded) == 3


def test_what_is_kept_has_a_bound_and_what_was_let_go_is_made_again(
    page_file: PageFile, tiny_root: Path
) -> None:
    published = DictionaryIndex.open(tiny_root / "generations" / "one")
    assert published
    dictionaries = DictionaryCoder([published], cache_bytes=1_000)
    for _ in range(2):
        for read, path in permutations(ALL, 2):
            entry = page_file.entry(path)
            assert entry
            made = dictionaries.coded(
                page_file,
                entry.bodies[Coding.IDENTITY],
                hashlib.sha256(page_of(page_file, read)).digest(),
            )
            assert made
            assert from_dictionary(made, page_of(page_file, read)) == page_of(page_file, path)

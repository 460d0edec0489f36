"""What the bench makes of pages that come coded against the page before."""

from __future__ import annotations

import pytest

from bench import dictionaries
from bench.client import Answer, request
from bench.figures import BenchError
from reader.delivery.http.content_codings import compress_with_dictionary


def test_a_browser_that_keeps_a_page_names_it_by_its_digest():
    plain, second = request("/en/"), request("/en/", b"")

    assert (b"dcz" in plain, b"Available-Dictionary" in plain) == (False, False)
    assert b"\r\nAvailable-Dictionary: :47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:\r\n" in second
    assert b"br, zstd, dcb, dcz\r\n" in second


@pytest.mark.parametrize("head", [b"content-encoding: br\r\n", b"content-encoding: dcz\r\n", b""])
def test_a_page_that_a_browser_could_not_show_stops_the_bench(head):
    coded = compress_with_dictionary(b"another page", b"the page")

    with pytest.raises(BenchError):
        dictionaries.decoded(
            Answer(head=b"HTTP/1.1 200 OK\r\n" + head, body=coded), b"the page before"
        )


def test_a_page_against_the_page_before_is_decoded():
    answer = Answer(
        head=b"HTTP/1.1 200 OK\r\ncontent-encoding: dcz\r\n",
        body=compress_with_dictionary(b"the page before", b"the page"),
    )

    assert dictionaries.decoded(answer, b"the page before") == b"the page"


def test_first_and_next_pages_are_held_to_their_medians_and_headers_to_the_heaviest():
    rows = [
        dictionaries.DictionaryWeight(
            path=path, first_bytes=first, next_bytes=second, head_bytes=head
        )
        for path, first, second, head in (
            ("/en/a", 3_000, 2_000, 400),
            ("/en/b", 4_000, 2_901, 451),
            ("/en/c", 9_000, 9_999, 420),
        )
    ]

    assert [(each.measured, each.verdict) for each in dictionaries.summary(rows)] == [
        ("4,000 B", "ok"),
        ("2,901 B", "MISSED"),
        ("9,999 B", ""),
        ("451 B", "MISSED"),
    ]
    assert dictionaries.summary(rows)[2].name.endswith("/en/c")

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from random import Random

import brotli
import pytest
import zopfli.gzip
from delivery.small_dictionary import from_dictionary
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.delivery.http.content_codings import (
    CODERS,
    PREFERRED,
    SUFFIXES,
    Coding,
    accepted_codings,
    best_coding,
    coder_versions,
    compress_with_dictionary,
    is_compressible,
    live_body,
    ready_bodies,
    ready_body,
)

ALL = frozenset(PREFERRED)
WITH_DICTIONARY = frozenset(Coding)
PLAIN = frozenset({Coding.IDENTITY})
DECODERS = {
    Coding.BROTLI: brotli.decompress,
    Coding.GZIP: gzip.decompress,
    Coding.IDENTITY: bytes,
}
TEXT = b"<p>The same words, and the same words again.</p>" * 40

CHOICES = [
    # header, what there is, what is sent
    ("", ALL, "identity"),
    ("br", ALL, "br"),
    ("gzip", ALL, "gzip"),
    ("x-gzip", ALL, "gzip"),
    ("gzip, deflate, br, zstd", ALL, "br"),
    ("gzip, deflate", ALL, "gzip"),
    ("gzip, zstd", ALL, "gzip"),
    ("zstd", ALL, "identity"),
    ("zstd, gzip;q=0.9", ALL, "gzip"),
    ("gzip, deflate, br, zstd, dcb, dcz", ALL, "br"),
    ("gzip, deflate, br, zstd, dcb, dcz", WITH_DICTIONARY, "dcz"),
    ("gzip, deflate, br, zstd", WITH_DICTIONARY, "br"),
    ("dcz;q=0, br", WITH_DICTIONARY, "br"),
    ("dcz;q=0.5, br", WITH_DICTIONARY, "br"),
    ("dcb", WITH_DICTIONARY, "identity"),
    ("deflate", ALL, "identity"),
    ("GZIP", ALL, "gzip"),
    ("  gzip  ,br ", ALL, "br"),
    ("br;q=0.5, gzip;q=0.8", ALL, "gzip"),
    ("br;q=0.8, gzip;q=0.8", ALL, "br"),
    ("br ; q=0.5,gzip;Q=1.0", ALL, "gzip"),
    ("br;q=0, gzip", ALL, "gzip"),
    ("br;q=0", ALL, "identity"),
    ("br;q=0.001", ALL, "br"),
    ("identity;q=1, br;q=0.5", ALL, "identity"),
    ("identity", ALL, "identity"),
    ("identity;q=0", ALL, None),
    ("identity;q=0, gzip", ALL, "gzip"),
    ("identity;q=0, gzip", PLAIN, None),
    ("*", ALL, "br"),
    ("*", PLAIN, "identity"),
    ("*;q=0", ALL, None),
    ("*;q=0, gzip", ALL, "gzip"),
    ("*;q=0, identity;q=0.1", ALL, "identity"),
    ("gzip;q=0.5, *;q=0.8", ALL, "br"),
    ("br;q=0, *", ALL, "gzip"),
    ("br;q=0, gzip;q=0, *", ALL, "identity"),
    # whole tokens, never parts of words
    ("brotli", ALL, "identity"),
    ("abr, xgzip", ALL, "identity"),
    ("gzip-not", ALL, "identity"),
    # malformed members are as if not sent
    ("br;q=2, gzip", ALL, "gzip"),
    ("br;q=, gzip", ALL, "gzip"),
    ("br;q=nan, gzip", ALL, "gzip"),
    ("br;q=-1, gzip", ALL, "gzip"),
    ("br;q=1e0, gzip", ALL, "gzip"),
    ("br;level=5, gzip", ALL, "gzip"),
    (",,;,;;=", ALL, "identity"),
    ("br", PLAIN, "identity"),
    # a longer header than anybody sends is as if not sent: cut, it might accept what it refuses
    ("gzip," + " " * 507, ALL, "gzip"),
    ("gzip," + " " * 508, ALL, "identity"),
    ("gzip," + " " * 505 + "br;q=0", ALL, "identity"),
]


@pytest.mark.parametrize(("header", "available", "sent"), CHOICES)
def test_a_reader_gets_the_best_coding_it_accepts(
    header: str, available: frozenset[Coding], sent: str | None
) -> None:
    assert best_coding(header, available) == sent


@given(st.text(max_size=200), st.sets(st.sampled_from(Coding)))
def test_no_header_makes_the_choice_fail_or_leave_what_there_is(
    header: str, available: set[Coding]
) -> None:
    assert best_coding(header, available) in {*available, None}


@given(
    st.dictionaries(st.sampled_from([*Coding, "*", "deflate"]), st.integers(0, 1000), min_size=1),
    st.sets(st.sampled_from(Coding)),
)
def test_what_is_refused_is_never_accepted_and_what_is_liked_better_comes_first(
    weights: dict[str, int], available: set[Coding]
) -> None:
    unasked = {
        coding: weights.get("*", 0.5 if coding is Coding.IDENTITY else 0) for coding in Coding
    }
    liked = {**unasked, **weights}
    found = accepted_codings(
        ", ".join(f"{name};q={weight / 1000:.3f}" for name, weight in weights.items()), available
    )
    assert set(found) == {coding for coding in available if liked[coding] > 0}
    assert [liked[coding] for coding in found] == sorted(
        (liked[coding] for coding in found), reverse=True
    )


@given(
    dictionary=st.binary(max_size=600),
    words=st.lists(st.sampled_from([b"the ", b"same ", b"words ", b"\xc3\xb1 "]), max_size=200),
)
def test_a_body_against_a_dictionary_names_it_and_decodes_to_what_went_in(
    dictionary: bytes, words: list[bytes]
) -> None:
    body = b"".join(words)
    coded = compress_with_dictionary(dictionary, body)
    assert coded[:8] == bytes.fromhex("5e2a4d1820000000")
    assert coded[8:40] == hashlib.sha256(dictionary).digest()
    assert from_dictionary(coded, dictionary) == body
    assert coded == compress_with_dictionary(dictionary, body), "the same bytes every time"


@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=600) | st.text(alphabet="abc ", max_size=600).map(str.encode))
def test_ready_and_live_bodies_decode_to_what_went_in(body: bytes) -> None:
    bodies = ready_bodies(body)
    assert bodies[Coding.IDENTITY] == body
    for coding, coded in bodies.items():
        assert DECODERS[coding](coded) == body
        assert coding is Coding.IDENTITY or len(coded) < len(body)
    for coding in PREFERRED:
        assert DECODERS[coding](live_body(body, coding)) == body


def test_codings_are_the_same_bytes_every_time_and_tell_no_time() -> None:
    assert ready_bodies(TEXT) == ready_bodies(TEXT)
    for made in (ready_bodies(TEXT)[Coding.GZIP], live_body(TEXT, Coding.GZIP)):
        assert made[3] == 0, "no file name, no comment"
        assert made[4:8] == b"\0\0\0\0", "no time"


def test_ready_bytes_are_smaller_than_live_ones() -> None:
    ready = ready_bodies(TEXT)
    assert len(ready[Coding.BROTLI]) <= len(live_body(TEXT, Coding.BROTLI))
    assert len(ready[Coding.GZIP]) <= len(live_body(TEXT, Coding.GZIP))


@pytest.mark.parametrize("code", [ready_body, live_body])
def test_the_window_of_brotli_is_as_large_as_a_body_needs(
    code: Callable[[bytes, Coding], bytes],
) -> None:
    longer_than_the_small_one = Random(1).randbytes(70_000)
    assert code(TEXT, Coding.BROTLI)[0] & 1 == 0, "64 kB, which RFC 7932 §9.1 says in one bit"
    assert len(code(longer_than_the_small_one * 2, Coding.BROTLI)) < 75_000


def test_a_long_body_is_split_into_blocks_where_that_makes_it_smaller() -> None:
    letters, digits = (
        bytes(Random(1).choices(alphabet, k=12_000))
        for alphabet in (b"abcdefgh", b"0123456789ABCDEFGHIJKLMNOPQRSTUV")
    )
    in_one_block = zopfli.gzip.compress(letters + digits, numiterations=5, blocksplitting=False)
    assert len(ready_bodies(letters + digits)[Coding.GZIP]) < len(in_one_block) - 100


def test_every_coding_has_a_coder_a_suffix_and_a_version() -> None:
    assert {coder.coding for coder in CODERS} | {Coding.IDENTITY} == set(PREFERRED) == set(SUFFIXES)
    assert "brotli 1." in coder_versions()
    assert "zopfli 0." in coder_versions()


@pytest.mark.parametrize(
    ("media_type", "packs"),
    [
        ("text/html; charset=utf-8", True),
        ("text/plain", True),
        ("application/atom+xml", True),
        ("application/ld+json", True),
        ("Application/JSON", True),
        ("image/svg+xml", True),
        ("application/epub+zip", False),
        ("image/png", False),
        ("audio/mpeg", False),
        ("", False),
    ],
)
def test_only_text_is_worth_compressing(media_type: str, packs: bool) -> None:
    assert is_compressible(media_type) is packs

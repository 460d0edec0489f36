"""Pages are weighed and coded once, and in the order in which they were drafted."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import brotli
from support.sample_project import PLACEHOLDER, fill_weight

from reader.delivery.http.content_codings import Coding, coder_versions, ready_bodies
from reader.delivery.http.response_headers import CachePolicy
from reader.delivery.prebuilt.page_file import PageFile
from reader.delivery.prebuilt.page_file_writer import PageFileWriter, Resource
from reader.publishing.build.compress import PageCompressor


def rendered(address: str, body: bytes) -> Resource:
    return Resource(
        language="en",
        media_type="text/html; charset=utf-8",
        policy=CachePolicy.PAGE,
        bodies={Coding.IDENTITY: body},
        address=address,
    )


def compressed_alone(body: bytes) -> Mapping[Coding, bytes]:
    """Return what a page is compressed to if there is no earlier generation."""
    return PageCompressor(fill_weight, None).compress(rendered("/en/a", body))[0].bodies


def page(words: int) -> bytes:
    return (
        b"<p>"
        + b" ".join(str(number * number).encode() for number in range(words))
        + b" weighs "
        + PLACEHOLDER
        + b"</p>"
    )


def shelf_with(folder: Path, address: str, body: bytes, coders: str) -> PageFile:
    bodies = compressed_alone(body)
    with PageFileWriter(folder, languages=("en",), coders=coders) as writer:
        writer.add(
            Resource(
                address=address,
                media_type="text/html; charset=utf-8",
                policy=CachePolicy.PAGE,
                bodies=bodies,
            )
        )
    return PageFile.open(folder)


def test_a_page_says_what_its_brotli_body_weighs() -> None:
    for words in range(200, 1500, 217):
        bodies = compressed_alone(page(words))

        said = bodies[Coding.IDENTITY].rpartition(b" weighs ")[2].split()[0].decode()
        # Half of the last digit, and what that digit itself can change.
        assert abs(float(said) * 1000 - len(bodies[Coding.BROTLI])) <= 50 + 5


def test_every_coding_holds_the_same_page() -> None:
    bodies = compressed_alone(page(300))

    assert (
        brotli.decompress(bodies[Coding.BROTLI])
        == gzip.decompress(bodies[Coding.GZIP])
        == bodies[Coding.IDENTITY]
    )
    assert PLACEHOLDER not in bodies[Coding.IDENTITY]


def test_a_page_without_a_place_for_its_weight_stays_as_it_is() -> None:
    assert compressed_alone(b"<p>" + b"x" * 500) == ready_bodies(b"<p>" + b"x" * 500)


def test_a_page_that_did_not_change_is_taken_over_whole(tmp_path: Path) -> None:
    earlier = shelf_with(tmp_path / "shelf", "/en/a", page(300), coder_versions())

    resource, kept = PageCompressor(fill_weight, earlier).compress(rendered("/en/a", page(300)))

    assert kept == earlier.pages["/en/a"]
    assert resource.bodies == compressed_alone(page(300))


def test_a_page_that_changed_is_coded(tmp_path: Path) -> None:
    earlier = shelf_with(tmp_path / "shelf", "/en/a", page(300), coder_versions())

    resource, kept = PageCompressor(fill_weight, earlier).compress(rendered("/en/a", page(301)))

    assert kept is None
    assert resource.bodies == compressed_alone(page(301))


def test_nothing_is_taken_over_from_other_coders(tmp_path: Path) -> None:
    earlier = shelf_with(tmp_path / "shelf", "/en/a", page(300), "brotli 0.1")

    assert not PageCompressor(fill_weight, earlier).compress(rendered("/en/a", page(300)))[1]


def test_a_file_that_is_compressed_already_is_left_alone() -> None:
    book = replace(
        rendered("/en/a.epub", bytes(2_000)),
        media_type="application/epub+zip",
        policy=CachePolicy.FILE,
    )

    assert PageCompressor(fill_weight, None).compress(book) == (book, None)


def test_an_html_file_to_take_away_has_every_coding(tmp_path: Path) -> None:
    file = replace(rendered("/en/a.html", page(500)), policy=CachePolicy.FILE)

    made, carried = PageCompressor(fill_weight, None).compress(file)

    assert not carried
    assert gzip.decompress(made.bodies[Coding.GZIP]) == file.body
    assert brotli.decompress(made.bodies[Coding.BROTLI]) == file.body

"""A body that stands in a page file as gzip is unpacked from that when somebody asks for it."""

from __future__ import annotations

import gzip
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest

from reader.delivery.http.content_codings import Coding
from reader.delivery.http.response_headers import CachePolicy
from reader.delivery.prebuilt.bodies import PIECE_BYTES, BodyRef, etag_of
from reader.delivery.prebuilt.compression_dictionaries import DictionaryIndex
from reader.delivery.prebuilt.damaged_entries import damaged_entries
from reader.delivery.prebuilt.page_file import PageFile
from reader.delivery.prebuilt.page_file_writer import PageFileWriter, Resource

ADDRESS = "/en/all.txt"
TEXT = b"".join(b"line %d of a long text\n" % number for number in range(20_000))
PACKED = gzip.compress(TEXT, mtime=0)
ENDS = (0, 1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 3 * PIECE_BYTES + 7, len(TEXT))


@pytest.fixture
def page_file(tmp_path: Path) -> PageFile:
    with PageFileWriter(tmp_path, languages=("en",), coders="") as writer:
        writer.add(
            Resource(
                address=ADDRESS,
                media_type="text/plain",
                policy=CachePolicy.FILE,
                bodies={Coding.IDENTITY: TEXT, Coding.GZIP: PACKED},
                scope="/en/*",
            )
        )
    return PageFile.open(tmp_path)


def uncoded(page_file: PageFile) -> BodyRef:
    return page_file.pages[ADDRESS].bodies[Coding.IDENTITY]


def test_only_the_packed_bytes_are_there(page_file: PageFile) -> None:
    assert (page_file.directory / "shelf.bin").read_bytes() == PACKED
    assert uncoded(page_file) == BodyRef(0, len(TEXT), etag_of(TEXT), len(PACKED))
    assert page_file.body(uncoded(page_file)) == TEXT
    assert damaged_entries(page_file) == ()


@pytest.mark.parametrize(("start", "stop"), [*pairwise(ENDS), (0, len(TEXT)), (1, len(TEXT) - 1)])
def test_any_range_comes_in_pieces_of_bounded_size(
    page_file: PageFile, start: int, stop: int
) -> None:
    pieces = [*page_file.pieces(uncoded(page_file), range(start, stop))]

    assert b"".join(pieces) == TEXT[start:stop]
    assert all(len(each) == PIECE_BYTES for each in pieces[:-1])
    assert 0 < len(pieces[-1]) <= PIECE_BYTES


def test_a_packed_page_is_found_as_a_dictionary(page_file: PageFile) -> None:
    published = DictionaryIndex.open(page_file.directory)

    assert published
    assert published.find(sha256(TEXT).digest()) == TEXT


@pytest.mark.parametrize("at", [0, 3, 15, len(PACKED) // 2])
def test_damage_gives_other_bytes_and_stops_nothing(page_file: PageFile, at: int) -> None:
    path = page_file.directory / "shelf.bin"
    path.write_bytes(PACKED[:at] + bytes(9) + PACKED[at + 9 :])
    damaged = PageFile.open(page_file.directory)

    assert damaged.body(uncoded(damaged)) != TEXT
    assert b"".join(damaged.pieces(uncoded(damaged), range(len(TEXT)))) != TEXT
    assert damaged_entries(damaged) == (ADDRESS,)
    published = DictionaryIndex.open(page_file.directory)
    assert published
    assert published.find(sha256(TEXT).digest()) != TEXT

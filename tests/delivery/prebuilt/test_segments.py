"""A page file that was made upon another has that one's bodies, and what is new in a segment."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from delivery.tiny_site import quick_bodies

from reader.delivery.http.response_headers import CachePolicy
from reader.delivery.prebuilt.body_writer import MOST_SEGMENTS
from reader.delivery.prebuilt.compression_dictionaries import DictionaryIndex
from reader.delivery.prebuilt.damaged_entries import damaged_entries
from reader.delivery.prebuilt.page_file import PageFile, PageFileError
from reader.delivery.prebuilt.page_file_writer import HTML, PageFileWriter, Resource
from reader.delivery.prebuilt.segments import SEGMENTS_FILE, is_segment

PAGES = {f"/en/{number}": f"page {number} {'words ' * number}".encode() for number in range(12)}


def resource(address: str, body: bytes) -> Resource:
    return Resource(
        address=address,
        media_type=HTML,
        policy=CachePolicy.PAGE,
        bodies=quick_bodies(body),
        scope="/en/*",
    )


def written(
    directory: Path, pages: Mapping[str, bytes], base: PageFile | None = None, *, gone: str = ""
) -> PageFile:
    """Write a page file, and keep what ``base`` has. The page ``gone`` is withdrawn."""
    directory.mkdir()
    with PageFileWriter(directory, languages=("en",), coders="", base=base) as writer:
        for address, body in pages.items():
            before = base.pages.get(address) if base else None
            made = resource(address, body)
            if address == gone:
                writer.add(replace(made, status=410))
            elif base and before and base.bodies_of(before) == made.bodies:
                writer.add(replace(made, bodies={}), before)
            else:
                writer.add(made)
    return PageFile.open(directory)


def stored(body: bytes) -> list[bytes]:
    """Return the codings of a body that a page file holds: the others are made of these."""
    coded = quick_bodies(body)
    return [each for coding, each in coded.items() if coding != "identity" or "gzip" not in coded]


def segments_in(directory: Path) -> list[Path]:
    return sorted(path for path in directory.iterdir() if is_segment(path.name))


def assert_has(page_file: PageFile, pages: Mapping[str, bytes]) -> None:
    """Find every page in every coding, by its address and as a dictionary."""
    assert set(page_file.pages) == set(pages)
    assert damaged_entries(page_file) == ()
    published = DictionaryIndex.open(page_file.directory)
    assert published
    for address, body in pages.items():
        assert page_file.bodies_of(page_file.pages[address]) == quick_bodies(body)
        assert published.find(sha256(body).digest()) == body


def test_what_did_not_change_is_the_same_file(tmp_path: Path) -> None:
    one = written(tmp_path / "one", PAGES)
    pages = {**PAGES, "/en/3": b"changed", "/en/new": b"added"}

    two = written(tmp_path / "two", pages, one)

    own, linked = segments_in(tmp_path / "two")
    assert linked.samefile(tmp_path / "one" / "shelf.bin")
    assert own.read_bytes() == b"changed" + b"added"
    assert_has(two, pages)
    assert_has(one, PAGES)


def test_nothing_new_takes_no_segment(tmp_path: Path) -> None:
    two = written(tmp_path / "two", PAGES, written(tmp_path / "one", PAGES))

    assert [each.name for each in segments_in(tmp_path / "two")] == ["shelf.bin"]
    assert_has(two, PAGES)


def test_if_nothing_is_the_same_there_is_one_segment(tmp_path: Path) -> None:
    pages = {address: body + b" changed" for address, body in PAGES.items()}

    two = written(tmp_path / "two", pages, written(tmp_path / "one", PAGES))

    assert (tmp_path / "two/shelf.bin").read_bytes() == b"".join(
        coded for body in pages.values() for coded in stored(body)
    )
    assert_has(two, pages)


def test_a_page_that_is_gone_is_in_no_file_of_the_next_generation(tmp_path: Path) -> None:
    pages = dict(PAGES)
    secret = pages.pop("/en/3")

    two = written(tmp_path / "two", pages, written(tmp_path / "one", PAGES))

    held = b"".join(path.read_bytes() for path in segments_in(tmp_path / "two"))
    assert not [coded for coded in stored(secret) if coded in held]
    assert_has(two, pages)


def test_a_page_that_was_withdrawn_is_in_no_file_of_the_next_generation(tmp_path: Path) -> None:
    pages = {**PAGES, "/en/3": b"It was taken down."}

    two = written(tmp_path / "two", pages, written(tmp_path / "one", PAGES), gone="/en/3")

    (segment,) = segments_in(tmp_path / "two")
    assert not [coded for coded in stored(PAGES["/en/3"]) if coded in segment.read_bytes()]
    assert two.pages["/en/3"].status == 410


def test_what_a_later_generation_leaves_out_is_linked_no_longer(tmp_path: Path) -> None:
    """As the bundles of a library are, which belong to one generation."""
    one = written(tmp_path / "one", PAGES)
    bundled = written(tmp_path / "bundled", {**PAGES, "/en/all": bytes(5_000)}, one)
    pages = {**PAGES, "/en/1": b"other"}

    three = written(tmp_path / "three", pages, bundled)

    names = [each.name for each in segments_in(tmp_path / "three")]
    assert names == ["shelf-2.bin", "shelf.bin"]
    assert_has(three, pages)


def test_bodies_are_written_into_one_file_before_a_third_is_unused(tmp_path: Path) -> None:
    pages, page_file = dict(PAGES), written(tmp_path / "0", PAGES)
    counts = []

    for number, address in enumerate(list(pages)[::-1], start=1):
        pages[address] = f"short {number}".encode()
        page_file = written(tmp_path / str(number), pages, page_file)
        counts.append(len(segments_in(page_file.directory)))
        used = sum(map(len, {body for each in pages.values() for body in stored(each)}))
        size = sum(each.stat().st_size for each in segments_in(page_file.directory))
        assert used >= size * 2 / 3
        assert_has(page_file, pages)

    assert {1, 2} <= set(counts)


def test_segments_stay_few(tmp_path: Path) -> None:
    pages = {f"/en/{number}": f"page {number}".encode() for number in range(60)}
    page_file = written(tmp_path / "0", pages)
    counts = set()

    for number in range(1, 20):
        pages[f"/en/{number}"] = f"other {number}".encode()
        page_file = written(tmp_path / str(number), pages, page_file)
        counts.add(len(segments_in(page_file.directory)))
        assert_has(page_file, pages)

    assert counts == set(range(1, MOST_SEGMENTS + 1))


@pytest.mark.parametrize("seed", range(5))
def test_whatever_changes_a_page_file_has_what_was_added(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    pages, page_file = dict(PAGES), written(tmp_path / "0", PAGES)

    for number in range(1, 15):
        address = f"/en/{rng.randrange(14)}"
        if rng.random() < 0.2 and len(pages) > 1:
            pages.pop(address, None)
        else:
            pages[address] = rng.randbytes(rng.randrange(400))
        page_file = written(tmp_path / str(number), pages, page_file)
        assert_has(page_file, pages)
        # What a folder holds can be read without the others.
        for segment in segments_in(tmp_path / str(number - 1)):
            segment.unlink()
        assert_has(PageFile.open(page_file.directory), pages)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        (SEGMENTS_FILE, None, "missing"),
        (SEGMENTS_FILE, b"{", "size"),
        (SEGMENTS_FILE, b"[]", "size"),
        (SEGMENTS_FILE, b'[{"number":0,"start":0,"size":3}]', "size"),
        (SEGMENTS_FILE, b'[{"number":7,"start":0,"size":3}]', "missing"),
        ("shelf-1.bin", b"short", "size"),
        ("shelf-1.bin", None, "missing"),
    ],
)
def test_a_damaged_segment_is_refused(
    name: str, content: bytes | None, code: str, tmp_path: Path
) -> None:
    one = written(tmp_path / "one", PAGES)
    directory = written(tmp_path / "two", {**PAGES, "/en/3": b"changed"}, one).directory
    (directory / name).unlink()
    if content is not None:
        (directory / name).write_bytes(content)

    with pytest.raises(PageFileError) as caught:
        PageFile.open(directory)

    assert caught.value.code == code
    assert DictionaryIndex.open(directory) is None or content == b"[]"

"""A body put together from bytes anywhere in a page file is read as if it stood there whole."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from reader.delivery.http.content_codings import Coding
from reader.delivery.http.response_headers import CachePolicy
from reader.delivery.prebuilt.bodies import PIECE_BYTES, BodyRef, etag_of
from reader.delivery.prebuilt.body_writer import MoreSegments
from reader.delivery.prebuilt.damaged_entries import damaged_entries
from reader.delivery.prebuilt.extents import Assembler, Assembly
from reader.delivery.prebuilt.page_file import PageFile
from reader.delivery.prebuilt.page_file_writer import PageFileWriter, Resource

ALL = "/en/all.zip"
TEXT = b"".join(b"line %d of a long text\n" % number for number in range(20_000))
FILES = {"/en/a.txt": TEXT, "/en/b.txt": b"short", "/en/c.txt": TEXT[::-1]}
NEW = random.Random(1).randbytes(3 * PIECE_BYTES)  # the same every time
WHOLE = NEW + TEXT + b"between" + FILES["/en/c.txt"] + b"short" + TEXT[:9] + TEXT + NEW[:100]


def resource(address: str, body: bytes) -> Resource:
    return Resource(
        address=address,
        media_type="application/zip",
        policy=CachePolicy.FILE,
        bodies={Coding.IDENTITY: body},
    )


def written(
    directory: Path,
    files: Mapping[str, bytes],
    base: PageFile | None = None,
    assembly: Assembly | None = None,
    more: MoreSegments | None = None,
) -> PageFile:
    """Write files, those that ``base`` has are kept, and a body that was put together."""
    directory.mkdir()
    with PageFileWriter(directory, languages=("en",), coders="", base=base, more=more) as writer:
        for address, body in files.items():
            writer.add(resource(address, body), base.pages.get(address) if base else None)
        if assembly:
            writer.add(replace(resource(ALL, b""), bodies={}, assembly=assembly))
    return PageFile.open(directory)


def put_together(base: PageFile, new: Path) -> Assembly:
    """Put WHOLE together from three files and new bytes."""

    def share(address: str, wanted: slice = slice(None)) -> None:
        ref = base.pages[address].bodies[Coding.IDENTITY]
        assembler.share(ref.offset + (wanted.start or 0), FILES[address][wanted])

    with Assembler(new, base.bodies.segments) as assembler:
        assembler.write(NEW)
        share("/en/a.txt")
        assembler.write(b"between")
        share("/en/c.txt")
        share("/en/b.txt")
        share("/en/a.txt", slice(0, 9))
        assembler.pack(TEXT)
        assembler.write(NEW[:100])
        return assembler.finish()


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> PageFile:
    return written(tmp_path_factory.mktemp("base") / "one", FILES)


@pytest.fixture
def extended(base: PageFile, tmp_path: Path) -> PageFile:
    assembly = put_together(base, tmp_path / "new")
    return written(tmp_path / "two", FILES, base, assembly)


def of_all(page_file: PageFile) -> BodyRef:
    return page_file.pages[ALL].bodies[Coding.IDENTITY]


def test_it_is_read_whole_and_takes_only_what_is_new(extended: PageFile) -> None:
    ref = of_all(extended)

    assert extended.body(ref) == WHOLE
    assert (ref.length, ref.etag) == (len(WHOLE), etag_of(WHOLE))
    assert damaged_entries(extended) == ()
    own = extended.bodies.segments[-1]
    assert own.size < len(NEW) + 100 + len(TEXT) / 2 + 500
    assert (extended.directory / "site/en/all.zip").read_bytes() == WHOLE


def test_any_range_comes_in_pieces_of_bounded_size(extended: PageFile) -> None:
    ends = [0, 1, len(NEW), len(NEW) + 1, len(NEW) + len(TEXT) + 3, len(WHOLE) - 200_000]
    rng = random.Random(2)  # the same every time
    ends = sorted({*ends, *(rng.randrange(len(WHOLE)) for _ in range(40)), len(WHOLE)})
    for start, stop in [*pairwise(ends), (0, len(WHOLE))]:
        pieces = [*extended.pieces(of_all(extended), range(start, stop))]
        assert b"".join(pieces) == WHOLE[start:stop]
        assert all(len(each) == PIECE_BYTES for each in pieces[:-1])


def test_a_range_reads_only_what_it_needs(
    extended: PageFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    pread = extended.bodies.pread

    def counted(offset: int, length: int) -> bytes:
        read.append(length)
        return pread(offset, length)

    monkeypatch.setattr(extended.bodies, "pread", counted)
    start = len(NEW) + 1_000
    assert (
        b"".join(extended.pieces(of_all(extended), range(start, start + 50)))
        == (WHOLE[start : start + 50])
    )
    assert sum(read) < 400


def test_damage_in_a_shared_file_is_found(extended: PageFile, tmp_path: Path) -> None:
    first = extended.directory / "shelf.bin"
    content = bytearray(first.read_bytes())
    first.unlink()
    content[10] ^= 1
    first.write_bytes(content)

    assert set(damaged_entries(PageFile.open(extended.directory))) == {"/en/a.txt", ALL}


def test_the_next_page_file_shares_what_that_one_wrote(
    base: PageFile, extended: PageFile, tmp_path: Path
) -> None:
    """As the bundles of two generations do: the one between them has none."""
    files = {**FILES, "/en/d.txt": b"one more"}
    between = written(tmp_path / "between", files, extended)
    assert len(between.bodies.segments) == 2
    more = MoreSegments(directory=extended.directory, segments=extended.bodies.segments[-1:])
    segments = (*between.bodies.segments, *more.segments)
    new = extended.bodies.segments[-1].start
    ordered = sorted(segments, key=lambda each: each.start)
    with Assembler(tmp_path / "next", ordered) as assembler:
        assembler.share(new, NEW)
        assembler.write(b"end")
        assembly = assembler.finish()

    after = written(tmp_path / "after", files, between, assembly, more)

    assert after.body(of_all(after)) == NEW + b"end"
    assert after.bodies.segments[-1].size < 100
    assert damaged_entries(after) == ()
    names = [each.file for each in after.bodies.segments]
    assert (after.directory / names[1]).samefile(extended.directory / names[1])


def test_one_that_is_kept_is_whole_whether_or_not_segments_are_linked(
    extended: PageFile, tmp_path: Path
) -> None:
    files = {**FILES, ALL: WHOLE}
    linked = written(tmp_path / "three", files, extended)
    assert len(linked.bodies.segments) == 2
    assert linked.body(of_all(linked)) == WHOLE

    del files["/en/b.txt"]
    anew = written(tmp_path / "four", files, linked)

    assert [each.file for each in anew.bodies.segments] == ["shelf.bin"]
    assert anew.body(of_all(anew)) == WHOLE
    assert of_all(anew).extents == 0
    assert damaged_entries(anew) == ()


def test_one_for_another_page_file_is_refused(base: PageFile, tmp_path: Path) -> None:
    assembly = put_together(base, tmp_path / "new")
    with pytest.raises(ValueError, match="another page file"):
        written(tmp_path / "other", {"/en/x.txt": b"x"}, None, assembly)

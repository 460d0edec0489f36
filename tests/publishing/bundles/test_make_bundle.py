"""A file of a bundle is made only if what decides it is new, and written only if its bytes are."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from reader.delivery.http.content_codings import Coding
from reader.delivery.http.response_headers import CachePolicy
from reader.delivery.prebuilt.page_file import PageFile
from reader.delivery.prebuilt.page_file_writer import PageFileWriter, Resource
from reader.publishing.bundles.earlier_bundles import EarlierBundle
from reader.publishing.bundles.make_bundle import NewBundle, make_bundle
from reader.storage.zip_archive import ArchiveFile

ADDRESS = "/en/library.zip"
WORDS = {f"{number}.html": b"words %d " % number * 200 for number in range(20)}
MAP = "one"


def files(changes: dict[str, bytes], shared: str = MAP) -> list[ArchiveFile]:
    """Return files that depend on their words, and on something that all have alike."""
    return [
        ArchiveFile(name=name, make=partial(bytes, words), inputs=(shared, words))
        for name, words in {**WORDS, **changes}.items()
    ]


def never() -> bytes:
    raise AssertionError("made although it is known")


def written(directory: Path, made: NewBundle, base: PageFile) -> PageFile:
    directory.mkdir()
    resource = Resource(
        media_type="application/zip",
        policy=CachePolicy.FILE,
        bodies={},
        address=ADDRESS,
        assembly=made.assembly,
    )
    with PageFileWriter(directory, languages=("en",), coders="", base=base) as writer:
        writer.add(resource)
    return PageFile.open(directory)


@pytest.fixture
def first(tmp_path: Path) -> tuple[PageFile, EarlierBundle]:
    (tmp_path / "base").mkdir()
    with PageFileWriter(tmp_path / "base", languages=("en",), coders=""):
        pass
    base = PageFile.open(tmp_path / "base")
    made = make_bundle(files({}), tmp_path / "new", base.bodies.segments, None)
    assert made
    page_file = written(tmp_path / "one", made, base)
    ref = page_file.pages[ADDRESS].bodies[Coding.IDENTITY]
    return page_file, EarlierBundle(page_file, ref, made.record, page_file.bodies.segments)


def unpacked(page_file: PageFile) -> dict[str, bytes]:
    body = page_file.body(page_file.pages[ADDRESS].bodies[Coding.IDENTITY])
    with ZipFile(BytesIO(body)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("shared", [MAP, "another"])
def test_only_what_is_new_is_written(
    shared: str, first: tuple[PageFile, EarlierBundle], tmp_path: Path
) -> None:
    page_file, earlier = first
    assert unpacked(page_file) == WORDS
    change = {"3.html": b"other words", "more.html": b"more"}
    whole = make_bundle(files(change), tmp_path / "whole", (), None)

    made = make_bundle(files(change, shared), tmp_path / "next", page_file.bodies.segments, earlier)

    assert made
    assert whole
    assert (made.assembly.length, made.assembly.etag) == (
        whole.assembly.length,
        whole.assembly.etag,
    )
    assert unpacked(written(tmp_path / "two", made, page_file)) == {**WORDS, **change}
    assert (tmp_path / "next").stat().st_size < (tmp_path / "whole").stat().st_size / 3


def test_what_is_known_is_not_made(first: tuple[PageFile, EarlierBundle], tmp_path: Path) -> None:
    page_file, earlier = first
    known: Callable[[], bytes] = never
    same = [ArchiveFile(name=each.name, make=known, inputs=each.inputs) for each in files({})]

    made = make_bundle(same, tmp_path / "next", page_file.bodies.segments, earlier)

    assert made
    assert made.assembly.etag == page_file.pages[ADDRESS].bodies[Coding.IDENTITY].etag


def test_a_bundle_without_files_is_none(tmp_path: Path) -> None:
    assert make_bundle([], tmp_path / "new", (), None) is None

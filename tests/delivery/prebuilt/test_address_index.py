from __future__ import annotations

import tracemalloc
from collections.abc import Mapping
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.delivery.http.content_codings import Coding
from reader.delivery.http.response_headers import CachePolicy
from reader.delivery.prebuilt.address_index import AddressIndex, write_address_index
from reader.delivery.prebuilt.page_file import PageFile
from reader.delivery.prebuilt.page_file_writer import HTML, PageFileWriter, Resource
from reader.storage.pread_file import PreadFile


def register(folder: Path, entries: Mapping[str, object]) -> AddressIndex:
    written = {address: msgspec.json.encode(value) for address, value in entries.items()}
    manifest = msgspec.json.encode({"format": 2, "negotiated": {"/": {"en": 1}}, "pages": entries})
    write_address_index(folder, manifest, written)
    (folder / "manifest.json").write_bytes(manifest)
    return AddressIndex.open(folder / "register.bin", PreadFile(folder / "manifest.json"))


def shelf_of(folder: Path, number: int) -> PageFile:
    with PageFileWriter(folder, languages=("en",), coders="coders 1") as shelving:
        for each in range(number):
            body = {Coding.IDENTITY: b"words"}
            shelving.add(
                Resource(
                    address=f"/en/page-{each}",
                    media_type=HTML,
                    policy=CachePolicy.PAGE,
                    bodies=body,
                )
            )
    return PageFile.open(folder)


def test_every_address_is_found_and_no_other(tmp_path: Path) -> None:
    entries = {f"/en/{number}": {"number": number} for number in range(500)}
    found = register(tmp_path, entries)
    assert list(found) == list(entries)
    assert all(
        msgspec.json.decode(found.find(address) or b"") == value
        for address, value in entries.items()
    )
    others = (
        "",
        "/",
        "/en/",
        "/en/500",
        "/en/1/",
        '/en/1":{"number',
        "/en/1\\",
        "/en/\ud800",
        "/en/ñ",
        "x" * 50_000,
    )
    assert [address for address in others if found.find(address) is not None] == []


@given(asked=st.text())
def test_what_is_no_address_is_not_found(
    tmp_path_factory: pytest.TempPathFactory, asked: str
) -> None:
    found = register(
        tmp_path_factory.mktemp("register"),
        {"/en/": {"a": "b"}, "/en/ñandú": 1, "/en/x": ["/en/y"]},
    )
    assert (found.find(asked) is not None) == (asked in {"/en/", "/en/ñandú", "/en/x"})


def test_a_register_without_addresses_finds_none(tmp_path: Path) -> None:
    found = register(tmp_path, {})
    assert found.find("/") is None
    assert list(found) == []


def test_an_address_that_json_escapes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="unescaped"):
        register(tmp_path, {'/en/"': 1})


def test_the_register_of_another_manifest_is_refused(tmp_path: Path) -> None:
    register(tmp_path, {"/en/": 1})
    (tmp_path / "manifest.json").write_bytes(b"{}")
    with pytest.raises(ValueError, match="another manifest"):
        AddressIndex.open(tmp_path / "register.bin", PreadFile(tmp_path / "manifest.json"))


def test_what_an_open_shelf_takes_does_not_grow_with_its_addresses(tmp_path: Path) -> None:
    taken = []
    for number in (10, 4000):
        folder = tmp_path / str(number)
        folder.mkdir()
        shelf_of(folder, number)
        tracemalloc.start()
        try:
            page_file = PageFile.open(folder)
            assert page_file.entry("/en/page-5")
            taken.append(tracemalloc.get_traced_memory()[0])
        finally:
            tracemalloc.stop()
    assert taken[1] < taken[0] + 4096


def test_of_the_entries_asked_for_only_some_are_kept(tmp_path: Path) -> None:
    page_file = shelf_of(tmp_path, 2000)
    tracemalloc.start()
    try:
        for number in range(2000):
            assert page_file.entry(f"/en/page-{number}")
            assert page_file.entry(f"/en/nowhere-{number}") is None
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert taken < 500_000

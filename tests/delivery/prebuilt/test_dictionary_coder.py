"""Pages found by their digests, coded once, and never wrong when a generation is damaged."""

from __future__ import annotations

import base64
import hashlib
from itertools import permutations
from pathlib import Path

import pytest
from delivery.prebuilt.dictionary_reader import ALL, READ, after, ask, page_of
from delivery.small_dictionary import from_dictionary, holding
from delivery.tiny_site import PAGE, quick_bodies, serving_of, write_generation
from hypothesis import given
from hypothesis import strategies as st

from reader.delivery.http.content_codings import Coding
from reader.delivery.prebuilt.compression_dictionaries import (
    DICTIONARIES_FILE,
    DictionaryCoder,
    DictionaryIndex,
    dictionary_digest,
)
from reader.delivery.prebuilt.page_file import PageFile
from reader.delivery.served_generation import ServedGeneration


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
        packed = page_file.read_bytes()
        coded, other = (
            quick_bodies(each)[Coding.GZIP] for each in (old, old.replace(b"sentence", b"sentenec"))
        )
        assert len(other) <= len(coded)
        page_file.write_bytes(packed.replace(coded, other.ljust(len(coded), b"\0")))
        assert page_file.read_bytes() != packed
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

"""A link that leads nowhere is found, also in a page that was linked from an earlier generation."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from delivery.tiny_site import quick_bodies

from reader.delivery.http.response_headers import CachePolicy
from reader.delivery.prebuilt.page_file import PageFile
from reader.delivery.prebuilt.page_file_writer import HTML, PageFileWriter, Resource
from reader.publishing.generations.verify import _dead_links, _known

PAGES = {
    "/en/": b'<a href="/en/about">About</a>',
    "/en/about": b'<p><a class="up" href="/en/#main">Home</a>',
    "/en/follow": b'<a href="/en/">Home</a>',
    "/en/old": b"<p>Old.",
}
BUNDLE = "/en/library.zip"


def written(directory: Path, pages: Mapping[str, bytes], base: PageFile | None = None) -> PageFile:
    directory.mkdir()
    with PageFileWriter(directory, languages=("en",), coders="", base=base) as writer:
        for address, body in pages.items():
            kept = base.pages.get(address) if base else None
            made = Resource(
                address=address,
                media_type="application/zip" if address == BUNDLE else HTML,
                policy=CachePolicy.PAGE,
                bodies=quick_bodies(body),
            )
            is_same = base is not None and kept and base.bodies_of(kept) == made.bodies
            writer.add(made, kept if is_same else None)
    return PageFile.open(directory)


def dead_links(page_file: PageFile, base: PageFile) -> list[str]:
    """Return what is found if all segments that two page files share are trusted."""
    linked = [
        each
        for each in page_file.bodies.segments
        if (base.directory / each.file).is_file()
        and (base.directory / each.file).samefile(page_file.directory / each.file)
    ]
    assert linked
    return [*_dead_links(page_file, linked, _known(base), ["en"])]


@pytest.fixture
def base(tmp_path: Path) -> PageFile:
    plain = written(tmp_path / "plain", PAGES)
    return written(tmp_path / "base", {**PAGES, BUNDLE: bytes(4_000)}, plain)


def test_a_generation_without_its_bundles_yet_is_whole(tmp_path: Path, base: PageFile) -> None:
    later = written(tmp_path / "later", {**PAGES, "/en/old": b"<p>New."}, base)

    assert dead_links(later, base) == []


def test_a_page_that_still_offers_a_bundle_is_found(tmp_path: Path) -> None:
    offers = {**PAGES, "/en/follow": b'<a href="/en/library.zip">All of it</a>'}
    base = written(tmp_path / "base", offers)
    bundled = written(tmp_path / "bundled", {**offers, BUNDLE: bytes(4_000)}, base)

    later = written(tmp_path / "later", offers, bundled)

    assert dead_links(later, bundled) == [f"/en/follow → {BUNDLE}"]


def test_a_link_to_a_page_that_is_gone_is_found_wherever_it_stands(
    tmp_path: Path, base: PageFile
) -> None:
    added = {**PAGES, "/en/new": b'<a href="/en/old">Old</a>'}
    upon = written(tmp_path / "upon", added, base)

    later = written(tmp_path / "later", {**added, "/en/new": b'<a href="/en/gone">Gone</a>'}, upon)
    assert dead_links(later, upon) == ["/en/new → /en/gone"]

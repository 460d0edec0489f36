"""What the bench reckons of files to take along and of exports."""

from __future__ import annotations

from pathlib import Path

import pytest
from libzim.writer import Creator, Hint, Item, StringProvider

from bench import exports, file_sizes
from bench.exports import ExportRun
from bench.zim_size import zim_size


def test_the_largest_file_of_each_kind_is_held_to_its_bound(tmp_path: Path) -> None:
    for tag, size in (("en", 8_000), ("es", 8_001)):
        for name in ("experiments/a.epub", "library.zip"):
            file = tmp_path / tag / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(bytes(size))

    book, bundle = file_sizes.sizes(tmp_path)

    assert book.name == "EPUB of an experiment, the largest of 2"
    assert book.value == 8.001
    assert not book.is_kept
    assert bundle.is_kept


def test_what_links_to_files_cost_is_told_in_the_mean() -> None:
    words = "<p>A fridge on the street, and what the neighbors put into it each morning.</p>"
    link = '<a href="/en/zines/a/b.txt">Text file, 2.3 kB</a>'

    (cost,) = [file_sizes.links_cost([f"{words}{link}", words, words])]

    assert cost.name == "links to files and feeds, mean of 3 pages"
    assert 5 < cost.value < len(link) / 3
    assert cost.is_kept


def run(seconds: float, memory_bytes: int) -> ExportRun:
    return ExportRun(seconds=seconds, processor_seconds=seconds * 1.5, memory_bytes=memory_bytes)


def test_exports_of_two_sizes_are_compared() -> None:
    smaller = {"site": (run(2.0, 90_000_000), run(0.4, 40_000_000))}
    larger = {"site": (run(38.0, 250_000_000), run(1.9, 50_000_000))}
    measured = {figure.name: figure for figure in exports.summary(smaller, larger)}

    assert measured["reader export site, to one of 120"].value == 19
    assert not measured["reader export site, to one of 120"].is_kept
    assert measured["reader export site, memory"].is_kept
    assert measured["reader export site, processors at work"].value == 1.5
    assert measured["reader export site, unchanged is faster"].value == 20
    assert measured["reader export site, unchanged is faster"].is_kept


class Page(Item):
    def get_path(self) -> str:
        return "en/index.html"

    def get_title(self) -> str:
        return "Fridge"

    def get_mimetype(self) -> str:
        return "text/html"

    def get_contentprovider(self) -> StringProvider:
        return StringProvider("<title>Fridge</title><p>A fridge on the street.")

    def get_hints(self) -> dict[Hint, bool]:
        return {Hint.FRONT_ARTICLE: True}


@pytest.mark.proxy
def test_a_zim_file_is_compared_with_one_that_another_writer_makes_of_its_pages(
    tmp_path: Path,
) -> None:
    archive = tmp_path / "small.zim"
    names = ("Language", "Name", "Title", "Description", "Creator", "Publisher")
    with Creator(archive).config_indexing(True, "eng").set_mainpath("en/index.html") as creator:
        creator.add_illustration(48, b"\x89PNG")
        for name in names:
            creator.add_metadata(name, "eng", "text/plain;charset=utf-8")
        creator.add_item(Page())

    figure = zim_size(archive, tmp_path / "scratch")

    assert figure.name == "small.zim, to that of zimwriterfs"
    assert 0.5 < figure.value < 2

"""What the bench reckons of files to take along and of exports."""

from __future__ import annotations

from pathlib import Path

from bench import exports, file_sizes


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


def test_exports_of_two_sizes_are_compared() -> None:
    smaller = {"site": (2.0, 0.4, 90_000_000)}
    larger = {"site": (38.0, 1.9, 250_000_000)}
    measured = {figure.name: figure for figure in exports.summary(smaller, larger)}

    assert measured["reader export site, to one of 120"].value == 19
    assert not measured["reader export site, to one of 120"].is_kept
    assert measured["reader export site, memory"].is_kept
    assert measured["reader export site, unchanged is faster"].value == 20
    assert measured["reader export site, unchanged is faster"].is_kept

"""The sizes of the files to take along: the largest of each kind, and the bundles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bench.build_time import build
from bench.figures import Figure
from reader.delivery.prebuilt.page_file_writer import SITE_FOLDER
from reader.publishing.generations import pointer

# What it is, the folder and end of its files, and the most that the largest may have, in kB.
_FILES: Final = (
    ("text of an experiment", "experiments/*.txt", 6),
    ("EPUB of an experiment", "experiments/*.epub", 8),
    ("EPUB of a zine", "zines/*.epub", 16),
    ("EPUB of a reading list", "lists/*.epub", 24),
    ("PDF of an experiment", "experiments/*.pdf", 50),
    ("PDF of a zine", "zines/*.pdf", 110),
    ("booklet on Letter paper", "zines/*.letter.pdf", 95),
    ("booklet on A4 paper", "zines/*.a4.pdf", 95),
    ("a language as a ZIP file", "library.zip", None),
    ("a language as an EPUB", "library.epub", None),
)


def figures(var: Path) -> tuple[Figure, ...]:
    """Build into ``var``, and return the sizes. PDFs are left out if nothing makes them."""
    build(var)
    directory = pointer.generation(var, str(pointer.current(var)))
    return tuple(sizes(directory / SITE_FOLDER))


def sizes(site: Path) -> Iterator[Figure]:
    """Yield the size of the largest of each kind of files in a plain tree."""
    for name, pattern, most in _FILES:
        found = [file.stat().st_size for file in site.glob(f"*/{pattern}")]
        if found:
            yield Figure(
                name=f"{name}, the largest of {len(found)}",
                value=max(found) / 1000,
                form="{:.1f} kB",
                at_most=most,
            )

"""The sizes of the files to take along: the largest of each kind, and the bundles.

Also what the links to files and feeds add to the pages that people read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from bench.build_time import build
from bench.figures import Figure
from reader.delivery.http.content_codings import Coding, wire_bytes
from reader.delivery.prebuilt.page_file import PageFile
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
# Pages that lead to files and feeds, and to little else.
_MADE_FOR_FILES: Final = ("/keep", "/follow")
_LINKS: Final = re.compile(
    r'<link rel="(?:alternate" type="application/atom|search)[^>]*>'
    r'|(?:<li>)?<a href="[^"]*[.](?:txt|epub|html|pdf)"[^>]*>[^<]*</a>(?:</li>)? ?'
)
_LINKS_BYTES: Final = 20


def figures(var: Path) -> tuple[Figure, ...]:
    """Build into ``var``, and return the sizes. PDFs are left out if nothing makes them."""
    build(var)
    directory = pointer.generation(var, str(pointer.current(var)))
    return (*sizes(directory / SITE_FOLDER), links_cost(ready_pages(directory)))


def ready_pages(directory: Path) -> Iterator[str]:
    """Yield the HTML of each page that people read, without those made to lead to files."""
    pages = PageFile.open(directory)
    for address, entry in pages.pages.items():
        is_page = entry.media_type.startswith("text/html") and "." not in address
        if is_page and not address.endswith(_MADE_FOR_FILES):
            yield pages.body(entry.bodies[Coding.IDENTITY]).decode()


def links_cost(pages: Iterable[str]) -> Figure:
    """Return what a page weighs more, in the mean, for its links to files and feeds."""
    costs = [_weight(page) - _weight(_LINKS.sub("", page)) for page in pages]
    return Figure(
        name=f"links to files and feeds, mean of {len(costs)} pages",
        value=sum(costs) / max(1, len(costs)),
        form="{:.1f} B",
        at_most=_LINKS_BYTES,
    )


def _weight(page: str) -> int:
    return wire_bytes(page.encode())


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

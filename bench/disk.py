"""What a generation's room is for: pages, their files to take along, the search index, bundles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Figure
from reader.delivery.http.response_headers import CachePolicy
from reader.delivery.prebuilt.page_file import PageFile
from reader.publishing.generations.generation_files import INDEX_FOLDER


def disk_parts(directory: Path) -> Counter[str]:
    """Return how many bytes of a generation each part takes.

    ``bundles`` are what is in segments and in no other answer: new bytes of bundles, and what
    earlier generations left. ``rest`` is what says where all is, and the library in lists.
    """
    page_file = PageFile.open(directory)
    stored: dict[int, tuple[str, int]] = {}
    for _, entry in page_file.entries():
        part = "files" if entry.policy is CachePolicy.FILE else "pages"
        for ref in entry.bodies.values():
            if not ref.extents:
                stored.setdefault(ref.offset, (part, ref.stored_length))
    parts: Counter[str] = Counter()
    for part, size in stored.values():
        parts[part] += size
    index = (path for path in (directory / INDEX_FOLDER).rglob("*") if path.is_file())
    parts["index"] = sum(path.stat().st_size for path in index)
    parts["bundles"] = sum(each.size for each in page_file.bodies.segments)
    parts["bundles"] -= parts["pages"] + parts["files"]
    whole = sum(path.stat().st_size for path in directory.rglob("*") if path.is_file())
    parts["rest"] = whole - parts.total()
    return parts


def part_figures(directory: Path) -> Iterator[Figure]:
    """Yield the room of each part of a generation, and of what a site needs to be read."""
    parts = disk_parts(directory)
    for part, size in parts.items():
        yield _figure(f"of these {part}", size)
    needed = ("pages", "index", "rest")
    yield _figure("of these without files to take along", sum(parts[each] for each in needed))


def _figure(name: str, size: int) -> Figure:
    return Figure(name=f"disk of a generation, {name}", value=size / 1e6, form="{:.1f} MB")

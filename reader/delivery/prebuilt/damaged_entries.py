"""Find the entries of a page file whose bytes are not what was written."""

from __future__ import annotations

from collections.abc import Collection

from reader.delivery.prebuilt.bodies import etag_of_stored
from reader.delivery.prebuilt.manifest import PageEntry
from reader.delivery.prebuilt.page_file import PageFile
from reader.delivery.prebuilt.segments import Segment


def damaged_entries(page_file: PageFile, apart_from: Collection[Segment] = ()) -> tuple[str, ...]:
    """Return the names of entries with a body whose validator is another.

    Reads every body, but for those of entries in the segments ``apart_from``.
    """
    return tuple(
        name
        for name, entry in page_file.entries()
        if not lies_in(page_file, apart_from, entry) and not _is_intact(page_file, entry)
    )


def lies_in(page_file: PageFile, segments: Collection[Segment], entry: PageEntry) -> bool:
    """Return whether all bodies of an entry are in some segments."""
    segment_of = page_file.bodies.segment_of
    return bool(segments) and all(
        segment_of(ref.offset) in segments for ref in entry.bodies.values()
    )


def _is_intact(page_file: PageFile, entry: PageEntry) -> bool:
    return all(etag_of_stored(page_file.bodies, ref) == ref.etag for ref in entry.bodies.values())

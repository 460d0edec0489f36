"""A stored entry → a hit: title and best passage with marks, and where to begin to read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TypeAlias

from reader.library.model import Kind, LanguageTag, Slug
from reader.search.engine import Hit
from reader.search.index.indexing import Span, StoredEntry, unpack
from reader.search.snippets import Highlight, Highlighter, best_passage, marked

Shown: TypeAlias = tuple[Hit, ...]


def hit(number: int, entry: StoredEntry, language: LanguageTag, marker: Highlighter) -> Hit:
    """Return an entry as it is shown."""
    title = marker.marks(number, entry.title, entry.title_words)
    marks = marker.marks(number, entry.passage, entry.passage_words)
    edges = tuple(unpack(entry.sentences))
    headings = frozenset(offset for offset, _ in entry.anchors)
    start, end = best_passage(
        entry.passage, marks, tuple(zip(edges[::2], edges[1::2], strict=True)), headings
    )
    above = _above(entry, title, marks, (start, end))
    heading = _line(entry.passage, above[0]) if above else (end, end)
    return Hit(
        kind=Kind(entry.kind),
        slug=Slug(entry.slug),
        part=Slug(entry.part) if entry.part else None,
        language=language,
        title=marked(entry.title, title),
        snippet=marked(
            entry.passage, marks, (min(heading[1] + 1, end) if heading[0] == start else start, end)
        ),
        heading=marked(entry.passage, marks, heading),
        anchor=above[1] if above else None,
        date=entry.date,
    )


def _above(
    entry: StoredEntry, title: Sequence[Highlight], marks: Sequence[Highlight], span: Span
) -> tuple[int, str] | None:
    """Return the heading above the first word marked in a passage: its offset and its anchor.

    Who looks for what the title says begins at the top, as does who finds nothing marked.
    """
    first = next((mark for mark in marks if span[0] <= mark.start < span[1]), None)
    if first is None or {mark.clause for mark in marks} <= {mark.clause for mark in title}:
        return None
    above = bisect_right(entry.anchors, first.start, key=lambda anchor: anchor[0])
    return entry.anchors[above - 1] if above else None


def _line(text: str, start: int) -> Span:
    return start, (text + "\n").index("\n", start)

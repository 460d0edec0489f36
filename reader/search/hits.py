"""Turn a stored entry into a hit: title and best passage highlighted, and the heading above it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from reader.library.model import Kind, LanguageTag, Slug
from reader.search.engine import Hit
from reader.search.index.indexing import Span, StoredEntry, unpack
from reader.search.snippets import Highlight, Highlighter, best_passage, fragments


def make_hit(
    number: int,
    entry: StoredEntry,
    language: LanguageTag,
    highlighter: Highlighter,
    definition: str | None = None,
) -> Hit:
    """Return the hit of an entry. ``definition`` is the anchor of the passage to show, if set."""
    in_title = highlighter.highlights(number, entry.title, entry.title_words)
    in_passage = highlighter.highlights(number, entry.passage, entry.passage_words)
    edges = tuple(unpack(entry.sentences))
    sentences = tuple(zip(edges[::2], edges[1::2], strict=True))
    headings = frozenset(offset for offset, _ in entry.anchors)
    if definition is None:
        start, end = best_passage(entry.passage, in_passage, sentences, headings)
        anchor = _anchor_above(entry, in_title, in_passage, (start, end))
    else:
        anchor = next(each for each in entry.anchors if each[1] == definition)
        own = [sentence for sentence in sentences if sentence[0] > anchor[0]]
        start, end = best_passage(entry.passage, (), own, headings)
    heading = _line_at(entry.passage, anchor[0]) if anchor else (end, end)
    if heading[0] == start:  # the heading is shown once, above the snippet
        start = min(heading[1] + 1, end)
    return Hit(
        kind=Kind(entry.kind),
        slug=Slug(entry.slug),
        part=Slug(entry.part) if entry.part else None,
        language=language,
        title=fragments(entry.title, in_title),
        snippet=fragments(entry.passage, in_passage, (start, end)),
        heading=fragments(entry.passage, in_passage, heading),
        anchor=anchor[1] if anchor else None,
        date=entry.date,
        is_definition=definition is not None,
    )


def _anchor_above(
    entry: StoredEntry, in_title: Sequence[Highlight], in_passage: Sequence[Highlight], span: Span
) -> tuple[int, str] | None:
    """Return offset and anchor of the heading above the first highlight of a snippet.

    None means the top of the page: the title matches all of the query, or nothing is highlighted.
    """
    first = next((each for each in in_passage if span[0] <= each.start < span[1]), None)
    if first is None or {each.clause for each in in_passage} <= {each.clause for each in in_title}:
        return None
    above = bisect_right(entry.anchors, first.start, key=lambda anchor: anchor[0])
    return entry.anchors[above - 1] if above else None


def _line_at(text: str, start: int) -> Span:
    return start, (text + "\n").index("\n", start)

"""Turn stored entries into hits: title and best passage highlighted, and the heading above it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from reader.library.model import Kind, LanguageTag, Slug
from reader.search.analysis.analyzer import Analyzer
from reader.search.engine import Facet, Fragment, Hit
from reader.search.index.facet_columns import FacetColumns
from reader.search.index.index_reader import IndexReader
from reader.search.index.indexing import Span, StoredEntry, unpack
from reader.search.index.work_columns import WorkColumns
from reader.search.matcher import QueryMatches
from reader.search.result_groups import ResultGroup
from reader.search.snippets import Highlight, Highlighter, best_passage, fragments


class Pin(NamedTuple):
    """Why an entry comes first, whatever its score.

    ``anchor`` is that of the passage to show, ``is_definition`` and ``is_chosen`` as in ``Hit``.
    """

    anchor: str | None = None
    is_definition: bool = False
    is_chosen: bool = False


_NO_PIN: Final = Pin()


class HitBuilder:
    """Makes the hits of one index."""

    def __init__(
        self,
        reader: IndexReader,
        columns: FacetColumns,
        works: WorkColumns,
        analyzers: Mapping[LanguageTag, Analyzer],
    ) -> None:
        self._reader = reader
        self._languages = columns.facets[Facet.LANGUAGE]
        self._works = works
        self._analyzers = analyzers

    def language(self, number: int) -> LanguageTag:
        """Return the language of an entry."""
        (language,) = self._languages.values(number)
        return LanguageTag(language)

    def hits(
        self, groups: Iterable[ResultGroup], matches: QueryMatches, pins: Mapping[int, Pin]
    ) -> Iterator[Hit]:
        """Yield the hits of results. ``pins``: number of an entry → why it comes first."""
        highlighters: dict[LanguageTag, Highlighter] = {}
        for group in groups:
            tag = self.language(group.number)
            if tag not in highlighters:
                own = matches.by_language[tag]
                highlighters[tag] = Highlighter(
                    own.plan.phrases(), own.reader, self._analyzers[tag]
                )
            hit = make_hit(
                group.number,
                self._reader.entry(group.number),
                tag,
                highlighters[tag],
                pins.get(group.number, _NO_PIN),
            )
            yield replace(
                hit,
                editions=tuple(map(self.language, group.editions)),
                parts=tuple(self._works.parts[part] for part in group.parts),
            )


def make_hit(
    number: int,
    entry: StoredEntry,
    language: LanguageTag,
    highlighter: Highlighter,
    pin: Pin = _NO_PIN,
) -> Hit:
    """Return the hit of an entry alone."""
    in_title = highlighter.highlights(number, entry.title, entry.title_words)
    in_passage = highlighter.highlights(number, entry.passage, entry.passage_words)
    (start, end), anchor = _place(entry, in_title, in_passage, pin.anchor)
    heading = _line_at(entry.passage, anchor[0]) if anchor else (end, end)
    if heading[0] == start:  # the heading is shown once, above the snippet
        start = min(heading[1] + 1, end)
    shown = (
        fragments(entry.title, in_title),
        fragments(entry.passage, in_passage, heading),
        fragments(entry.passage, in_passage, (start, end)),
    )
    return Hit(
        kind=Kind(entry.kind),
        slug=Slug(entry.slug),
        part=Slug(entry.part) if entry.part else None,
        language=language,
        title=shown[0],
        heading=shown[1],
        snippet=shown[2],
        anchor=anchor[1] if anchor else None,
        date=entry.date,
        is_definition=pin.is_definition,
        is_chosen=pin.is_chosen,
        labels=() if _has_mark(shown) else highlighter.matching(entry.labels.splitlines()),
    )


def _place(
    entry: StoredEntry,
    in_title: Sequence[Highlight],
    in_passage: Sequence[Highlight],
    section: str | None,
) -> tuple[Span, tuple[int, str] | None]:
    """Return the passage to show, and offset and anchor of the heading above it.

    It is the beginning of a section, if one is given, or else the best passage.
    """
    edges = tuple(unpack(entry.sentences))
    sentences = tuple(zip(edges[::2], edges[1::2], strict=True))
    headings = frozenset(offset for offset, _ in entry.anchors)
    for anchor in entry.anchors:
        if anchor[1] == section:
            own = [sentence for sentence in sentences if sentence[0] > anchor[0]]
            return best_passage(entry.passage, (), own, headings), anchor
    passage = best_passage(entry.passage, in_passage, sentences, headings)
    return passage, _anchor_above(entry, in_title, in_passage, passage)


def _has_mark(shown: Iterable[Iterable[Fragment]]) -> bool:
    return any(fragment.marked for fragments in shown for fragment in fragments)


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

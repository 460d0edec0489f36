"""Turn an entry into what an index stores: postings for its terms, and its text with word offsets.

A hit is highlighted from positions and offsets, so that no text is analyzed again to show it.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias

from reader.search.analysis.analyzer import Analyzer
from reader.search.analysis.tokenizer import occurrences
from reader.search.engine import SearchEntry

# Chosen on tests/search/judged/tune.yaml, which is insensitive to them as long as the order stays.
TITLE_WEIGHT: Final = 8.0
SUMMARY_WEIGHT: Final = 3.0
HEADING_WEIGHT: Final = 4.0
LABEL_WEIGHT: Final = 4.0
TEXT_WEIGHT: Final = 1.0

# A sentence ends with its full stop and what closes it, or with its line.
SENTENCE: Final = re.compile(r"\S(?:[^\n]*?[.!?…。؟।][\"'”’»)\]]*(?=\s)|[^\n]*)")

# Between the last position of one text and the first of the next, so that no phrase spans both.
POSITION_GAP: Final = 2

Span: TypeAlias = tuple[int, int]


class WordOffsets(NamedTuple):
    """The offsets of the words of one text, by position.

    ``first_position`` is that of the first word; ``starts`` and ``ends`` are packed, one number per
    position from there on, 0 for a position without a word (the end of a line). ``compound_ends``:
    position of the first part of a compound → end of the whole compound.
    """

    first_position: int
    starts: bytes
    ends: bytes
    compound_ends: Mapping[int, int]


class StoredEntry(NamedTuple):
    """The stored fields of an entry: what is shown of it, and the labels that it is only found by.

    ``passage`` is summary and text, ``labels`` one per line. ``anchors`` pairs the offset of each
    heading in the passage with its anchor. ``sentences`` packs starts and ends in turn.
    """

    kind: str
    slug: str
    part: str | None
    date: str
    title: str
    passage: str
    labels: str
    anchors: tuple[tuple[int, str], ...]
    sentences: bytes
    title_words: WordOffsets
    passage_words: WordOffsets


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedEntry:
    """An entry ready to be written.

    ``postings``: term → total weight, packed positions. ``length`` counts terms. ``words`` are the
    words as written.
    """

    entry: SearchEntry
    postings: Mapping[str, tuple[float, bytes]]
    stored: StoredEntry
    length: int
    words: frozenset[str]


def pack(numbers: Iterable[int]) -> bytes:
    """Return numbers as bytes, the same on every machine."""
    packed = array("I", numbers)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def unpack(packed: bytes) -> Sequence[int]:
    """Return the numbers that ``pack`` was given."""
    if sys.byteorder == "big":
        numbers = array("I", packed)
        numbers.byteswap()
        return numbers
    return memoryview(packed).cast("I")


def index_entry(entry: SearchEntry, analyzer: Analyzer) -> IndexedEntry:
    """Analyze an entry and return it as it is written into an index."""
    collector = _PostingsCollector(analyzer)
    passage = f"{entry.summary}\n{entry.text}"
    text_start = len(entry.summary) + 1
    anchors = tuple((text_start + offset, anchor) for offset, anchor in entry.anchors)
    weights = ((0, SUMMARY_WEIGHT), (text_start, TEXT_WEIGHT), *_heading_weights(passage, anchors))
    labels = "\n".join(entry.labels)
    title_words = collector.add(entry.title, ((0, TITLE_WEIGHT),))
    passage_words = collector.add(passage, weights)
    collector.add(labels, ((0, LABEL_WEIGHT),))
    stored = StoredEntry(
        kind=entry.kind,
        slug=entry.slug,
        part=entry.part,
        date=entry.date,
        title=entry.title,
        passage=passage,
        labels=labels,
        anchors=anchors,
        sentences=pack(at for match in SENTENCE.finditer(passage) for at in match.span()),
        title_words=title_words,
        passage_words=passage_words,
    )
    return IndexedEntry(
        entry=entry,
        postings={
            term: (collector.weights[term], pack(positions))
            for term, positions in collector.positions.items()
        },
        stored=stored,
        length=sum(map(len, collector.positions.values())),
        words=frozenset(collector.words),
    )


def terms_and_words(
    stored: StoredEntry, analyzer: Analyzer
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the terms that a stored entry has postings for, and its words as written."""
    collector = _PostingsCollector(analyzer)
    for text in (stored.title, stored.passage, stored.labels):
        collector.add(text, ((0, TEXT_WEIGHT),))
    return frozenset(collector.positions), frozenset(collector.words)


def _heading_weights(
    passage: str, anchors: Iterable[tuple[int, str]]
) -> Iterator[tuple[int, float]]:
    """Yield the start and the end of each heading, with the weight of words from there on."""
    for start, _ in anchors:
        yield start, HEADING_WEIGHT
        yield (passage + "\n").index("\n", start), TEXT_WEIGHT


class _PostingsCollector:
    """Collects the postings of an entry, one text after another."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._next_position = 0
        self.weights: dict[str, float] = defaultdict(float)
        self.positions: dict[str, list[int]] = defaultdict(list)
        self.words: set[str] = set()

    def add(self, text: str, weights: Sequence[tuple[int, float]]) -> WordOffsets:
        """Add a text. ``weights``: offset, the first 0, and the weight of words from there on."""
        first = last = self._next_position
        starts, ends, compound_ends = array("I"), array("I"), {}
        bounds = [*(offset for offset, _ in weights[1:]), len(text)]
        section = 0
        for written, start, end, position, is_compound in occurrences(text):
            if is_compound and self._analyzer.is_misleading(written):
                continue
            last = first + position
            while start >= bounds[section]:
                section += 1
            self._add_word(written, last, weights[section][1])
            if is_compound:
                compound_ends[last] = end
                continue
            gap = bytes(starts.itemsize * (position - len(starts)))
            starts.frombytes(gap)
            ends.frombytes(gap)
            starts.append(start)
            ends.append(end)
        self._next_position = last + POSITION_GAP
        return WordOffsets(first, pack(starts), pack(ends), compound_ends)

    def _add_word(self, written: str, position: int, weight: float) -> None:
        self.words.add(written)
        for term in self._analyzer.index_terms(written):
            self.weights[term] += weight
            self.positions[term].append(position)

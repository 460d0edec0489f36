"""What an entry becomes in an index: the terms it is found by, and what is shown of it, with the place of every word.

A hit is marked from the places of its postings, so that no text is read again when it is shown.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, TypeAlias

from reader.search.analysis.analyzer import Analyzer, occurrences
from reader.search.engine import SearchEntry

# Chosen on tests/search/judged/tune.yaml, which hardly tells one from another as long as they stand in this order.
TITLE_WEIGHT: Final = 5.0
SUMMARY_WEIGHT: Final = 3.0
HEADING_WEIGHT: Final = 3.0
LABEL_WEIGHT: Final = 2.0
TEXT_WEIGHT: Final = 1.0

# A sentence ends at its full stop with what closes it, or with its line.
SENTENCE: Final = re.compile(r"\S(?:[^\n]*?[.!?…。؟।][\"'”’»)\]]*(?=\s)|[^\n]*)")

GAP: Final = (
    2  # between the last position of one text and the first of the next: no phrase spans two
)

Span: TypeAlias = tuple[int, int]


class WordOffsets(NamedTuple):
    """Where the words of a text stand, by their position from ``base`` on: packed starts and ends, and the ends of whole compounds.

    A position that no word has, at the end of a line, has two zeros.
    """

    base: int
    starts: bytes
    ends: bytes
    wholes: Mapping[int, int]  # position of a compound's first part → end of the compound


class StoredEntry(NamedTuple):
    """What is shown of an entry, and beside it the ``labels`` that it is only found by, one a line.

    ``passage`` is its summary and text, ``anchors`` are of headings, by their offset in the passage.
    """

    kind: str
    slug: str
    part: str | None
    date: str
    title: str
    passage: str
    labels: str
    anchors: tuple[tuple[int, str], ...]
    sentences: bytes  # starts and ends in turn
    title_words: WordOffsets
    passage_words: WordOffsets

    def plain(self) -> tuple[object, ...]:
        """Return the same without names, as an engine may keep it."""
        return (*self[:-2], tuple(self.title_words), tuple(self.passage_words))

    @classmethod
    def of_plain(cls, plain: tuple[Any, ...]) -> StoredEntry:  # what kept it knows no types
        """Return what was kept without names."""
        *shown, title_words, passage_words = plain
        return cls._make((*shown, WordOffsets._make(title_words), WordOffsets._make(passage_words)))


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedEntry:
    """An entry ready to be written. ``postings``: term → what its places weigh, and its places, packed. ``length`` is in terms.

    ``spelled`` are its words as they are written.
    """

    entry: SearchEntry
    postings: Mapping[str, tuple[float, bytes]]
    stored: StoredEntry
    length: int
    spelled: frozenset[str]


def pack(numbers: Iterable[int]) -> bytes:
    """Return numbers as bytes, the same on every machine."""
    packed = array("I", numbers)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def unpack(packed: bytes) -> Sequence[int]:
    """Return the numbers that were packed."""
    if sys.byteorder == "big":
        numbers = array("I", packed)
        numbers.byteswap()
        return numbers
    return memoryview(packed).cast("I")


def prepare(entry: SearchEntry, analysis: Analyzer) -> IndexedEntry:
    """Return an entry as it is written into an index."""
    writer = _TermCollector(analysis)
    passage = f"{entry.summary}\n{entry.text}"
    title_words = writer.write(entry.title, ((0, TITLE_WEIGHT),))
    begins = len(entry.summary) + 1
    anchors = tuple((begins + offset, anchor) for offset, anchor in entry.anchors)
    passage_words = writer.write(
        passage, ((0, SUMMARY_WEIGHT), (begins, TEXT_WEIGHT), *_headings(passage, anchors))
    )
    labels = "\n".join(entry.labels)
    writer.write(labels, ((0, LABEL_WEIGHT),))
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
            term: (writer.weights[term], pack(places)) for term, places in writer.places.items()
        },
        stored=stored,
        length=sum(map(len, writer.places.values())),
        spelled=frozenset(writer.spelled),
    )


def found_by(stored: StoredEntry, analysis: Analyzer) -> tuple[frozenset[str], frozenset[str]]:
    """Return the terms that a stored entry is found by, and its words as they are written."""
    writer = _TermCollector(analysis)
    for text in (stored.title, stored.passage, stored.labels):
        writer.write(text, ((0, TEXT_WEIGHT),))
    return frozenset(writer.places), frozenset(writer.spelled)


def _headings(passage: str, anchors: Iterable[tuple[int, str]]) -> Iterator[tuple[int, float]]:
    """Yield where headings begin and end, with the weight of words from there on."""
    for begin, _ in anchors:
        yield begin, HEADING_WEIGHT
        yield (passage + "\n").index("\n", begin), TEXT_WEIGHT


class _TermCollector:
    """Gathers the terms of one text after another."""

    def __init__(self, analysis: Analyzer) -> None:
        self._analysis = analysis
        self._next = 0
        self.weights: dict[str, float] = defaultdict(float)
        self.places: dict[str, list[int]] = defaultdict(list)
        self.spelled: set[str] = set()

    def write(self, text: str, weights: Sequence[tuple[int, float]]) -> WordOffsets:
        """Add a text. ``weights`` has offsets in it, from 0 on, and what words weigh from there on."""
        base = last = self._next
        starts, ends, wholes = array("I"), array("I"), {}
        bounds = [*(offset for offset, _ in weights[1:]), len(text)]
        part = 0
        for written, start, end, position, is_compound in occurrences(text):
            last = base + position
            while start >= bounds[part]:
                part += 1
            self._add(written, last, weights[part][1])
            if is_compound:
                wholes[last] = end
                continue
            gap = bytes(starts.itemsize * (position - len(starts)))
            starts.frombytes(gap)
            ends.frombytes(gap)
            starts.append(start)
            ends.append(end)
        self._next = last + GAP
        return WordOffsets(base, pack(starts), pack(ends), wholes)

    def _add(self, written: str, position: int, weight: float) -> None:
        self.spelled.add(written)
        for term in self._analysis.index_terms(written):
            self.weights[term] += weight
            self.places[term].append(position)

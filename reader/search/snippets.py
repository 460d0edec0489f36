"""Highlight the words of a query in a text, and choose the best passage to show.

Positions come from the postings and offsets from the stored entry, so no text is analyzed again.
Offsets are of the original text, which is shown with its accents, hyphens and ligatures.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from reader.search.analysis.analyzer import Analyzer
from reader.search.analysis.tokenizer import occurrences
from reader.search.engine import Fragment
from reader.search.index.index_reader import BudgetedReader
from reader.search.index.indexing import Span, WordOffsets, unpack
from reader.search.query.variants import Phrase

SNIPPET_LENGTH: Final = 200
# A shorter passage continues into the next block: a heading alone tells little.
SHORT_PASSAGE: Final = 80
MAX_POSITIONS_PER_TERM: Final = 100  # in one text: enough to choose a passage from
CONTEXT_LENGTH: Final = 60  # before the first highlight, in a sentence too long to be shown whole

TermSpans: TypeAlias = Mapping[str, Mapping[int, Span]]  # term → position → span of the word


class Highlight(NamedTuple):
    """A span of a text that matches the clause of this number."""

    start: int
    end: int
    clause: int


class Highlighter:
    """Highlights texts of one language. ``phrases`` come with the number of their clause."""

    def __init__(
        self, phrases: Iterable[tuple[int, Phrase]], reader: BudgetedReader, analyzer: Analyzer
    ) -> None:
        self._phrases = tuple(phrases)
        self._terms = frozenset(
            term for _, phrase in self._phrases for terms in phrase for term in terms
        )
        self._reader = reader
        self._analyzer = analyzer

    def highlights(self, number: int, text: str, words: WordOffsets) -> list[Highlight]:
        """Return the words of a text of an entry that match a clause, in order.

        Words of a phrase are highlighted only if the whole phrase is there.
        """
        spans = {term: self._spans(term, number, text, words) for term in self._terms}
        if not any(spans.values()):
            return []
        return sorted(
            {
                Highlight(start, end, clause)
                for clause, phrase in self._phrases
                for position in {position for term in phrase[0] for position in spans[term]}
                for start, end in _phrase_spans(phrase, position, spans)
            }
        )

    def matching(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Return the texts that have all words of a phrase. They are analyzed: few and short."""
        return tuple(text for text in texts if self._matches(text))

    def _matches(self, text: str) -> bool:
        found = {
            term
            for written, *_ in occurrences(text)
            for term in self._analyzer.index_terms(written)
        }
        return any(
            all(not found.isdisjoint(terms) for terms in phrase) for _, phrase in self._phrases
        )

    def _spans(self, term: str, number: int, text: str, words: WordOffsets) -> Mapping[int, Span]:
        """Return the positions of a term, with the span of the word or of the whole compound."""
        positions = self._reader.positions_in(term, number)
        if not positions:
            return {}
        starts = unpack(words.starts)
        first = bisect_left(positions, words.first_position)
        end = bisect_left(positions, words.first_position + len(starts))
        if first == end:
            return {}
        ends = unpack(words.ends)
        spans = {}
        for position in positions[first : min(end, first + MAX_POSITIONS_PER_TERM)]:
            at = position - words.first_position
            end_of_word = ends[at]
            compound_end = words.compound_ends.get(position)
            if compound_end is not None:
                part = text[starts[at] : ends[at]]
                is_part = term in self._analyzer.index_terms(part)
                end_of_word = end_of_word if is_part else compound_end
            spans[position] = starts[at], end_of_word
        return spans


def fragments(
    text: str, highlights: Iterable[Highlight], span: Span | None = None
) -> tuple[Fragment, ...]:
    """Return a text, or a span of it, split at its highlights, which are sorted and may overlap."""
    at, end = span or (0, len(text))
    pieces = []
    for span_start, span_end in _merged(highlights):
        first, last = max(span_start, at), min(span_end, end)
        if first < last:
            pieces += [(text[at:first], False), (text[first:last], True)]
            at = last
    pieces.append((text[at:end], False))
    return tuple(Fragment(text=piece, marked=is_marked) for piece, is_marked in pieces if piece)


def best_passage(
    text: str,
    highlights: Sequence[Highlight],
    sentences: Sequence[Span],
    headings: frozenset[int] = frozenset(),
) -> Span:
    """Return the span of the sentences to show: those that match the most clauses, or the first.

    It has at most SNIPPET_LENGTH characters, and does not reach from one section into the next.
    ``headings`` are the offsets at which sections start.
    """
    if not sentences:
        return (0, 0)
    clauses: dict[int, set[int]] = defaultdict(set)  # number of a sentence → the clauses it matches
    for highlight in highlights:
        at = bisect_right(sentences, highlight.start, key=lambda sentence: sentence[0]) - 1
        clauses[at].add(highlight.clause)
    most = len({highlight.clause for highlight in highlights})
    best, best_count = (0, 0), (-1, -1)
    for at, own in clauses.items() or [(0, set())]:
        passage = _passage(text, sentences, at, highlights, headings)
        count = (len(_clauses_in(passage, highlights)), len(own))
        if count > best_count:
            best, best_count = passage, count
        if len(own) == most:
            break
    return best


def _clauses_in(span: Span, highlights: Sequence[Highlight]) -> set[int]:
    """Return the numbers of the clauses that a span matches."""
    first, end = (bisect_left(highlights, edge, key=lambda each: each.start) for edge in span)
    return {highlight.clause for highlight in highlights[first:end]}


def _merged(highlights: Iterable[Highlight]) -> list[Span]:
    spans: list[Span] = []
    for start, end, _ in highlights:
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def _phrase_spans(phrase: Phrase, start: int, spans: TermSpans) -> list[Span]:
    """Return the spans of a phrase that starts at a position, or none if it is not there.

    Words with at most one character between them become one span.
    """
    found: list[Span] = []
    for position, terms in enumerate(phrase, start):
        span = next((spans[term][position] for term in terms if position in spans[term]), None)
        if span is None:
            return []
        if found and span[0] - found[-1][1] <= 1:
            found[-1] = (found[-1][0], span[1])
        else:
            found.append(span)
    return found


def _passage(
    text: str,
    sentences: Sequence[Span],
    at: int,
    highlights: Sequence[Highlight],
    headings: frozenset[int],
) -> Span:
    """Return a sentence, and as much of its section after it, then before it, as fits."""
    start, end = sentences[at]
    if end - start > SNIPPET_LENGTH:
        first = next((each.start for each in highlights if start <= each.start < end), start)
        return _window(text, (start, end), first)
    for next_start, next_end in sentences[at + 1 :]:
        if next_start in headings or not _may_grow(text, (start, end), (start, next_end)):
            break
        end = next_end
    for previous_start, _ in reversed(sentences[:at]):
        if start in headings or not _may_grow(text, (start, end), (previous_start, end)):
            break
        start = previous_start
    return start, end


def _may_grow(text: str, span: Span, wider: Span) -> bool:
    """Return whether a passage may grow: within its line, or beyond it while it is short."""
    start, end = wider
    if end - start > SNIPPET_LENGTH:
        return False
    is_short = span[1] - span[0] < SHORT_PASSAGE
    return is_short or "\n" not in text[start : span[0]] + text[span[1] : end]


def _window(text: str, sentence: Span, first: int) -> Span:
    """Return the part of a long sentence around its first highlight, in whole words if possible."""
    start = max(sentence[0], min(first - CONTEXT_LENGTH, sentence[1] - SNIPPET_LENGTH))
    end = min(start + SNIPPET_LENGTH, sentence[1])
    if start > sentence[0]:
        start = next((at + 1 for at in range(start, first) if text[at].isspace()), start)
    if end < sentence[1]:
        end = next((at for at in range(end, first, -1) if text[at].isspace()), end)
    return start, end

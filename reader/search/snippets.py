"""Where the words of a query stand in a text: marks on the original words, and the best passage to show.

Places come from the postings, and from what was stored of each text when it was indexed; no text is read again. Offsets are of the
original text, so accents written apart, hyphens and letters that fold into two stay as they were.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from reader.search.analysis.analyzer import Analyzer
from reader.search.engine import Fragment
from reader.search.index.index_reader import BudgetedReader
from reader.search.index.indexing import Span, WordOffsets, unpack
from reader.search.query.plan import Run

SNIPPET_LENGTH: Final = 200
# A passage shorter than this goes on into the next block: a heading alone tells little.
SHORT_PASSAGE: Final = 80
PLACES_MARKED: Final = 100  # of one term in one text: enough to choose a passage from
LEAD: Final = (
    60  # characters before the first marked word, in a sentence that is too long to be shown whole
)

Places: TypeAlias = Mapping[str, Mapping[int, Span]]  # term → position → the word that stands there


class Highlight(NamedTuple):
    """A stretch of a text that answers the clause of this number."""

    start: int
    end: int
    clause: int


class Highlighter:
    """Finds what answers the clauses of a plan, in texts of one language. ``runs`` come with the number of their clause."""

    def __init__(
        self, runs: Iterable[tuple[int, Run]], reading: BudgetedReader, analysis: Analyzer
    ) -> None:
        self._runs = tuple(runs)
        self._terms = frozenset(term for _, run in self._runs for step in run for term in step)
        self._reading = reading
        self._analysis = analysis

    def marks(self, number: int, text: str, words: WordOffsets) -> list[Highlight]:
        """Return the words that answer a clause, in order; words of a run only where they stand beside one another."""
        places = {term: dict(self._spans(term, number, text, words)) for term in self._terms}
        return sorted(
            {
                Highlight(start, end, clause)
                for clause, run in self._runs
                for at in {at for term in run[0] for at in places[term]}
                for start, end in _answers(run, at, places)
            }
        )

    def _spans(
        self, term: str, number: int, text: str, words: WordOffsets
    ) -> Iterator[tuple[int, Span]]:
        """Yield where a term stands in a text of an entry: the position, and the span of the word, or of the whole compound."""
        starts, ends = unpack(words.starts), unpack(words.ends)
        positions = self._reading.places_in(term, number)
        first, last = (
            bisect_left(positions, words.base),
            bisect_left(positions, words.base + len(starts)),
        )
        for position in positions[first : min(last, first + PLACES_MARKED)]:
            at = position - words.base
            whole = words.wholes.get(position)
            is_part = whole is None or term in self._analysis.index_terms(
                text[starts[at] : ends[at]]
            )
            yield position, (starts[at], ends[at] if is_part or whole is None else whole)


def marked(text: str, marks: Iterable[Highlight], span: Span | None = None) -> tuple[Fragment, ...]:
    """Return a text, or a span of it, cut into fragments at the edges of the marks, which come in order and may overlap."""
    at, end = span or (0, len(text))
    pieces = []
    for span_start, span_end in _united(marks):
        first, last = max(span_start, at), min(span_end, end)
        if first < last:
            pieces += [(text[at:first], False), (text[first:last], True)]
            at = last
    pieces.append((text[at:end], False))
    return tuple(Fragment(text=piece, marked=is_marked) for piece, is_marked in pieces if piece)


def best_passage(
    text: str,
    marks: Sequence[Highlight],
    sentences: Sequence[Span],
    headings: frozenset[int] = frozenset(),
) -> Span:
    """Return the sentences to show of a text, at most SNIPPET_LENGTH characters: those that answer most clauses, or the first.

    ``headings`` are the offsets at which sections begin: no passage reaches from one into the next.
    """
    if not sentences:
        return (0, 0)
    telling: dict[int, set[int]] = defaultdict(set)  # number of a sentence → the clauses it answers
    for mark in marks:
        telling[bisect_right(sentences, mark.start, key=lambda sentence: sentence[0]) - 1].add(
            mark.clause
        )
    most = len({mark.clause for mark in marks})
    best, most_answered = (0, 0), (-1, -1)
    for at, own in telling.items() or [(0, set())]:
        passage = _passage(text, sentences, at, marks, headings)
        answered = (len(_clauses(passage, marks)), len(own))
        if answered > most_answered:
            best, most_answered = passage, answered
        if len(own) == most:
            break
    return best


def _clauses(span: Span, marks: Sequence[Highlight]) -> set[int]:
    """Return the numbers of the clauses that a span answers."""
    first, last = (bisect_left(marks, edge, key=lambda mark: mark.start) for edge in span)
    return {mark.clause for mark in marks[first:last]}


def _united(marks: Iterable[Highlight]) -> list[Span]:
    spans: list[Span] = []
    for start, end, _ in marks:
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def _answers(run: Run, at: int, places: Places) -> list[Span]:
    """Return the spans of a run that begins at a position, or none. Neighbors with one character between them become one span."""
    spans: list[Span] = []
    for position, step in enumerate(run, at):
        found = next((places[term][position] for term in step if position in places[term]), None)
        if found is None:
            return []
        if spans and found[0] - spans[-1][1] <= 1:
            spans[-1] = (spans[-1][0], found[1])
        else:
            spans.append(found)
    return spans


def _passage(
    text: str,
    sentences: Sequence[Span],
    at: int,
    marks: Sequence[Highlight],
    headings: frozenset[int],
) -> Span:
    """Return a sentence and as many of its section after it, then before it, as there is room for."""
    start, end = sentences[at]
    if end - start > SNIPPET_LENGTH:
        first = next((mark.start for mark in marks if start <= mark.start < end), start)
        return _window(text, (start, end), first)
    for begin, later in sentences[at + 1 :]:
        if begin in headings or not _goes_on(text, (start, end), (start, later)):
            break
        end = later
    for earlier, _ in reversed(sentences[:at]):
        if start in headings or not _goes_on(text, (start, end), (earlier, end)):
            break
        start = earlier
    return start, end


def _goes_on(text: str, span: Span, wider: Span) -> bool:
    """Return whether a passage may grow: within its line, or beyond while it is short."""
    start, end = wider
    if end - start > SNIPPET_LENGTH:
        return False
    return (
        span[1] - span[0] < SHORT_PASSAGE or "\n" not in text[start : span[0]] + text[span[1] : end]
    )


def _window(text: str, sentence: Span, first: int) -> Span:
    """Return the stretch of a long sentence around its first marked word, whole words where there are spaces."""
    start = max(sentence[0], min(first - LEAD, sentence[1] - SNIPPET_LENGTH))
    end = min(start + SNIPPET_LENGTH, sentence[1])
    if start > sentence[0]:
        start = next((at + 1 for at in range(start, first) if text[at].isspace()), start)
    if end < sentence[1]:
        end = next((at for at in range(end, first, -1) if text[at].isspace()), end)
    return start, end

"""Where the words of a query stand in a text: marks on the original words, and the best passage to show.

One pass of our own tokenizer over the text of each hit that is shown. Offsets are of the original text, so accents written
apart, hyphens and letters that fold into two stay as they were.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from reader.search.analysis import JOINER, WORD_OR_LINE_END, Analysis, Occurrence, occurrences
from reader.search.engine import Fragment
from reader.search.plan import Clause, Run

SNIPPET_LENGTH: Final = 200
# A passage shorter than this goes on into the next block: a heading alone tells little.
SHORT_PASSAGE: Final = 80
WORDS_MARKED: Final = 100  # of one text
LEAD: Final = 60  # characters before the first marked word, in a sentence that is too long to be shown whole

# A sentence ends at its full stop with what closes it, or with its line.
SENTENCE: Final = re.compile(r"\S(?:[^\n]*?[.!?…。؟।][\"'”’»)\]]*(?=\s)|[^\n]*)")

Span: TypeAlias = tuple[int, int]
Places: TypeAlias = Mapping[str, Mapping[int, Span]]  # term → position → the word that stands there

NOTHING_TO_MARK: Final[tuple[int, tuple[tuple[Occurrence, frozenset[str]], ...]]] = (1, ())  # of a plain word, of a line's end


class Mark(NamedTuple):
    """A stretch of a text that answers the clause of this number."""

    start: int
    end: int
    clause: int


class Marker:
    """Finds what answers the clauses of a plan, in texts of one language."""

    def __init__(self, clauses: Sequence[Clause], analysis: Analysis) -> None:
        self._analysis = analysis
        self._runs = tuple((number, run) for number, clause in enumerate(clauses) for run in clause.runs)
        self._terms = frozenset(term for _, run in self._runs for step in run for term in step)
        # Words seen so far → how many positions they take, and what of them has which wanted terms.
        self._seen = {"\n": NOTHING_TO_MARK}

    def marks(self, text: str) -> list[Mark]:
        """Return the words that answer a clause, in order; words of a run only where they stand beside one another."""
        places = self._places(text)
        return sorted(
            Mark(start, end, number)
            for number, run in self._runs
            for at in {at for term in run[0] for at in places.get(term, ())}
            for start, end in _answers(run, at, places)
        )

    def _places(self, text: str) -> Places:
        """Return where the wanted terms stand. Looking ends after WORDS_MARKED of them: enough to choose a passage from."""
        places: dict[str, dict[int, Span]] = defaultdict(dict)
        position = count = 0
        for match in WORD_OR_LINE_END.finditer(text):
            written = match.group()
            length, answering = self._seen.get(written) or self._look_at(written)
            for word, terms in answering:
                for term in terms:
                    places[term][position + word.position] = match.start() + word.start, match.start() + word.end
                count += 1
            if count > WORDS_MARKED:
                break
            position += length
        return places

    def _look_at(self, written: str) -> tuple[int, tuple[tuple[Occurrence, frozenset[str]], ...]]:
        if JOINER.search(written) is None and self._terms.isdisjoint(self._analysis.index_terms(written)):
            self._seen[written] = NOTHING_TO_MARK
            return NOTHING_TO_MARK
        found = tuple(occurrences(written))
        terms = (self._terms.intersection(self._analysis.index_terms(each.written)) for each in found)
        answering = tuple((each, wanted) for each, wanted in zip(found, terms, strict=True) if wanted)
        self._seen[written] = found[-1].position + 1, answering
        return self._seen[written]


def marked(text: str, marks: Iterable[Mark], span: Span | None = None) -> tuple[Fragment, ...]:
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


def best_passage(text: str, marks: Sequence[Mark]) -> Span:
    """Return the sentences to show of a text, at most SNIPPET_LENGTH characters: those that answer most clauses, or the first."""
    sentences = [match.span() for match in SENTENCE.finditer(text)]
    if not sentences:
        return (0, 0)
    telling = [at for at, sentence in enumerate(sentences) if _clauses(sentence, marks)] or [0]
    passages = {at: _passage(text, sentences, at, marks) for at in telling}
    return passages[max(telling, key=lambda at: (len(_clauses(passages[at], marks)), len(_clauses(sentences[at], marks))))]


def _clauses(span: Span, marks: Iterable[Mark]) -> set[int]:
    """Return the numbers of the clauses that a span answers."""
    return {mark.clause for mark in marks if span[0] <= mark.start < span[1]}


def _united(marks: Iterable[Mark]) -> list[Span]:
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
        found = next((places[term][position] for term in step if position in places.get(term, ())), None)
        if found is None:
            return []
        if spans and found[0] - spans[-1][1] <= 1:
            spans[-1] = (spans[-1][0], found[1])
        else:
            spans.append(found)
    return spans


def _passage(text: str, sentences: Sequence[Span], at: int, marks: Iterable[Mark]) -> Span:
    """Return a sentence and as many after it, then before it, as there is room for."""
    start, end = sentences[at]
    if end - start > SNIPPET_LENGTH:
        first = next((mark.start for mark in marks if start <= mark.start < end), start)
        return _window(text, (start, end), first)
    for _, later in sentences[at + 1 :]:
        if not _goes_on(text, (start, end), (start, later)):
            break
        end = later
    for earlier, _ in reversed(sentences[:at]):
        if not _goes_on(text, (start, end), (earlier, end)):
            break
        start = earlier
    return start, end


def _goes_on(text: str, span: Span, wider: Span) -> bool:
    """Return whether a passage may grow: within its line, or beyond while it is short."""
    start, end = wider
    if end - start > SNIPPET_LENGTH:
        return False
    return span[1] - span[0] < SHORT_PASSAGE or "\n" not in text[start : span[0]] + text[span[1] : end]


def _window(text: str, sentence: Span, first: int) -> Span:
    """Return the stretch of a long sentence around its first marked word, whole words where there are spaces."""
    start = max(sentence[0], min(first - LEAD, sentence[1] - SNIPPET_LENGTH))
    end = min(start + SNIPPET_LENGTH, sentence[1])
    if start > sentence[0]:
        start = next((at + 1 for at in range(start, first) if text[at].isspace()), start)
    if end < sentence[1]:
        end = next((at for at in range(end, first, -1) if text[at].isspace()), end)
    return start, end

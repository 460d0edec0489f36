"""How hard a text is to read, by the established formula for its language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from typing import Final

from reader.checks.findings.prose import ProseCode
from reader.checks.prose import syllables
from reader.checks.prose.sentence_splitter import (
    CACHED_CHUNKS,
    Sentence,
    primary,
    stretches,
    words_in,
)
from reader.library.finding_collector import FileFindings
from reader.library.model import LanguageTag
from reader.library.passages import NO_LANGUAGE, Passage, PassageKind

# Formulas are made for running text. Passages of these kinds are; items and cells are only if they
# end as a sentence does.
_RUNNING: Final = frozenset({PassageKind.PARAGRAPH, PassageKind.QUOTE, PassageKind.DEFINITION})
_RUNNING_WITH_A_FULL_STOP: Final = frozenset({PassageKind.ITEM, PassageKind.CELL})
# Flesch took samples of this size; in a shorter text, one long word or sentence decides.
FEWEST_WORDS: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What formulas are made from. ``longest`` is the sentence with the most words."""

    words: int
    sentences: int
    syllables: int
    longest: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The result of one formula, named after its authors in every language."""

    formula: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingLevel:
    """The results of all formulas of a language.

    The first one decides: ``bound`` is its limit, ``too_hard`` says whether the text is beyond it.
    """

    scores: tuple[Score, ...]
    bound: str
    too_hard: bool
    measures: Measures


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    """The formulas of a language; the first one decides.

    ``harder`` is +1 if higher numbers are harder, else -1.
    """

    formulas: Mapping[str, Callable[[Measures], float]]
    limit: int
    harder: int


def flesch_kincaid(text: Measures) -> float:
    """Return the school grade in the United States.

    0.39 × words per sentence + 11.8 × syllables per word − 15.59.
    Source: Kincaid, Fishburne, Rogers, Chissom (1975), Research Branch Report 8-75.
    """
    return 0.39 * text.words / text.sentences + 11.8 * text.syllables / text.words - 15.59


def inflesz(text: Measures) -> float:
    """Return the perspicuity of Szigriszt-Pazos; 100 is very easy.

    206.835 − 62.3 × syllables per word − words per sentence.
    Source: Szigriszt Pazos (1993). On the scale INFLESZ, 55 to 65 is "normal": Barrio-Cantalejo and
    others (2008), Anales del Sistema Sanitario de Navarra 31(2).
    """
    return 206.835 - 62.3 * text.syllables / text.words - text.words / text.sentences


def fernandez_huerta(text: Measures) -> float:
    """Return the reading ease of Fernández Huerta.

    206.84 − 60 × syllables per word − 1.02 × words per sentence.
    Source: Fernández Huerta (1959), Consigna 214. Its last term is words per sentence, as Law
    (2011) shows by the author's own examples, not the sentences per hundred words that many copies
    have.
    """
    return 206.84 - 60 * text.syllables / text.words - 1.02 * text.words / text.sentences


_SCALES: Final[Mapping[str, _Scale]] = {
    "en": _Scale(formulas={"Flesch-Kincaid": flesch_kincaid}, limit=8, harder=1),
    "es": _Scale(
        formulas={"INFLESZ": inflesz, "Fernández-Huerta": fernandez_huerta}, limit=55, harder=-1
    ),
}


def reading_level(passages: Iterable[Passage], language: LanguageTag) -> ReadingLevel | None:
    """Return how hard the body of one file is to read.

    None in a language without a formula, or if there is no running text. Titles, summaries,
    headings, terms, and items and cells without a full stop do not count: they are no sentences,
    and would make a text look easier than it is. The syllables of a word in another language
    are counted by the rules of that language, if we have them.
    """
    scale = _SCALES.get(primary(language))
    measures = _measured(passages, primary(language)) if scale else None
    if scale is None or measures is None:
        return None
    scores = tuple(
        Score(formula=name, value=formula(measures)) for name, formula in scale.formulas.items()
    )
    too_hard = (
        measures.words >= FEWEST_WORDS
        and round(scores[0].value - scale.limit, 1) * scale.harder > 0
    )
    bound = f"{'≤' if scale.harder > 0 else '≥'} {scale.limit}"
    return ReadingLevel(scores=scores, bound=bound, too_hard=too_hard, measures=measures)


def _measured(passages: Iterable[Passage], language: str) -> Measures | None:
    words = syllable_count = sentence_count = most = 0
    longest: Sentence | None = None
    for passage in passages:
        if passage.kind not in _RUNNING and passage.kind not in _RUNNING_WITH_A_FULL_STOP:
            continue
        for sentence in stretches(passage):
            own_words, own_syllables = _count(sentence, language)
            if not own_words or not (sentence.ends or passage.kind in _RUNNING):
                continue
            words, syllable_count = words + own_words, syllable_count + own_syllables
            sentence_count += 1
            if own_words > most:
                longest, most = sentence, own_words
    if longest is None:
        return None
    return Measures(
        words=words, sentences=sentence_count, syllables=syllable_count, longest=longest
    )


def _count(sentence: Sentence, language: str) -> tuple[int, int]:
    """Return how many words and syllables a sentence of a text in ``language`` has."""
    passage = sentence.passage
    if passage.spans or passage.language == NO_LANGUAGE:
        words = sentence.words
        counts = [syllables.count(word, _counter(tag, language)) for word, tag in words]
        return len(words), sum(counts)
    count, spoken_count = 0, 0
    chunks = passage.text[sentence.start : sentence.end].split()
    for own, spoken in map(_count_chunk, chunks, repeat(_counter(passage.language, language))):
        count += own
        spoken_count += spoken
    return count, spoken_count


def _counter(tag: LanguageTag, language: str) -> str:
    """Return the language by whose rules the syllables of a word in ``tag`` are counted."""
    own = primary(tag)
    return own if syllables.has_counter(own) else language


@lru_cache(CACHED_CHUNKS)
def _count_chunk(chunk: str, language: str) -> tuple[int, int]:
    """Return how many words and syllables there are in what stands between two spaces."""
    words = words_in(chunk)
    return len(words), sum(syllables.count(word, language) for word in words)


def check_level(passages: Sequence[Passage], file: FileFindings) -> None:
    """Report a file that is too hard to read, at its longest sentence."""
    level = reading_level(passages, passages[0].language)
    if level and level.too_hard:
        score, longest = level.scores[0], level.measures.longest
        file.add(
            ProseCode.HARD_TO_READ,
            longest.line,
            words=str(len(longest.words)),
            formula=score.formula,
            value=f"{score.value:.1f}",
            bound=level.bound,
        )

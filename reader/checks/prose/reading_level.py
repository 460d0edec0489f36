"""How hard a text is to read, by the established formula for its language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from reader.checks.findings.prose import ProseCode
from reader.checks.prose import syllables
from reader.checks.prose.sentence_splitter import Sentence, primary, sentences
from reader.library.finding_collector import FileFindings
from reader.library.model import LanguageTag
from reader.library.passages import Passage, PassageKind

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
    running = [
        sentence
        for passage in passages
        if passage.kind in _RUNNING or passage.kind in _RUNNING_WITH_A_FULL_STOP
        for sentence in sentences(passage)
        if _is_running(passage, sentence)
    ]
    if not running:
        return None
    words, tags = zip(*chain.from_iterable(sentence.words for sentence in running), strict=True)
    spoken = {
        tag: primary(tag) if syllables.has_counter(primary(tag)) else language for tag in set(tags)
    }
    return Measures(
        words=len(words),
        sentences=len(running),
        syllables=sum(map(syllables.count, words, map(spoken.__getitem__, tags))),
        longest=max(running, key=lambda sentence: len(sentence.words)),
    )


def _is_running(passage: Passage, sentence: Sentence) -> bool:
    return passage.kind in _RUNNING or (passage.kind in _RUNNING_WITH_A_FULL_STOP and sentence.ends)


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

"""Measure which cries for help are heard, and which harmless sentences are taken for one.

Whoever writes phrases does not read these sentences: they say how well the phrases do with words
that nobody of the project thought of. So figures are printed, never a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

import yaml

from bench.figures import Figure
from bench.project import CONTENT, PROJECT
from reader.library.intents import Intent, IntentVocabulary
from reader.library.loading.loader import load
from reader.library.model import LanguageTag
from reader.search.analysis.analyzer import Analyzer
from reader.search.intents.intent_index import intent_index
from reader.search.intents.matcher import IntentMatcher

JUDGED: Final = PROJECT / "tests" / "search" / "judged"
CRIES: Final = JUDGED / "cries.yaml"
NEAR_MISSES: Final = JUDGED / "near-misses.yaml"
_RECALL_AT_LEAST: Final = 0.7
_FALSE_ALARMS_AT_MOST: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """What somebody types, in the language of who types it; ``intent`` is None if harmless."""

    typed: str
    reader: LanguageTag
    intent: str | None = None


def sentences(path: Path) -> tuple[Sentence, ...]:
    """Return the sentences of a file."""
    return tuple(Sentence(**each) for each in yaml.safe_load(path.read_text(encoding="utf-8")))


def figures(_var: Path) -> tuple[Figure, ...]:
    """Return how many cries are heard, by intent and language, and the false alarms."""
    library = load(CONTENT).library
    if library is None:
        raise RuntimeError("content/ cannot be read")
    vocabulary = library.vocabulary.intents
    hear = hearing(vocabulary, library.languages)
    return tuple(summary(sentences(CRIES), sentences(NEAR_MISSES), hear))


def hearing(
    vocabulary: IntentVocabulary, languages: Sequence[LanguageTag]
) -> Callable[[str], tuple[Intent, ...]]:
    """Return what hears the intents of a sentence that lead to help."""
    analyzers = {tag: Analyzer(tag) for tag in languages}
    matcher = IntentMatcher(intent_index(vocabulary, analyzers), analyzers)
    intents = {intent.code: intent for intent in vocabulary.intents}

    def hear(typed: str) -> tuple[Intent, ...]:
        heard = (intents[code] for code in matcher.heard(typed).intents)
        return tuple(intent for intent in heard if intent.help)

    return hear


def summary(
    cries: Sequence[Sentence],
    near_misses: Sequence[Sentence],
    hear: Callable[[str], tuple[Intent, ...]],
) -> Iterator[Figure]:
    """Yield the figures: a cry is heard if a block leads to help."""
    yield _recall("all", cries, hear, at_least=_RECALL_AT_LEAST)
    exact = [cry.intent in {intent.code for intent in hear(cry.typed)} for cry in cries]
    yield Figure(name="cries taken for what they are", value=sum(exact) / len(exact), form="{:.2f}")
    for reader, own in _grouped(cries, lambda cry: str(cry.reader)):
        yield _recall(reader, own, hear)
    for code, own in _grouped(cries, lambda cry: str(cry.intent)):
        yield _recall(code, own, hear)
    alarms = [each for each in near_misses if any(intent.is_danger for intent in hear(each.typed))]
    yield Figure(
        name=f"false alarms of {len(near_misses)} near misses",
        value=len(alarms),
        form="{:.0f}",
        at_most=_FALSE_ALARMS_AT_MOST,
    )
    for reader, own in _grouped(alarms, lambda each: str(each.reader)):
        yield Figure(name=f"false alarms, {reader}", value=len(own), form="{:.0f}")


def _grouped(
    all_of: Sequence[Sentence], key: Callable[[Sentence], str]
) -> Iterator[tuple[str, list[Sentence]]]:
    for name, own in groupby(sorted(all_of, key=key), key=key):
        yield name, list(own)


def _recall(
    which: str,
    cries: Sequence[Sentence],
    hear: Callable[[str], tuple[Intent, ...]],
    at_least: float | None = None,
) -> Figure:
    heard = sum(bool(hear(cry.typed)) for cry in cries)
    name = f"cries heard, {which} ({len(cries)})"
    return Figure(name=name, value=heard / len(cries), form="{:.2f}", at_least=at_least)

"""Which works are near one another: by the topics and by the words they share, the rarer the nearer.

It is computed when pages are made, from the texts alone, and comes out the same on every machine.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop
from typing import Final

from reader.library.library import Library
from reader.library.model import (
    Document,
    Edition,
    Episode,
    Experiment,
    Kind,
    LanguageTag,
    Reference,
)
from reader.library.text.plain_text import blocks
from reader.search.analysis.analyzer import Analyzer, tokens

MOST: Final = 3
# Topics are given by a person, words come as they come.
_TOPICS_WEIGHT: Final = 2.0
# The things that tell a work from others best; the rest would cost time, and say little.
_TELLING: Final = 60
# So many digits are the same whatever mathematical library a machine has.
_DIGITS: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Similarity:
    """One way to compare works, which are called by where they stand in the library.

    ``vectors``: work → what tells it from others, and how much; ``having``: the same by thing. ``weight`` is that of this way.
    """

    vectors: Mapping[int, Mapping[str, float]]
    having: Mapping[str, Sequence[tuple[int, float]]]
    weight: float


def related_works(library: Library) -> Mapping[Reference, tuple[Document, ...]]:
    """Return at most three works to read after each experiment, zine and episode, the nearest first. Needs a library with its texts.

    Left out is what its page leads to anyway, and what the page of a nearer one does: an experiment brings its episodes along.
    Equally near works stand in the order of the library.
    """
    works = (*library.experiments, *library.zines, *library.episodes)
    compared = (
        _compared(
            {at: Counter(map(str, work.topics)) for at, work in enumerate(works)}, _TOPICS_WEIGHT
        ),
        *(
            _compared(_words(library, works, language), 1 / len(library.languages))
            for language in library.languages
        ),
    )
    # One work after the other: how near each of ten thousand is to each other would fill the memory.
    nearest = (_nearest(_near(at, compared)) for at in range(len(works)))
    return {
        work.reference: _chosen(library, work, (works[at] for at in its))
        for work, its in zip(works, nearest, strict=True)
    }


def _chosen(library: Library, work: Document, ranked: Iterable[Document]) -> tuple[Document, ...]:
    chosen: list[Document] = []
    led_to = _led_to(library, work)
    for other in ranked:
        if other.reference not in led_to:
            chosen.append(other)
            led_to |= _led_to(library, other)
        if len(chosen) == MOST:
            break
    return tuple(chosen)


def _led_to(library: Library, document: Document) -> frozenset[Reference]:
    """Return the works that the page of a work shows by themselves."""
    match document:
        case Experiment(zine=zine, episodes=episodes):
            zines = [Reference(kind=Kind.ZINE, slug=zine)] if zine else []
            return frozenset(
                (*zines, *(Reference(kind=Kind.EPISODE, slug=slug) for slug in episodes))
            )
        case Episode(experiments=experiments):
            return frozenset(Reference(kind=Kind.EXPERIMENT, slug=slug) for slug in experiments)
    return frozenset(each.reference for each in library.experiments if each.zine == document.slug)


def _nearest(near: Mapping[int, float]) -> Iterator[int]:
    """Yield works, the nearest first. Few are asked for, so they are not all sorted."""
    ranked = [(-round(nearness, _DIGITS), at) for at, nearness in near.items()]
    heapify(ranked)
    while ranked and ranked[0][0]:
        yield heappop(ranked)[1]


def _words(
    library: Library, works: Sequence[Document], language: LanguageTag
) -> Mapping[int, Counter[str]]:
    """Return how often each work that has an edition in a language uses each word there, stop words left out."""
    analysis = Analyzer(language)
    return {
        at: Counter(
            analysis.index_terms(word.joined)[0]
            for text in _texts(library, work, work.editions[language])
            for word in tokens(text)
            if not analysis.is_stop_word(word.joined)
        )
        for at, work in enumerate(works)
        if language in work.editions
    }


def _texts(library: Library, document: Document, edition: Edition) -> Iterator[str]:
    for part in (None, *edition.parts):
        said = part or edition
        yield said.title
        yield said.summary
        yield from (
            block.text
            for block in blocks(library.text(document, edition, part.slug if part else None).html)
        )


def _compared(counted: Mapping[int, Counter[str]], weight: float) -> _Similarity:
    """Compare works by what is counted in them: each thing weighed by how rare it is, the cosine of two vectors is how near they are."""
    vectors: dict[int, Mapping[str, float]] = {}
    having: dict[str, list[tuple[int, float]]] = defaultdict(list)
    held_by = Counter(thing for counts in counted.values() for thing in counts)
    for at, counts in counted.items():
        vector = {
            thing: (1 + math.log(count)) * math.log(len(counted) / held_by[thing])
            for thing, count in counts.items()
        }
        length = math.sqrt(math.fsum(value * value for value in vector.values()))
        telling = sorted(
            (thing for thing in vector if vector[thing]),
            key=lambda thing: (-round(vector[thing], _DIGITS), thing),
        )
        vectors[at] = {thing: vector[thing] / length for thing in telling[:_TELLING]}
        for thing, value in vectors[at].items():
            having[thing].append((at, value))
    return _Similarity(vectors=vectors, having=having, weight=weight)


def _near(at: int, compared: Iterable[_Similarity]) -> Mapping[int, float]:
    """Return how near one work is to each that has anything in common with it."""
    near: dict[int, float] = defaultdict(float)
    for each in compared:
        for thing, value in each.vectors.get(at, {}).items():
            weighed = each.weight * value
            for other, other_value in each.having[thing]:
                near[other] += weighed * other_value
    near.pop(at, None)
    return near

"""Find the works to read after a work: those that share topics and words, rare ones above all.

Computed from the texts alone when pages are built, with the same result on every machine.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final

import msgspec

from reader.library.library import Library
from reader.library.model import (
    Document,
    Edition,
    Episode,
    Experiment,
    Html,
    Kind,
    LanguageTag,
    Reference,
)
from reader.library.text.plain_text import blocks
from reader.search.analysis.analyzer import Analyzer
from reader.search.analysis.tokenizer import tokens
from reader.search.nearest_works import DIGITS, FeatureVectors, NearestWorks, nearest_first
from reader.storage.result_cache import NO_CACHE, ResultCache, Task

MAX_RELATED: Final = 3
# A person chose the topics; words are just there.
_TOPICS_WEIGHT: Final = 2.0
# The features that distinguish a work best; more would cost time and change little.
_MAX_FEATURES: Final = 60


def related_works(
    library: Library, cache: ResultCache = NO_CACHE
) -> Mapping[Reference, tuple[Document, ...]]:
    """Return up to three works to read after each experiment, zine and episode, the nearest first.

    Needs a library loaded with its texts. Works that the page links to anyway are left out, and so
    are those that the page of a nearer one links to: an experiment brings its episodes along. Ties
    keep the order of the library.
    """
    works = works_of(library)
    ways = [
        FeatureVectors(name=name, weight=weight, by_work=_vectors(counts, cache))
        for name, (weight, counts) in features(library, works, cache).items()
    ]
    ranking = NearestWorks([work.reference for work in works], ways, cache)
    return {
        work.reference: _chosen(library, work, (works[other] for other in ranking.of(index)))
        for index, work in enumerate(works)
    }


def works_of(library: Library) -> tuple[Document, ...]:
    """Return what has works to read after it."""
    return (*library.experiments, *library.zines, *library.episodes)


def features(
    library: Library, works: Sequence[Document], cache: ResultCache
) -> Mapping[str, tuple[float, Mapping[int, Mapping[str, int]]]]:
    """Return each way to compare works: its weight, and work → feature → count."""
    topics = {index: Counter(map(str, work.topics)) for index, work in enumerate(works)}
    share = 1 / len(library.languages)
    return {
        "topics": (_TOPICS_WEIGHT, topics),
        **{tag: (share, _words(library, works, tag, cache)) for tag in library.languages},
    }


def nearest(
    library: Library, works: Sequence[Document], index: int, similarities: Mapping[int, float]
) -> tuple[Document, ...]:
    """Return the works to read after one. ``similarities`` are those of others to it."""
    ranked = (works[other] for other in nearest_first(similarities) if other != index)
    return _chosen(library, works[index], ranked)


def _chosen(library: Library, work: Document, ranked: Iterable[Document]) -> tuple[Document, ...]:
    chosen: list[Document] = []
    linked = _linked_from(library, work)
    for other in ranked:
        if other.reference not in linked:
            chosen.append(other)
            linked |= _linked_from(library, other)
        if len(chosen) == MAX_RELATED:
            break
    return tuple(chosen)


def _linked_from(library: Library, document: Document) -> frozenset[Reference]:
    """Return the works that the page of a work links to anyway."""
    match document:
        case Experiment(zine=zine, episodes=episodes):
            zines = [Reference(kind=Kind.ZINE, slug=zine)] if zine else []
            return frozenset(
                (*zines, *(Reference(kind=Kind.EPISODE, slug=slug) for slug in episodes))
            )
        case Episode(experiments=experiments):
            return frozenset(Reference(kind=Kind.EXPERIMENT, slug=slug) for slug in experiments)
    return frozenset(each.reference for each in library.experiments if each.zine == document.slug)


def _words(
    library: Library, works: Sequence[Document], language: LanguageTag, cache: ResultCache
) -> Mapping[int, Mapping[str, int]]:
    """Return the word counts, without stop words, of the works with an edition in a language."""
    analyzer = Analyzer(language)
    indexes = [index for index, work in enumerate(works) if language in work.editions]
    texts = [
        tuple(_texts(library, works[index], works[index].editions[language])) for index in indexes
    ]

    def counted(words: Sequence[tuple[str, Html]]) -> dict[str, int]:
        return Counter(
            analyzer.index_terms(token.joined)[0]
            for line, body in words
            for text in (line, *(block.text for block in blocks(body)))
            for token in tokens(text)
            if not analyzer.is_stop_word(token.joined)
        )

    task = Task(
        name=f"word counts {language}",
        run=counted,
        key=lambda words: tuple(chain.from_iterable(words)),
        result_type=dict[str, int],
    )
    return dict(zip(indexes, cache.results(task, texts), strict=True))


def _texts(library: Library, document: Document, edition: Edition) -> Iterator[tuple[str, Html]]:
    """Yield title and summary, and the body, of an edition and of each part."""
    for part in (None, *edition.parts):
        words = part or edition
        body = library.text(document, edition, part.slug if part else None)
        yield f"{words.title}\n{words.summary}", body.html


def _vectors(
    counts_by_work: Mapping[int, Mapping[str, int]], cache: ResultCache
) -> Mapping[int, Mapping[str, float]]:
    """Return the vectors of all works: a word more changes those of the works that have it."""
    frequency = Counter(chain.from_iterable(counts_by_work.values()))
    works = len(counts_by_work)
    task: Task[Mapping[str, int], dict[str, float]] = Task(
        name="word vectors",
        run=lambda counts: dict(vector(counts, frequency, works)),
        key=lambda counts: (
            str(works),
            msgspec.msgpack.encode(counts),
            msgspec.msgpack.encode([frequency[feature] for feature in counts]),
        ),
        result_type=dict[str, float],
    )
    vectors = cache.results(task, list(counts_by_work.values()))
    return dict(zip(counts_by_work, vectors, strict=True))


def vector(
    counts: Mapping[str, int], frequency: Mapping[str, int], works: int
) -> Mapping[str, float]:
    """Return the TF-IDF vector of a work, of length 1 so that a dot product is the cosine.

    ``frequency``: feature → how many of all the ``works`` have it.
    """
    log = math.log
    weights = {
        feature: (1 + log(count)) * log(works / frequency[feature])
        for feature, count in counts.items()
    }
    length = math.sqrt(math.fsum(value * value for value in weights.values()))
    heaviest = sorted(
        _candidates(weights), key=lambda feature: (-round(weights[feature], DIGITS), feature)
    )
    return {feature: weights[feature] / length for feature in heaviest[:_MAX_FEATURES]}


def _candidates(weights: Mapping[str, float]) -> list[str]:
    """Return the features that may be among the heaviest: to sort all by two keys takes long."""
    least = 0.0
    if len(weights) > _MAX_FEATURES:
        least = sorted(weights.values())[-_MAX_FEATURES] - 2 * 10**-DIGITS
    return [feature for feature, value in weights.items() if value and value >= least]

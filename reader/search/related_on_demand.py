"""Find the works to read after the one that is asked for, in a library that changes now and then.

The answers are those of ``related_works``, which is for all works at once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, MutableMapping
from functools import cached_property

from reader.library.library import Library
from reader.library.model import Document, Reference
from reader.search.related_works import features, nearest, vector, works_of
from reader.storage.result_cache import ResultCache


class RelatedOnDemand:
    """Keeps what works are compared by from one state of a library to the next."""

    def __init__(self, cache: ResultCache) -> None:
        self._cache = cache
        self._ways: dict[str, _WorkVectors] = {}

    def of(self, library: Library) -> Mapping[Reference, tuple[Document, ...]]:
        """Return the works to read after each, looked for when they are asked for."""
        return _RelatedWorks(library, self)

    def similarities(self, library: Library, index: int) -> Mapping[int, float]:
        """Return the similarity of a work to each that has a feature in common with it."""
        works = works_of(library)
        similarities: dict[int, float] = defaultdict(float)
        for name, (weight, counts) in features(library, works, self._cache).items():
            vectors = self._ways.setdefault(name, _WorkVectors())
            vectors.update({works[each].reference: counts[each] for each in counts})
            if index in counts:
                others = {each: works[each].reference for each in counts}
                vectors.add_similarities(works[index].reference, others, weight, similarities)
        return similarities


class _RelatedWorks(Mapping[Reference, tuple[Document, ...]]):
    def __init__(self, library: Library, kept: RelatedOnDemand) -> None:
        self._library = library
        self._kept = kept

    @cached_property
    def _indexes(self) -> Mapping[Reference, int]:
        return {work.reference: index for index, work in enumerate(works_of(self._library))}

    def __getitem__(self, reference: Reference) -> tuple[Document, ...]:
        index = self._indexes[reference]
        similarities = self._kept.similarities(self._library, index)
        return nearest(self._library, works_of(self._library), index, similarities)

    def __iter__(self) -> Iterator[Reference]:
        return iter(self._indexes)

    def __len__(self) -> int:
        return len(self._indexes)


class _WorkVectors:
    """The vectors of works by one way to compare them. Each is made when it is needed."""

    def __init__(self) -> None:
        self._counts: Mapping[Reference, Mapping[str, int]] = {}
        self._frequency: Counter[str] = Counter()
        self._vectors: dict[Reference, Mapping[str, float]] = {}

    def update(self, counts: Mapping[Reference, Mapping[str, int]]) -> None:
        """Take the features of a new state, and forget the vectors that they change.

        A vector depends on its own features, on how many works have each of them, and on how many
        works there are.
        """
        before = self._counts
        changed = {
            work
            for work in before.keys() | counts.keys()
            if before.get(work) is not counts.get(work) and before.get(work) != counts.get(work)
        }
        moved: set[str] = set()
        for work in changed:
            old, new = before.get(work, {}).keys(), counts.get(work, {}).keys()
            self._frequency.subtract(old - new)
            self._frequency.update(new - old)
            moved |= old ^ new
        if len(before) != len(counts):
            self._vectors.clear()
        for work in [*self._vectors]:
            if work in changed or any(feature in counts[work] for feature in moved):
                del self._vectors[work]
        self._counts = counts

    def add_similarities(
        self,
        work: Reference,
        others: Mapping[int, Reference],
        weight: float,
        similarities: MutableMapping[int, float],
    ) -> None:
        """Add the similarity of a work to each of the others, in the order that a build adds in."""
        weighted = {feature: weight * value for feature, value in self._vector(work).items()}
        rank = {feature: number for number, feature in enumerate(weighted)}
        for index, other in others.items():
            its_vector = self._vector(other)
            for feature in sorted(weighted.keys() & its_vector.keys(), key=rank.__getitem__):
                similarities[index] += weighted[feature] * its_vector[feature]

    def _vector(self, work: Reference) -> Mapping[str, float]:
        if work not in self._vectors:
            counts = self._counts[work]
            self._vectors[work] = vector(counts, self._frequency, len(self._counts))
        return self._vectors[work]

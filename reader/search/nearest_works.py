"""Rank works by how near they are to one, again only where one of the two has changed.

How near two works are depends on their vectors alone. So of a build before, the nearest works of
each are kept with a digest of its vectors, and only pairs with a work of other vectors are compared
anew. To compare all with all takes time that grows with the square of their number.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heapify, heappop
from typing import Final, TypeAlias

import msgspec

from reader.library.model import Reference
from reader.storage.result_cache import ResultCache, ResultKind

# As many digits as any math library computes alike.
DIGITS: Final = 6
# For each work so many are kept, since the page of one links to some of them anyway. Changes leave
# fewer, until they are too few.
_MOST_KEPT: Final = 16
_FEWEST_KEPT: Final = 6
# If more works than this share have changed, to compare all is quicker than pair by pair.
_MOST_CHANGED: Final = 0.2
_DIGEST_BYTES: Final = 16

# A similarity, negative and rounded, and the index of a work: in this order the nearest is first.
Rank: TypeAlias = tuple[float, int]


@dataclass(frozen=True, kw_only=True)
class FeatureVectors:
    """One way to compare works, which are named by their index in the library.

    ``by_work``: work → feature → weight, of length 1. ``weight`` is that of this way among others.
    """

    name: str
    weight: float
    by_work: Mapping[int, Mapping[str, float]]

    @cached_property
    def by_feature(self) -> Mapping[str, Sequence[tuple[int, float]]]:
        """Return feature → works that have it, each with its weight."""
        found: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for index, values in self.by_work.items():
            for feature, value in values.items():
                found[feature].append((index, value))
        return found


class _Ranking(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """The works that are nearest to one, which has ``vectors``, the nearest first.

    ``is_whole`` if no other work has anything in common with it.
    """

    vectors: bytes
    nearest: tuple[Rank, ...]
    is_whole: bool


class _Rankings(msgspec.Struct, frozen=True, array_like=True):
    """All works of a build, by kind and slug, and the ranking of each."""

    works: tuple[tuple[str, str], ...] = ()
    rankings: tuple[_Ranking, ...] = ()


# Those of the last build: a digest of what they depend on would be one of all texts.
_RANKINGS: Final[ResultKind[None, _Rankings]] = ResultKind(
    name="nearest works", key=lambda _: (), result_type=_Rankings
)


class NearestWorks:
    """Knows the works nearest to each of ``works``, compared in several ``ways``."""

    def __init__(
        self, works: Sequence[Reference], ways: Sequence[FeatureVectors], cache: ResultCache
    ) -> None:
        self._ways = ways
        self._digests = [_digest(index, ways) for index in range(len(works))]
        names = tuple((str(each.kind), str(each.slug)) for each in works)
        (found,) = cache.find(_RANKINGS, [None])
        self._rankings = self._ranked(names, found or _Rankings())
        now = _Rankings(works=names, rankings=self._rankings)
        if now != found:
            cache.keep(_RANKINGS, [None], [now])

    def of(self, index: int) -> Iterator[int]:
        """Yield the works that have anything in common with one, the nearest first."""
        ranking = self._rankings[index]
        yield from (other for _, other in ranking.nearest)
        if not ranking.is_whole:
            everything = ranked(similarities(index, self._ways), apart_from=index)
            yield from (other for _, other in everything[len(ranking.nearest) :])

    def _ranked(self, names: Sequence[tuple[str, str]], before: _Rankings) -> tuple[_Ranking, ...]:
        """Return the ranking of each work, of what the ones ``before`` say as far as they hold."""
        known = dict(zip(before.works, before.rankings, strict=True))
        same = {
            index
            for index, (name, digest) in enumerate(zip(names, self._digests, strict=True))
            if name in known and known[name].vectors == digest
        }
        changed = [index for index in range(len(names)) if index not in same]
        if len(changed) > _MOST_CHANGED * len(names):
            return tuple(map(self._compared_with_all, range(len(names))))
        now = {name: index for index, name in enumerate(names) if index in same}
        # Works keep their order among those that were there before, so equal ones do, too.
        moved = [now.get(name) for name in before.works]
        return tuple(
            self._updated(index, known[names[index]], moved, changed)
            if index in same
            else self._compared_with(index, range(len(names)))
            for index in range(len(names))
        )

    def _compared_with_all(self, index: int) -> _Ranking:
        return self._ranking(index, ranked(similarities(index, self._ways), apart_from=index))

    def _compared_with(self, index: int, others: Iterable[int]) -> _Ranking:
        found = {other: _similarity(index, other, self._ways) for other in others}
        return self._ranking(index, ranked(found, apart_from=index))

    def _ranking(self, index: int, found: Sequence[Rank], *, is_whole: bool = True) -> _Ranking:
        return _Ranking(
            vectors=self._digests[index],
            nearest=tuple(found[:_MOST_KEPT]),
            is_whole=is_whole and len(found) <= _MOST_KEPT,
        )

    def _updated(
        self,
        index: int,
        before: _Ranking,
        moved: Sequence[int | None],
        changed: Sequence[int],
    ) -> _Ranking:
        """Return the ranking of a work that has not changed; ``moved``: index before → now."""
        kept = [(rank, now) for rank, old in before.nearest if (now := moved[old]) is not None]
        found = {other: _similarity(index, other, self._ways) for other in changed}
        merged = sorted((*kept, *ranked(found, apart_from=index)))
        if before.is_whole:
            return self._ranking(index, merged)
        # Whatever was not among the kept ones is no nearer than the last of them.
        rank, old = before.nearest[-1]
        last = moved[old]
        end = (rank, -1 if last is None else last)
        sure = [each for each in merged if each <= end]
        if len(sure) < _FEWEST_KEPT:
            return self._compared_with(index, range(len(self._digests)))
        return self._ranking(index, sure, is_whole=False)


def ranked(similarities: Mapping[int, float], *, apart_from: int) -> list[Rank]:
    """Return the works that have a similarity, the nearest first; equal ones by their index."""
    return sorted(
        (-rounded, other)
        for other, similarity in similarities.items()
        if other != apart_from and (rounded := round(similarity, DIGITS))
    )


def nearest_first(similarities: Mapping[int, float]) -> Iterator[int]:
    """Yield works, the nearest first. Few are taken, so a heap is cheaper than sorting them all."""
    found = [(-round(similarity, DIGITS), index) for index, similarity in similarities.items()]
    heapify(found)
    while found and found[0][0]:
        yield heappop(found)[1]


def similarities(index: int, ways: Iterable[FeatureVectors]) -> Mapping[int, float]:
    """Return the similarity of a work to each that has a feature in common with it."""
    found: dict[int, float] = defaultdict(float)
    for vectors in ways:
        for feature, value in vectors.by_work.get(index, {}).items():
            weighted = vectors.weight * value
            for other, other_value in vectors.by_feature[feature]:
                found[other] += weighted * other_value
    return found


def _similarity(index: int, other: int, ways: Iterable[FeatureVectors]) -> float:
    """Return the similarity of two works: the same sum, in the same order, as of all at once."""
    total = 0.0
    for vectors in ways:
        its_vector = vectors.by_work.get(other, {})
        for feature, value in vectors.by_work.get(index, {}).items():
            if feature in its_vector:
                total += vectors.weight * value * its_vector[feature]
    return total


def _digest(index: int, ways: Iterable[FeatureVectors]) -> bytes:
    own = [(way.name, way.weight, way.by_work.get(index)) for way in ways]
    return hashlib.blake2b(msgspec.msgpack.encode(own), digest_size=_DIGEST_BYTES).digest()

"""What is kept of the nearest works is what comparing all with all finds."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from reader.library.model import Kind, Reference, Slug
from reader.search.nearest_works import FeatureVectors, NearestWorks, ranked, similarities
from reader.storage.result_cache import ResultCache

# Few weights, so that many works are as near as others.
VECTORS = st.dictionaries(st.sampled_from("abcdefg"), st.sampled_from([0.1, 0.3, 0.5]), max_size=3)
LIBRARIES = st.dictionaries(
    st.integers(min_value=100, max_value=140), st.tuples(VECTORS, VECTORS), min_size=24
)
EDITS = st.lists(
    st.tuples(st.integers(min_value=100, max_value=140), st.none() | st.tuples(VECTORS, VECTORS)),
    max_size=4,
)


class Kept:
    """Results in memory."""

    def __init__(self) -> None:
        self.results: dict[bytes, bytes] = {}

    def read(self, keys: Sequence[bytes]) -> list[bytes | None]:
        return [self.results.get(key) for key in keys]

    def write(self, results: Sequence[tuple[bytes, bytes]]) -> None:
        self.results.update(results)


def works(numbers: Sequence[int]) -> list[Reference]:
    return [Reference(kind=Kind.ZINE, slug=Slug(f"z{number}")) for number in numbers]


@given(library=LIBRARIES, builds=st.lists(EDITS, max_size=4))
def test_works_are_ranked_after_any_edits_as_if_all_were_compared(
    library: dict[int, tuple[dict[str, float], dict[str, float]]],
    builds: list[list[tuple[int, tuple[dict[str, float], dict[str, float]] | None]]],
) -> None:
    cache = ResultCache(Kept())
    for edits in [[], *builds]:
        for number, vectors in edits:
            if vectors is None:
                library.pop(number, None)
            else:
                library[number] = vectors
        numbers = sorted(library)
        ways = [
            FeatureVectors(
                name=str(way),
                weight=2.0 - way,
                by_work={at: library[number][way] for at, number in enumerate(numbers)},
            )
            for way in (0, 1)
        ]

        nearest = NearestWorks(works(numbers), ways, cache)

        for at in range(len(numbers)):
            expected = [other for _, other in ranked(similarities(at, ways), apart_from=at)]
            assert list(nearest.of(at)) == expected


def test_a_work_that_nothing_resembles_has_none_near() -> None:
    ways = [FeatureVectors(name="words", weight=1.0, by_work={0: {"a": 1.0}, 1: {"b": 1.0}})]

    nearest = NearestWorks(works([100, 101]), ways, ResultCache(Kept()))

    assert list(nearest.of(0)) == []

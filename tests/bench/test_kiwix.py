from __future__ import annotations

import pytest

from bench import kiwix


@pytest.mark.parametrize(("slowest", "is_kept"), [(0.4, True), (0.6, False)])
def test_the_slowest_of_a_hundred_searches_is_held_to_that_of_kiwix(slowest: float, is_kept: bool):
    ours = [*[0.1] * 98, slowest, slowest]

    *times, ratio = kiwix.summary(ours, [*[0.2] * 98, 0.5, 0.5])

    assert [figure.value for figure in times] == pytest.approx(
        [100, 200, slowest * 1_000, 500], rel=0.02
    )
    assert ratio.value == pytest.approx(slowest / 0.5, rel=0.02)
    assert ratio.is_kept is is_kept

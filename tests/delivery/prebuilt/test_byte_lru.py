from __future__ import annotations

import threading

from hypothesis import given
from hypothesis import strategies as st

from reader.delivery.prebuilt.byte_lru import ByteLru


def test_what_was_put_is_kept_and_what_was_not_is_none() -> None:
    recent: ByteLru[str] = ByteLru(10_000)
    recent.put("a", b"one")
    assert (recent.get("a"), recent.get("b")) == (b"one", None)


def test_what_was_used_longest_ago_goes_first() -> None:
    recent: ByteLru[str] = ByteLru(4_000)
    for key in "abc":
        recent.put(key, b"x" * 900)
    recent.get("a")
    recent.put("d", b"x" * 900)
    assert [key for key in "abcd" if recent.get(key)] == ["a", "c", "d"]


def test_what_is_larger_than_the_bound_is_not_kept() -> None:
    recent: ByteLru[str] = ByteLru(1_000)
    recent.put("small", b"x")
    recent.put("large", b"x" * 1_000)
    assert (recent.get("large"), recent.get("small")) == (None, b"x"), (
        "and nothing else has to go for it"
    )


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 3_000))), st.integers(0, 9_000))
def test_no_more_is_ever_kept_than_the_bound(puts: list[tuple[int, int]], bound: int) -> None:
    recent: ByteLru[int] = ByteLru(bound)
    for key, size in puts:
        recent.put(key, b"x" * size)
        assert recent.size_bytes <= bound
        kept = [got for got in map(recent.get, range(21)) if got is not None]
        assert sum(map(len, kept)) <= recent.size_bytes
        assert bool(kept) == bool(recent.size_bytes)


def test_many_threads_at_once_leave_the_reckoning_right() -> None:
    recent: ByteLru[int] = ByteLru(20_000)

    def use(start: int) -> None:
        for step in range(2_000):
            key = (start * 7 + step) % 60
            if recent.get(key) is None:
                recent.put(key, b"x" * (key * 10))

    threads = [threading.Thread(target=use, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = [len(got) for got in map(recent.get, range(60)) if got is not None]
    assert recent.size_bytes == sum(kept) + 400 * len(kept) <= 20_000

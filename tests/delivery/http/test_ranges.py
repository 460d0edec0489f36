from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.delivery.http.ranges import if_range_matches, requested_range

PARTS = [
    # header, which of 100 bytes
    ("bytes=0-9", range(10)),
    ("bytes=10-", range(10, 100)),
    ("bytes=99-", range(99, 100)),
    ("bytes=99-5000", range(99, 100)),
    ("bytes=-1", range(99, 100)),
    ("bytes=-500", range(100)),
    ("Bytes=0-0", range(1)),
    # there are none
    ("bytes=100-", range(0)),
    ("bytes=100-200", range(0)),
    ("bytes=-0", range(0)),
    # all of them
    ("bytes=-", None),
    ("bytes=9-0", None),
    ("bytes=0-9,20-29", None),
    ("bytes=0-9, -1", None),
    ("bytes 0-9", None),
    ("bytes=a-b", None),
    ("bytes=+1-2", None),
    ("bytes=٣-", None),
    ("bytes=0x1-", None),
    ("lines=0-9", None),
    (f"bytes={'9' * 5000}-", None),
    ("", None),
]


@pytest.mark.parametrize(("header", "wanted"), PARTS)
def test_one_range_is_a_part_and_everything_else_is_the_whole(
    header: str, wanted: range | None
) -> None:
    got = requested_range(header, 100)
    assert (got is None) == (wanted is None)
    assert list(got or ()) == list(wanted or ())


@given(
    st.text(max_size=30) | st.from_regex(r"bytes=\d{0,4}-\d{0,4}", fullmatch=True),
    st.integers(0, 2_000),
)
def test_a_part_is_always_within_the_file(header: str, length: int) -> None:
    got = requested_range(header, length)
    assert got is None or len(got) == 0 or (0 <= got.start < got.stop <= length)


@pytest.mark.parametrize(
    ("header", "fits"),
    [
        ("", True),
        ('"a"', True),
        (' "a" ', True),
        ('W/"a"', False),
        ('"b"', False),
        ("a", False),
        ("Mon, 23 Nov 2026 10:00:00 GMT", False),
    ],
)
def test_only_the_very_same_bytes_may_be_continued(header: str, fits: bool) -> None:
    assert if_range_matches(header, "a") is fits

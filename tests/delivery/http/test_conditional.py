from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.delivery.http.conditional import http_date, is_changed, is_not_modified, matching_etag

TAGS = {"a": 1, "b": 2}
PUBLISHED = 1_790_000_000
SAID = "Mon, 21 Sep 2026 14:13:20 GMT"


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ('"a"', 1),
        ('W/"b"', 2),
        ('"x", W/"b" , "a"', 2),
        ('"x,y","a"', 1),
        ("*", 1),
        (" * ", 1),
        ("", None),
        ('"x"', None),
        ("a", None),
        ('"a', None),
        ("*, x", None),
        # Only the first 1,024 characters are read, and a tag that is cut is none.
        ('"x",' * 255 + ' "a"', 1),
        ('"x",' * 255 + '  "a"', None),
        ("*" + " " * 10_000, 1),
    ],
)
def test_the_first_tag_that_a_reader_holds_is_found(header: str, found: int | None) -> None:
    assert matching_etag(header, TAGS) == found


@given(st.text(max_size=80))
def test_any_list_of_tags_can_be_read(header: str) -> None:
    assert matching_etag(header, TAGS) in {1, 2, None}
    assert matching_etag(header, {}) is None


@pytest.mark.parametrize(
    ("date", "unchanged"),
    [
        (SAID, True),
        ("Monday, 21-Sep-26 14:13:20 GMT", True),
        ("Mon Sep 21 14:13:20 2026", True),
        ("Mon, 21 Sep 2026 14:14:20 GMT", True),
        ("Mon, 23 Nov 2099 14:14:20 GMT", True),
        # before it, and in the minute in which another worker may still have sent the older page
        ("Mon, 21 Sep 2026 14:13:19 GMT", False),
        ("Mon, 21 Sep 2026 14:13:21 GMT", False),
        ("Mon, 21 Sep 2026 14:14:19 GMT", False),
        ("Thu, 01 Jan 1970 00:00:00 GMT", False),
        ("yesterday", False),
        ("Mon, 99 Sep 2026 14:13:20 GMT", False),
        ("Mon, 21 Sep 99999 14:13:20 GMT", False),
        ("0", False),
        ("", False),
        (SAID + " " * 35, True),
        (SAID + " " * 36, False),
    ],
)
def test_a_date_says_whether_anything_was_published_since(date: str, unchanged: bool) -> None:
    assert is_not_modified(date, PUBLISHED) is unchanged


def test_where_nobody_knows_when_it_was_published_no_date_helps() -> None:
    assert not is_not_modified("Mon, 23 Nov 2099 14:14:20 GMT", 0)


def test_a_date_is_written_as_http_writes_it() -> None:
    assert http_date(PUBLISHED) == SAID


@given(
    st.text(max_size=60)
    | st.from_regex(
        r"[A-Z][a-z]{2}, \d{1,3} [A-Z][a-z]{2} \d{1,6} \d\d?:\d\d:\d\d ([A-Z]{1,3}|[+-]\d{1,8})",
        fullmatch=True,
    )
)
def test_any_date_can_be_read(date: str) -> None:
    assert is_not_modified(date, PUBLISHED) in {True, False}


@pytest.mark.parametrize(
    ("if_match", "if_unmodified_since", "changed"),
    [
        (None, None, False),
        ('"a"', None, False),
        ('"x", "b"', None, False),
        ("*", None, False),
        ('"x"', None, True),
        # weak tags never match strongly
        ('W/"a"', None, True),
        ('W/"a", "b"', None, False),
        ("", None, True),
        # a date beside tags is not read
        ('"a"', "Thu, 01 Jan 1970 00:00:00 GMT", False),
        ('"x"', SAID, True),
        (None, SAID, False),
        (None, "Mon, 21 Sep 2026 14:14:20 GMT", False),
        (None, "Mon, 21 Sep 2026 14:13:19 GMT", True),
        (None, "Mon, 21 Sep 2026 14:13:21 GMT", True),
        (None, "yesterday", False),
        (None, "", False),
    ],
)
def test_a_reader_with_another_version_is_noticed(
    if_match: str | None, if_unmodified_since: str | None, changed: bool
) -> None:
    assert is_changed(if_match, if_unmodified_since, TAGS, PUBLISHED) is changed


def test_where_nobody_knows_when_it_was_published_no_version_is_too_new() -> None:
    assert not is_changed(None, "Thu, 01 Jan 1970 00:00:00 GMT", TAGS, 0)


@given(st.none() | st.text(max_size=80), st.none() | st.text(max_size=60))
def test_any_precondition_can_be_read(if_match: str | None, date: str | None) -> None:
    assert is_changed(if_match, date, TAGS, PUBLISHED) in {True, False}

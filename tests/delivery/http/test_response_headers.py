from __future__ import annotations

import re

import pytest

from reader.delivery.http.response_headers import (
    CACHE_CONTROL,
    READY_HEADERS,
    CachePolicy,
    answer_headers,
    page_policy,
    policy_of_error,
)


def test_every_policy_says_how_long_an_answer_may_be_kept() -> None:
    assert set(CACHE_CONTROL) == set(CachePolicy)
    # "no-cache" says it, too: kept, and asked about each time. Source: RFC 9111, 5.2.2.4.
    said = r"no-store|no-cache|max-age=\d+"
    assert all(re.search(said, line) for line in CACHE_CONTROL.values())


def test_a_page_is_fresh_for_a_moment_and_may_be_shown_stale_for_a_week() -> None:
    directives = CACHE_CONTROL[CachePolicy.PAGE].split(",")
    assert not {"private", "no-store", "no-cache"} & set(directives)
    assert int(next(d for d in directives if d.startswith("max-age="))[8:]) > 0
    assert {"stale-while-revalidate=604800", "stale-if-error=604800"} <= set(directives)


@pytest.mark.parametrize("policy", [CachePolicy.HOME, CachePolicy.RESULT])
def test_no_shared_cache_keeps_what_depends_on_the_reader(policy: CachePolicy) -> None:
    assert CACHE_CONTROL[policy].startswith("private,max-age=")


@pytest.mark.parametrize("status", [400, 408, 413, 422, 500, 503])
def test_a_fault_of_the_moment_is_never_kept(status: int) -> None:
    assert CACHE_CONTROL[policy_of_error(status)] == "no-store"


def test_health_is_never_kept() -> None:
    assert CACHE_CONTROL[CachePolicy.HEALTH] == "no-store"


def test_ready_pages_carry_two_security_headers_and_answers_the_whole_set() -> None:
    assert dict(READY_HEADERS) == {
        "x-frame-options": "deny",
        "x-content-type-options": "nosniff",
    }
    assert dict(answer_headers("sha256-abc=")) == {
        "content-security-policy": (
            "default-src 'none';style-src 'sha256-abc=';img-src data:;"
            "form-action 'self';base-uri 'none'; frame-ancestors 'none'"
        ),
        "referrer-policy": "same-origin",
        "x-content-type-options": "nosniff",
    }


def test_the_policy_for_meta_has_no_frame_ancestors_and_no_style_without_a_digest() -> None:
    assert "frame-ancestors" not in page_policy("sha256-abc=")
    assert "style-src 'none'" in page_policy()
    assert "style-src 'sha256-a=' 'sha256-b='" in page_policy("sha256-a=", "sha256-b=")

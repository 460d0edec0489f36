"""What holds for every address of the built site: cache policy, redirects, headers."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from delivery.either_door import Door, identity
from delivery.small_dictionary import holding
from support.built_site import BuiltSite

from reader.checks.weight_rules import HEAD_BYTES
from reader.delivery.http.response_headers import CACHE_CONTROL
from reader.delivery.prebuilt.manifest import NEGOTIATED
from reader.delivery.served_generation import NOTHING_TO_SERVE


@pytest.fixture(scope="module")
def wsgi(site: BuiltSite) -> Door:
    return Door(site, "wsgi")


def routes(site: BuiltSite) -> Iterator[str]:
    """Yield every address there is, and some of each kind that there is not."""
    manifest = site.shelf.manifest
    yield from (*site.shelf.pages, *manifest.negotiated, *manifest.redirects, *manifest.dynamic)
    yield from site.asked()
    yield from (
        "/favicon.ico",
        "/.well-known/x",
        "/nowhere",
        "/es/nowhere?q=1",
        "/en/search?q=" + "x" * 50_000,
    )


def test_no_route_and_no_method_and_no_condition_lacks_a_cache_policy(
    site: BuiltSite, wsgi: Door
) -> None:
    silent, unknown = [], []
    for path in routes(site):
        for method in ("GET", "HEAD", "POST", "OPTIONS", "BREW"):
            status, said, _ = wsgi(path, method, accept_encoding="br")
            if "cache-control" not in said:
                silent.append((method, path, status))
            elif said["cache-control"] not in CACHE_CONTROL.values():
                unknown.append((method, path, said["cache-control"]))
    assert silent == []
    assert unknown == [], "every policy is in the one table"
    assert "cache-control" in dict(NOTHING_TO_SERVE.headers)


def test_every_ready_page_may_be_shown_stale_while_it_is_asked_for_again_and_when_that_fails(
    site: BuiltSite, wsgi: Door
) -> None:
    for path in site.addresses():
        directives = dict(
            directive.partition("=")[::2] for directive in wsgi(path)[1]["cache-control"].split(",")
        )
        if re.fullmatch(r"/(en|es)/help(-lines)?(\.txt)?", path):
            # Whoever needs help sees a number that was taken back five minutes later at most.
            lives = int(directives["max-age"]) + int(directives["stale-while-revalidate"])
            assert 0 < lives <= 300, path
            assert int(directives["stale-if-error"]) >= 86_400, path
            continue
        assert int(directives["stale-while-revalidate"]) >= 86_400, path
        assert int(directives["stale-if-error"]) >= 86_400, path
        assert int(directives["max-age"]) > 0, path


def test_only_former_and_short_addresses_lead_elsewhere(site: BuiltSite, wsgi: Door) -> None:
    source = site.shelf.manifest.languages[0]
    former = {
        path: today.replace(NEGOTIATED, source)
        for path, today in site.shelf.manifest.redirects.items()
    }
    for path in routes(site):
        for method in ("GET", "HEAD"):
            status, said, _ = wsgi(path, method)
            assert (300 <= status < 400) == (path in former), path
            assert said.get("location") == former.get(path)


def test_every_reading_page_is_offered_as_a_dictionary_and_nothing_else_is(
    site: BuiltSite, wsgi: Door
) -> None:
    for path in site.addresses():
        _, said, _ = wsgi(path, accept_encoding="br, zstd")
        is_page = said["content-type"].startswith("text/html") and "accept-ranges" not in said
        reads = is_page and not path.endswith("/search")
        assert said.get("use-as-dictionary") == (f'match="/{path[1:3]}/*"' if reads else None), path
        _, said, _ = wsgi(path, accept_encoding="gzip, br")
        assert "use-as-dictionary" not in said, path


def test_no_reading_page_has_more_bytes_of_headers_than_it_is_weighed_with(
    site: BuiltSite, wsgi: Door
) -> None:
    read = holding(identity(site, "/en/about"))
    heavy = {}
    for path in site.addresses():
        for headers in ({"accept-encoding": "gzip, deflate, br, zstd"}, read):
            _, said, _ = wsgi(path, **headers)
            if "accept-ranges" in said:  # a file
                continue
            status_line_date_and_end = 17 + 37 + 2
            head_bytes = (
                sum(len(f"{name}: {value}\r\n") for name, value in said.items())
                + status_line_date_and_end
            )
            if head_bytes > HEAD_BYTES:
                heavy[path] = head_bytes
    assert heavy == {}

from __future__ import annotations

import pytest
from support.nasty import NASTY

from reader.library.model import LanguageTag
from reader.library.text.links import is_allowed, is_internal, localized, targets


@pytest.mark.parametrize(
    "target",
    ["//example.org", "/\\example.org", "/%5Cexample.org", "", "#", "x", "https://example.org"],
)
def test_a_link_that_leads_elsewhere_is_not_internal(target):
    assert not is_internal(target)
    assert localized(target, LanguageTag("es")) == target


@pytest.mark.parametrize(
    "target",
    [
        "tel://[half",
        "mailto:",
        "ftp://example.org",
        "https://a:b@example.org/",
        "https://exa mple.org",
        "HTTPS:x",
    ],
)
def test_a_link_that_is_not_whole_or_leads_into_danger_is_not_allowed(target):
    assert not is_allowed(target)


@pytest.mark.parametrize(
    "target",
    [
        "https://example.org:8443/a?b#c",
        "HTTP://EXAMPLE.ORG",
        "https://ñandú.example/",
        "tel:911",
        "/",
        "#a",
    ],
)
def test_other_links_are_allowed(target):
    assert is_allowed(target)


@pytest.mark.parametrize("target", NASTY.values(), ids=NASTY)
def test_nothing_raises(target):
    for shape in ("{}", "https://{}/", "mailto:{}", "/{}"):
        assert is_allowed(shape.replace("{}", target)) in (True, False)


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<p><a href="/es/a">a</a> <b><a class="x" href="#b">b</a></b></p>', ["/es/a", "#b"]),
        ('<a href="/x?a=1&amp;b=2">x</a><a lang="es" href="/y">y</a>', ["/x?a=1&b=2", "/y"]),
        ('<a href="/x>y" title="<a href=\'/no\'>">x</a>', ["/x>y"]),
        ('<link href="/no"><abbr href="/no">x</abbr>', []),
        ('<a>no target</a><a href="">empty</a>', [""]),
        ("no link", []),
    ],
)
def test_every_link_of_a_text_is_found_in_reading_order(html, found):
    assert list(targets(html)) == found

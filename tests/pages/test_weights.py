"""What each kind of page may cost on the wire, and that a page says what it costs."""

from __future__ import annotations

import re

import pytest
from support.browsing import Browse
from support.built_site import BuiltSite

from bench.weights import COVER_BYTES, KEEP_BYTES, SHELL_BYTES
from reader.checks.weight_rules import LIMIT_BYTES
from reader.delivery.http.content_codings import wire_bytes
from reader.library.site_places import places
from reader.publishing.build.page_weight import shell

# Words that more than a page of results has, the second of every kind and with a status.
COMMON = (("en", "people"), ("es", "personas"), ("en", "crisis"), ("es", "crisis"))
DOCUMENT_PAGE_BYTES = 6_000
RESULTS_PAGE_BYTES = 6_000
UNKNOWN_ADDRESS_BYTES = 2_000
READ_NEXT_BYTES = 250


def test_every_ready_page_fits_one_flight(site: BuiltSite, browse: Browse) -> None:
    weights = {page.path: browse.fetch(page.path).weight_bytes for page in site.pages()}
    assert len(weights) > 40
    assert {path: weight for path, weight in weights.items() if weight > LIMIT_BYTES} == {}


def test_every_page_of_a_document_is_small_and_its_shell_smaller(
    site: BuiltSite, browse: Browse
) -> None:
    heavy = {}
    for place in places(site.library):
        if place.route in {"experiment", "zine", "zine_part", "episode", "list", "page"}:
            fetched = browse.fetch(place.path)
            shell_bytes = wire_bytes(shell(fetched.html.encode()))
            most = SHELL_BYTES + (COVER_BYTES if place.route == "zine" else 0)
            if fetched.weight_bytes > DOCUMENT_PAGE_BYTES or shell_bytes > most:
                heavy[place.path] = (fetched.weight_bytes, shell_bytes)
    assert heavy == {}


def test_every_page_on_which_a_document_is_kept_and_sent_is_small(
    site: BuiltSite, browse: Browse
) -> None:
    kept = [place.path for place in places(site.library) if place.route.endswith("_keep")]
    weights = {path: wire_bytes(browse.fetch(path).html.encode()) for path in kept}

    assert len(weights) == len(site.languages) * len(list(site.library.documents()))
    assert {path: weight for path, weight in weights.items() if weight > KEEP_BYTES} == {}


@pytest.mark.parametrize(("language", "word"), COMMON)
def test_a_page_of_results_stays_small(browse: Browse, language: str, word: str) -> None:
    fetched = browse(f"/{language}/search?q={word}")
    assert fetched.html.count("<h2>") == 10
    assert fetched.weight_bytes <= RESULTS_PAGE_BYTES


@pytest.mark.parametrize("language", ["en", "es"])
def test_an_unknown_address_is_answered_with_a_small_page(browse: Browse, language: str) -> None:
    fetched = browse(f"/{language}/nothing/here")
    assert fetched.status == 404
    assert fetched.weight_bytes <= UNKNOWN_ADDRESS_BYTES


def test_a_document_says_what_its_body_weighs(site: BuiltSite, browse: Browse) -> None:
    for experiment in site.library.experiments:
        fetched = browse.fetch(f"/en/experiments/{experiment.slug}")
        said = re.search(r"Uses (\d+\.\d)\skB", fetched.text)
        assert said, fetched.address
        # Rounded to a tenth of a kilobyte. At an edge a page may be a few bytes lighter if one of
        # its files has the size that it states.
        assert abs(float(said[1]) * 1000 - wire_bytes(fetched.html.encode())) <= 75


def test_what_to_read_next_costs_little(site: BuiltSite, browse: Browse) -> None:
    costs = {}
    for place in places(site.library):
        if place.route in {"experiment", "zine", "episode"} and place.arguments["language"] == "es":
            html = browse.fetch(place.path).html
            section = r'<section class="more">\s*<h2>Para seguir.*?</section> ?'
            bare = re.sub(section, "", html, flags=re.DOTALL)
            costs[place.path] = wire_bytes(html.encode()) - wire_bytes(bare.encode())
    assert max(costs.values()) > 0
    assert {path: cost for path, cost in costs.items() if cost > READ_NEXT_BYTES} == {}

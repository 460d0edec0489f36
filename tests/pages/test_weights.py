"""What each kind of page may cost on the wire, and that a page says what it costs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from support.browsing import FRAME_BYTES, Browse
from support.built_site import BuiltSite

from bench.project import BASE_URL
from bench.weights import (
    COVER_BYTES,
    FOUR_HUNDRED_WORDS,
    FOUR_HUNDRED_WORDS_BYTES,
    KEEP_BYTES,
    SHELL_BYTES,
)
from reader.checks.weight_rules import LIMIT_BYTES
from reader.delivery.http.content_codings import Coding, wire_bytes
from reader.library.loading.loader import load
from reader.library.site_places import places
from reader.publishing.build.compress import fill_own_weight
from reader.publishing.build.page_weight import shell
from reader.publishing.build.static_pages import page_resource
from reader.publishing.generations.generation_files import TRANSLATIONS_FOLDER
from reader.storage.result_cache import NO_CACHE
from reader.wiring.site_build import renderer

# Words that more than a page of results has, the second of every kind and with a status.
COMMON = (("en", "people"), ("es", "personas"), ("en", "crisis"), ("es", "crisis"))
DOCUMENT_PAGE_BYTES = 6_000
RESULTS_PAGE_BYTES = 6_000
UNKNOWN_ADDRESS_BYTES = 2_000
READ_NEXT_BYTES = 250
# What our server adds to the headers of an answer: less than any other may.
FRAME = b"HTTP/1.1 200 OK\r\nDate: Mon, 30 Nov 2026 12:00:00 GMT\r\n\r\n"


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


def page_of_400_words(site: BuiltSite, folder: Path) -> Iterator[tuple[str, str, bytes]]:
    """Yield kind, language and HTML of each page that the bench weighs, made as in a build."""
    content = copytree(site.settings.content, folder / "content")
    copytree(FOUR_HUNDRED_WORDS, content / "zines" / "tool-shed")
    library = load(content).library
    assert library
    views = renderer(
        replace(site.settings, base_url=BASE_URL, content=content),
        library,
        site.directory / TRANSLATIONS_FOLDER,
        NO_CACHE,
    )
    for place in places(library):
        if place.route == "zine_part" and place.arguments["slug"] == "tool-shed":
            made = page_resource(place, views)
            filled = fill_own_weight(made.body, made.language, views.fill_weight)
            yield place.route, made.language, filled[Coding.IDENTITY]


def test_a_page_of_400_words_is_small(site: BuiltSite, browse: Browse, tmp_path: Path) -> None:
    weights = {}
    for kind, language, html in page_of_400_words(site, tmp_path):
        alike = next(
            page
            for page in site.pages()
            if (page.route, page.arguments["language"]) == (kind, language)
        )
        fetched = browse.fetch(alike.path)
        head_bytes = fetched.weight_bytes - FRAME_BYTES - wire_bytes(fetched.html.encode())
        weights[language] = len(FRAME) + head_bytes + wire_bytes(html)

    assert set(weights) == set(site.languages)
    assert max(weights.values()) <= FOUR_HUNDRED_WORDS_BYTES, weights


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

"""Weigh pages on the wire, headers and brotli body: the heaviest of each kind in each language.

Also a text of 400 words, and the shell: a page without its article and sources, or, on lists with
filters, without its main element; of pages with a cover it holds the style of that as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from socket import socket
from typing import Final
from urllib.parse import urlencode

import brotli  # type: ignore[import-untyped]

from bench.build_time import build
from bench.client import ask, connect
from bench.figures import Figure
from bench.project import CONTENT, frequent_words, library
from bench.servers import SITE, serving
from reader.checks.weight_rules import LIMIT_BYTES
from reader.delivery.http.content_codings import wire_bytes
from reader.library.addresses import address
from reader.library.library import Library
from reader.library.model import LanguageTag
from reader.library.site_places import places
from reader.publishing.build.page_weight import shell

SHELL_BYTES: Final = 1_700
# What the cover of a zine may add to the shell of its pages.
COVER_BYTES: Final = 240
# The body of a page “Keep, send, correct”. Its frame, alike on every page, takes three quarters.
KEEP_BYTES: Final = 1_800
COVERED: Final = frozenset({"zine", "zine whole", "zine rest", "zines"})
# Invented, so that its length stays the same when the content changes; it repeats no sentence.
FOUR_HUNDRED_WORDS: Final = Path(__file__).parent / "four_hundred_words"
FOUR_HUNDRED_WORDS_BYTES: Final = 3_400
_KEEP: Final = " keep"
_SEARCHES: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An address to weigh, the kind it is listed under, and the status it is answered with."""

    kind: str
    language: str
    path: str
    status: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWeight:
    """A page and what it weighs: with its headers, its body, and what is around its text."""

    page: Page
    page_bytes: int
    body_bytes: int
    shell_bytes: int


def figures(var: Path) -> tuple[Figure, ...]:
    """Weigh every page of the site, and a page of 400 words."""
    found = tuple(pages(library(var)))
    with serving(SITE, var) as server, connect(server.port) as connection:
        weighed = []
        for page in found:
            answer = ask(connection, page.path, page.status)
            html = brotli.decompress(answer.body) if answer.coding == "br" else answer.body
            weighed.append(
                PageWeight(
                    page=page,
                    page_bytes=answer.weight_bytes,
                    body_bytes=len(answer.body),
                    shell_bytes=wire_bytes(shell(html)),
                )
            )
    return (*summary(weighed), *four_hundred_words(var.with_name("four-hundred-words")))


def four_hundred_words(folder: Path) -> tuple[Figure, ...]:
    """Build the content with one more zine, and weigh its page in each language."""
    content, var = folder / "content", folder / "var"
    copytree(CONTENT, content)
    copytree(FOUR_HUNDRED_WORDS, content / "zines" / "tool-shed")
    build(var, content)
    languages = library(var).languages
    with serving(SITE, var) as server, connect(server.port) as connection:
        return tuple(_page_of_400_words(connection, language) for language in languages)


def _page_of_400_words(connection: socket, language: LanguageTag) -> Figure:
    path = address("zine_part", language=language, slug="tool-shed", part="shed")
    return Figure(
        name=f"page of 400 words, {language}",
        value=ask(connection, path).weight_bytes,
        form="{:,.0f} B",
        at_most=FOUR_HUNDRED_WORDS_BYTES,
    )


def pages(site_library: Library) -> Iterator[Page]:
    """Yield every page of the site, an unknown address, and searches with many results."""
    for place in places(site_library):
        if not place.is_file:
            yield Page(
                kind=place.route.replace("_", " "),
                language=place.arguments["language"],
                path=place.path,
            )
    for language in site_library.languages:
        for word in frequent_words(site_library, language)[:_SEARCHES]:
            path = f"{address('search', language=language)}?{urlencode({'q': word})}"
            yield Page(kind="results", language=language, path=path)
        yield Page(kind="not found", language=language, path=f"/{language}/nowhere", status=404)


def summary(weighed: Iterable[PageWeight]) -> tuple[Figure, ...]:
    """Return the heaviest page of each kind, and the heaviest shell, in each language.

    Also the heaviest body of the pages on which a document is kept and sent.
    """
    heaviest: dict[tuple[str, str], PageWeight] = {}
    shells: dict[str, PageWeight] = {}
    kept: dict[str, PageWeight] = {}
    for each in weighed:
        kind, language = each.page.kind, each.page.language
        heaviest[kind, language] = max(
            heaviest.get((kind, language), each), each, key=lambda one: one.page_bytes
        )
        if kind not in COVERED:
            shells[language] = max(
                shells.get(language, each), each, key=lambda one: one.shell_bytes
            )
        if kind.endswith(_KEEP):
            kept[language] = max(kept.get(language, each), each, key=lambda one: one.body_bytes)
    kinds = [
        _figure(f"{kind}, {language}", each, each.page_bytes, LIMIT_BYTES)
        for (kind, language), each in sorted(heaviest.items())
    ]
    return (
        *kinds,
        *(
            _figure(f"heaviest shell, {language}", each, each.shell_bytes, SHELL_BYTES)
            for language, each in shells.items()
        ),
        *(
            _figure(
                f"heaviest body to keep and send, {language}", each, each.body_bytes, KEEP_BYTES
            )
            for language, each in kept.items()
        ),
    )


def _figure(name: str, weighed: PageWeight, value: int, at_most: int) -> Figure:
    return Figure(
        name=f"{name}: {weighed.page.path}", value=value, form="{:,.0f} B", at_most=at_most
    )

"""Entries to search, and short ways to ask: plain values, no content tree."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from reader.library.model import Kind, LanguageTag, Slug
from reader.search.engine import (
    Corpus,
    Engine,
    Facet,
    Fragment,
    SearchEntry,
    SearchRequest,
    SearchResults,
)
from reader.search.index.whoosh_writer import build_index
from reader.search.open_index import open_index

EN = LanguageTag("en")
ES = LanguageTag("es")


def entry(
    slug: str,
    text: str,
    *,
    language: str = "en",
    title: str = "Untitled",
    summary: str = "",
    labels: tuple[str, ...] = (),
) -> SearchEntry:
    """Return an entry whose words stand in its text, if nothing else is said."""
    return SearchEntry(
        kind=Kind.EXPERIMENT,
        slug=Slug(slug),
        part=None,
        language=LanguageTag(language),
        title=title,
        summary=summary,
        text=text,
        labels=labels,
        date="2026-11-23",
    )


def engine_of(
    entries: Iterable[SearchEntry],
    directory: Path,
    languages: tuple[str, ...] = ("en", "es"),
    **more: Any,
) -> Engine:
    """Build an index and open it. ``more`` of the corpus: topics, synonyms."""
    build_index(
        Corpus(entries=entries, languages=tuple(map(LanguageTag, languages)), **more), directory
    )
    return open_index(directory)


def ask(
    engine: Engine, text: str, *, language: str = "en", only: str | None = None, page: int = 1
) -> SearchResults:
    """Search as the page does."""
    return engine.search(
        SearchRequest(
            text=text,
            language=LanguageTag(language),
            chosen={Facet.LANGUAGE: only} if only else {},
            page=page,
        )
    )


def slugs(results: SearchResults) -> list[str]:
    """Return what one page of results holds, in order."""
    return [hit.slug for hit in results.hits]


def found(engine: Engine, text: str, language: str = "en") -> set[str]:
    """Return everything that has all of the words, from every page, in one language."""
    first = ask(engine, text, language=language, only=language)
    if first.any_word:
        return set()
    rest = (
        ask(engine, text, language=language, only=language, page=page)
        for page in range(2, first.page_count + 1)
    )
    return {slug for results in (first, *rest) for slug in slugs(results)}


def joined(fragments: Iterable[Fragment]) -> str:
    """Return fragments as one text."""
    return "".join(fragment.text for fragment in fragments)


def marks(fragments: Iterable[Fragment]) -> list[str]:
    """Return the marked fragments."""
    return [fragment.text for fragment in fragments if fragment.marked]

"""View models of search results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from reader.i18n.languages import Language
from reader.library.addresses import document_address
from reader.library.model import Document, Experiment, Kind, LanguageTag, StatusWord
from reader.search.engine import Fragment, Hit
from reader.web.site import Site
from reader.web.view_models.cards import place_labels

# What a reader should know before following the link.
_SHOWN_STATUSES: Final = frozenset({StatusWord.PAUSED, StatusWord.CLOSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultView:
    """A hit as the page shows it.

    ``heading`` is that of the section that the address leads to. ``within`` is the title of the
    zine if the hit is a part of one. ``passage`` is some blocks of the text. ``status`` is set if
    it is paused or closed. ``has_namesake`` is True if another link of the page has the same words.
    """

    kind: Kind
    address: str
    title: tuple[Fragment, ...]
    heading: tuple[Fragment, ...]
    within: str | None
    language: Language
    passage: tuple[tuple[Fragment, ...], ...]
    places: tuple[str, ...]
    status: StatusWord | None
    written: date
    has_namesake: bool


def result_views(site: Site, hits: tuple[Hit, ...], tag: LanguageTag) -> tuple[ResultView, ...]:
    """Return hits for a reader of ``tag``."""
    named = Counter(map(_name, hits))
    return tuple(_result_view(site, hit, tag, named[_name(hit)] > 1) for hit in hits)


def blocks(snippet: Iterable[Fragment]) -> tuple[tuple[Fragment, ...], ...]:
    """Return the blocks of a snippet, which line feeds separate."""
    parts: list[list[Fragment]] = [[]]
    for fragment in snippet:
        first, *others = fragment.text.split("\n")
        parts[-1].append(Fragment(text=first, marked=fragment.marked))
        parts += ([Fragment(text=text, marked=fragment.marked)] for text in others)
    return tuple(
        tuple(filter(_has_text, block))
        for block in parts
        if any(fragment.text.strip() for fragment in block)
    )


def _has_text(fragment: Fragment) -> bool:
    return bool(fragment.text)


def _name(hit: Hit) -> str:
    return ": ".join(
        "".join(fragment.text for fragment in words) for words in (hit.title, hit.heading)
    ).casefold()


def _result_view(site: Site, hit: Hit, tag: LanguageTag, has_namesake: bool) -> ResultView:
    document = site.library.find(hit.kind, hit.slug)
    assert document is not None  # noqa: S101  # index and library are of one generation
    page = document_address(hit.kind, hit.slug, _page_language(document, hit, tag), hit.part)
    return ResultView(
        kind=hit.kind,
        address=f"{page}#{hit.anchor}" if hit.anchor else page,
        title=hit.title,
        heading=hit.heading,
        within=document.editions[hit.language].title if hit.part else None,
        language=site.language(hit.language),
        passage=blocks(hit.snippet),
        places=place_labels(site, document, tag),
        status=_status(document),
        written=date.fromisoformat(hit.date),
        has_namesake=has_namesake,
    )


def _status(document: Document) -> StatusWord | None:
    return (
        document.status.word
        if isinstance(document, Experiment) and document.status.word in _SHOWN_STATUSES
        else None
    )


def _page_language(document: Document, hit: Hit, tag: LanguageTag) -> LanguageTag:
    """Return the language of the page to link to.

    It is the reader's own if the edition that matched is shown there as a stand-in.
    """
    return hit.language if tag in document.editions else tag

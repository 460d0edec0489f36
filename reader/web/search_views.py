"""Search: a GET form, so that a result is an address that can be shared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Final
from urllib.parse import urlencode

from flask import request
from flask.typing import ResponseReturnValue

from reader.i18n.languages import Language, language_name
from reader.library.addresses import Place, address, document_address
from reader.library.model import Document, LanguageTag
from reader.search.engine import Cut, Facet, Fragment, Hit, Request, Results
from reader.web import problems
from reader.web.cards import Card, card, topics_in_use
from reader.web.frame import Words, frame_for
from reader.web.language import request_language
from reader.web.page import show
from reader.web.paging import page_number, pages, titled
from reader.web.phrases import gettext as _
from reader.web.phrases import ngettext
from reader.web.site import Site, current_site

# A longer query is cut before it is searched for, and the page says so.
QUERY_LENGTH: Final = 200
_PARTIAL: Final = frozenset({Cut.WORK, Cut.TIME})


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A hit as the page shows it. ``within`` is the zine's title where the hit is one of its parts."""

    card: Card
    address: str
    title: tuple[Fragment, ...]
    within: str | None
    language: Language
    snippet: tuple[Fragment, ...]


def search(language: LanguageTag) -> ResponseReturnValue:
    """Show the search box, and what was found where something was asked. Without an index, say so and answer 503."""
    site = current_site()
    asked = " ".join(request.args.get("q", "").replace("\0", " ").split())
    if not asked:
        return _empty(site, language)
    if site.search is None:
        return _out_of_order(site, language), HTTPStatus.SERVICE_UNAVAILABLE
    only = _only(site, request.args.get("in"))
    chosen = {Facet.LANGUAGE: only} if only else {}
    results = site.search.search(Request(text=asked, language=language, chosen=chosen, page=page_number(request.args.get("page"))))
    shown = asked[:QUERY_LENGTH]
    topics = topics_in_use(site, language)
    query = {"q": shown, **({"in": only} if only else {})}
    wrong = problems.of_query(results.cuts)
    searched = (" ".join(results.words) if wrong else "") or shown
    where = pages(address("search", language=language), query, results.page, results.page_count)
    words = Words(title=titled(_title(results.total, searched, only), where), description=_("Search results."))
    frame = replace(
        frame_for(site, Place(route="search", arguments={"language": language}), words, _with_page(query, results.page)),
        indexed=False,
        section="search",
        problems=wrong,
    )
    return show(
        "pages/search.html",
        frame,
        asked=shown,
        results=results,
        found=tuple(_found(site, hit, language) for hit in results.hits),
        pages=where,
        only=site.language(only) if only else None,
        narrower=_narrower(site, results, shown, only, language),
        topics=topics,
        named=tuple(each for topic in results.topics for each in topics if each[0] == topic),
        suggestion=_link(language, {**query, "q": results.suggestion}) if results.suggestion else None,
        cut_off=bool(results.cuts & _PARTIAL),
        everywhere=_link(language, {"q": shown}) if only else None,
    )


def _empty(site: Site, language: LanguageTag) -> str:
    words = Words(title=_("Search"), description=_("Search everything in the library, in every language at once."))
    frame = frame_for(site, Place(route="search", arguments={"language": language}), words)
    return show("pages/search_start.html", replace(frame, section="search"), topics=topics_in_use(site, language))


def _out_of_order(site: Site, language: LanguageTag) -> str:
    words = Words(
        title=_("Search is out of order"), description=_("Everything else in the library still works. Topics lead to it as well.")
    )
    frame = frame_for(site, Place(route="search", arguments={"language": language}), words)
    return show("pages/search_start.html", replace(frame, indexed=False, section="search"), topics=topics_in_use(site, language))


def _title(total: int, asked: str, only: LanguageTag | None) -> str:
    if not total:
        return _("Nothing found for “%(asked)s”", asked=asked)
    if only:
        return ngettext(
            "%(num)s result for “%(asked)s” in %(language)s",
            "%(num)s results for “%(asked)s” in %(language)s",
            total,
            asked=asked,
            language=language_name(only, request_language()),
        )
    return ngettext("%(num)s result for “%(asked)s”", "%(num)s results for “%(asked)s”", total, asked=asked)


def _only(site: Site, tag: str | None) -> LanguageTag | None:
    return next((known for known in site.tags if known == tag), None)


def _with_page(query: Mapping[str, str], page: int) -> dict[str, str]:
    return {**query, **({"page": str(page)} if page > 1 else {})}


def _link(language: LanguageTag, query: Mapping[str, str]) -> str:
    return f"{address('search', language=language)}?{urlencode(query)}"


def _narrower(
    site: Site, results: Results, asked: str, only: LanguageTag | None, language: LanguageTag
) -> tuple[tuple[Language, int, str], ...]:
    """Return a link to the results in each language alone, where results are in more than one."""
    by_language = results.counts.get(Facet.LANGUAGE, {})
    if only or len(by_language) <= 1:
        return ()
    return tuple(
        (each, by_language[each.tag], _link(language, {"q": asked, "in": each.tag})) for each in site.languages if by_language.get(each.tag)
    )


def _found(site: Site, hit: Hit, tag: LanguageTag) -> Found:
    document = site.library.find(hit.kind, hit.slug)
    assert document is not None  # noqa: S101  # index and library are of one generation
    page = document_address(hit.kind, hit.slug, _page_language(document, hit, tag), hit.part)
    return Found(
        card=card(site, document, tag),
        address=f"{page}#{hit.anchor}" if hit.anchor else page,
        title=hit.title,
        within=document.editions[hit.language].title if hit.part else None,
        language=site.language(hit.language),
        snippet=hit.snippet,
    )


def _page_language(document: Document, hit: Hit, tag: LanguageTag) -> LanguageTag:
    """Return the language whose page shows what was found: the reader's own where the page there is this edition as a stand-in."""
    return hit.language if tag in document.editions else tag

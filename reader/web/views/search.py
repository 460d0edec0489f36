"""Search: a GET form, so that a result is an address that can be shared."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import Final

from flask import request
from flask.typing import ResponseReturnValue

from reader.i18n.formatting import format_list
from reader.i18n.languages import Language, language_name
from reader.library.addresses import Address, address
from reader.library.model import LanguageTag
from reader.search.engine import (
    PAGE_LENGTH,
    Cut,
    Engine,
    Facet,
    Order,
    SearchRequest,
    SearchResults,
)
from reader.web.request_language import request_language
from reader.web.site import Site, current_site
from reader.web.templating import render_page
from reader.web.translations import gettext as _
from reader.web.translations import ngettext
from reader.web.view_models import facets, form_errors
from reader.web.view_models.cards import topics_in_use
from reader.web.view_models.facets import SearchParams
from reader.web.view_models.page_frame import PageFrame, PageTitle, frame_for
from reader.web.view_models.pagination import Pagination, page_number, pages, titled
from reader.web.view_models.results import result_views

# A longer query is cut before it is searched for, and the page says so.
QUERY_LENGTH: Final = 200
_PARTIAL: Final = frozenset({Cut.WORK, Cut.TIME})


def search(language: LanguageTag) -> ResponseReturnValue:
    """Show the search box, and what was found where something was asked. Without an index, say so and answer 503."""
    site = current_site()
    text = " ".join(request.args.get("q", "").replace("\0", " ").split())
    if not text:
        return _empty(site, language)
    if site.search is None:
        return _out_of_order(site, language), HTTPStatus.SERVICE_UNAVAILABLE
    return _answered(
        site, site.search, text, facets.read(site, request.args, text[:QUERY_LENGTH], language)
    )


def _empty(site: Site, language: LanguageTag) -> str:
    words = PageTitle(
        title=_("Search"),
        description=_("Search everything in the library, in every language at once."),
    )
    frame = frame_for(site, Address(route="search", arguments={"language": language}), words)
    return render_page(
        "pages/search_start.html",
        replace(frame, section="search"),
        topics=topics_in_use(site, language),
    )


def _out_of_order(site: Site, language: LanguageTag) -> str:
    words = PageTitle(
        title=_("Search is not working right now"),
        description=_("Everything else still works. You can also look by topic."),
    )
    frame = frame_for(site, Address(route="search", arguments={"language": language}), words)
    return render_page(
        "pages/search_start.html",
        replace(frame, indexed=False, section="search"),
        topics=topics_in_use(site, language),
    )


def _answered(site: Site, engine: Engine, text: str, asked: SearchParams) -> str:
    """Show the page of results for a whole ``text``, of which ``asked`` may have only the beginning."""
    language = asked.language
    number = page_number(request.args.get("page"))
    results = engine.search(
        SearchRequest(
            text=text, language=language, chosen=asked.chosen, order=asked.order, page=number
        )
    )
    where = pages(
        address("search", language=language), asked.query, results.page, results.page_count
    )
    topics = topics_in_use(site, language)
    return render_page(
        "pages/search.html",
        _frame(site, asked, results, where),
        params=asked,
        results=results,
        result_views=result_views(site, results.hits, language),
        pagination=where,
        page_length=PAGE_LENGTH,
        active_filters=facets.in_force(site, asked),
        unfiltered=replace(asked, chosen={}).address,
        groups=facets.groups(site, asked, results),
        orders=tuple((each, replace(asked, order=each).address) for each in Order),
        by_language=_by_language(site, asked, results),
        topics=topics,
        named=tuple(each for topic in results.topics for each in topics if each[0] == topic),
        suggestion=replace(asked, text=results.suggestion).address if results.suggestion else None,
        cut_off=bool(results.cuts & _PARTIAL),
    )


def _frame(site: Site, asked: SearchParams, results: SearchResults, where: Pagination) -> PageFrame:
    """Return the frame of a page of results. Where something was cut, the title says what was searched for instead."""
    wrong = form_errors.of_query(results.cuts)
    searched = (" ".join(results.words) if wrong else "") or asked.text
    words = PageTitle(
        title=titled(_title(site, asked, results.total, searched), where),
        description=_("Search results."),
    )
    query = {**asked.query, **({"page": str(where.number)} if where.number > 1 else {})}
    place = Address(route="search", arguments={"language": asked.language})
    return replace(
        frame_for(site, place, words, query), indexed=False, section="search", errors=wrong
    )


def _title(site: Site, asked: SearchParams, total: int, searched: str) -> str:
    """Return what tells this page from every other: number, query, filters, order."""
    known, own = facets.labels(site, asked.language), request_language()
    title = _count(total, searched, asked.chosen.get(Facet.LANGUAGE))
    filters = [
        known[facet][value]
        for facet, value in asked.chosen.items()
        if facet is not Facet.LANGUAGE or not total
    ]
    if filters:
        title = _("%(title)s (%(filters)s)", title=title, filters=format_list(tuple(filters), own))
    return _("%(title)s, newest first", title=title) if asked.order is Order.NEWEST else title


def _count(total: int, searched: str, only: str | None) -> str:
    if not total:
        return _("Nothing found for “%(asked)s”", asked=searched)
    if only:
        return ngettext(
            "%(num)s result for “%(asked)s” in %(language)s",
            "%(num)s results for “%(asked)s” in %(language)s",
            total,
            asked=searched,
            language=language_name(LanguageTag(only), request_language()),
        )
    return ngettext(
        "%(num)s result for “%(asked)s”", "%(num)s results for “%(asked)s”", total, asked=searched
    )


def _by_language(
    site: Site, asked: SearchParams, results: SearchResults
) -> tuple[tuple[Language, int, str], ...]:
    """Return language, number and address of the results in each language alone, where results are in more than one."""
    counted = results.counts.get(Facet.LANGUAGE, {})
    if Facet.LANGUAGE in asked.chosen or len(counted) <= 1:
        return ()
    return tuple(
        (site.language(tag), count, asked.choosing(Facet.LANGUAGE, tag).address)
        for tag, count in counted.items()
    )

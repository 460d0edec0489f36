"""Search: a GET form, so that a result is an address that can be shared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import Final

from flask import request
from flask.typing import ResponseReturnValue

from reader.delivery.http.response_headers import IS_HEAD
from reader.i18n.formatting import format_list
from reader.i18n.languages import Language, language_name
from reader.library.addresses import Address, address
from reader.library.model import LanguageTag
from reader.search.engine import (
    PAGE_LENGTH,
    Cut,
    Facet,
    Order,
    SearchRequest,
    SearchResults,
)
from reader.search.query.parser import CHARACTERS_CONSIDERED
from reader.web.request_language import request_language
from reader.web.site import Site, current_site
from reader.web.templating import render_page
from reader.web.translations import gettext as _
from reader.web.translations import ngettext
from reader.web.view_models import facets, form_errors
from reader.web.view_models.cards import topics_in_use
from reader.web.view_models.facets import FacetLabels, SearchParams
from reader.web.view_models.help_block import help_block
from reader.web.view_models.page_frame import PageFrame, PageTitle, frame_for
from reader.web.view_models.pagination import Pagination, page_number, pages, titled
from reader.web.view_models.results import result_views

TOPICS_OFFERED: Final = 2
# How much of a query the heading repeats, in characters.
TITLE_LENGTH: Final = 60
_PARTIAL: Final = frozenset({Cut.WORK, Cut.TIME})


def search(language: LanguageTag) -> ResponseReturnValue:
    """Show the search box, and results if there is a query. Without an index, answer 503."""
    site = current_site()
    text = " ".join(request.args.get("q", "").replace("\0", " ").split())
    if not text:
        return _start_page(site, language)
    if site.search is None:
        return _unavailable_page(site, language), HTTPStatus.SERVICE_UNAVAILABLE
    labels = facets.facet_labels(site, language)
    params = facets.read_params(request.args, text[:CHARACTERS_CONSIDERED], language, labels)
    if request.environ.get(IS_HEAD):
        return ""
    results = site.search.search(
        SearchRequest(
            text=text,
            language=language,
            chosen=params.chosen,
            order=params.order,
            page=page_number(request.args.get("page")),
            is_exact=params.is_exact,
        )
    )
    return _results_page(site, params, labels, results)


def _start_page(site: Site, language: LanguageTag) -> str:
    title = PageTitle(
        title=_("Search"),
        description=_("Search everything in the library, in every language at once."),
    )
    frame = frame_for(site, Address(route="search", arguments={"language": language}), title)
    return render_page(
        "pages/search_start.html",
        replace(frame, section="search"),
        topics=topics_in_use(site, language),
    )


def _unavailable_page(site: Site, language: LanguageTag) -> str:
    title = PageTitle(
        title=_("Search is not working right now"),
        description=_("Everything else still works. You can also look by topic."),
    )
    frame = frame_for(site, Address(route="search", arguments={"language": language}), title)
    return render_page(
        "pages/search_start.html",
        replace(frame, indexed=False, section="search"),
        topics=topics_in_use(site, language),
    )


def _results_page(
    site: Site, params: SearchParams, labels: FacetLabels, results: SearchResults
) -> str:
    language = params.language
    path = address("search", language=language)
    pagination = pages(path, params.query, results.page, results.page_count)
    filters = facets.active_filters(params, labels)
    topics = topics_in_use(site, language)
    suggested = replace(params, text=results.suggestion).address if results.suggestion else None
    block = help_block(site, results, language)
    title = _title(params, labels, results.total, None if block else _shown_query(params, results))
    frame = _frame(site, params, titled(title, pagination), results, pagination)
    return render_page(
        "pages/search.html",
        frame,
        params=params,
        results=results,
        result_views=result_views(site, results.hits, language),
        pagination=pagination,
        page_length=PAGE_LENGTH,
        active_filters=filters,
        unfiltered=replace(params, chosen={}).address,
        groups=facets.facet_groups(params, results, labels, filters),
        orders=tuple((each, replace(params, order=each).address) for each in Order),
        by_language=_by_language(site, params, results),
        named=_topics(topics, results.topics if results.hits else ()),
        nearest=_nearest(topics, results),
        suggestion=suggested,
        only_typed=replace(params, is_exact=True).address if results.corrected else None,
        cut_off=bool(results.cuts & _PARTIAL),
        help_block=block,
        has_help_line=results.needs_help_line or not (results.hits or frame.errors),
        late_help_line=bool(frame.errors) and not (block or results.hits),
    )


def _topics(
    in_use: Sequence[tuple[str, str, int]], wanted: Iterable[str]
) -> Sequence[tuple[str, str, int]]:
    """Return some topics, by code, as far as any page has them: no more than fit in a line."""
    by_code = {each[0]: each for each in in_use}
    return [by_code[topic] for topic in wanted if topic in by_code][:TOPICS_OFFERED]


def _nearest(
    in_use: Sequence[tuple[str, str, int]], results: SearchResults
) -> Sequence[tuple[str, str, int]]:
    """Return the topics nearest to what was not found; for want of such, those with most pages."""
    largest = [topic for topic, _, _ in sorted(in_use, key=lambda each: each[2], reverse=True)]
    return _topics(in_use, dict.fromkeys((*results.topics, *results.nearest_topics, *largest)))


def _shown_query(params: SearchParams, results: SearchResults) -> str:
    """Return the query for the title: what is left of it if it was cut, or its correction."""
    is_cut = form_errors.of_query(results.cuts)
    query = (" ".join(results.words) if is_cut else "") or results.corrected or params.text
    # The search box has all of it; a heading of ten lines would push the results down.
    return query if len(query) <= TITLE_LENGTH else f"{query[:TITLE_LENGTH].rsplit(' ', 1)[0]}…"


def _frame(
    site: Site, params: SearchParams, title: str, results: SearchResults, pagination: Pagination
) -> PageFrame:
    """Return the frame of a page of results.

    Phones share the canonical address, and paper shows it, so it keeps the query; the title of a
    shared link never says what was searched for.
    """
    page = {"page": str(pagination.number)} if pagination.number > 1 else {}
    place = Address(route="search", arguments={"language": params.language})
    words = PageTitle(title=title, description=_("Search results."))
    frame = frame_for(site, place, words, {**params.query, **page})
    addresses = {each.language.tag: site.base_url + each.address for each in frame.switches}
    return replace(
        frame,
        canonical=addresses[params.language],
        x_default=addresses[site.tags[0]],
        indexed=False,
        section="search",
        errors=form_errors.of_query(results.cuts),
        shared_title=_("Search"),
    )


def _title(params: SearchParams, labels: FacetLabels, total: int, query: str | None) -> str:
    """Return what tells this page from every other: number, query, filters, order.

    A query that asks for help is left out: the title stays in the history and on the screen.
    """
    only = params.chosen.get(Facet.LANGUAGE)
    title = _count_alone(total, only) if query is None else _count(total, query, only)
    filters = [
        labels[facet][value]
        for facet, value in params.chosen.items()
        if facet is not Facet.LANGUAGE or not total
    ]
    if filters:
        shown = format_list(filters, request_language())
        title = _("%(title)s (%(filters)s)", title=title, filters=shown)
    return _("%(title)s, newest first", title=title) if params.order is Order.NEWEST else title


def _count(total: int, query: str, only: str | None) -> str:
    if not total:
        return _("Nothing here on “%(asked)s”", asked=query)
    if only:
        return ngettext(
            "%(num)s result for “%(asked)s” in %(language)s",
            "%(num)s results for “%(asked)s” in %(language)s",
            total,
            asked=query,
            language=language_name(LanguageTag(only), request_language()),
        )
    return ngettext(
        "%(num)s result for “%(asked)s”", "%(num)s results for “%(asked)s”", total, asked=query
    )


def _count_alone(total: int, only: str | None) -> str:
    if not total:
        return _("Nothing found")
    if only:
        language = language_name(LanguageTag(only), request_language())
        return ngettext(
            "%(num)s result in %(language)s",
            "%(num)s results in %(language)s",
            total,
            language=language,
        )
    return ngettext("%(num)s result", "%(num)s results", total)


def _by_language(
    site: Site, params: SearchParams, results: SearchResults
) -> tuple[tuple[Language, int, str], ...]:
    """Return language, count and address of the results in each language, if they have several."""
    counted = results.counts.get(Facet.LANGUAGE, {})
    if Facet.LANGUAGE in params.chosen or len(counted) <= 1:
        return ()
    return tuple(
        (site.language(tag), count, params.choosing(Facet.LANGUAGE, tag).address)
        for tag, count in counted.items()
    )

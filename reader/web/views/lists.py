"""The views that lead to documents: home, the list of each kind, topics, and what is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from flask import abort, request

from reader.i18n.formatting import format_date, format_list
from reader.i18n.labels import SECTION_TITLES
from reader.library.addresses import FEED_ROUTES, SHELVES, Address, address
from reader.library.model import Document, Html, LanguageTag, PartialDate, Slug, StatusWord
from reader.library.site_places import months
from reader.web.request_language import request_language
from reader.web.site import Site, current_site
from reader.web.templating import render_page
from reader.web.translations import gettext as _
from reader.web.translations import ngettext
from reader.web.view_models import experiment_filters
from reader.web.view_models.cards import Card, by_need, by_title, cards, newest, topics_in_use
from reader.web.view_models.page_frame import PageFrame, PageTitle, frame_for
from reader.web.view_models.pagination import LONG_LIST, Pagination, page_number, page_of, titled

_ON_HOME = 5


def home(language: LanguageTag) -> str:
    """Show what this library is, ways through it, what is new, and its topics."""
    site = current_site()
    identity = site.library.identity
    frame = frame_for(
        site,
        Address(route="home", arguments={"language": language}),
        PageTitle(title=identity.name[language], description=identity.description[language]),
    )
    frame = replace(
        frame,
        feed=address("feed", language=language),
        open_search=address("opensearch", language=language),
    )
    return render_page(
        "pages/home.html",
        frame,
        counts=_counts(site),
        lists=by_need(site, cards(site, site.library.lists, language)),
        new=newest(site, language)[:_ON_HOME],
        topics=topics_in_use(site, language),
    )


def experiments(language: LanguageTag) -> str:
    """Show the experiments, filtered as the address says, a page at a time."""
    site = current_site()
    chosen = experiment_filters.chosen_values(site, request.args, language)
    matching = by_title(cards(site, experiment_filters.matching(site, chosen), language))
    place = Address(route="experiments", arguments={"language": language})
    entries, pagination = page_of(
        matching,
        experiment_filters.PAGE_SIZE,
        page_number(request.args.get("page")),
        place.path,
        chosen,
    )
    filters = experiment_filters.active_filters(site, chosen, language)
    heading = _filtered_title(len(matching), filters) if filters else _("Experiments")
    title = PageTitle(
        title=heading,
        description=_("Community safety projects that people have tried, and what they learned."),
    )
    frame = _list_frame(site, place, title, pagination, chosen)
    return render_page(
        "pages/experiments.html",
        frame,
        entries=entries,
        total=len(matching),
        open_count=sum(each.status is StatusWord.OPEN for each in matching),
        asks_for_open=chosen.get("status") == StatusWord.OPEN,
        pagination=pagination,
        filters=experiment_filters.filters(site, chosen, language),
        active_filters=filters,
        introduction=None
        if pagination.number > 1
        else _shelf_introduction(site, "experiments", language),
    )


def _filtered_title(count: int, filters: tuple[experiment_filters.ActiveFilter, ...]) -> str:
    """Return what tells a filtered list from every other: number and filters, as in a search."""
    title = ngettext("%(num)s experiment", "%(num)s experiments", count)
    return _(
        "%(title)s (%(filters)s)",
        title=title,
        filters=format_list(tuple(each.value for each in filters), request_language()),
    )


def zines(language: LanguageTag) -> str:
    """Show the shelf of zines."""
    title = PageTitle(
        title=_("Zines"),
        description=_("Short booklets on keeping each other safe, to read here or take with you."),
    )
    return _shelf("zines", title, current_site().library.zines, language)


def podcast(language: LanguageTag) -> str:
    """Show the episodes."""
    title = PageTitle(
        title=_("Podcast"),
        description=_("Podcast episodes: what they are about, and where to listen or read."),
    )
    return _shelf("podcast", title, current_site().library.episodes, language)


def lists(language: LanguageTag) -> str:
    """Show the reading lists."""
    title = PageTitle(
        title=_("Reading lists"), description=_("What to read for one purpose, and in which order.")
    )
    return _shelf("lists", title, current_site().library.lists, language)


def new(language: LanguageTag) -> str:
    """Show the works of the newest month, newest first, and lead to the months before it."""
    title = PageTitle(
        title=_("What is new"), description=_("Everything in the library, newest first.")
    )
    place = Address(route="new", arguments={"language": language})
    newest_month = next(iter(months(current_site().library)), "")
    return _month_page(place, title, newest_month)


def new_month(language: LanguageTag, month: str) -> str:
    """Show the works of one month, newest first, or answer 404."""
    if month not in months(current_site().library):
        abort(404)
    year, number = map(int, month.split("-"))
    words = format_date(PartialDate(year=year, month=number), request_language())
    title = PageTitle(
        title=_("New in %(month)s", month=words),
        description=_("Everything in the library, newest first."),
    )
    place = Address(route="new_month", arguments={"language": language, "month": month})
    return _month_page(place, title, month)


def _month_page(place: Address, title: PageTitle, month: str) -> str:
    site, language = current_site(), LanguageTag(place.arguments["language"])
    written = tuple(each for each in newest(site, language) if f"{each.written:%Y-%m}" == month)
    entries, pagination = _page_of(written, place)
    others = tuple(
        (PartialDate(year=int(each[:4]), month=int(each[5:])), each)
        for each in months(site.library)
        if each != month
    )
    return render_page(
        "pages/new.html",
        _list_frame(site, place, title, pagination),
        entries=entries,
        pagination=pagination,
        months=others,
    )


def topic(language: LanguageTag, topic: str) -> str:
    """Show all that the library has on one topic, or answer 404."""
    site = current_site()
    if topic not in site.topics:
        abort(404)
    labels = site.library.vocabulary.labels[language]
    label = labels.topics[Slug(topic)]
    title = PageTitle(
        title=label,
        description=_("Everything in the library on this topic: %(topic)s.", topic=label),
    )
    place = Address(route="topic", arguments={"language": language, "topic": topic})
    on_topic = tuple(document for document in site.library.documents() if topic in document.topics)
    entries, pagination = _page_of(by_title(cards(site, on_topic, language)), place)
    return render_page(
        "pages/topic.html",
        _list_frame(site, place, title, pagination),
        introduction=None if pagination.number > 1 else labels.introductions.get(Slug(topic)),
        entries=entries,
        total=len(on_topic),
        pagination=pagination,
        topics=tuple(each for each in topics_in_use(site, language) if each[0] != topic),
    )


def _shelf(
    route: str, title: PageTitle, documents: tuple[Document, ...], language: LanguageTag
) -> str:
    site = current_site()
    place = Address(route=route, arguments={"language": language})
    entries, pagination = _page_of(by_title(cards(site, documents, language)), place)
    introduction = None if pagination.number > 1 else _shelf_introduction(site, route, language)
    return render_page(
        "pages/shelf.html",
        _list_frame(site, place, title, pagination),
        introduction=introduction,
        entries=entries,
        pagination=pagination,
    )


def _page_of(items: tuple[Card, ...], place: Address) -> tuple[tuple[Card, ...], Pagination]:
    """Return the items on the requested page of a list without filters."""
    return page_of(items, LONG_LIST, page_number(request.args.get("page")), place.path, {})


def _shelf_introduction(site: Site, route: str, language: LanguageTag) -> Html | None:
    return site.library.vocabulary.labels[language].shelves.get(route)


def _list_frame(
    site: Site,
    place: Address,
    title: PageTitle,
    pagination: Pagination,
    chosen: Mapping[str, str] = MappingProxyType({}),
) -> PageFrame:
    """Return the frame of a list: its first page without the filters ``chosen`` is indexed."""
    query = {**chosen, **({"page": str(pagination.number)} if pagination.number > 1 else {})}
    return replace(
        frame_for(site, place, replace(title, title=titled(title.title, pagination)), query),
        indexed=not query,
        section=place.route,
        feed=_feed(place) if not query else None,
    )


def _feed(place: Address) -> str | None:
    """Return the address of the feed that tells of what a list has, if there is one."""
    route = "feed" if place.route == "new" else f"{place.route}_feed"
    return address(route, **place.arguments) if route in FEED_ROUTES else None


def _counts(site: Site) -> tuple[tuple[str, str, int], ...]:
    """Return route, title and number of documents of the list of each kind."""
    counted = Counter(document.kind for document in site.library.documents())
    return tuple(
        (route, _(SECTION_TITLES[kind]), counted[kind])
        for kind, route in SHELVES.items()
        if counted[kind]
    )

"""The pages that lead to documents: home, experiments with filters, zines, podcast, reading lists, topic, what is new."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from flask import abort, request

from reader.library.addresses import SHELVES, Place, address, used_topics
from reader.library.model import Document, Html, LanguageTag, Slug
from reader.web import listing
from reader.web.cards import by_title, cards, newest, topics_in_use
from reader.web.frame import Crumb, Frame, Words, frame_for
from reader.web.page import show
from reader.web.paging import page_number, pages
from reader.web.phrases import gettext as _
from reader.web.reading import shelf_title
from reader.web.site import Site, current_site

_ON_HOME = 5


def home(language: LanguageTag) -> str:
    """Show what this library is, ways through it, what is new, and its topics."""
    site = current_site()
    identity = site.library.identity
    frame = frame_for(
        site,
        Place(route="home", arguments={"language": language}),
        Words(title=identity.name[language], description=identity.description[language]),
    )
    return show(
        "pages/home.html",
        frame,
        counts=_counts(site),
        lists=by_title(cards(site, site.library.lists, language)),
        new=newest(site, language)[:_ON_HOME],
        topics=topics_in_use(site, language),
    )


def experiments(language: LanguageTag) -> str:
    """Show the experiments, filtered as the address says, a page at a time."""
    site = current_site()
    wanted = listing.chosen(site, request.args, language)
    found = by_title(cards(site, listing.matching(site, wanted), language))
    path = address("experiments", language=language)
    shown = pages(path, wanted, page_number(request.args.get("page")), -(-len(found) // listing.PAGE_SIZE))
    first = (shown.number - 1) * listing.PAGE_SIZE
    query = {**wanted, **({"page": str(shown.number)} if shown.number > 1 else {})}
    words = Words(title=_("Experiments"), description=_("Community-safety projects that people have tried, with what they learned."))
    frame = _list_frame(site, Place(route="experiments", arguments={"language": language}), words, query)
    return show(
        "pages/experiments.html",
        replace(frame, indexed=not query),
        cards=found[first : first + listing.PAGE_SIZE],
        total=len(found),
        pages=shown,
        filters=listing.filters(site, wanted, language),
        in_force=listing.in_force(site, wanted, language),
        introduction=None if query else _shelf_introduction(site, "experiments", language),
    )


def zines(language: LanguageTag) -> str:
    """Show the shelf of zines."""
    words = Words(title=_("Zines"), description=_("Short booklets on keeping each other safe, to read on the page or to carry away."))
    return _shelf("zines", words, current_site().library.zines, language)


def podcast(language: LanguageTag) -> str:
    """Show the episodes."""
    words = Words(title=_("Podcast"), description=_("Notes on podcast episodes, and where to hear them and read their transcripts."))
    return _shelf("podcast", words, current_site().library.episodes, language)


def lists(language: LanguageTag) -> str:
    """Show the reading lists."""
    words = Words(title=_("Reading lists"), description=_("Ways through the library: what to read for one purpose, and in which order."))
    return _shelf("lists", words, current_site().library.lists, language)


def new(language: LanguageTag) -> str:
    """Show everything by the date on which it was written, newest first."""
    site = current_site()
    words = Words(title=_("What is new"), description=_("Everything in the library, newest first."))
    frame = _list_frame(site, Place(route="new", arguments={"language": language}), words)
    return show("pages/new.html", frame, cards=newest(site, language))


def topic(language: LanguageTag, topic: str) -> str:
    """Show all that the library has on one topic, or answer 404."""
    site = current_site()
    if topic not in used_topics(site.library):
        abort(404)
    labels = site.library.vocabulary.labels[language]
    label = labels.topics[Slug(topic)]
    words = Words(title=label, description=_("Everything in the library on this topic: %(topic)s.", topic=label))
    frame = _list_frame(site, Place(route="topic", arguments={"language": language, "topic": topic}), words)
    on_topic = tuple(document for document in site.library.documents() if topic in document.topics)
    others = tuple(each for each in topics_in_use(site, language) if each[0] != topic)
    introduction = labels.introductions.get(Slug(topic))
    return show("pages/topic.html", frame, introduction=introduction, cards=by_title(cards(site, on_topic, language)), topics=others)


def _shelf(route: str, words: Words, documents: tuple[Document, ...], language: LanguageTag) -> str:
    site = current_site()
    frame = _list_frame(site, Place(route=route, arguments={"language": language}), words)
    introduction = _shelf_introduction(site, route, language)
    return show("pages/shelf.html", frame, introduction=introduction, cards=by_title(cards(site, documents, language)))


def _shelf_introduction(site: Site, route: str, language: LanguageTag) -> Html | None:
    return site.library.vocabulary.labels[language].shelves.get(route)


def _list_frame(site: Site, place: Place, words: Words, query: dict[str, str] | None = None) -> Frame:
    home_address = address("home", language=place.arguments["language"])
    return replace(
        frame_for(site, place, words, query),
        section=place.route,
        crumbs=(Crumb(title=_("Home"), address=home_address),),
    )


def _counts(site: Site) -> tuple[tuple[str, str, int], ...]:
    """Return route, title and number of documents of each shelf."""
    counted = Counter(document.kind for document in site.library.documents())
    return tuple((route, shelf_title(kind), counted[kind]) for kind, route in SHELVES.items() if counted[kind])

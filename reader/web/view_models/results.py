"""View models of search results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from reader.i18n.languages import Language
from reader.library.addresses import document_address
from reader.library.model import Document, Experiment, Kind, LanguageTag, StatusWord
from reader.search.engine import Fragment, Hit
from reader.web.site import Site
from reader.web.translations import gettext as _
from reader.web.view_models.cards import place_labels

# What a reader should know before following the link.
_SHOWN_STATUSES: Final = frozenset({StatusWord.PAUSED, StatusWord.CLOSED})
_MAX_REASONS: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLink:
    """A part of a zine that is listed under a result."""

    title: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultView:
    """A hit as the page shows it.

    ``title`` and ``section`` are the words of its link, ``section`` empty if it leads to the top.
    ``within`` is the title of the zine if the hit is a part of one. ``passage`` is some blocks of
    the text. ``reasons`` say why it is there if nothing in it is marked. ``status`` is set if it is
    paused or closed. ``others`` are languages in which it matches too, and ``parts`` those that are
    listed under it. ``has_namesake`` is True if another link of the page has the same words.
    """

    kind: Kind
    address: str
    title: str
    section: str
    within: str | None
    language: Language
    passage: tuple[tuple[Fragment, ...], ...]
    places: tuple[str, ...]
    reasons: tuple[str, ...]
    status: StatusWord | None
    others: tuple[Language, ...]
    parts: tuple[PartLink, ...]
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


def _joined(fragments: Iterable[Fragment]) -> str:
    return "".join(fragment.text for fragment in fragments)


def _name(hit: Hit) -> str:
    return f"{_joined(hit.title)}\n{_joined(hit.heading)}".casefold()


def _result_view(site: Site, hit: Hit, tag: LanguageTag, has_namesake: bool) -> ResultView:
    document = site.library.find(hit.kind, hit.slug)
    assert document is not None  # noqa: S101  # index and library are of one generation
    page = document_address(hit.kind, hit.slug, _page_language(document, hit, tag), hit.part)
    return ResultView(
        kind=hit.kind,
        address=f"{page}#{hit.anchor}" if hit.anchor else page,
        title=_joined(hit.title),
        section=_joined(hit.heading),
        within=document.editions[hit.language].title if hit.part else None,
        language=site.language(hit.language),
        passage=blocks(hit.snippet),
        places=place_labels(site, document, tag),
        reasons=tuple(islice(_reasons(site, document, hit, tag), _MAX_REASONS)),
        status=_status(document),
        others=tuple(map(site.language, hit.editions)),
        parts=tuple(_part_links(document, hit)),
        has_namesake=has_namesake,
    )


def _part_links(document: Document, hit: Hit) -> Iterator[PartLink]:
    """Yield the parts listed under a hit, in its language."""
    titles = {each.slug: each.title for each in document.editions[hit.language].parts}
    for part in hit.parts:
        address = document_address(document.kind, document.slug, hit.language, part)
        yield PartLink(title=titles[part], address=address)


def _reasons(site: Site, document: Document, hit: Hit, tag: LanguageTag) -> Iterator[str]:
    """Yield why there is a hit in which nothing is marked.

    Names of topics and features are the reader's. Places are among the facts of every hit.
    """
    own, shown = (site.library.vocabulary.labels[each] for each in (hit.language, tag))
    attributes = document.attributes if isinstance(document, Experiment) else ()
    for topic in document.topics:
        if own.topics[topic] in hit.labels:
            yield _("Topic: %(topic)s.", topic=shown.topics[topic])
    for attribute in attributes:
        if own.attributes[attribute] in hit.labels:
            yield _("Feature: %(feature)s.", feature=shown.attributes[attribute])
    for name in hit.labels:
        if name not in {*own.topics.values(), *own.attributes.values(), *own.places.values()}:
            yield _("Name: %(name)s.", name=name)
    if hit.is_chosen and not hit.labels and not _is_marked(hit):
        yield _("We suggest this for what you typed.")


def _is_marked(hit: Hit) -> bool:
    return any(each.marked for each in (*hit.title, *hit.heading, *hit.snippet))


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

"""View models of search results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from reader.i18n.formatting import format_list, separator
from reader.i18n.labels import KIND_LABELS, STATUS_LABELS
from reader.i18n.languages import Language, language_name
from reader.library.addresses import document_address
from reader.library.model import Document, Experiment, LanguageTag, StatusWord
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

    ``title`` are the words of its link, with those of a section if it leads to one. ``kind`` is
    its kind in words, ``language_name`` that of its language, and ``within`` the title of the zine
    if the hit is a part of one. ``passage`` is some blocks of the text. ``status`` is set if it is
    paused or closed. ``notes`` are sentences: why it is there if nothing in it is marked, and the
    languages in which it matches, if one is not the page's. ``parts`` are listed under it.
    ``has_namesake`` is True if another link of the page has the same words.
    """

    kind: str
    address: str
    title: str
    within: str | None
    language: Language
    language_name: str
    passage: tuple[tuple[Fragment, ...], ...]
    places: str
    status: str | None
    notes: tuple[str, ...]
    parts: tuple[PartLink, ...]
    has_namesake: bool


def result_views(site: Site, hits: tuple[Hit, ...], tag: LanguageTag) -> tuple[ResultView, ...]:
    """Return hits for a reader of ``tag``."""
    names = [(_joined(hit.title), _joined(hit.heading)) for hit in hits]
    keys = [(title.casefold(), heading.casefold()) for title, heading in names]
    counts = Counter(keys)
    return tuple(
        _result_view(site, hit, tag, name, counts[key] > 1)
        for hit, name, key in zip(hits, names, keys, strict=True)
    )


def blocks(snippet: Iterable[Fragment]) -> tuple[tuple[Fragment, ...], ...]:
    """Return the blocks of a snippet, which line feeds separate."""
    parts: list[list[Fragment]] = [[]]
    for fragment in snippet:
        if "\n" not in fragment.text:
            parts[-1].append(fragment)
            continue
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


def _result_view(
    site: Site, hit: Hit, tag: LanguageTag, name: tuple[str, str], has_namesake: bool
) -> ResultView:
    document = site.library.find(hit.kind, hit.slug)
    assert document is not None  # noqa: S101  # index and library are of one generation
    address = document_address(hit.kind, hit.slug, _page_language(document, hit, tag), hit.part)
    page, (title, section) = site.language(tag), name
    has_reasons = hit.labels or hit.is_chosen
    status = _status(document)
    return ResultView(
        kind=_(KIND_LABELS[hit.kind]),
        address=f"{address}#{hit.anchor}" if hit.anchor else address,
        title=f"{title}{separator(title, section)}{section}" if section else title,
        within=document.editions[hit.language].title if hit.part else None,
        language=site.language(hit.language),
        language_name=language_name(hit.language, page),
        passage=blocks(hit.snippet),
        places=format_list(place_labels(site, document, tag), page),
        status=_(STATUS_LABELS[status]) if status else None,
        notes=(
            *islice(_reasons(site, document, hit, tag) if has_reasons else (), _MAX_REASONS),
            *_languages(hit, page),
        ),
        parts=tuple(_part_links(document, hit)),
        has_namesake=has_namesake,
    )


def _languages(hit: Hit, page: Language) -> Iterator[str]:
    """Yield which languages it matches in: the one shown, if it is not the page's, and others."""
    if hit.language != page.tag:
        yield _("In %(language)s.", language=language_name(hit.language, page))
    for other in hit.editions:
        yield _("Also in %(language)s.", language=language_name(other, page))


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

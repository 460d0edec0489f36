"""The views of one document: its page, and its files."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, abort

from reader.library.addresses import VOLUME_ROUTES, Address, document_address
from reader.library.help_entries import is_help_page
from reader.library.model import (
    Document,
    Episode,
    Experiment,
    Kind,
    LanguageTag,
    ReadingList,
    Slug,
    Zine,
)
from reader.library.zines import volumes
from reader.renditions.formats import MEDIA_TYPES, Format
from reader.renditions.pdf.pdf_data import UnsettableTextError
from reader.web.site import Site, current_site
from reader.web.templating import render_page
from reader.web.translations import translator
from reader.web.view_models.cards import cards, place_labels, reference_card
from reader.web.view_models.document_frame import document_frame, frame_at
from reader.web.view_models.document_page import find, find_part, read_document, read_part
from reader.web.view_models.file_links import epubs_elsewhere, file_links
from reader.web.view_models.reading_order import Link
from reader.web.view_models.whole_zine import volume_title, whole_parts


def experiment(language: LanguageTag, slug: str) -> str:
    """Show one experiment: status, facts, body, sources."""
    site = current_site()
    document = find(site, Kind.EXPERIMENT, slug)
    assert isinstance(document, Experiment)  # noqa: S101  # find() returns one, mypy cannot know
    related = _related_to_experiment(site, document, language)
    return _show(
        site,
        "pages/experiment.html",
        document,
        language,
        related=related,
        places=tuple(zip(document.places, place_labels(site, document, language), strict=True)),
    )


def zine(language: LanguageTag, slug: str) -> str:
    """Show the first page of a zine: its introduction, and its parts in order."""
    site = current_site()
    document = find(site, Kind.ZINE, slug)
    edition = document.edition_for(language, site.tags)
    parts = tuple(
        (
            Link(title=part.title, address=document_address(Kind.ZINE, slug, language, part.slug)),
            part.summary,
        )
        for part in edition.parts
    )
    experiments = tuple(each for each in site.library.experiments if each.zine == slug)
    return _show(
        site,
        "pages/zine.html",
        document,
        language,
        parts=parts,
        related=cards(site, experiments, language),
        elsewhere=tuple(epubs_elsewhere(site, document, language)),
        files=tuple(file_links(site, document, edition, language, None)),
    )


def zine_whole(language: LanguageTag, slug: str) -> str:
    """Show a whole zine on one page, or the first half of a long one."""
    return _volume(language, slug, 0)


def zine_rest(language: LanguageTag, slug: str) -> str:
    """Show the second half of a long zine, or answer 404."""
    return _volume(language, slug, 1)


def _volume(language: LanguageTag, slug: str, number: int) -> str:
    site = current_site()
    document = find(site, Kind.ZINE, slug)
    assert isinstance(document, Zine)  # noqa: S101  # as above
    halves = volumes(document)
    if number >= len(halves):
        abort(404)
    page = read_document(site, document, language)
    routes = VOLUME_ROUTES[: len(halves)]
    places = tuple(
        Address(route=route, arguments={"language": language, "slug": slug}) for route in routes
    )
    return render_page(
        "pages/zine_whole.html",
        frame_at(site, document, page, places[number], volume_title(page.title, number, halves)),
        document=document,
        page=page,
        parts=tuple(whole_parts(site, document, halves[number], language)),
        is_first=number == 0,
        following=places[number + 1].path if number + 1 < len(places) else None,
        previous=places[number - 1].path if number else None,
    )


def zine_part(language: LanguageTag, slug: str, part: str) -> str:
    """Show one part of a zine, with the parts before and after it."""
    site = current_site()
    document = find(site, Kind.ZINE, slug)
    assert isinstance(document, Zine)  # noqa: S101  # as above
    page = read_part(site, document, part, language)
    frame = document_frame(site, document, page, language, Slug(part))
    edition = document.edition_for(language, site.tags)
    number = [each.slug for each in edition.parts].index(Slug(part)) + 1
    return render_page(
        "pages/zine_part.html",
        frame,
        document=document,
        page=page,
        zine_title=edition.title,
        number=number,
        file=next(file_links(site, document, edition, language, Slug(part))),
    )


def episode(language: LanguageTag, slug: str) -> str:
    """Show one episode: who speaks, when, and where to listen or read."""
    site = current_site()
    document = find(site, Kind.EPISODE, slug)
    assert isinstance(document, Episode)  # noqa: S101  # as above
    experiments = tuple(
        each for each in site.library.experiments if each.slug in document.experiments
    )
    return _show(
        site, "pages/episode.html", document, language, related=cards(site, experiments, language)
    )


def reading_list(language: LanguageTag, slug: str) -> str:
    """Show a reading list: why to read, what in which order, how long all of it takes."""
    site = current_site()
    document = find(site, Kind.LIST, slug)
    assert isinstance(document, ReadingList)  # noqa: S101  # as above
    entries = tuple(reference_card(site, reference, language) for reference in document.documents)
    return _show(site, "pages/list.html", document, language, entries=entries)


def page(language: LanguageTag, slug: str) -> str:
    """Show a page about the library, or a help page, whose sources are in its text file."""
    site = current_site()
    return _show(
        site,
        "pages/page.html",
        find(site, Kind.PAGE, slug),
        language,
        related=(),
        lists_sources=not is_help_page(slug),
    )


def _show(
    site: Site, template: str, document: Document, tag: LanguageTag, **context: object
) -> str:
    page = read_document(site, document, tag)
    read_next = cards(site, site.related.get(document.reference, ()), tag)
    return render_page(
        template,
        document_frame(site, document, page, tag),
        document=document,
        page=page,
        read_next=read_next,
        **context,
    )


def _related_to_experiment(
    site: Site, document: Experiment, tag: LanguageTag
) -> tuple[object, ...]:
    zines = (each for each in site.library.zines if each.slug == document.zine)
    episodes = (each for each in site.library.episodes if each.slug in document.episodes)
    return cards(site, (*zines, *episodes), tag)


def zine_part_text(language: LanguageTag, slug: str, part: str) -> Response:
    """Return one part of a zine as plain text, or answer 404."""
    site = current_site()
    find_part(find(site, Kind.ZINE, slug).edition_for(language, site.tags), part)
    return _file(Format.TEXT, Kind.ZINE, slug, language, Slug(part))


def file_view(kind: Kind, file_format: Format) -> Callable[..., Response]:
    """Return the view of the files of a kind in one format, each with all of a document."""

    def view(language: LanguageTag, slug: str) -> Response:
        return _file(file_format, kind, slug, language)

    return view


def _file(
    file_format: Format, kind: Kind, slug: str, tag: LanguageTag, part: Slug | None = None
) -> Response:
    site = current_site()
    document = find(site, kind, slug)
    edition = document.edition_for(tag, site.tags)
    if file_format.is_pdf and not site.has_pdf:
        abort(404)
    try:
        file = site.rendition(file_format, document, edition, translator(), part)
    except UnsettableTextError:
        abort(404)
    return Response(file, content_type=MEDIA_TYPES[file_format])

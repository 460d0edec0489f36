"""A document as a plain-text file: what its page says, for any device and without a connection.

It has no address of this library, which may move: whoever writes the file adds the short one. Those
of sources and contacts are never broken across lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reader.i18n.formatting import format_date, format_list, format_number
from reader.i18n.labels import KIND_LABELS
from reader.i18n.languages import language_name
from reader.i18n.translator import Translator
from reader.library.library import Library
from reader.library.model import (
    Document,
    Edition,
    PartWords,
    Provenance,
    ReadingList,
    Reference,
    Slug,
    Source,
    Zine,
)
from reader.library.text.help_placements import pieces
from reader.library.text.plain_text import Block, blocks
from reader.renditions.at_a_glance import known_facts
from reader.renditions.help_entries import help_words
from reader.renditions.text_layout import definition_list, heading, items, lay_out, paragraph


def document_text(
    library: Library,
    document: Document,
    edition: Edition,
    translator: Translator,
    part: Slug | None = None,
) -> str:
    """Return the file of an edition, or of one part of a zine; without ``part``, of all its parts.

    Labels are in the language of ``translator``; a notice says if the edition is in another.
    Raises KeyError if the library was loaded without texts, and for an unknown part.
    """
    words = {each.slug: each for each in edition.parts}[part] if part else None
    name = library.identity.name[translator.language.tag]
    return lay_out(
        [
            *_opening(edition, words, translator),
            *([] if words else _facts(library, document, translator)),
            *_body(library, document, edition, translator, part),
            *([] if words else _parts(library, document, edition)),
            *_reading_list(library, document, translator),
            *_sources(document, translator),
            paragraph(translator.gettext("From the library “%(name)s”.", name=name)),
        ]
    )


def _opening(edition: Edition, part: PartWords | None, translator: Translator) -> Iterator[Block]:
    shown = part or edition
    yield heading(1, shown.title)
    if part:
        yield paragraph(_part_of(edition, part, translator))
    if edition.language != translator.language.tag:
        language = language_name(edition.language, translator.language)
        notice = translator.gettext(
            "This page is not in your language yet. Here it is in %(language)s.", language=language
        )
        yield paragraph(notice)
    yield paragraph(shown.summary)
    yield paragraph(_provenance(shown.provenance, translator))
    if edition.in_short and not part:
        yield heading(2, translator.gettext("In short"))
        yield from items(edition.in_short)


def _part_of(edition: Edition, part: PartWords, translator: Translator) -> str:
    return translator.gettext(
        "Part %(number)s of %(count)s of “%(zine)s”",
        number=format_number(edition.parts.index(part) + 1, translator.language),
        count=format_number(len(edition.parts), translator.language),
        zine=edition.title,
    )


def _provenance(provenance: Provenance, translator: Translator) -> str:
    date = format_date(provenance.written, translator.language)
    written = translator.gettext("Written %(date)s.", date=date)
    if not provenance.translators:
        return written
    names = format_list(provenance.translators, translator.language)
    return f"{written} {translator.gettext('Translated by %(names)s.', names=names)}"


def _body(
    library: Library,
    document: Document,
    edition: Edition,
    translator: Translator,
    part: Slug | None,
) -> Iterator[Block]:
    entries = library.help_entries_of(document)
    for html, name in pieces(library.text(document, edition, part).html):
        yield from blocks(html)
        if name in entries:
            words = help_words(entries[name], edition.language, translator)
            steps = [step.words for step in words.steps]
            yield from definition_list(
                words.name, (words.serves, *steps, words.police, words.facts)
            )


def _facts(library: Library, document: Document, translator: Translator) -> Iterator[Block]:
    facts = list(known_facts(library, document, translator))
    if facts:
        yield heading(2, translator.gettext("At a glance"))
    for label, values in facts:
        yield from definition_list(label, values)


def _parts(library: Library, document: Document, edition: Edition) -> Iterator[Block]:
    """Yield every part of a zine under its title, with its own headings one level deeper."""
    for part in edition.parts if isinstance(document, Zine) else ():
        yield heading(2, part.title)
        for block in blocks(library.text(document, edition, part.slug).html):
            yield replace(block, level=block.level + 1) if block.kind == "heading" else block


def _reading_list(library: Library, document: Document, translator: Translator) -> Iterator[Block]:
    """Yield the documents of a reading list, numbered, without their texts."""
    if isinstance(document, ReadingList):
        yield heading(2, translator.gettext("In this list"))
        lines = [_reference(library, reference, translator) for reference in document.documents]
        for number, item in enumerate(items(lines), start=1):
            yield replace(item, number=number)


def _reference(library: Library, reference: Reference, translator: Translator) -> str:
    document = library.find(reference.kind, reference.slug)
    assert document is not None  # noqa: S101  # references in a library lead to what it holds
    edition = document.edition_for(translator.language.tag, library.languages)
    words = (
        {part.slug: part for part in edition.parts}[reference.part] if reference.part else edition
    )
    kind = translator.gettext(KIND_LABELS[document.kind])
    zine = f": {edition.title}" if reference.part else ""
    line = f"{words.title} ({kind}{zine}). {words.summary}"
    if edition.language == translator.language.tag:
        return line
    language = language_name(edition.language, translator.language)
    return f"{line} {translator.gettext('In %(language)s only.', language=language)}"


def _sources(document: Document, translator: Translator) -> Iterator[Block]:
    if document.sources:
        yield heading(2, translator.gettext("Sources"))
        yield from items(_source(source, translator) for source in document.sources)


def _source(source: Source, translator: Translator) -> str:
    date = (
        format_date(source.date, translator.language)
        if source.date
        else translator.gettext("no date given")
    )
    return f"{source.title}. {source.publisher}, {date}. {source.url}"

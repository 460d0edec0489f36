"""The pieces of a rendition as HTML: what stands before a text, the text, and what comes after."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from reader.i18n.formatting import format_date, format_list, format_number
from reader.i18n.labels import KIND_LABELS
from reader.i18n.languages import language_name
from reader.i18n.translator import N_
from reader.library.model import (
    Document,
    Edition,
    Experiment,
    PartWords,
    Provenance,
    ReadingList,
    Reference,
    Slug,
    Source,
)
from reader.library.text.help_placements import pieces
from reader.renditions.at_a_glance import known_facts
from reader.renditions.help_entries import HelpWords, help_words
from reader.renditions.imprint import Imprint
from reader.renditions.markup import bullets, element, in_language, linked, paragraph


def opening(imprint: Imprint, edition: Edition, part: PartWords | None) -> str:
    """Return what stands before a text: a notice if it is in another language, summary, dates."""
    shown = part or edition
    return "".join(
        (
            *([_part_of(imprint, edition, part)] if part else []),
            *_notice(imprint, edition),
            own(imprint, edition, element("p", plain(shown.summary))),
            paragraph(provenance(imprint, shown.provenance)),
            *([] if part else _in_short(imprint, edition)),
        )
    )


def provenance(imprint: Imprint, said: Provenance) -> str:
    """Return when a text was written, and who translated it."""
    gettext = imprint.translator.gettext
    written = gettext("Written %(date)s.", date=imprint.date(said.written))
    if not said.translators:
        return written
    names = format_list(said.translators, imprint.translator.language)
    return f"{written} {gettext('Translated by %(names)s.', names=names)}"


def _part_of(imprint: Imprint, edition: Edition, part: PartWords) -> str:
    language = imprint.translator.language
    line = imprint.translator.gettext(
        "Part %(number)s of %(count)s of “%(zine)s”",
        number=format_number(edition.parts.index(part) + 1, language),
        count=format_number(len(edition.parts), language),
        zine=edition.title,
    )
    return element("p", plain(line))


def _notice(imprint: Imprint, edition: Edition) -> Iterator[str]:
    if edition.language != imprint.tag:
        language = language_name(edition.language, imprint.translator.language)
        notice = imprint.translator.gettext(
            "This page is not in your language yet. Here it is in %(language)s.", language=language
        )
        yield element("p", plain(notice))


def _in_short(imprint: Imprint, edition: Edition) -> Iterator[str]:
    if edition.in_short:
        yield _heading(imprint, N_("In short"))
        lines = bullets(plain(line) for line in edition.in_short)
        yield own(imprint, edition, lines)


def facts(imprint: Imprint, document: Document) -> str:
    """Return the facts of an experiment or an episode that are known, under their heading."""
    known = known_facts(imprint, document)
    lines = "".join(
        element("dt", plain(label)) + "".join(element("dd", linked(value)) for value in values)
        for label, values in known
    )
    return _heading(imprint, N_("At a glance")) + element("dl", lines) if lines else ""


def text(imprint: Imprint, document: Document, edition: Edition, part: Slug | None = None) -> str:
    """Return the text of a document, or of a part, with the help entries that it shows.

    The text of an experiment has a heading of its own, as on its page.
    """
    entries = imprint.library.help_entries_of(document)
    changing = [paragraph(imprint.may_have_changed(document))] if entries else []
    heading = [_heading(imprint, N_("What happened"))] if isinstance(document, Experiment) else []
    written: list[str] = []
    for html, name in pieces(imprint.library.text(document, edition, part).html):
        written.append(html)
        if name in entries:
            words = help_words(entries[name], edition.language, imprint.translator)
            written.append(_help_entry(words))
    return "".join((*heading, *changing, own(imprint, edition, "".join(written))))


def _help_entry(words: HelpWords) -> str:
    steps = [
        element("a", plain(step.words), href=step.target) if step.target else plain(step.words)
        for step in words.steps
    ]
    lines = (linked(words.serves), *steps, linked(words.police), linked(words.facts))
    term = element("dt", plain(words.name))
    return element("dl", term + "".join(element("dd", line) for line in lines))


def in_this_list(imprint: Imprint, document: Document) -> str:
    """Return the documents of a reading list, numbered; nothing for other documents."""
    if not isinstance(document, ReadingList):
        return ""
    lines = (reference_line(imprint, reference) for reference in document.documents)
    return _heading(imprint, N_("In this list")) + bullets(lines, "ol")


def reference_line(imprint: Imprint, reference: Reference) -> str:
    """Return a line of a list of documents: title, kind, summary, and its language if another."""
    document = imprint.library.find(reference.kind, reference.slug)
    assert document is not None  # noqa: S101  # references in a library lead to what it holds
    translator = imprint.translator
    edition = document.edition_for(imprint.tag, imprint.library.languages)
    words = (
        {part.slug: part for part in edition.parts}[reference.part] if reference.part else edition
    )
    path = imprint.path(document, reference.part)
    title = element("a", plain(words.title), href=path)
    kind = translator.gettext(KIND_LABELS[document.kind])
    zine = f": {own(imprint, edition, plain(edition.title), 'span')}"
    summary = own(imprint, edition, plain(words.summary), "span")
    line = (
        f"{own(imprint, edition, title, 'span')} "
        f"({plain(kind)}{zine if reference.part else ''}). {summary}"
    )
    if edition.language == imprint.tag:
        return line
    language = language_name(edition.language, translator.language)
    only = translator.gettext("In %(language)s only.", language=language)
    return f"{line} {plain(only)}"


def sources(imprint: Imprint, document: Document) -> str:
    """Return where the facts come from, as a list."""
    return (
        bullets(_source(imprint, source) for source in document.sources)
        if (document.sources)
        else ""
    )


def _source(imprint: Imprint, source: Source) -> str:
    date = (
        format_date(source.date, imprint.translator.language)
        if source.date
        else imprint.translator.gettext("no date given")
    )
    title = in_language(plain(source.title), source.language, imprint.tag, "span")
    publisher = plain(source.publisher)
    return f"{publisher}: {title}, {plain(date)}. {linked(source.url)}"


def colophon(imprint: Imprint, document: Document, part: Slug | None = None) -> str:
    """Return where a file comes from, and where to look for what has changed since."""
    name = imprint.translator.gettext("From the library “%(name)s”.", name=imprint.name)
    return paragraph(f"{name} {imprint.may_have_changed(document, part)}")


def _heading(imprint: Imprint, message: str) -> str:
    return element("h2", plain(imprint.translator.gettext(message)))


def plain(words: str) -> str:
    """Return words as HTML."""
    return escape(words, quote=False)


def own(imprint: Imprint, edition: Edition, html: str, name: str = "div") -> str:
    """Return words of an edition, with their language if labels are in another."""
    return in_language(html, edition.language, imprint.tag, name)

"""A document as a plain-text file: what its page says, in 72 columns, for any device and for no signal.

The marks are those of Markdown: ``#`` before headings, ``-`` or a number before items, ``>`` before quotations. The file holds
no address of this library, which may move; those of sources and contacts stand whole on their line, however long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Final

from reader.i18n.catalogues import catalogue
from reader.i18n.formatting import format_date, format_list, format_number
from reader.i18n.languages import Language, language_name
from reader.i18n.translator import Translator
from reader.library.library import Library
from reader.library.model import (
    Document,
    Edition,
    Episode,
    Experiment,
    Kind,
    PartWords,
    ReadingList,
    Reference,
    Slug,
    Source,
    Status,
    StatusWord,
    Zine,
)
from reader.library.text.help_placements import pieces
from reader.library.text.plain_text import Block, BlockKind, blocks
from reader.renditions.help_entries import help_words

COLUMNS: Final = 72

# Blocks that follow one another without an empty line.
_CLOSE: Final = frozenset({("item", "item"), ("term", "definition"), ("definition", "definition")})


def renditions(
    library: Library, translations: Path
) -> Callable[[Document, Edition, Language, Slug | None], str]:
    """Return what makes the file of any edition of a library, or of a part of one, with labels from compiled catalogues."""
    catalogue_of = cache(partial(catalogue, translations))

    def rendition(
        document: Document, edition: Edition, language: Language, part: Slug | None
    ) -> str:
        return document_text(
            library,
            document,
            edition,
            Translator(language=language, catalogue=catalogue_of(language.tag)),
            part,
        )

    return rendition


def document_text(
    library: Library,
    document: Document,
    edition: Edition,
    phrases: Translator,
    part: Slug | None = None,
) -> str:
    """Return the file of an edition, or of one part of a zine; a zine without ``part`` has all its parts.

    Labels are in the language of ``phrases``; where the edition is in another, a notice says so. Ends with a line feed.
    Raises KeyError where the library was loaded without texts, and for a part that does not exist.
    """
    words = {each.slug: each for each in edition.parts}[part] if part else None
    content = [
        *_opening(edition, words, phrases),
        *([] if words else _facts(library, document, phrases)),
        *_body(library, document, edition, phrases, part),
        *([] if words else _parts(library, document, edition)),
        *_listed(library, document, phrases),
        *_sources(document, phrases),
        _paragraph(
            phrases.gettext(
                "From the library “%(name)s”.", name=library.identity.name[phrases.language.tag]
            )
        ),
    ]
    return _written(content)


def _opening(edition: Edition, part: PartWords | None, phrases: Translator) -> Iterator[Block]:
    shown = part or edition
    yield _heading(1, shown.title)
    if part:
        at, count = edition.parts.index(part) + 1, len(edition.parts)
        numbers = {
            "number": format_number(at, phrases.language),
            "count": format_number(count, phrases.language),
        }
        yield _paragraph(
            phrases.gettext(
                "Part %(number)s of %(count)s of “%(zine)s”", zine=edition.title, **numbers
            )
        )
    if edition.language != phrases.language.tag:
        language = language_name(edition.language, phrases.language)
        yield _paragraph(
            phrases.gettext(
                "This page is not in your language yet. Here it is in %(language)s.",
                language=language,
            )
        )
    yield _paragraph(shown.summary)
    made = [
        phrases.gettext(
            "Written %(date)s.", date=format_date(shown.provenance.written, phrases.language)
        )
    ]
    if shown.provenance.translators:
        names = format_list(shown.provenance.translators, phrases.language)
        made.append(phrases.gettext("Translated by %(names)s.", names=names))
    yield _paragraph(" ".join(made))
    if edition.in_short and not part:
        yield _heading(2, phrases.gettext("In short"))
        yield from _items(edition.in_short)


def _body(
    library: Library, document: Document, edition: Edition, phrases: Translator, part: Slug | None
) -> Iterator[Block]:
    entries = library.help_entries_of(document)
    for html, name in pieces(library.text(document, edition, part).html):
        yield from blocks(html)
        if name in entries:
            said = help_words(entries[name], edition.language, phrases)
            yield _block("term", said.name)
            lines = (said.serves, *(step.words for step in said.steps), said.police, said.facts)
            yield from (_block("definition", line) for line in lines)


def _facts(library: Library, document: Document, phrases: Translator) -> Iterator[Block]:
    facts: Iterable[tuple[str, Iterable[str | None]]] = ()
    if isinstance(document, Experiment):
        facts = _experiment_facts(library, document, phrases)
    elif isinstance(document, Episode):
        facts = _episode_facts(document, phrases)
    known = [(label, [value for value in values if value]) for label, values in facts]
    if known:
        yield _heading(2, phrases.gettext("At a glance"))
    for label, values in known:
        if values:
            yield _block("term", label)
            yield from (_block("definition", value) for value in values)


def _experiment_facts(
    library: Library, experiment: Experiment, phrases: Translator
) -> Iterator[tuple[str, Iterable[str | None]]]:
    labels = library.vocabulary.labels[phrases.language.tag]
    places = format_list([labels.places[place] for place in experiment.places], phrases.language)
    yield phrases.gettext("Still running?"), [_status(experiment.status, phrases)]
    yield phrases.gettext("Who"), [experiment.organization]
    yield phrases.gettext("Where"), [places]
    yield phrases.gettext("Contact"), [experiment.contact.email, experiment.contact.site]
    yield (
        phrases.gettext("Features"),
        [labels.attributes[attribute] for attribute in experiment.attributes],
    )


def _status(status: Status, phrases: Translator) -> str:
    words = {
        StatusWord.OPEN: phrases.gettext("Open"),
        StatusWord.PAUSED: phrases.gettext("Paused"),
        StatusWord.CLOSED: phrases.gettext("Closed"),
    }
    if status.word not in words or not status.as_of or not status.source:
        return phrases.gettext("We do not know if this is still running.")
    written = format_date(status.as_of, phrases.language)
    # Spanish says "al 1 de julio de 2025" of a day, and "en 2025" of a month or a year.
    as_of = (
        phrases.gettext("as of %(date)s.", date=written)
        if status.as_of.day
        else phrases.gettext("in %(date)s.", date=written)
    )
    source, unchecked = phrases.gettext("Source:"), phrases.gettext("We have not checked since.")
    return f"{words[status.word]}, {as_of} {source} {status.source.publisher}. {unchecked}"


def _episode_facts(
    episode: Episode, phrases: Translator
) -> Iterator[tuple[str, Iterable[str | None]]]:
    show = [episode.show]
    if episode.season:
        show.append(
            phrases.gettext(
                "season %(number)s", number=format_number(episode.season, phrases.language)
            )
        )
    if episode.number:
        show.append(
            phrases.gettext(
                "episode %(number)s", number=format_number(episode.number, phrases.language)
            )
        )
    yield phrases.gettext("Show"), [", ".join(show)]
    yield (
        phrases.gettext("Published"),
        [format_date(episode.aired, phrases.language) if episode.aired else None],
    )
    yield phrases.gettext("With"), [format_list(episode.guests, phrases.language)]
    # Each once, in this order: a page may hold its own transcript.
    yield (
        phrases.gettext("Listen or read"),
        dict.fromkeys((episode.page_url, episode.transcript_url, episode.audio_url)),
    )


def _parts(library: Library, document: Document, edition: Edition) -> Iterator[Block]:
    """Yield every part of a zine under its title, its own headings one level deeper."""
    for part in edition.parts if isinstance(document, Zine) else ():
        yield _heading(2, part.title)
        for block in blocks(library.text(document, edition, part.slug).html):
            yield replace(block, level=block.level + 1) if block.kind == "heading" else block


def _listed(library: Library, document: Document, phrases: Translator) -> Iterator[Block]:
    """Yield what a reading list leads to, numbered, without the texts themselves."""
    if isinstance(document, ReadingList):
        yield _heading(2, phrases.gettext("In this list"))
        for number, reference in enumerate(document.documents, start=1):
            yield Block(
                kind="item",
                level=1,
                anchor=None,
                text=_listed_line(library, reference, phrases),
                number=number,
            )


def _listed_line(library: Library, reference: Reference, phrases: Translator) -> str:
    document = library.find(reference.kind, reference.slug)
    assert document is not None  # noqa: S101  # a library has no reference to what it does not hold
    edition = document.edition_for(phrases.language.tag, library.languages)
    words = (
        {part.slug: part for part in edition.parts}[reference.part] if reference.part else edition
    )
    kinds = {
        Kind.EXPERIMENT: phrases.gettext("Experiment"),
        Kind.ZINE: phrases.gettext("Zine"),
        Kind.EPISODE: phrases.gettext("Podcast episode"),
    }
    within = f": {edition.title}" if reference.part else ""
    line = f"{words.title} ({kinds[document.kind]}{within}). {words.summary}"
    if edition.language == phrases.language.tag:
        return line
    return f"{line} {phrases.gettext('In %(language)s only.', language=language_name(edition.language, phrases.language))}"


def _sources(document: Document, phrases: Translator) -> Iterator[Block]:
    if document.sources:
        yield _heading(2, phrases.gettext("Sources"))
        yield from _items(_source(source, phrases) for source in document.sources)


def _source(source: Source, phrases: Translator) -> str:
    date = (
        format_date(source.date, phrases.language)
        if source.date
        else phrases.gettext("no date given")
    )
    return f"{source.title}. {source.publisher}, {date}. {source.url}"


def _written(content: Iterable[Block]) -> str:
    lines: list[str] = []
    before = None
    for block in content:
        if before and (before.kind, block.kind) not in _CLOSE:
            lines.append("")
        first, following = _margins(block)
        lines += wrapped(block.text, first, following)
        before = block
    return "\n".join(lines) + "\n"


def wrapped(text: str, first: str, following: str) -> Iterator[str]:
    """Yield a text line by line, as long as fits; what stands between two spaces is never broken.

    ``first`` is the margin of the first line, ``following`` of the others. As ``textwrap.wrap`` has it, in a fifth of its time.
    """
    line = ""
    for word in filter(None, text.split(" ")):
        if not line:
            line = first + word
        elif len(line) + 1 + len(word) <= COLUMNS:
            line += f" {word}"
        else:
            yield line
            line = following + word
    if line:
        yield line


def _margins(block: Block) -> tuple[str, str]:
    """Return what stands before the first line of a block, and before its others."""
    match block.kind:
        case "heading":
            return "#" * block.level + " ", ""
        case "item":
            indent, mark = (
                "  " * (block.level - 1),
                f"{block.number}. " if block.number is not None else "- ",
            )
            return indent + mark, indent + " " * len(mark)
        case "quote":
            return "> ", "> "
        case "definition":
            return "  ", "  "
    return "", ""


def _heading(level: int, text: str) -> Block:
    return Block(kind="heading", level=level, anchor=None, text=text)


def _paragraph(text: str) -> Block:
    return _block("paragraph", text)


def _items(texts: Iterable[str]) -> Iterator[Block]:
    return (Block(kind="item", level=1, anchor=None, text=text) for text in texts)


def _block(kind: BlockKind, text: str) -> Block:
    return Block(kind=kind, level=0, anchor=None, text=text)

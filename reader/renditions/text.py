"""A document as a plain-text file: what its page says, in 72 columns, for any device and for no signal.

The marks are those of Markdown: ``#`` before headings, ``-`` or a number before items, ``>`` before quotations. The file holds
no address of this library, which may move; those of sources and contacts stand whole on their line, however long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from reader.i18n.formatting import format_date, format_list, format_number
from reader.i18n.labels import KIND_LABELS, STATUS_LABELS
from reader.i18n.languages import language_name
from reader.i18n.translator import Translator
from reader.library.library import Library
from reader.library.model import (
    Document,
    Edition,
    Episode,
    Experiment,
    PartWords,
    ReadingList,
    Reference,
    Slug,
    Source,
    Status,
    StatusWord,
    Zine,
)
from reader.library.text.plain_text import Block, BlockKind, blocks

COLUMNS: Final = 72

# Blocks that follow one another without an empty line.
_CLOSE: Final = frozenset({("item", "item"), ("term", "definition"), ("definition", "definition")})


def document_text(
    library: Library,
    document: Document,
    edition: Edition,
    translator: Translator,
    part: Slug | None = None,
) -> str:
    """Return the file of an edition, or of one part of a zine; a zine without ``part`` has all its parts.

    Labels are in the language of ``translator``; where the edition is in another, a notice says so. Ends with a line feed.
    Raises KeyError where the library was loaded without texts, and for a part that does not exist.
    """
    words = {each.slug: each for each in edition.parts}[part] if part else None
    content = [
        *_opening(edition, words, translator),
        *([] if words else _facts(library, document, translator)),
        *blocks(library.text(document, edition, part).html),
        *([] if words else _parts(library, document, edition)),
        *_listed(library, document, translator),
        *_sources(document, translator),
        _paragraph(
            translator.gettext(
                "From the library “%(name)s”.", name=library.identity.name[translator.language.tag]
            )
        ),
    ]
    return _written(content)


def _opening(edition: Edition, part: PartWords | None, translator: Translator) -> Iterator[Block]:
    shown = part or edition
    yield _heading(1, shown.title)
    if part:
        at, count = edition.parts.index(part) + 1, len(edition.parts)
        numbers = {
            "number": format_number(at, translator.language),
            "count": format_number(count, translator.language),
        }
        yield _paragraph(
            translator.gettext(
                "Part %(number)s of %(count)s of “%(zine)s”", zine=edition.title, **numbers
            )
        )
    if edition.language != translator.language.tag:
        language = language_name(edition.language, translator.language)
        yield _paragraph(
            translator.gettext(
                "This page is not in your language yet. Here it is in %(language)s.",
                language=language,
            )
        )
    yield _paragraph(shown.summary)
    made = [
        translator.gettext(
            "Written %(date)s.", date=format_date(shown.provenance.written, translator.language)
        )
    ]
    if shown.provenance.translators:
        names = format_list(shown.provenance.translators, translator.language)
        made.append(translator.gettext("Translated by %(names)s.", names=names))
    yield _paragraph(" ".join(made))
    if edition.in_short and not part:
        yield _heading(2, translator.gettext("In short"))
        yield from _items(edition.in_short)


def _facts(library: Library, document: Document, translator: Translator) -> Iterator[Block]:
    facts: Iterable[tuple[str, Iterable[str | None]]] = ()
    if isinstance(document, Experiment):
        facts = _experiment_facts(library, document, translator)
    elif isinstance(document, Episode):
        facts = _episode_facts(document, translator)
    known = [(label, [value for value in values if value]) for label, values in facts]
    if known:
        yield _heading(2, translator.gettext("At a glance"))
    for label, values in known:
        if values:
            yield _block("term", label)
            yield from (_block("definition", value) for value in values)


def _experiment_facts(
    library: Library, experiment: Experiment, translator: Translator
) -> Iterator[tuple[str, Iterable[str | None]]]:
    labels = library.vocabulary.labels[translator.language.tag]
    places = format_list([labels.places[place] for place in experiment.places], translator.language)
    yield translator.gettext("Still running?"), [_status(experiment.status, translator)]
    yield translator.gettext("Who"), [experiment.organization]
    yield translator.gettext("Where"), [places]
    yield translator.gettext("Contact"), [experiment.contact.email, experiment.contact.site]
    yield (
        translator.gettext("Features"),
        [labels.attributes[attribute] for attribute in experiment.attributes],
    )


def _status(status: Status, translator: Translator) -> str:
    if status.word is StatusWord.UNKNOWN or not status.as_of or not status.source:
        return translator.gettext("We do not know if this is still running.")
    written = format_date(status.as_of, translator.language)
    # Spanish says "al 1 de julio de 2025" of a day, and "en 2025" of a month or a year.
    as_of = (
        translator.gettext("as of %(date)s.", date=written)
        if status.as_of.day
        else translator.gettext("in %(date)s.", date=written)
    )
    source, unchecked = (
        translator.gettext("Source:"),
        translator.gettext("We have not checked since."),
    )
    word = translator.gettext(STATUS_LABELS[status.word])
    return f"{word}, {as_of} {source} {status.source.publisher}. {unchecked}"


def _episode_facts(
    episode: Episode, translator: Translator
) -> Iterator[tuple[str, Iterable[str | None]]]:
    show = [episode.show]
    if episode.season:
        show.append(
            translator.gettext(
                "season %(number)s", number=format_number(episode.season, translator.language)
            )
        )
    if episode.number:
        show.append(
            translator.gettext(
                "episode %(number)s", number=format_number(episode.number, translator.language)
            )
        )
    yield translator.gettext("Show"), [", ".join(show)]
    yield (
        translator.gettext("Published"),
        [format_date(episode.aired, translator.language) if episode.aired else None],
    )
    yield translator.gettext("With"), [format_list(episode.guests, translator.language)]
    # Each once, in this order: a page may hold its own transcript.
    yield (
        translator.gettext("Listen or read"),
        dict.fromkeys((episode.page_url, episode.transcript_url, episode.audio_url)),
    )


def _parts(library: Library, document: Document, edition: Edition) -> Iterator[Block]:
    """Yield every part of a zine under its title, its own headings one level deeper."""
    for part in edition.parts if isinstance(document, Zine) else ():
        yield _heading(2, part.title)
        for block in blocks(library.text(document, edition, part.slug).html):
            yield replace(block, level=block.level + 1) if block.kind == "heading" else block


def _listed(library: Library, document: Document, translator: Translator) -> Iterator[Block]:
    """Yield what a reading list leads to, numbered, without the texts themselves."""
    if isinstance(document, ReadingList):
        yield _heading(2, translator.gettext("In this list"))
        for number, reference in enumerate(document.documents, start=1):
            yield Block(
                kind="item",
                level=1,
                anchor=None,
                text=_listed_line(library, reference, translator),
                number=number,
            )


def _listed_line(library: Library, reference: Reference, translator: Translator) -> str:
    document = library.find(reference.kind, reference.slug)
    assert document is not None  # noqa: S101  # a library has no reference to what it does not hold
    edition = document.edition_for(translator.language.tag, library.languages)
    words = (
        {part.slug: part for part in edition.parts}[reference.part] if reference.part else edition
    )
    kind = translator.gettext(KIND_LABELS[document.kind])
    within = f": {edition.title}" if reference.part else ""
    line = f"{words.title} ({kind}{within}). {words.summary}"
    if edition.language == translator.language.tag:
        return line
    return f"{line} {translator.gettext('In %(language)s only.', language=language_name(edition.language, translator.language))}"


def _sources(document: Document, translator: Translator) -> Iterator[Block]:
    if document.sources:
        yield _heading(2, translator.gettext("Sources"))
        yield from _items(_source(source, translator) for source in document.sources)


def _source(source: Source, translator: Translator) -> str:
    date = (
        format_date(source.date, translator.language)
        if source.date
        else translator.gettext("no date given")
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

"""Make search entries of a library: one per edition of a document, one per part of a zine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from reader.library.library import Library, text_key
from reader.library.model import (
    Document,
    Edition,
    Episode,
    Experiment,
    Kind,
    LanguageTag,
    PartWords,
    Slug,
)
from reader.library.text.glossary_links import GLOSSARY, terms
from reader.library.text.help_placements import pieces
from reader.library.text.plain_text import Block, blocks
from reader.search.engine import Corpus, SearchEntry


def corpus(library: Library) -> Corpus:
    """Return what an index is built from. Needs a library loaded with its texts."""
    labels = library.vocabulary.labels
    return Corpus(
        entries=entries(library),
        languages=library.languages,
        topics={language: labels[language].topics for language in library.languages},
        synonyms=library.vocabulary.synonyms,
        intents=library.vocabulary.intents,
    )


def entries(library: Library) -> Iterator[SearchEntry]:
    """Yield the entries in the order of the library. Needs a library loaded with its texts."""
    for document in library.documents():
        for language in library.languages:
            if edition := document.editions.get(language):
                yield _entry(library, document, edition)
                for part in edition.parts:
                    yield _entry(library, document, edition, part)


def _entry(
    library: Library, document: Document, edition: Edition, part: PartWords | None = None
) -> SearchEntry:
    """Return the entry of an edition, or of a part, which shares the facets of its edition."""
    words = part or edition
    text, anchors = _text(
        () if part else edition.in_short,
        _blocks(library, document, edition, part),
    )
    experiment = document if isinstance(document, Experiment) else None
    return SearchEntry(
        kind=document.kind,
        slug=document.slug,
        part=part.slug if part else None,
        language=edition.language,
        title=words.title,
        summary=words.summary,
        text=text,
        labels=tuple(_labels(library, document, edition.language)),
        date=words.provenance.written.isoformat(),
        anchors=anchors,
        definitions=tuple(_definitions(library, document, edition.language)),
        topics=document.topics,
        attributes=experiment.attributes if experiment else (),
        status=experiment.status.word if experiment else None,
        questions=library.questions.get(
            text_key(document.kind, document.slug, edition.language, part.slug if part else None),
            (),
        ),
    )


def _blocks(
    library: Library, document: Document, edition: Edition, part: PartWords | None
) -> Iterator[Block]:
    """Yield the text of an edition; of a help entry its name and whom it serves."""
    entries = library.help_entries_of(document)
    for html, name in pieces(library.text(document, edition, part.slug if part else None).html):
        yield from blocks(html)
        if name in entries:
            entry = entries[name]
            words = f"{entry.name}: {entry.serves[edition.language]}"
            yield Block(kind="paragraph", level=0, anchor=None, text=words)


def _text(
    in_short: Iterable[str], body: Iterable[Block]
) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Return a text, one block per line, and the offset and anchor of each heading in it."""
    text = "".join(f"{line}\n" for line in in_short)
    anchors = []
    for block in body:
        if block.kind == "heading" and block.anchor:
            anchors.append((len(text), block.anchor))
        text += f"{block.text}\n"
    return text.removesuffix("\n"), tuple(anchors)


def _definitions(
    library: Library, document: Document, language: LanguageTag
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the terms that the glossary explains: anchor, forms."""
    if document.kind is Kind.PAGE and document.slug == GLOSSARY:
        forms = library.vocabulary.labels[language].glossary
        for term in terms(library, language):
            yield term.anchor, (term.title, *forms.get(term.anchor, ()))


def _labels(library: Library, document: Document, language: LanguageTag) -> Iterator[str]:
    """Yield the names of topics, places and people that readers may search a document by."""
    labels = library.vocabulary.labels[language]
    yield from _names(labels.topics, document.topics)
    if isinstance(document, Experiment):
        yield from _names(labels.places, document.places)
        yield from _names(labels.attributes, document.attributes)
        yield document.name
        yield document.organization
    if isinstance(document, Episode):
        yield document.show
        yield from document.guests


def _names(labels: Mapping[Slug, str], codes: Iterable[Slug]) -> Iterator[str]:
    return (labels[code] for code in codes if code in labels)

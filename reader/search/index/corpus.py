"""Make search entries of a library: one per edition of a document, one per part of a zine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from reader.library.library import Library, text_key
from reader.library.model import (
    Document,
    Edition,
    Episode,
    Experiment,
    Html,
    Kind,
    LanguageTag,
    PartWords,
    Slug,
)
from reader.library.text.glossary_links import GLOSSARY, terms
from reader.library.text.help_placements import pieces
from reader.library.text.plain_text import Block, blocks, plain
from reader.search.engine import Corpus, SearchEntry
from reader.storage.result_cache import NO_CACHE, ResultCache, Task


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchText:
    """A text, one block per line, and the offset and anchor of each heading in it."""

    text: str
    anchors: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSources:
    """What the text of an entry is made from. ``help_words``: name of a help entry → its words."""

    in_short: tuple[str, ...]
    html: Html
    help_words: Mapping[Slug, str]

    @property
    def key(self) -> tuple[str, ...]:
        """All that the text depends on."""
        return (*self.in_short, self.html, repr(sorted(self.help_words.items())))

    def text(self) -> SearchText:
        """Return the text, one block per line, and the offset and anchor of each heading in it."""
        text = "".join(f"{line}\n" for line in self.in_short)
        anchors = []
        for block in self._blocks():
            if block.kind == "heading" and block.anchor:
                anchors.append((len(text), block.anchor))
            text += f"{block.text}\n"
        return SearchText(text=text.removesuffix("\n"), anchors=tuple(anchors))

    def words(self) -> str:
        """Return the words of the text, in the same order: quicker than the text itself."""
        said = (
            f"{plain(html)}\n{self.help_words.get(name, '')}" for html, name in pieces(self.html)
        )
        return "\n".join((*self.in_short, *said))

    def _blocks(self) -> Iterator[Block]:
        """Yield the text of an edition; of a help entry its name and whom it serves."""
        for html, name in pieces(self.html):
            yield from blocks(html)
            if name in self.help_words:
                words = self.help_words[name]
                yield Block(kind="paragraph", level=0, anchor=None, text=words)


def corpus(library: Library, cache: ResultCache = NO_CACHE) -> Corpus:
    """Return what an index is built from. Needs a library loaded with its texts."""
    labels = library.vocabulary.labels
    return Corpus(
        entries=entries(library, cache),
        languages=library.languages,
        topics={language: labels[language].topics for language in library.languages},
        synonyms=library.vocabulary.synonyms,
        intents=library.vocabulary.intents,
    )


def entries(library: Library, cache: ResultCache = NO_CACHE) -> Iterator[SearchEntry]:
    """Yield the entries in the order of the library. Needs a library loaded with its texts."""
    without_text = [*entries_without_text(library)]
    task: Task[TextSources, SearchText] = Task(
        name="search text",
        run=lambda sources: sources.text(),
        key=lambda sources: sources.key,
        result_type=SearchText,
    )
    texts = cache.results(task, [sources for _, sources in without_text])
    bare = [entry for entry, _ in without_text]
    del without_text  # it has the HTML of all texts
    for entry, said in zip(bare, texts, strict=True):
        yield replace(entry, text=said.text, anchors=said.anchors)


def entries_without_text(library: Library) -> Iterator[tuple[SearchEntry, TextSources]]:
    """Yield the entries without their text, each with what its text is made from."""
    subjects = (
        (document, edition, part)
        for document in library.documents()
        for language in library.languages
        if (edition := document.editions.get(language))
        for part in (None, *edition.parts)
    )
    for subject in subjects:
        yield _entry(library, *subject), _sources(library, *subject)


def _sources(
    library: Library, document: Document, edition: Edition, part: PartWords | None
) -> TextSources:
    help_entries = library.help_entries_of(document)
    return TextSources(
        in_short=() if part else edition.in_short,
        html=library.text(document, edition, part.slug if part else None).html,
        help_words={
            name: f"{entry.name}: {entry.serves[edition.language]}"
            for name, entry in help_entries.items()
        },
    )


def _entry(
    library: Library, document: Document, edition: Edition, part: PartWords | None
) -> SearchEntry:
    """Return the entry of an edition, or of a part, which shares the facets of its edition."""
    words = part or edition
    experiment = document if isinstance(document, Experiment) else None
    return SearchEntry(
        kind=document.kind,
        slug=document.slug,
        part=part.slug if part else None,
        language=edition.language,
        title=words.title,
        summary=words.summary,
        text="",
        labels=tuple(_labels(library, document, edition.language)),
        date=words.provenance.written.isoformat(),
        definitions=tuple(_definitions(library, document, edition.language)),
        topics=document.topics,
        attributes=experiment.attributes if experiment else (),
        status=experiment.status.word if experiment else None,
        questions=library.questions.get(
            text_key(document.kind, document.slug, edition.language, part.slug if part else None),
            (),
        ),
    )


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

"""Books for e-readers: all works of a language, all its zines, and those of each topic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from reader.i18n.labels import SECTION_TITLES
from reader.library.addresses import address
from reader.library.library import Library
from reader.library.model import Document, Kind, LanguageTag, Slug
from reader.publishing.exports.file_names import file_name
from reader.publishing.exports.generation_source import GenerationSource
from reader.publishing.exports.write_export import ExportFiles
from reader.publishing.generations.errors import FailureCode, PublishingError
from reader.renditions.collection import Collection, book_of_collection
from reader.renditions.epub.epub_file import epub_files, epub_of
from reader.renditions.imprint import Imprint
from reader.storage.zip_archive import ArchiveFile


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedBook:
    """A book, and the name of its file."""

    name: str
    imprint: Imprint
    collection: Collection


def epub_books(
    source: GenerationSource,
    languages: tuple[LanguageTag, ...],
    *,
    topic: Slug | None = None,
    zines: bool = False,
) -> ExportFiles:
    """Return the books of these languages; with a topic or ``zines``, those alone.

    Raises PublishingError if content has changed since the build, or no work has the topic.
    """
    library = source.whole_library()
    planned: list[PlannedBook] = []
    for tag in languages:
        imprint = Imprint(
            library=library, translator=source.translators[tag], base_url=source.base_url
        )
        if not topic and not zines:
            planned += _whole_language(imprint)
        if zines or not topic:
            planned += _zines(imprint)
        wanted = library.vocabulary.topics if not (topic or zines) else filter(None, (topic,))
        planned += _topics(imprint, wanted)
    if not planned:
        said = ", ".join(languages)
        raise PublishingError(FailureCode.NO_BOOK, about=topic or "zines", languages=said)
    makers = [(f"{each.name}.epub", partial(_file, each)) for each in planned]
    return ExportFiles(makers=makers, chunk_size=1)


def language_book(source: GenerationSource, tag: LanguageTag) -> Iterator[ArchiveFile]:
    """Yield the files of all works of a language as one book; nothing if it has none.

    Raises as above.
    """
    library = source.whole_library()
    imprint = Imprint(library=library, translator=source.translators[tag], base_url=source.base_url)
    for planned in _whole_language(imprint):
        yield from epub_files(book_of_collection(planned.imprint, planned.collection))


def _file(planned: PlannedBook) -> bytes:
    return epub_of(book_of_collection(planned.imprint, planned.collection))


def _whole_language(imprint: Imprint) -> Iterator[PlannedBook]:
    documents = tuple(_with_edition(imprint, _in_order(imprint.library)))
    if documents:
        collection = Collection(
            title=imprint.name,
            summary=imprint.library.identity.description[imprint.tag],
            path=address("home", language=imprint.tag),
            documents=documents,
        )
        yield _planned(imprint, collection)


def _zines(imprint: Imprint) -> Iterator[PlannedBook]:
    documents = tuple(_with_edition(imprint, imprint.library.zines))
    gettext = imprint.translator.gettext
    if documents:
        collection = Collection(
            title=f"{gettext(SECTION_TITLES[Kind.ZINE])} – {imprint.name}",
            summary=gettext("All zines of the library in one book."),
            path=address("zines", language=imprint.tag),
            documents=documents,
        )
        yield _planned(imprint, collection, "zines")


def _topics(imprint: Imprint, topics: Iterable[Slug]) -> Iterator[PlannedBook]:
    labels = imprint.library.vocabulary.labels[imprint.tag].topics
    for topic in topics:
        works = (each for each in _in_order(imprint.library) if topic in each.topics)
        documents = tuple(_with_edition(imprint, works))
        if documents:
            collection = Collection(
                title=f"{labels[topic]} – {imprint.name}",
                summary=imprint.translator.gettext(
                    "All works of the library on the topic “%(topic)s”.", topic=labels[topic]
                ),
                path=address("topic", language=imprint.tag, topic=topic),
                documents=documents,
                subjects=(labels[topic],),
            )
            yield _planned(imprint, collection, "topic", topic)


def _planned(imprint: Imprint, collection: Collection, *about: str) -> PlannedBook:
    name = file_name(imprint.library, imprint.tag, *about)
    return PlannedBook(name=name, imprint=imprint, collection=collection)


def _with_edition(imprint: Imprint, documents: Iterable[Document]) -> Iterator[Document]:
    return (document for document in documents if imprint.tag in document.editions)


def _in_order(library: Library) -> Iterator[Document]:
    """Yield every document: reading lists in order of need first, pages about the library last."""
    need = {slug: number for number, slug in enumerate(library.identity.lists)}
    yield from sorted(library.lists, key=lambda each: need.get(each.slug, len(need)))
    yield from library.zines
    yield from library.experiments
    yield from library.episodes
    yield from library.pages

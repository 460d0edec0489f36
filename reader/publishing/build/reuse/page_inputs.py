"""What the answers of one group are made from, as a digest: equal digests, equal bytes.

It may name more than what is shown, so that an answer is made anew although nothing in it changed,
and never less. What decides the bytes of every answer is in each digest, but for our code: the
cache in which digests are looked up is that of one code.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from reader.library.addresses import (
    DOCUMENT_ROUTES,
    ROOT_FILES,
    SHELVES,
    Address,
    document_address,
)
from reader.library.library import Library
from reader.library.model import Document, Kind, LanguageTag, ReadingList, Reference
from reader.library.site_places import months, used_topics
from reader.publishing.build.reuse.document_digests import (
    card,
    digest,
    encoded,
    months_of,
    named_in,
)
from reader.renditions.formats import CATALOG_FORMATS

_KINDS: Final[Mapping[str, Kind]] = {route: kind for kind, route in DOCUMENT_ROUTES.items()}
# What lists works, and holds no text.
_LISTS: Final = frozenset({"home", *SHELVES.values(), "new", "search", "follow"}) | (
    {"opds", "opds2", "opensearch", *ROOT_FILES}
)
# Feeds, which hold texts, and catalogs, which state the sizes of files; None is of all kinds.
_FEEDS: Final[Mapping[str, Kind | None]] = {"feed": None} | {
    f"{route}_{what}": kind for kind, route in SHELVES.items() for what in ("feed", "opds", "opds2")
}


class PageInputs:
    """Returns the digest of what answers are made from.

    ``related``: work → what to read next; ``settings``: those that pages show, as words;
    ``file_sizes``: path of a file → its size, complete before a catalog is asked for.
    """

    def __init__(
        self,
        library: Library,
        related: Mapping[Reference, tuple[Document, ...]],
        settings: Sequence[str],
        translations: Path,
        file_sizes: Mapping[str, int] | None = None,
    ) -> None:
        self._library = library
        self._file_sizes = {} if file_sizes is None else file_sizes
        self._related = related
        self._documents = {document.reference: document for document in library.documents()}
        self._cards = {reference: card(each) for reference, each in self._documents.items()}
        self._wholes: dict[Reference, bytes] = {}
        self._links = self._links_between()
        self._shared = digest(_shared(library, settings, translations))
        self._neighbors = {language: self._neighbors_in(language) for language in library.languages}
        self._counts = encoded((used_topics(library), months(library)))
        self._all_cards = digest((self._counts, *self._cards.values()))
        self._on_topic = _grouped(library, lambda document: document.topics)
        self._of_month = _grouped(library, months_of)

    def of(self, group: Sequence[Address]) -> bytes | None:
        """Return the digest of a group of places, or None if its answers are to be made anew."""
        first = group[0]
        language = LanguageTag(first.arguments["language"])
        kind = _KINDS.get(first.route.partition("_")[0])
        if kind and "slug" in first.arguments:
            document = self._library.find(kind, first.arguments["slug"])
            return self._digest_of(group, self._of_document(document, language))
        if first.route == "topic":
            on_topic = self._on_topic.get(first.arguments["topic"], ())
            return self._digest_of(group, self._listed(on_topic))
        if first.route == "new_month":
            of_month = self._of_month.get(first.arguments["month"], ())
            return self._digest_of(group, self._listed(of_month))
        if all(place.route in _LISTS for place in group):
            return self._digest_of(group, (self._all_cards,))
        if first.route in _FEEDS:
            return self._digest_of(group, self._of_feed(_FEEDS[first.route], language))
        return None

    def _digest_of(self, group: Sequence[Address], parts: Iterable[bytes]) -> bytes:
        paths = (place.path.encode() for place in group)
        return digest((self._shared, *paths, *parts))

    def _of_document(self, document: Document | None, language: LanguageTag) -> Iterator[bytes]:
        """Yield what the answers about a document are made from, with the cards beside it."""
        assert document is not None  # noqa: S101  # places are those of the library
        for each in self._led_to(document, {}):
            yield self._whole(each)
        for reference in self._links[document.reference]:
            yield self._cards[reference]
        for other in self._related.get(document.reference, ()):
            yield self._cards[other.reference]
        yield b"neighbors"
        yield from self._neighbors[language][document.reference]

    def _listed(self, documents: Iterable[Document]) -> Iterator[bytes]:
        """Yield what a list of documents is made from; that of a reading list says its minutes."""
        yield self._counts
        for document in documents:
            yield from (self._cards[each.reference] for each in self._led_to(document, {}))

    def _of_feed(self, kind: Kind | None, language: LanguageTag) -> Iterator[bytes]:
        """Yield what a feed or a catalog of one kind, or of all, is made from."""
        yield self._all_cards
        for document in self._documents.values():
            is_told = document.kind in ({kind} if kind else SHELVES)
            if not is_told or language not in document.editions:
                continue
            for each in self._led_to(document, {}):
                yield self._whole(each)
            path = document_address(document.kind, document.slug, language)
            yield encoded([self._file_sizes.get(f"{path}.{each}") for each in CATALOG_FORMATS])

    def _neighbors_in(self, language: LanguageTag) -> Mapping[Reference, tuple[bytes, ...]]:
        """Return document → the cards before and after it by title, among those of its kind."""
        neighbors: dict[Reference, tuple[bytes, ...]] = {}
        languages = self._library.languages
        for kind in Kind:
            shelf = sorted(
                (each for each in self._documents.values() if each.kind is kind),
                key=lambda each: each.edition_for(language, languages).title.casefold(),
            )
            cards = [b"", *(self._cards[each.reference] for each in shelf), b""]
            for at, each in enumerate(shelf):
                neighbors[each.reference] = (cards[at], b"here", cards[at + 2])
        return neighbors

    def _led_to(self, document: Document, seen: dict[Reference, Document]) -> Iterable[Document]:
        """Return a document, and what a reading list leads to, whose texts are in its files."""
        seen[document.reference] = document
        for reference in document.documents if isinstance(document, ReadingList) else ():
            listed = self._documents[replace(reference, part=None)]
            if listed.reference not in seen:
                self._led_to(listed, seen)
        return seen.values()

    def _whole(self, document: Document) -> bytes:
        """Return the digest of all of a document: its facts, editions and texts."""
        if document.reference not in self._wholes:
            library = self._library
            texts = (
                library.text(document, edition, part)
                for edition in document.editions.values()
                for part in (None, *(part.slug for part in edition.parts))
            )
            self._wholes[document.reference] = digest(
                (
                    encoded(document),
                    *map(encoded, texts),
                    encoded(tuple(library.help_entries_of(document).values())),
                )
            )
        return self._wholes[document.reference]

    def _links_between(self) -> Mapping[Reference, tuple[Reference, ...]]:
        """Return document → those that it or its reading lists name, and those that name it."""
        links: dict[Reference, dict[Reference, None]] = {each: {} for each in self._documents}
        for document in self._documents.values():
            for other in named_in(document):
                if other in links:
                    links[document.reference][other] = None
                    links[other][document.reference] = None
        for reading_list in self._library.lists:
            listed = [replace(each, part=None) for each in reading_list.documents]
            for each in listed:
                links[each].update(dict.fromkeys(listed))
        return {reference: tuple(others) for reference, others in links.items()}


def _shared(library: Library, settings: Sequence[str], translations: Path) -> Iterator[bytes]:
    """Yield what every page is made from: the library's name, labels, catalogues, the menu."""
    yield encoded(settings)
    yield encoded((library.identity, library.vocabulary))
    for path in sorted(translations.rglob("*")):
        if path.is_file():
            yield path.relative_to(translations).as_posix().encode()
            yield path.read_bytes()
    yield encoded([bool(each) for each in (library.experiments, library.zines, library.episodes)])
    # The menu and the footer name them.
    for page in library.pages:
        titles = {tag: (each.title, each.summary) for tag, each in page.editions.items()}
        yield encoded((page.slug, titles))


def _grouped(
    library: Library, keys: Callable[[Document], Iterable[str]]
) -> Mapping[str, Sequence[Document]]:
    """Return key → the documents that have it, in the order of the library."""
    grouped: dict[str, list[Document]] = defaultdict(list)
    for document in library.documents():
        for key in set(keys(document)):
            grouped[key].append(document)
    return grouped

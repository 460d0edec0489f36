"""The library as open data: documents and vocabulary in one JSON file, and the schema beside it.

Source: JSON Schema 2020-12; RFC 8259.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from importlib.resources import files
from typing import Final, TypeAlias

import msgspec

from reader.library.addresses import document_address
from reader.library.library import Library
from reader.library.model import Document, LanguageTag, Slug
from reader.library.vocabulary import Vocabulary
from reader.publishing.build.parallel import parallel_map
from reader.publishing.exports.document_data import EditionWriter, facts
from reader.publishing.exports.generation_source import GenerationSource
from reader.publishing.exports.write_export import ExportFiles
from reader.renditions.imprint import Imprint

DATA_FILE: Final = "library.json"
SCHEMA_FILE: Final = "library.schema.json"

Json: TypeAlias = Mapping[str, object]


def schema() -> bytes:
    """Return the JSON Schema of the file."""
    return files("reader.publishing.exports").joinpath(SCHEMA_FILE).read_bytes()


def open_data(source: GenerationSource, languages: tuple[LanguageTag, ...]) -> ExportFiles:
    """Return the data of a library in these languages, and their schema.

    Raises PublishingError if content has changed since the build.
    """
    library = source.whole_library()
    imprints = {
        tag: Imprint(library=library, translator=source.translators[tag], base_url=source.base_url)
        for tag in languages
    }
    data = {
        "$schema": SCHEMA_FILE,
        "generation": source.name,
        "address": source.base_url,
        "identity": _identity(library, languages),
        "vocabulary": _vocabulary(library.vocabulary, languages),
        "documents": [
            msgspec.Raw(each)
            for each in parallel_map(partial(_encoded, imprints), tuple(library.documents()))
            if each
        ],
        "withdrawn": [msgspec.to_builtins(each) for each in library.withdrawn],
    }
    body = msgspec.json.format(msgspec.json.encode(data), indent=1)
    return ExportFiles(makers=[(DATA_FILE, lambda: body), (SCHEMA_FILE, schema)])


def _identity(library: Library, languages: Iterable[LanguageTag]) -> Json:
    identity = library.identity
    return {
        "name": {tag: identity.name[tag] for tag in languages},
        "description": {tag: identity.description[tag] for tag in languages},
        "publisher": identity.publisher,
        "contact": msgspec.to_builtins(identity.contact),
        "languages": list(languages),
    }


def _vocabulary(vocabulary: Vocabulary, languages: tuple[LanguageTag, ...]) -> Json:
    labels = {tag: vocabulary.labels[tag] for tag in languages}

    def listed(
        codes: Iterable[Slug], of_language: Mapping[LanguageTag, Mapping[Slug, str]]
    ) -> list[Json]:
        return [
            {"code": code, "labels": {tag: of_language[tag][code] for tag in languages}}
            for code in codes
        ]

    places = listed(vocabulary.places, {tag: each.places for tag, each in labels.items()})
    return {
        "topics": listed(vocabulary.topics, {tag: each.topics for tag, each in labels.items()}),
        "attributes": listed(
            vocabulary.attributes, {tag: each.attributes for tag, each in labels.items()}
        ),
        "places": [
            {**each, "region": vocabulary.places[Slug(str(each["code"]))]} for each in places
        ],
        "synonyms": [
            {tag: words for tag, words in group.items() if tag in labels}
            for group in vocabulary.synonyms
        ],
    }


def _encoded(imprints: Mapping[LanguageTag, Imprint], document: Document) -> bytes:
    """Return a document as JSON; nothing if it is in none of the languages."""
    found = _document(document, imprints)
    return msgspec.json.encode(found) if found["editions"] else b""


def _document(document: Document, imprints: Mapping[LanguageTag, Imprint]) -> dict[str, object]:
    editions = {
        tag: {
            "address": imprint.base_url + document_address(document.kind, document.slug, tag),
            **EditionWriter(imprint=imprint, document=document).edition(document.editions[tag]),
        }
        for tag, imprint in imprints.items()
        if tag in document.editions
    }
    return {**facts(document), "editions": editions}

"""Read ``document.yaml``: a Document without its editions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypedDict

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings
from reader.library.loading.content_layout import DocumentFolder
from reader.library.loading.documents.zine_fields import cover, parts
from reader.library.loading.library_yaml import NO_CONTACT, contact
from reader.library.loading.references import read_references
from reader.library.loading.schema import DOCUMENT, SOURCE, STATUS, TableReader
from reader.library.loading.value_readers import (
    NO_DATE,
    Reader,
    boolean,
    former_address,
    language_tag,
    list_from,
    list_of,
    nullable,
    partial_date,
    short_code,
    slug,
    text,
    url,
    whole_number,
)
from reader.library.loading.yaml_nodes import Node, Sequence, compose
from reader.library.model import (
    Document,
    Edition,
    Episode,
    Experiment,
    Identity,
    Kind,
    LanguageTag,
    Page,
    PartialDate,
    ReadingList,
    Slug,
    Source,
    Status,
    StatusWord,
    Zine,
)
from reader.library.vocabulary import Vocabulary
from reader.library.zines import COVERS

_STATUS_WORDS: Final = {word.value: word for word in StatusWord}
UNKNOWN_STATUS: Final = Status(word=StatusWord.UNKNOWN, as_of=None, source=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentContext:
    """The library and vocabulary that documents are read in."""

    identity: Identity
    vocabulary: Vocabulary


class _DocumentFields(TypedDict):
    """The fields that every kind of document has."""

    kind: Kind
    slug: Slug
    topics: tuple[Slug, ...]
    sources: tuple[Source, ...]
    former_addresses: tuple[str, ...]
    about_violence: bool
    code: str | None
    editions: Mapping[LanguageTag, Edition]


def read_document(
    folder: DocumentFolder, source: str, context: DocumentContext, findings: FileFindings
) -> Document | None:
    """Return a document without editions, or None if its file cannot be used.

    References to other documents are resolved by the loader, once all documents are read.
    """
    table = compose(source, findings)
    if table is None:
        return None
    fields = TableReader(table, DOCUMENT[folder.kind], findings)
    fields.get("draft", boolean, False)
    document = _READERS[folder.kind](folder, fields, context)
    return None if findings.broken else document


def _document_fields(
    folder: DocumentFolder, fields: TableReader, context: DocumentContext
) -> _DocumentFields:
    return {
        "kind": folder.kind,
        "slug": folder.slug,
        "topics": fields.get(
            "topics", list_from(context.vocabulary.topics, FindingCode.UNKNOWN_TOPIC), ()
        ),
        "sources": fields.get("sources", _sources(context.identity.languages), ()),
        "former_addresses": fields.get("former_addresses", list_of(former_address), ()),
        "about_violence": fields.get("about_violence", boolean, False),
        "code": fields.get("code", short_code, None),
        "editions": {},
    }


def _experiment(
    folder: DocumentFolder, fields: TableReader, context: DocumentContext
) -> Experiment:
    shared = _document_fields(folder, fields, context)
    return Experiment(
        **shared,
        name=fields.get("name", text, ""),
        organization=fields.get("organization", text, ""),
        places=fields.get(
            "places", list_from(context.vocabulary.places, FindingCode.UNKNOWN_PLACE), ()
        ),
        contact=fields.get("contact", contact, NO_CONTACT),
        status=fields.get("status", _status(shared["sources"]), UNKNOWN_STATUS),
        attributes=fields.get(
            "attributes",
            list_from(context.vocabulary.attributes, FindingCode.UNKNOWN_ATTRIBUTE),
            (),
        ),
        zine=fields.get("zine", nullable(slug), None),
        episodes=fields.get("episodes", list_of(slug), ()),
    )


def _zine(folder: DocumentFolder, fields: TableReader, context: DocumentContext) -> Zine:
    return Zine(
        **_document_fields(folder, fields, context),
        parts=fields.get("parts", parts, ()),
        cover=fields.get("cover", cover, COVERS[0]),
    )


def _episode(folder: DocumentFolder, fields: TableReader, context: DocumentContext) -> Episode:
    return Episode(
        **_document_fields(folder, fields, context),
        show=fields.get("show", text, ""),
        season=fields.get("season", nullable(whole_number), None),
        number=fields.get("number", nullable(whole_number), None),
        aired=fields.get("aired", nullable(partial_date), None),
        guests=fields.get("guests", list_of(text), ()),
        page_url=fields.get("page_url", nullable(url), None),
        transcript_url=fields.get("transcript_url", nullable(url), None),
        audio_url=fields.get("audio_url", nullable(url), None),
        experiments=fields.get("experiments", list_of(slug), ()),
    )


def _list(folder: DocumentFolder, fields: TableReader, context: DocumentContext) -> ReadingList:
    return ReadingList(
        **_document_fields(folder, fields, context),
        documents=fields.get("documents", read_references, ()),
    )


def _page(folder: DocumentFolder, fields: TableReader, context: DocumentContext) -> Page:
    return Page(**_document_fields(folder, fields, context))


_READERS: Final[
    Mapping[Kind, Callable[[DocumentFolder, TableReader, DocumentContext], Document]]
] = {
    Kind.EXPERIMENT: _experiment,
    Kind.ZINE: _zine,
    Kind.EPISODE: _episode,
    Kind.LIST: _list,
    Kind.PAGE: _page,
}


def _sources(languages: tuple[LanguageTag, ...]) -> Reader[tuple[Source, ...]]:
    """Return a reader of sources. Titles are in the source language by default."""

    def read(node: Node, findings: FileFindings) -> tuple[Source, ...]:
        if not isinstance(node, Sequence):
            findings.add(FindingCode.NOT_A_LIST, node.line)
            return ()
        return tuple(
            _source(item, findings, f"sources.{index}.", languages[0])
            for index, item in enumerate(node.items)
        )

    return read


def _source(
    node: Node, findings: FileFindings, prefix: str, source_language: LanguageTag
) -> Source:
    fields = TableReader(node, SOURCE, findings, prefix)
    return Source(
        title=fields.get("title", text, ""),
        publisher=fields.get("publisher", text, ""),
        date=fields.get("date", nullable(partial_date), None),
        url=fields.get("url", url, ""),
        language=fields.get("language", language_tag, source_language),
    )


def _status(sources: tuple[Source, ...]) -> Reader[Status]:
    """Return a reader of a status. One with any fault becomes unknown, so that it never lies."""

    def read(node: Node, findings: FileFindings) -> Status:
        fields = TableReader(node, STATUS, findings, "status.")
        word = fields.get("word", text, "")
        as_of = fields.get("as_of", nullable(partial_date), None)
        address = fields.get("source", nullable(url), None)
        source = next((source for source in sources if source.url == address), None)
        if word not in _STATUS_WORDS:
            fault: tuple[FindingCode, str] | None = (
                (FindingCode.WRONG_STATUS, "word") if word else None
            )
        elif word == StatusWord.UNKNOWN:
            fault = (FindingCode.UNKNOWN_STATUS_WITH_SOURCE, "word") if as_of or address else None
        else:
            fault = _source_fault(as_of, address, source)
        if fault:
            code, key = fault
            findings.add(code, fields.line_of(key), value=word)
        if fault or not word:
            return UNKNOWN_STATUS
        return Status(word=_STATUS_WORDS[word], as_of=as_of, source=source)

    return read


def _source_fault(
    as_of: PartialDate | None, address: str | None, source: Source | None
) -> tuple[FindingCode, str] | None:
    """Return what is wrong with the source of a status, and the key to report it at."""
    if not as_of or not address:
        return FindingCode.STATUS_WITHOUT_SOURCE, "word"
    if not source:
        return FindingCode.STATUS_SOURCE_NOT_LISTED, "source"
    if NO_DATE in (as_of, source.date) or as_of == source.date:
        return None
    return FindingCode.STATUS_DATE_NOT_OF_SOURCE, "as_of"

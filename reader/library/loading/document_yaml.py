"""``document.yaml`` → a Document without its editions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypedDict

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings
from reader.library.loading.content_layout import INDEX, DocumentFolder
from reader.library.loading.library_yaml import contact
from reader.library.loading.references import named
from reader.library.loading.schema import DOCUMENT, SOURCE, STATUS, TableReader
from reader.library.loading.value_readers import (
    NO_DATE,
    Read,
    flag,
    former_address,
    language_tag,
    listed,
    many,
    nullable,
    number,
    partial_date,
    slug,
    text,
    url,
)
from reader.library.loading.yaml_nodes import Node, Sequence, compose
from reader.library.model import (
    Contact,
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

_STATUS_WORDS: Final = {word.value: word for word in StatusWord}
UNKNOWN: Final = Status(word=StatusWord.UNKNOWN, as_of=None, source=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentContext:
    """What every document is read against."""

    identity: Identity
    vocabulary: Vocabulary


class _Shared(TypedDict):
    """What every kind of document is made with."""

    kind: Kind
    slug: Slug
    topics: tuple[Slug, ...]
    sources: tuple[Source, ...]
    former_addresses: tuple[str, ...]
    about_violence: bool
    editions: Mapping[LanguageTag, Edition]


def read_document(
    folder: DocumentFolder, words: str, setting: DocumentContext, report: FileFindings
) -> Document | None:
    """Return a document with no editions yet, or None where its facts cannot be used.

    References to other documents are taken as they stand; the loader looks at them when all documents are read.
    """
    table = compose(words, report)
    if table is None:
        return None
    fields = TableReader(table, DOCUMENT[folder.kind], report)
    document = _MAKERS[folder.kind](folder, fields, setting)
    return None if report.broken else document


def _shared(folder: DocumentFolder, fields: TableReader, setting: DocumentContext) -> _Shared:
    return {
        "kind": folder.kind,
        "slug": folder.slug,
        "topics": fields.take(
            "topics", listed(setting.vocabulary.topics, FindingCode.UNKNOWN_TOPIC), ()
        ),
        "sources": fields.take("sources", _sources(setting.identity.languages), ()),
        "former_addresses": fields.take("former_addresses", many(former_address), ()),
        "about_violence": fields.take("about_violence", flag, False),
        "editions": {},
    }


def _experiment(
    folder: DocumentFolder, fields: TableReader, setting: DocumentContext
) -> Experiment:
    shared = _shared(folder, fields, setting)
    return Experiment(
        **shared,
        name=fields.take("name", text, ""),
        organization=fields.take("organization", text, ""),
        places=fields.take(
            "places", listed(setting.vocabulary.places, FindingCode.UNKNOWN_PLACE), ()
        ),
        contact=fields.take("contact", contact, Contact(email=None, site=None)),
        status=fields.take("status", _status(shared["sources"]), UNKNOWN),
        attributes=fields.take(
            "attributes", listed(setting.vocabulary.attributes, FindingCode.UNKNOWN_ATTRIBUTE), ()
        ),
        zine=fields.take("zine", nullable(slug), None),
        episodes=fields.take("episodes", many(slug), ()),
    )


def _zine(folder: DocumentFolder, fields: TableReader, setting: DocumentContext) -> Zine:
    return Zine(**_shared(folder, fields, setting), parts=fields.take("parts", _parts, ()))


def _episode(folder: DocumentFolder, fields: TableReader, setting: DocumentContext) -> Episode:
    return Episode(
        **_shared(folder, fields, setting),
        show=fields.take("show", text, ""),
        season=fields.take("season", nullable(number), None),
        number=fields.take("number", nullable(number), None),
        aired=fields.take("aired", nullable(partial_date), None),
        guests=fields.take("guests", many(text), ()),
        page_url=fields.take("page_url", nullable(url), None),
        transcript_url=fields.take("transcript_url", nullable(url), None),
        audio_url=fields.take("audio_url", nullable(url), None),
        experiments=fields.take("experiments", many(slug), ()),
    )


def _list(folder: DocumentFolder, fields: TableReader, setting: DocumentContext) -> ReadingList:
    return ReadingList(
        **_shared(folder, fields, setting), documents=fields.take("documents", named, ())
    )


def _page(folder: DocumentFolder, fields: TableReader, setting: DocumentContext) -> Page:
    return Page(**_shared(folder, fields, setting))


_MAKERS: Final[
    Mapping[Kind, Callable[[DocumentFolder, TableReader, DocumentContext], Document]]
] = {
    Kind.EXPERIMENT: _experiment,
    Kind.ZINE: _zine,
    Kind.EPISODE: _episode,
    Kind.LIST: _list,
    Kind.PAGE: _page,
}


def _parts(node: Node, report: FileFindings) -> tuple[Slug, ...]:
    """Read the order of a zine's parts: at least one, none of them called like the cover."""
    parts = many(slug)(node, report)
    if not parts or INDEX in parts:
        report.add(FindingCode.WRONG_SLUG, node.line, value=INDEX if parts else "")
    return parts


def _sources(languages: tuple[LanguageTag, ...]) -> Read[tuple[Source, ...]]:
    """Return a reader of the list of sources. A title is in the source language of the library where nothing else is said."""

    def read(node: Node, report: FileFindings) -> tuple[Source, ...]:
        if not isinstance(node, Sequence):
            report.add(FindingCode.NOT_A_LIST, node.line)
            return ()
        return tuple(
            _source(item, report, f"sources.{index}.", languages[0])
            for index, item in enumerate(node.items)
        )

    return read


def _source(node: Node, report: FileFindings, prefix: str, source_language: LanguageTag) -> Source:
    fields = TableReader(node, SOURCE, report, prefix)
    return Source(
        title=fields.take("title", text, ""),
        publisher=fields.take("publisher", text, ""),
        date=fields.take("date", nullable(partial_date), None),
        url=fields.take("url", url, ""),
        language=fields.take("language", language_tag, source_language),
    )


def _status(sources: tuple[Source, ...]) -> Read[Status]:
    """Return a reader of a status, which never lies: whatever is wrong with it, it becomes unknown."""

    def read(node: Node, report: FileFindings) -> Status:
        fields = TableReader(node, STATUS, report, "status.")
        word = fields.take("word", text, "")
        as_of = fields.take("as_of", nullable(partial_date), None)
        address = fields.take("source", nullable(url), None)
        source = next((source for source in sources if source.url == address), None)
        if word not in _STATUS_WORDS:
            fault: tuple[FindingCode, str] | None = (
                (FindingCode.WRONG_STATUS, "word") if word else None
            )
        elif word == StatusWord.UNKNOWN:
            fault = (FindingCode.UNKNOWN_STATUS_WITH_SOURCE, "word") if as_of or address else None
        else:
            fault = _undated(as_of, address, source)
        if fault:
            code, key = fault
            report.add(code, fields.line_of(key), value=word)
        if fault or not word:
            return UNKNOWN
        return Status(word=_STATUS_WORDS[word], as_of=as_of, source=source)

    return read


def _undated(
    as_of: PartialDate | None, address: str | None, source: Source | None
) -> tuple[FindingCode, str] | None:
    """Return what is wrong with the source of a status, and the key where it is wrong."""
    if not as_of or not address:
        return FindingCode.STATUS_WITHOUT_SOURCE, "word"
    if not source:
        return FindingCode.STATUS_SOURCE_NOT_LISTED, "source"
    if NO_DATE in (as_of, source.date) or as_of == source.date:
        return None
    return FindingCode.STATUS_DATE_NOT_OF_SOURCE, "as_of"

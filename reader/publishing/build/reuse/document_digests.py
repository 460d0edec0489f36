"""What of a document decides bytes, as digests: of all of it, and of what lists show of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace

import msgspec

from reader.i18n.formatting import reading_minutes
from reader.library.model import (
    Document,
    Edition,
    Episode,
    Experiment,
    Kind,
    ReadingList,
    Reference,
)


def card(document: Document) -> bytes:
    """Return the digest of what others show of a document: its facts, titles, summaries, minutes.

    A text that gets a sentence longer is, in a list, the same.
    """
    facts = replace(document, editions={}, sources=(), former_addresses=())
    return digest((encoded(facts), *map(_edition_card, document.editions.values())))


def _edition_card(edition: Edition) -> bytes:
    words = edition.word_count + sum(part.word_count for part in edition.parts)
    shown = [(edition.title, edition.summary, reading_minutes(words), edition.provenance.written)]
    shown += [
        (part.title, part.summary, reading_minutes(part.word_count), part.provenance.written)
        for part in edition.parts
    ]
    return encoded((edition.language, shown))


def named_in(document: Document) -> Iterator[Reference]:
    """Yield the documents that the facts of a document name."""
    match document:
        case Experiment():
            if document.zine:
                yield Reference(kind=Kind.ZINE, slug=document.zine)
            yield from (Reference(kind=Kind.EPISODE, slug=slug) for slug in document.episodes)
        case Episode():
            yield from (Reference(kind=Kind.EXPERIMENT, slug=slug) for slug in document.experiments)
        case ReadingList():
            yield from (replace(each, part=None) for each in document.documents)


def months_of(document: Document) -> set[str]:
    """Return the months in which it was written, as ``2026-11``."""
    return {f"{each.provenance.written:%Y-%m}" for each in document.editions.values()}


def encoded(value: object) -> bytes:
    """Return a value as bytes: equal values, equal bytes."""
    return msgspec.msgpack.encode(value)


def digest(parts: Iterable[bytes]) -> bytes:
    """Return the digest of some parts and where each of them ends."""
    # In one piece: to update a digest takes longer than to read 32 bytes.
    pieces = (piece for part in parts for piece in (len(part).to_bytes(8, "big"), part))
    return hashlib.sha256(b"".join(pieces)).digest()

"""A layer on disk: a Whoosh index with one field a language, fed our terms; written at once, read through memory maps.

Same entries, same bytes: nothing in it is drawn by lot or read from the clock.
"""

# mypy: disallow-untyped-calls=False
# Half of Whoosh's functions have no annotations.

from __future__ import annotations

import mmap
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from io import SEEK_END, BytesIO
from pathlib import Path
from typing import BinaryIO, Final, TypeAlias, cast

from whoosh import fields, formats
from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.filedb.filestore import FileStorage, Storage
from whoosh.filedb.structfile import StructFile
from whoosh.index import FileIndex
from whoosh.reading import IndexReader

from reader.library.model import LanguageTag
from reader.search.prepared import Prepared

STORED: Final = "entry"
MEGABYTES_IN_MEMORY: Final = 256  # of postings, before Whoosh sorts them on disk

Postings: TypeAlias = Mapping[str, tuple[float, bytes]]  # term → weight, places


class Terms(fields.FieldType):
    """A field that is handed its terms ready made, as ``Postings``, with their places as Whoosh keeps positions: as bytes."""

    def __init__(self) -> None:
        self.format = formats.Positions()
        self.scorable = False

    def index(self, value: Postings, **_kwargs: object) -> Generator[tuple[bytes, int, float, bytes], None, None]:
        """Yield term, frequency, weight and places, as Whoosh's writer wants them."""
        for term, (weight, places) in value.items():
            yield term.encode(), 1, weight, places


class OneSegment(W3Codec):
    """Whoosh's codec with one segment of a fixed name, where Whoosh draws a name by lot."""

    def new_segment(self, storage: Storage, indexname: str) -> W3Segment:  # noqa: ARG002  # Whoosh's signature
        """Return the only segment."""
        return W3Segment(self, indexname, segid="only")


class MappedStorage(FileStorage):
    """Reads every file through a map of its own: nothing is copied, and no position is shared with a forked process."""

    def open_file(self, name: str, **_kwargs: object) -> StructFile:
        """Open a file of the index for reading."""
        with (Path(self.folder) / name).open("rb") as file:
            content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if file.seek(0, SEEK_END) else BytesIO()
        return StructFile(cast("BinaryIO", content), name=name)


def field_of(language: LanguageTag) -> str:
    """Return the name of the field that holds the terms of a language."""
    return f"terms_{language}"


def write_layer(directory: Path, name: str, languages: Sequence[LanguageTag], entries: Iterable[Prepared]) -> None:
    """Write entries into a layer, in their order."""
    index = FileStorage(str(directory)).create_index(_schema(languages), indexname=name)
    with index.writer(codec=OneSegment(), compound=False, limitmb=MEGABYTES_IN_MEMORY) as writer:
        for prepared in entries:
            writer.add_document(**{field_of(prepared.entry.language): prepared.postings, STORED: prepared.stored.plain()})
    index.close()
    for lock in directory.glob("*LOCK"):
        lock.unlink()


def open_layer(directory: Path, name: str, languages: Sequence[LanguageTag]) -> IndexReader:
    """Return Whoosh's reader of a layer. What is in its files is believed: look at the seal before."""
    reader: IndexReader = FileIndex(MappedStorage(str(directory), readonly=True), schema=_schema(languages), indexname=name).reader()
    if reader.doc_count():
        reader.stored_fields(0)  # Whoosh opens this file when it first needs it; by then it may be gone
    return reader


def files_of(directory: Path, name: str) -> Iterator[Path]:
    """Yield the files of a layer."""
    yield from directory.glob(f"_{name}_*.toc")
    yield from directory.glob(f"{name}_only.*")


def _schema(languages: Sequence[LanguageTag]) -> fields.Schema:
    return fields.Schema(**{STORED: fields.STORED()}, **{field_of(language): Terms() for language in languages})

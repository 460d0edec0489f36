"""A layer on disk: a Whoosh index with one field a language, fed our terms; written at once, read where it lies.

Same entries, same bytes: nothing in it is drawn by lot or read from the clock.
"""

# mypy: disallow-untyped-calls=False
# Half of Whoosh's functions have no annotations.

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from io import SEEK_CUR, SEEK_END, SEEK_SET
from pathlib import Path
from typing import BinaryIO, Final, TypeAlias, cast

import whoosh
from whoosh import fields, formats
from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.filedb.filestore import FileStorage, Storage
from whoosh.filedb.structfile import StructFile
from whoosh.index import FileIndex
from whoosh.reading import IndexReader

from reader.library.model import LanguageTag
from reader.search.analysis import analyzer
from reader.search.index.indexing import IndexedEntry
from reader.search.index.manifest import verified_languages
from reader.storage.pread_file import PreadFile

# An index of another version means something else, and is built again.
VERSION: Final = f"7, Whoosh {whoosh.versionstring()}, {analyzer.VERSION}"
BASE: Final = "BASE"
DELTA: Final = "DELTA"
STORED: Final = "entry"
MEGABYTES_IN_MEMORY: Final = 256  # of postings, before Whoosh sorts them on disk

Postings: TypeAlias = Mapping[str, tuple[float, bytes]]  # term → weight, places


class PostingsField(fields.FieldType):
    """A field that is handed its terms ready made, as ``Postings``, with their places as Whoosh keeps positions: as bytes."""

    def __init__(self) -> None:
        self.format = formats.Positions()
        self.scorable = False

    def index(
        self, value: Postings, **_kwargs: object
    ) -> Generator[tuple[bytes, int, float, bytes], None, None]:
        """Yield term, frequency, weight and places, as Whoosh's writer wants them."""
        for term, (weight, places) in value.items():
            yield term.encode(), 1, weight, places


class OneSegment(W3Codec):
    """Whoosh's codec with one segment of a fixed name, where Whoosh draws a name by lot."""

    def new_segment(self, storage: Storage, indexname: str) -> W3Segment:  # noqa: ARG002  # Whoosh's signature
        """Return the only segment."""
        return W3Segment(self, indexname, segid="only")


class SeekableFile(PreadFile):
    """A file of an index as Whoosh reads it: from a position, which no forked process shares."""

    def __init__(self, path: Path) -> None:
        """Open a file. Raises OSError."""
        super().__init__(path)
        self._at = 0

    def seek(self, offset: int, whence: int = SEEK_SET) -> int:
        """Go to a place, from the start, from here or from the end."""
        self._at = offset + {SEEK_SET: 0, SEEK_CUR: self._at, SEEK_END: self.size}[whence]
        return self._at

    def tell(self) -> int:
        """Return the place where what follows is read."""
        return self._at

    def read(self, count: int) -> bytes:
        """Return what follows, fewer bytes where the file ends before."""
        found = self.pread(self._at, count)
        self._at += len(found)
        return found

    def readline(self) -> bytes:
        """Return what follows up to the end of a line: pickle wants it to be there."""
        line, end, _ = self.pread(self._at, self.size).partition(b"\n")
        return self.read(len(line + end))


class PreadStorage(FileStorage):
    """Reads files of an index where they lie."""

    def open_file(self, name: str, **_kwargs: object) -> StructFile:
        """Open a file of the index for reading."""
        return StructFile(cast("BinaryIO", SeekableFile(Path(self.folder) / name)), name=name)


def field_of(language: LanguageTag) -> str:
    """Return the name of the field that holds the terms of a language."""
    return f"terms_{language}"


def write_segment(
    directory: Path, name: str, languages: Sequence[LanguageTag], entries: Iterable[IndexedEntry]
) -> None:
    """Write entries into a layer, in their order."""
    index = FileStorage(str(directory)).create_index(_schema(languages), indexname=name)
    with index.writer(codec=OneSegment(), compound=False, limitmb=MEGABYTES_IN_MEMORY) as writer:
        for prepared in entries:
            writer.add_document(
                **{
                    field_of(prepared.entry.language): prepared.postings,
                    STORED: prepared.stored.plain(),
                }
            )
    index.close()
    for lock in directory.glob("*LOCK"):
        lock.unlink()


def open_segment(directory: Path, name: str, languages: Sequence[LanguageTag]) -> IndexReader:
    """Return Whoosh's reader of a layer. What is in its files is believed: look at the seal before."""
    reader: IndexReader = FileIndex(
        PreadStorage(str(directory), readonly=True), schema=_schema(languages), indexname=name
    ).reader()
    if reader.doc_count():
        reader.stored_fields(
            0
        )  # Whoosh opens this file when it first needs it; by then it may be gone
    return reader


def segments_in(directory: Path) -> tuple[str, ...]:
    """Return the names of the segments of an index: the base, and the delta if there is one."""
    return tuple(name for name in (BASE, DELTA) if any(segment_files(directory, name)))


def open_segments(directory: Path) -> tuple[IndexReader, ...]:
    """Return Whoosh's readers of the segments of an index. Raises IndexDamagedError."""
    languages = verified_languages(directory, VERSION)
    return tuple(open_segment(directory, name, languages) for name in segments_in(directory))


def segment_files(directory: Path, name: str) -> Iterator[Path]:
    """Yield the files of a layer."""
    yield from directory.glob(f"_{name}_*.toc")
    yield from directory.glob(f"{name}_only.*")


def _schema(languages: Sequence[LanguageTag]) -> fields.Schema:
    return fields.Schema(
        **{STORED: fields.STORED()},
        **{field_of(language): PostingsField() for language in languages},
    )

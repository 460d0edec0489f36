"""Write and open segments with Whoosh: one field per language, our own terms, read with pread.

The same entries make the same bytes: no name is random, and no clock is read.
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
VERSION: Final = f"11, Whoosh {whoosh.versionstring()}, {analyzer.VERSION}"
BASE: Final = "BASE"
DELTA: Final = "DELTA"
STORED: Final = "entry"
MEGABYTES_IN_MEMORY: Final = 256  # of postings, before Whoosh sorts them on disk

EntryPostings: TypeAlias = Mapping[str, tuple[float, bytes]]  # term → weight, packed positions


class PostingsField(fields.FieldType):
    """A field that is given ``EntryPostings``; Whoosh stores packed positions as they are."""

    def __init__(self) -> None:
        self.format = formats.Positions()
        self.scorable = False

    def index(
        self, value: EntryPostings, **_kwargs: object
    ) -> Generator[tuple[bytes, int, float, bytes], None, None]:
        """Yield term, frequency, weight and positions, as Whoosh's writer expects them."""
        for term, (weight, positions) in value.items():
            yield term.encode(), 1, weight, positions


class FixedNameCodec(W3Codec):
    """Whoosh's codec, with a fixed name for the segment instead of a random one."""

    def new_segment(
        self,
        storage: Storage,  # noqa: ARG002  # Whoosh's signature
        indexname: str,
    ) -> W3Segment:
        """Return the segment."""
        return W3Segment(self, indexname, segid="only")


class SeekableFile(PreadFile):
    """A file with a read position of its own, which forked processes do not share."""

    def __init__(self, path: Path) -> None:
        """Open a file. Raises OSError."""
        super().__init__(path)
        self._at = 0

    def seek(self, offset: int, whence: int = SEEK_SET) -> int:
        """Move the read position, counted from the start, from here or from the end."""
        self._at = offset + {SEEK_SET: 0, SEEK_CUR: self._at, SEEK_END: self.size}[whence]
        return self._at

    def tell(self) -> int:
        """Return the read position."""
        return self._at

    def read(self, count: int) -> bytes:
        """Return the next bytes, fewer at the end of the file."""
        content = self.pread(self._at, count)
        self._at += len(content)
        return content

    def readline(self) -> bytes:
        """Return the rest of the line. Pickle calls it."""
        line, end, _ = self.pread(self._at, self.size).partition(b"\n")
        return self.read(len(line + end))


class PreadStorage(FileStorage):
    """A folder of files that are read with pread."""

    def open_file(self, name: str, **_kwargs: object) -> StructFile:
        """Open a file of the index for reading."""
        return StructFile(cast("BinaryIO", SeekableFile(Path(self.folder) / name)), name=name)


def field_of(language: LanguageTag) -> str:
    """Return the name of the field that holds the terms of a language."""
    return f"terms_{language}"


def write_segment(
    directory: Path, name: str, languages: Sequence[LanguageTag], entries: Iterable[IndexedEntry]
) -> None:
    """Write entries into a segment, in their order."""
    index = FileStorage(str(directory)).create_index(_schema(languages), indexname=name)
    codec = FixedNameCodec()
    with index.writer(codec=codec, compound=False, limitmb=MEGABYTES_IN_MEMORY) as writer:
        for indexed in entries:
            field = field_of(indexed.entry.language)
            writer.add_document(**{field: indexed.postings, STORED: indexed.stored.to_tuple()})
    index.close()
    for lock in directory.glob("*LOCK"):
        lock.unlink()


def open_segment(directory: Path, name: str, languages: Sequence[LanguageTag]) -> IndexReader:
    """Return Whoosh's reader of a segment. It trusts the files: verify the manifest first."""
    reader: IndexReader = FileIndex(
        PreadStorage(str(directory), readonly=True), schema=_schema(languages), indexname=name
    ).reader()
    if reader.doc_count():
        # Whoosh opens the stored fields on first use, when the file may have been deleted.
        reader.stored_fields(0)
    return reader


def segments_in(directory: Path) -> tuple[str, ...]:
    """Return the names of the segments of an index: the base, and the delta if there is one."""
    return tuple(name for name in (BASE, DELTA) if any(segment_files(directory, name)))


def open_segments(directory: Path) -> tuple[IndexReader, ...]:
    """Return Whoosh's readers of the segments of an index. Raises IndexDamagedError."""
    languages = verified_languages(directory, VERSION)
    return tuple(open_segment(directory, name, languages) for name in segments_in(directory))


def segment_files(directory: Path, name: str) -> Iterator[Path]:
    """Yield the files of a segment."""
    yield from directory.glob(f"_{name}_*.toc")
    yield from directory.glob(f"{name}_only.*")


def _schema(languages: Sequence[LanguageTag]) -> fields.Schema:
    return fields.Schema(
        **{STORED: fields.STORED()},
        **{field_of(language): PostingsField() for language in languages},
    )

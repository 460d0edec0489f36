"""The index on disk: one Whoosh field a language, fed our terms; built whole, read through memory maps.

Same entries, same bytes: nothing in it is drawn by lot or read from the clock.
"""

# mypy: disallow-untyped-calls=False
# Half of Whoosh's functions have no annotations.

from __future__ import annotations

import mmap
import shutil
from collections.abc import Generator, Mapping, Sequence
from io import SEEK_END, BytesIO
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
from reader.search import analysis
from reader.search.companion import Preparing
from reader.search.engine import Corpus
from reader.search.seal import break_seal, sealed_languages, set_seal

VERSION: Final = f"4, Whoosh {whoosh.versionstring()}, {analysis.VERSION}"
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


def build(corpus: Corpus, directory: Path) -> None:
    """Write an index into ``directory``, made if need be, in place of an index that is there.

    Raises KeyError for an entry in a language that is not one of the corpus.
    """
    _prepare(directory)
    preparing = Preparing(corpus)
    index = FileStorage(str(directory)).create_index(_schema(corpus.languages))
    with index.writer(codec=OneSegment(), compound=False, limitmb=MEGABYTES_IN_MEMORY) as writer:
        for prepared in preparing.entries():
            writer.add_document(**{field_of(prepared.entry.language): prepared.postings, STORED: prepared.stored.plain()})
    index.close()
    for lock in directory.glob("*LOCK"):
        lock.unlink()
    preparing.write(directory)
    set_seal(directory, VERSION, corpus.languages)


def open_reader(directory: Path) -> IndexReader:
    """Return Whoosh's reader of an index. Raises IndexDamagedError."""
    languages = sealed_languages(directory, VERSION)
    reader: IndexReader = FileIndex(MappedStorage(str(directory), readonly=True), schema=_schema(languages)).reader()
    if reader.doc_count():
        reader.stored_fields(0)  # Whoosh opens this file when it first needs it; by then it may be gone
    return reader


def _prepare(directory: Path) -> None:
    """Make the directory, and take out of it what an earlier build left, finished or not."""
    directory.mkdir(parents=True, exist_ok=True)
    directory.chmod(0o700)
    break_seal(directory)
    shutil.rmtree(directory / "MAIN.tmp", ignore_errors=True)
    for old in directory.glob("*MAIN_*"):
        old.unlink()


def _schema(languages: Sequence[LanguageTag]) -> fields.Schema:
    return fields.Schema(**{STORED: fields.STORED()}, **{field_of(language): Terms() for language in languages})

"""The index on disk: one Whoosh field a language, fed our terms; built whole, read through memory maps.

Same entries, same bytes: nothing in it is drawn by lot or read from the clock.
"""

# mypy: disallow-untyped-calls=False
# Half of Whoosh's functions have no annotations.

from __future__ import annotations

import mmap
import shutil
from collections import defaultdict
from collections.abc import Generator, Iterator, Mapping, Sequence
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
from reader.search.analysis import Analysis, occurrences
from reader.search.engine import Corpus, Entry
from reader.search.seal import break_seal, sealed_languages, set_seal

VERSION: Final = f"1, Whoosh {whoosh.versionstring()}, {analysis.VERSION}"
STORED: Final = "entry"
MEGABYTES_IN_MEMORY: Final = 256  # of postings, before Whoosh sorts them on disk

TITLE_WEIGHT: Final = 8.0
SUMMARY_WEIGHT: Final = 3.0
LABEL_WEIGHT: Final = 2.0
TEXT_WEIGHT: Final = 1.0

Postings: TypeAlias = Mapping[str, tuple[float, list[int]]]  # term → weight, positions
StoredEntry: TypeAlias = tuple[str, str, str | None, str, str]  # kind, slug, part, title, passage


class Terms(fields.FieldType):
    """A field that is handed its terms ready made, as ``Postings``. Keeps positions, for phrases, and lengths, for scores."""

    def __init__(self) -> None:
        self.format = self.positions = formats.Positions()
        self.scorable = True

    def index(self, value: Postings, **_kwargs: object) -> Generator[tuple[bytes, int, float, bytes], None, None]:
        """Yield term, number of positions, weight and stored positions, as Whoosh's writer wants them."""
        for term, (weight, positions) in value.items():
            yield term.encode(), len(positions), weight, self.positions.encode(positions)


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


def passage(entry: Entry) -> str:
    """Return what snippets are cut from: the summary and the text."""
    return f"{entry.summary}\n{entry.text}"


def build(corpus: Corpus, directory: Path) -> None:
    """Write an index into ``directory``, made if need be, in place of an index that is there.

    Raises KeyError for an entry in a language that is not one of the corpus.
    """
    languages = corpus.languages
    _prepare(directory)
    index = FileStorage(str(directory)).create_index(_schema(languages))
    analyses = {language: Analysis(language) for language in languages}
    with index.writer(codec=OneSegment(), compound=False, limitmb=MEGABYTES_IN_MEMORY) as writer:
        for entry in corpus.entries:
            stored: StoredEntry = (entry.kind, entry.slug, entry.part, entry.title, passage(entry))
            writer.add_document(**{field_of(entry.language): _postings(entry, analyses[entry.language]), STORED: stored})
    index.close()
    for lock in directory.glob("*LOCK"):
        lock.unlink()
    set_seal(directory, VERSION, languages)


def open_reader(directory: Path) -> tuple[IndexReader, tuple[LanguageTag, ...]]:
    """Return Whoosh's reader of an index, and the languages of the index. Raises IndexDamagedError."""
    languages = sealed_languages(directory, VERSION)
    reader = FileIndex(MappedStorage(str(directory), readonly=True), schema=_schema(languages)).reader()
    if reader.doc_count():
        reader.stored_fields(0)  # Whoosh opens this file when it first needs it; by then it may be gone
    return reader, languages


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


def _postings(entry: Entry, terms: Analysis) -> Postings:
    """Return the terms of an entry. Its texts are placed one after another, far enough apart that no phrase spans two."""
    weights: dict[str, float] = defaultdict(float)
    positions: dict[str, list[int]] = defaultdict(list)
    base = 0
    for text, weight in _texts(entry):
        last = base
        for occurrence in occurrences(text):
            last = base + occurrence.position
            for term in terms.index_terms(occurrence.written):
                weights[term] += weight
                positions[term].append(last)
        base = last + 2
    return {term: (weights[term], positions[term]) for term in weights}


def _texts(entry: Entry) -> Iterator[tuple[str, float]]:
    yield entry.title, TITLE_WEIGHT
    yield entry.summary, SUMMARY_WEIGHT
    yield "\n".join(entry.labels), LABEL_WEIGHT
    yield entry.text, TEXT_WEIGHT

"""Write segments with Whoosh: one field per language, our own terms.

The same entries make the same bytes: no name is random, and no clock is read.
"""

# mypy: disallow-untyped-calls=False
# Half of Whoosh's functions have no annotations.

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final, TypeAlias

from whoosh import fields, formats
from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.filedb.filestore import FileStorage, Storage

from reader.library.model import LanguageTag
from reader.search.index.indexing import IndexedEntry
from reader.search.index.whoosh_files import EntryWriter, field_of

# Of postings as Whoosh counts them, before it sorts them on disk; they take twice as many.
MEGABYTES_IN_MEMORY: Final = 64

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


def write_segment(
    directory: Path, name: str, languages: Sequence[LanguageTag], entries: Iterable[IndexedEntry]
) -> None:
    """Write entries into a segment, in their order."""
    schema = fields.Schema(**{field_of(language): PostingsField() for language in languages})
    index = FileStorage(str(directory)).create_index(schema, indexname=name)
    codec = FixedNameCodec()
    with (
        closing(EntryWriter(directory, name)) as stored,
        index.writer(codec=codec, compound=False, limitmb=MEGABYTES_IN_MEMORY) as writer,
    ):
        for indexed in entries:
            writer.add_document(**{field_of(indexed.entry.language): indexed.postings})
            stored.add(indexed.stored)
    index.close()
    for lock in directory.glob("*LOCK"):
        lock.unlink()

"""The copy of the site as one ZIP file for each language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from reader.library.model import LanguageTag
from reader.publishing.exports.file_names import file_name
from reader.publishing.exports.generation_source import GenerationSource
from reader.publishing.exports.site.site_files import REDIRECTS_FILE, copied_files
from reader.publishing.exports.site.site_map import CopyContent
from reader.publishing.exports.write_export import ExportFiles
from reader.storage.zip_archive import ArchiveFile, archive_of

# For slow lines: PDFs would make it five times as large.
_CONTENT: Final = CopyContent(left_out=(".pdf",))


def zip_bundles(source: GenerationSource, languages: tuple[LanguageTag, ...]) -> ExportFiles:
    """Return a ZIP file for each language. It is held in memory."""
    makers = [
        (f"{file_name(source.library, tag)}.zip", partial(zip_bundle, source, tag))
        for tag in languages
    ]
    return ExportFiles(makers=makers, chunk_size=1)


def zip_bundle(source: GenerationSource, tag: LanguageTag) -> bytes:
    """Return the copy of one language as a ZIP file."""
    return archive_of(each.member() for each in bundle_files(source, tag))


def bundle_files(source: GenerationSource, tag: LanguageTag) -> Iterator[ArchiveFile]:
    """Yield the files of the copy of one language: it unpacks into one folder."""
    folder = file_name(source.library, tag)
    for each in copied_files(source, (tag,), content=_CONTENT):
        if each.name != REDIRECTS_FILE:
            yield replace(each, name=f"{folder}/{each.name}")

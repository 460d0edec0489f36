"""The copy of the site as one ZIP file for each language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from reader.library.model import LanguageTag
from reader.publishing.exports.export_folder import ExportFiles
from reader.publishing.exports.file_names import file_name
from reader.publishing.exports.generation_source import GenerationSource
from reader.publishing.exports.site.site_files import REDIRECTS_FILE, site_files
from reader.publishing.exports.site.site_map import CopyContent
from reader.publishing.exports.zip_file import zip_of

# For slow lines: PDFs would make it five times as large.
_CONTENT: Final = CopyContent(left_out=(".pdf",))


def zip_bundles(source: GenerationSource, languages: tuple[LanguageTag, ...]) -> ExportFiles:
    """Return a ZIP file for each language. A copy is held in memory, a language at a time."""
    return ExportFiles(count=len(languages), files=_bundles(source, languages))


def _bundles(
    source: GenerationSource, languages: tuple[LanguageTag, ...]
) -> Iterator[tuple[str, bytes]]:
    for tag in languages:
        name = file_name(source.library, tag)
        files = site_files(source, (tag,), content=_CONTENT).files
        yield f"{name}.zip", zip_of(name, (each for each in files if each[0] != REDIRECTS_FILE))

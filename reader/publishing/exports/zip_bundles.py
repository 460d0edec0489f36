"""The copy of the site as one ZIP file for each language."""

from __future__ import annotations

from functools import partial
from typing import Final

from reader.library.model import LanguageTag
from reader.publishing.exports.file_names import file_name
from reader.publishing.exports.generation_source import GenerationSource
from reader.publishing.exports.site.site_files import REDIRECTS_FILE, site_files
from reader.publishing.exports.site.site_map import CopyContent
from reader.publishing.exports.write_export import ExportFiles
from reader.publishing.exports.zip_file import zip_of

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
    files = site_files(source, (tag,), content=_CONTENT).files
    return zip_of(
        file_name(source.library, tag), (each for each in files if each[0] != REDIRECTS_FILE)
    )

"""One generation, opened for an export: all that is read later is of this one.

Bodies are read from the open page file, so a build may switch, and even delete this generation,
while an export runs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TypeAlias

import msgspec

from reader.delivery.http.content_codings import Coding
from reader.delivery.prebuilt.bodies import etag_of
from reader.delivery.prebuilt.page_file import PageFile, PageFileError
from reader.delivery.prebuilt.page_file_writer import SITE_FOLDER
from reader.i18n.catalogues import catalogue
from reader.i18n.languages import offered
from reader.i18n.translator import Translator
from reader.library.library import Library
from reader.library.model import LanguageTag
from reader.publishing.build.build_id import Sources
from reader.publishing.exports.whole_library import whole_library
from reader.publishing.generations import pointer
from reader.publishing.generations.errors import FailureCode, PublishingError
from reader.publishing.generations.generation_files import (
    TRANSLATIONS_FOLDER,
    read_base_url,
    read_library,
)

# An address with a query → the page that a server of the generation answers with.
RenderPage: TypeAlias = Callable[[str], bytes]
# Folder of a generation and its library → what renders the pages that it does not hold.
MakeRenderPage: TypeAlias = Callable[[Path, Library], RenderPage]


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerationSource:
    """An open generation. ``chooser`` is its page that offers the languages, as HTML.

    ``whole_library`` returns its library with texts, read once, or raises PublishingError.
    """

    name: str
    page_file: PageFile
    library: Library
    base_url: str
    translators: Mapping[LanguageTag, Translator]
    chooser: str
    render_page: RenderPage
    whole_library: Callable[[], Library]

    def body(self, address: str, coding: Coding = Coding.IDENTITY) -> bytes:
        """Return the body at an address, uncoded or in a coding that it has.

        Raises KeyError, and PublishingError if it is damaged.
        """
        ref = self.page_file.pages[address].bodies[coding]
        body = self.page_file.body(ref)
        if etag_of(body) != ref.etag:
            raise PublishingError(FailureCode.DAMAGED, name=self.name, what=address)
        return body

    def page(self, address: str) -> str:
        """Return the HTML of a ready page. Raises as ``body`` does."""
        return self.body(address).decode()


def open_source(
    var: Path, name: str, make_render_page: MakeRenderPage, sources: Sources
) -> GenerationSource:
    """Open a generation. Raises PublishingError if it is damaged."""
    directory = pointer.generation(var, name)
    try:
        library, base_url = read_library(directory), read_base_url(directory)
        same = replace(sources, base_url=base_url)
        return GenerationSource(
            name=name,
            page_file=PageFile.open(directory),
            library=library,
            base_url=base_url,
            translators={
                language.tag: Translator(
                    language=language,
                    catalogue=catalogue(directory / TRANSLATIONS_FOLDER, language.tag),
                )
                for language in offered(library.identity)
            },
            chooser=(directory / SITE_FOLDER / "index.html").read_text(encoding="utf-8"),
            render_page=make_render_page(directory, library),
            # Reading it takes longer than all else of a bundle, and each language asks for it.
            whole_library=cache(partial(whole_library, var, same, name, library.digest)),
        )
    except (OSError, PageFileError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise PublishingError(FailureCode.DAMAGED, name=name, what=str(error)) from error

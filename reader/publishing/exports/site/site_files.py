"""All files of a copy of the site, from one generation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Final
from urllib.parse import urlsplit

from reader.delivery.http.content_codings import Coding
from reader.library.addresses import document_address
from reader.library.model import LanguageTag
from reader.publishing.build.parallel import parallel_map
from reader.publishing.build.reuse.document_digests import card, digest, encoded
from reader.publishing.build.static_pages import minify_page
from reader.publishing.exports.generation_source import GenerationSource
from reader.publishing.exports.ready_file import ReadyFile
from reader.publishing.exports.site.chooser_pages import (
    NOT_FOUND_FILE,
    home_redirect,
    not_found_page,
    redirect_page,
)
from reader.publishing.exports.site.index_pages import IndexFrame, index_pages
from reader.publishing.exports.site.page_copy import PageCopy
from reader.publishing.exports.site.site_map import (
    EVERYTHING,
    INDEX_FILE,
    CopyContent,
    SiteMap,
    site_map,
)
from reader.publishing.exports.site.word_index import IndexedPage, word_index
from reader.publishing.exports.write_export import ExportFiles
from reader.publishing.generations.generation_files import TRANSLATIONS_FOLDER
from reader.storage.checksums import folder_checksums
from reader.storage.zip_archive import ArchiveFile

REDIRECTS_FILE: Final = "_redirects"
_HTML: Final = "text/html"
# What leads from a catalog to its search, in XML and in JSON.
_SEARCH: Final = re.compile(r'<link rel="search"[^>]*/>|,\{"rel":"search",[^}]*\{\?q\}[^}]*\}')
# Is compressed already.
_PACKED: Final = (".epub", ".pdf")
_WITH_ADDRESSES: Final = (".atom", ".xml", "opds.json", "robots.txt")


def site_files(
    source: GenerationSource,
    languages: tuple[LanguageTag, ...],
    address: str = "",
    content: CopyContent = EVERYTHING,
) -> ExportFiles:
    """Return the files of a copy of the site in these languages.

    With an ``address`` it has what needs one, too: canonical addresses, feeds, a sitemap, a page
    for what is not found. Raises PublishingError if the generation is damaged.
    """
    files = copied_files(source, languages, address, content)
    return ExportFiles(makers=[(each.name, each.make) for each in files])


def copied_files(
    source: GenerationSource,
    languages: tuple[LanguageTag, ...],
    address: str = "",
    content: CopyContent = EVERYTHING,
) -> Iterator[ArchiveFile]:
    """Yield the same files, with all that decides each. Raises as above."""
    copied = site_map(source, languages, address, content)
    made = parallel_map(partial(_index, source), languages, chunk_size=1)
    indexes = dict(zip(languages, made, strict=True))
    letters = {
        path: f"{path.removeprefix('/')}/{INDEX_FILE}"
        for index in indexes.values()
        for path in index
    }
    whole = SiteMap(
        files={**copied.files, **letters},
        base_url=copied.base_url,
        online=copied.online,
        address=address,
    )
    yield from _copies(source, whole, indexes)
    for name, body in _around(source, whole, languages):
        yield ArchiveFile(name=name, make=partial(bytes, body))


def _copies(
    source: GenerationSource,
    copied: SiteMap,
    indexes: Mapping[LanguageTag, Mapping[str, str]],
) -> Iterator[ArchiveFile]:
    languages = tuple(indexes)
    index = {path: html for pages in indexes.values() for path, html in pages.items()}
    redirects = source.page_file.manifest.redirects
    copiers = {
        tag: PageCopy(site_map=copied, translator=source.translators[tag]) for tag in indexes
    }
    shared, lists = _inputs(source, copied)

    def copy(path: str, html: Callable[[], str]) -> bytes:
        return copiers[_language(path)].copy(html(), copied.files[path]).encode()

    def later_page(path: str) -> str:
        return minify_page(source.render_page(path)).decode()

    for path, file in copied.files.items():
        if path in redirects:
            make = partial(redirect_page, source, copied, path, languages)
            yield ArchiveFile(name=file, make=partial(_written, make))
        elif path in index:
            make = partial(index.__getitem__, path)
            inputs = (shared, index[path])
            yield ArchiveFile(name=file, make=partial(copy, path, make), inputs=inputs)
        elif "?" in path:
            make = partial(later_page, path)
            later = (shared, lists, path)
            yield ArchiveFile(name=file, make=partial(copy, path, make), inputs=later)
        else:
            yield _ready(source, copied, path, partial(copy, path), shared)


def _written(make: Callable[[], str]) -> bytes:
    return make().encode()


def _ready(
    source: GenerationSource,
    copied: SiteMap,
    path: str,
    copy: Callable[[Callable[[], str]], bytes],
    shared: bytes,
) -> ArchiveFile:
    """Return a ready answer as the copy has it. What readers keep stays as it is."""
    file, entry = copied.files[path], source.page_file.pages[path]
    inputs = (shared, entry.bodies[Coding.IDENTITY].etag)
    if file.endswith(_WITH_ADDRESSES):

        def with_addresses() -> bytes:
            return copied.with_addresses(_SEARCH.sub("", source.page(path))).encode()

        return ArchiveFile(name=file, make=with_addresses, inputs=inputs)
    if file.endswith(f"/{INDEX_FILE}") and entry.media_type.startswith(_HTML):
        make = partial(copy, partial(source.page, path))
        return ArchiveFile(name=file, make=make, inputs=inputs)
    return ReadyFile(
        name=file,
        make=partial(source.body, path),
        inputs=inputs,
        is_packed=file.endswith(_PACKED),
        entry=entry,
        read=partial(source.body, path),
    )


def _inputs(source: GenerationSource, copied: SiteMap) -> tuple[bytes, bytes]:
    """Return digests of what decides a copy of any page beside the page, and of lists of works.

    All addresses count: a link leads into the copy if that has its target.
    """
    folder = source.page_file.directory / TRANSLATIONS_FOLDER
    words = encoded(sorted(folder_checksums(folder, apart_from="").items()))
    around = (copied.base_url, copied.online, copied.address, sorted(copied.files.items()))
    library = source.library
    frame = replace(library, experiments=(), zines=(), episodes=(), lists=(), pages=(), digest="")
    cards = map(card, library.documents())
    return digest((words, encoded(around))), digest((words, encoded(frame), *cards))


def _language(path: str) -> LanguageTag:
    return LanguageTag(path.split("/")[1])


def _index(source: GenerationSource, tag: LanguageTag) -> dict[str, str]:
    """Return address and HTML of each page of the index of a language."""
    frame = IndexFrame(
        html=source.page(f"/{tag}/search"),
        library=source.library,
        translator=source.translators[tag],
    )
    return dict(index_pages(frame, word_index(_indexed(source, tag), tag)))


def _indexed(source: GenerationSource, tag: LanguageTag) -> Iterator[IndexedPage]:
    """Yield the pages whose words are in a language: no stand-ins."""
    for document in source.library.documents():
        edition = document.editions.get(tag)
        if edition is None:
            continue
        path = document_address(document.kind, document.slug, tag)
        yield IndexedPage(address=path, title=edition.title, html=source.page(path))
        for part in edition.parts:
            path = document_address(document.kind, document.slug, tag, part.slug)
            yield IndexedPage(address=path, title=part.title, html=source.page(path))


def _around(
    source: GenerationSource, copied: SiteMap, languages: tuple[LanguageTag, ...]
) -> Iterator[tuple[str, bytes]]:
    """Yield the files at the root."""
    if len(languages) == 1:
        yield INDEX_FILE, home_redirect(source, copied, languages[0]).encode()
    else:
        copier = PageCopy(site_map=copied, translator=source.translators[languages[0]])
        yield INDEX_FILE, copier.copy(source.chooser, INDEX_FILE).encode()
    yield REDIRECTS_FILE, "".join(_redirects(source, copied)).encode()
    if copied.address:
        yield NOT_FOUND_FILE, not_found_page(source, copied, languages).encode()


def _redirects(source: GenerationSource, copied: SiteMap) -> Iterator[str]:
    """Yield the lines of the file of redirects that Netlify and others read.

    Former addresses, and sections by their names. A short address is for all languages, so its page
    offers them.
    """
    root = urlsplit(copied.address).path
    manifest = source.page_file.manifest
    for former, today in manifest.redirects.items():
        file = copied.file(today)
        if file and former in copied.files:
            yield f"{root}{former} {root}/{file.removesuffix(INDEX_FILE)} 301\n"
    for tag, names in manifest.aliases.items():
        for name, segment in names.items():
            if copied.file(f"/{tag}/{segment}"):
                start = f"{root}/{tag}"
                yield f"{start}/{name} {start}/{segment}/ 301\n"
                yield f"{start}/{name}/* {start}/{segment}/:splat 301\n"

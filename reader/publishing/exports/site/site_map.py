"""Where each address of a generation is in a copy of the site, and how the copy links to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape
from typing import Final
from urllib.parse import urlsplit

from reader.delivery.prebuilt.plain_tree import file_of
from reader.library.addresses import PARAMETERS, Address, print_places
from reader.library.model import LanguageTag
from reader.library.site_places import places
from reader.publishing.exports.generation_source import GenerationSource
from reader.renditions.bundle import BUNDLE_TYPES

INDEX_FILE: Final = "index.html"
_PAGE: Final = "page"
# Needs a server: searches, and their description.
_NEVER: Final = frozenset({"opensearch", "search_opds", "search_opds2"})
# Tell programs where to find the rest, so they need the address at which a copy stands.
_WITH_ADDRESS: Final = ("feed", "opds", "opds2", "sitemap", "robots")
_ON_THIS_COMPUTER: Final = re.compile(r"localhost|127\..*|\[?::1\]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyContent:
    """What of a site a copy holds: no address that ends as one of ``left_out``.

    Without ``has_redirects``, no pages for former and short addresses.
    """

    left_out: tuple[str, ...] = ()
    has_redirects: bool = True


EVERYTHING: Final = CopyContent()


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteMap:
    """What a copy of the site holds.

    ``files``: address, with the query of a later page of a list → file. ``online`` is the address
    of the library where others can reach it, or empty; ``address`` that of the copy, or empty.
    """

    files: Mapping[str, str]
    base_url: str
    online: str
    address: str

    def link(self, origin: str, target: str) -> str | None:
        """Return how a file links to an address of the site; None if the link leads nowhere.

        What the copy does not hold is linked to in the library, if that is online. A list with a
        filter is only there for who asks a server.
        """
        path, _, anchor = target.partition("#")
        file = self.file(path)
        if file is None:
            return self.online + target if self.online and "?" not in path else None
        link = relative_link(origin, file)
        return f"{link}#{anchor}" if anchor else link

    def file(self, path: str) -> str | None:
        """Return the file of an address, or None. The last slash of a home page may be missing."""
        return self.files.get(path) or self.files.get(f"{path}/")

    def public(self, path: str) -> str | None:
        """Return an address of the site as the copy has it, in full; None if it has it not."""
        file = self.file(path)
        if file is None:
            return None
        return f"{self.address}/{file.removesuffix(INDEX_FILE)}"

    def with_addresses(self, text: str) -> str:
        """Return XML or plain text with every address of the library as the copy has it."""

        def replaced(match: re.Match[str]) -> str:
            path, mark, rest = unescape(match[1]).partition("#")
            found = self.public(path)
            return escape(found + mark + rest) if found else match[0]

        return re.sub(rf'{re.escape(self.base_url)}(/[^"\'<>\s]*)', replaced, text)


def relative_link(origin: str, file: str) -> str:
    """Return the link from one file of a folder to another; names are relative to the folder.

    ``posixpath.relpath`` takes ten times as long, and a thousand works have 100,000 links.
    """
    here, there = origin.split("/")[:-1], file.split("/")
    shared = 0
    for ours, theirs in zip(here, there[:-1], strict=False):
        if ours != theirs:
            break
        shared += 1
    return "../" * (len(here) - shared) + "/".join(there[shared:])


def site_map(
    source: GenerationSource,
    languages: Sequence[LanguageTag],
    address: str,
    content: CopyContent = EVERYTHING,
) -> SiteMap:
    """Return what a copy of a generation in these languages holds.

    With an ``address`` it holds feeds and the files for search engines.
    """
    files: dict[str, str] = {}
    for place in places(source.library):
        if place.arguments["language"] in languages and _is_copied(place, address):
            files.update(_held(source, place, content))
            files.update(_later_pages(source, place))
    if address:
        files.update(_bundles(source, languages))
    redirects = source.page_file.manifest.redirects if content.has_redirects else ()
    for redirect in redirects:
        first = redirect.split("/")[1]
        if first in languages or first not in source.library.languages:
            files[redirect] = f"{redirect.removeprefix('/')}/{INDEX_FILE}"
    host = urlsplit(source.base_url).hostname or ""
    return SiteMap(
        files=files,
        base_url=source.base_url,
        online="" if _ON_THIS_COMPUTER.fullmatch(host) else source.base_url,
        address=address,
    )


def _held(
    source: GenerationSource, place: Address, content: CopyContent
) -> Iterator[tuple[str, str]]:
    """Yield address and file of a page, and of those of its PDFs that the generation has."""
    pages = source.page_file.pages
    prints = (each for each in print_places(place) if each.path in pages)
    for each in (place, *prints):
        entry = pages[each.path]
        file = file_of(each.path, entry.media_type, entry.status)
        if file and not each.path.endswith(content.left_out):
            yield each.path, file


def _bundles(
    source: GenerationSource, languages: Sequence[LanguageTag]
) -> Iterator[tuple[str, str]]:
    """Yield address and file of what holds a whole language: a copy on a server offers it, too."""
    for tag in languages:
        for route in (*BUNDLE_TYPES, "bundles_opds"):
            path = Address(route=route, arguments={"language": tag}).path
            entry = source.page_file.entry(path)
            if entry and (file := file_of(path, entry.media_type, entry.status)):
                yield path, file


def _is_copied(place: Address, address: str) -> bool:
    kind = place.route.rpartition("_")[2]
    return place.route not in _NEVER and bool(address or kind not in _WITH_ADDRESS)


def _later_pages(source: GenerationSource, place: Address) -> Iterator[tuple[str, str]]:
    """Yield address and file of the second and each later page of a list."""
    if _PAGE not in PARAMETERS.get(place.route, ()):
        return
    numbers = re.findall(rf'"{re.escape(place.path)}\?{_PAGE}=(\d+)"', source.page(place.path))
    for number in range(2, max(map(int, numbers), default=1) + 1):
        name = place.path.removeprefix("/")
        yield f"{place.path}?{_PAGE}={number}", f"{name}/{_PAGE}-{number}/{INDEX_FILE}"

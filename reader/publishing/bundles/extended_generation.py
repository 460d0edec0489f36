"""Make a generation from another: the same, with answers added, and some in place of others.

What does not change is a second name of the same file, so it takes no room and no time.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from reader.delivery.prebuilt.address_index import ADDRESS_INDEX_FILE
from reader.delivery.prebuilt.body_writer import MoreSegments
from reader.delivery.prebuilt.compression_dictionaries import DICTIONARIES_FILE
from reader.delivery.prebuilt.manifest import MANIFEST_FILE, PageEntry
from reader.delivery.prebuilt.page_file import PageFile
from reader.delivery.prebuilt.page_file_writer import SITE_FOLDER, PageFileWriter, Resource
from reader.delivery.prebuilt.segments import SEGMENTS_FILE, is_segment
from reader.publishing.generations.checksums import CHECKSUMS_FILE
from reader.storage.atomic_files import link_or_copy

_CHOOSER: Final = "index.html"
_WRITTEN_ANEW: Final = frozenset(
    {
        *(SEGMENTS_FILE, MANIFEST_FILE, ADDRESS_INDEX_FILE, DICTIONARIES_FILE),
        *(SITE_FOLDER, CHECKSUMS_FILE),
    }
)


def extend_generation(
    source: Path,
    target: Path,
    resources: Mapping[str, Resource],
    more: MoreSegments | None = None,
) -> None:
    """Write a generation into a folder: ``source``, with these answers by their address.

    ``more`` is where else answers have bytes that were put together. Raises PageFileError and
    OSError.
    """
    pages = PageFile.open(source)
    manifest = pages.manifest
    for entry in source.iterdir():
        if entry.name not in _WRITTEN_ANEW and not is_segment(entry.name):
            _take_over(entry, target / entry.name)
    # Beside the chooser there are pages if the build was asked for a plain tree.
    has_tree = any(each.name != _CHOOSER for each in (source / SITE_FOLDER).iterdir())
    with PageFileWriter(
        target,
        languages=manifest.languages,
        coders=manifest.coders,
        plain_tree=has_tree,
        base=pages,
        more=more,
    ) as writer:
        for resource, kept in _kept(pages, frozenset(resources)):
            writer.add(resource, kept)
        for resource in resources.values():
            writer.add(resource)
        writer.write_plain(_CHOOSER, (source / SITE_FOLDER / _CHOOSER).read_bytes())
        _add_ways(writer, pages)


def _kept(pages: PageFile, replaced: frozenset[str]) -> Iterator[tuple[Resource, PageEntry]]:
    """Yield every answer of a generation but those that are replaced, with its entry."""
    for address, found in pages.pages.items():
        if address not in replaced:
            yield _resource(found, address=address), found
    for address, variants in pages.manifest.negotiated.items():
        for tag, found in variants.items():
            yield _resource(found, address=address, language=tag, negotiated=True), found
    for variants in pages.manifest.errors.values():
        for tag, found in variants.items():
            yield _resource(found, language=tag), found


def _add_ways(writer: PageFileWriter, pages: PageFile) -> None:
    """Add what has no body of its own: redirects, names of sections, what is dynamic."""
    manifest = pages.manifest
    for former, today in manifest.redirects.items():
        writer.add_redirect(former, today)
    for tag, names in manifest.aliases.items():
        for title, segment in names.items():
            writer.add_alias(tag, title, segment)
    for address in manifest.dynamic:
        writer.add_dynamic(address)


def _resource(
    entry: PageEntry,
    *,
    address: str = "",
    language: str = "",
    negotiated: bool = False,
) -> Resource:
    return Resource(
        media_type=entry.media_type,
        policy=entry.policy,
        bodies={},
        address=address,
        language=language,
        status=entry.status,
        negotiated=negotiated,
        parameters=entry.parameters,
        scope=entry.scope,
    )


def _take_over(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, copy_function=_link)
    else:
        _link(str(source), str(target))


def _link(source: str, target: str) -> None:
    link_or_copy(Path(source), Path(target))

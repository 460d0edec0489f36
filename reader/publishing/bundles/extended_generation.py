"""Make a generation from another: the same, with answers added, and some in place of others.

What does not change is a second name of the same file, so it takes no room and no time.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Final

from reader.delivery.prebuilt.address_index import ADDRESS_INDEX_FILE
from reader.delivery.prebuilt.compression_dictionaries import DICTIONARIES_FILE
from reader.delivery.prebuilt.page_file import MANIFEST_FILE, PAGE_FILE, PageEntry, PageFile
from reader.delivery.prebuilt.page_file_writer import SITE_FOLDER, PageFileWriter, Resource
from reader.publishing.generations.checksums import CHECKSUMS_FILE

_CHOOSER: Final = "index.html"
_WRITTEN_ANEW: Final = frozenset(
    {
        *(PAGE_FILE, MANIFEST_FILE, ADDRESS_INDEX_FILE, DICTIONARIES_FILE),
        *(SITE_FOLDER, CHECKSUMS_FILE),
    }
)


def extend_generation(source: Path, target: Path, resources: Mapping[str, Resource]) -> None:
    """Write a generation into an empty folder: ``source``, with these answers by their address.

    Raises PageFileError and OSError.
    """
    pages = PageFile.open(source)
    manifest = pages.manifest
    for entry in source.iterdir():
        if entry.name not in _WRITTEN_ANEW:
            _take_over(entry, target / entry.name)
    # Beside the chooser there are pages if the build was asked for a plain tree.
    has_tree = any(each.name != _CHOOSER for each in (source / SITE_FOLDER).iterdir())
    with PageFileWriter(
        target, languages=manifest.languages, coders=manifest.coders, plain_tree=has_tree
    ) as writer:
        for resource in chain(_kept(pages, frozenset(resources)), resources.values()):
            writer.add(resource)
        writer.write_plain(_CHOOSER, (source / SITE_FOLDER / _CHOOSER).read_bytes())
        _add_ways(writer, pages)


def _kept(pages: PageFile, replaced: frozenset[str]) -> Iterator[Resource]:
    """Yield every answer of a generation but those that are replaced."""
    for address, found in pages.pages.items():
        if address not in replaced:
            yield _resource(pages, found, address=address)
    for address, variants in pages.manifest.negotiated.items():
        for tag, found in variants.items():
            yield _resource(pages, found, address=address, language=tag, negotiated=True)
    for variants in pages.manifest.errors.values():
        for tag, found in variants.items():
            yield _resource(pages, found, language=tag)


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
    pages: PageFile,
    entry: PageEntry,
    *,
    address: str = "",
    language: str = "",
    negotiated: bool = False,
) -> Resource:
    return Resource(
        media_type=entry.media_type,
        policy=entry.policy,
        bodies=pages.bodies_of(entry),
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
    """Give a file another name, or copy it on a disk that has no second names."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)

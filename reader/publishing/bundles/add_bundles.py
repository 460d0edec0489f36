"""Add the bundles to the current generation: all pages of a language as ZIP, all texts as EPUB.

They are made of its pages, so they come after them; the pages that offer them are rendered again.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeAlias

from reader.delivery.http.content_codings import Coding
from reader.delivery.http.response_headers import CachePolicy
from reader.delivery.prebuilt.page_file_writer import Resource
from reader.library.addresses import BUNDLE_PAGES, Address
from reader.library.library import Library
from reader.library.model import LanguageTag
from reader.publishing.build.build_id import Sources
from reader.publishing.build.compress import PageCompressor
from reader.publishing.build.parallel import parallel_map
from reader.publishing.build.renderer import Renderer
from reader.publishing.build.static_pages import page_resource
from reader.publishing.bundles.extended_generation import extend_generation
from reader.publishing.exports.epub_books import language_book
from reader.publishing.exports.generation_source import (
    GenerationSource,
    MakeRenderPage,
    open_source,
)
from reader.publishing.exports.zip_bundles import zip_bundle
from reader.publishing.generations import pointer
from reader.publishing.generations.checksums import write_checksums
from reader.publishing.generations.errors import FailureCode, PublishingError
from reader.publishing.generations.verify import verify
from reader.renditions.bundle import BUNDLE_TYPES, Bundle
from reader.storage.atomic_files import sync

# A generation, its library, its bundles → what renders its pages that offer them.
MakeOffers: TypeAlias = Callable[[Path, Library, tuple[Bundle, ...]], Renderer]


def add_bundles(
    var: Path,
    name: str,
    sources: Sources,
    make_render_page: MakeRenderPage,
    make_offers: MakeOffers,
) -> str:
    """Make the bundles of generation ``name``, and switch from it to one that has them.

    Return the name of that one. If another has become current meanwhile, nothing is done. Raises
    PublishingError, also if content has changed meanwhile, the disk is full or somebody stops it;
    ``name`` stays current then, and nothing is left of them.
    """
    with pointer.locked(var), _failures():
        if pointer.current(var) != name:
            return name
        source = open_source(var, name, make_render_page, sources)
        files = dict(_files(source))
        bundles = tuple(
            Bundle(route=place.route, language=tag, size_bytes=len(files[place.path].body))
            for tag in source.library.languages
            for place in _places(tag)
            if place.path in files
        )
        directory = pointer.generation(var, name)
        offers = make_offers(directory, source.library, bundles)
        resources = {**files, **{each.address: each for each in _offers(source, offers)}}
        extended = pointer.with_bundles(name)
        _write(directory, pointer.generation(var, extended), resources)
        pointer.switch(var, extended)
        pointer.forget(var, {name})
        pointer.update_link(var)
        pointer.prune(var)
        return extended


@contextmanager
def _failures() -> Iterator[None]:
    """Say what went wrong once the pages are live."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise PublishingError(FailureCode.NO_BUNDLES, reason=reason) from error
    except KeyboardInterrupt:
        raise PublishingError(FailureCode.BUNDLES_STOPPED) from None


def _places(tag: str) -> Iterator[Address]:
    return (Address(route=route, arguments={"language": tag}) for route in BUNDLE_TYPES)


def _files(source: GenerationSource) -> Iterator[tuple[str, Resource]]:
    """Yield address and answer of each bundle. A language without a text has no book."""
    source.whole_library()  # once for all processes, and before anything is made in vain
    made = [place for tag in source.library.languages for place in _places(tag)]
    bodies = parallel_map(partial(_body, source), made, chunk_size=1)
    for place, body in zip(made, bodies, strict=True):
        if body:
            resource = Resource(
                media_type=BUNDLE_TYPES[place.route],
                policy=CachePolicy.FILE,
                bodies={Coding.IDENTITY: body},
                address=place.path,
                language=place.arguments["language"],
            )
            yield place.path, resource


def _body(source: GenerationSource, place: Address) -> bytes:
    write = {"bundle_zip": zip_bundle, "bundle_epub": language_book}[place.route]
    return write(source, LanguageTag(place.arguments["language"]))


def _offers(source: GenerationSource, renderer: Renderer) -> Iterator[Resource]:
    """Yield the pages that offer bundles, as a build finishes them."""
    compressor = PageCompressor(renderer.fill_weight, None)
    for tag in source.library.languages:
        for route in BUNDLE_PAGES:
            place = Address(route=route, arguments={"language": tag})
            yield compressor.compress(page_resource(place, renderer))[0]


def _write(source: Path, target: Path, resources: dict[str, Resource]) -> None:
    """Write the extended generation whole under another name, and rename it."""
    draft = target.with_name(f".{target.name}")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    try:
        extend_generation(source, draft, resources)
        write_checksums(draft, source)
        verify(draft, source)
        shutil.rmtree(target, ignore_errors=True)
        draft.rename(target)
        sync(target.parent)
    finally:
        shutil.rmtree(draft, ignore_errors=True)

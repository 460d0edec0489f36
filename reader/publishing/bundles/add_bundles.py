"""Add the bundles to the current generation: all pages of a language as ZIP, all texts as EPUB.

They are made of its pages, so they come after them; the pages that offer them are rendered again.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeAlias

from reader.delivery.http.response_headers import CachePolicy
from reader.delivery.prebuilt.body_writer import MoreSegments
from reader.delivery.prebuilt.page_file_writer import Resource
from reader.library.addresses import BUNDLE_PAGES, Address
from reader.library.library import Library
from reader.library.model import LanguageTag
from reader.publishing.build.build_id import Sources
from reader.publishing.build.compress import PageCompressor
from reader.publishing.build.renderer import Renderer
from reader.publishing.build.reuse.file_cache import file_cache
from reader.publishing.build.static_pages import page_resource
from reader.publishing.bundles.earlier_bundles import (
    BUNDLE_RECORDS,
    BundleRecord,
    EarlierBundles,
    earlier_bundles,
)
from reader.publishing.bundles.extended_generation import extend_generation
from reader.publishing.bundles.make_bundle import NewBundle, make_bundle
from reader.publishing.exports.epub_books import language_book
from reader.publishing.exports.generation_source import (
    GenerationSource,
    MakeRenderPage,
    open_source,
)
from reader.publishing.exports.zip_bundles import bundle_files
from reader.publishing.generations import pointer
from reader.publishing.generations.checksums import write_checksums
from reader.publishing.generations.errors import FailureCode, PublishingError
from reader.publishing.generations.verify import verify
from reader.renditions.bundle import BUNDLE_TYPES, Bundle
from reader.storage.atomic_files import draft_folder, sync
from reader.storage.result_cache import ResultCache
from reader.storage.zip_archive import ArchiveFile

# A generation, its library, its bundles → what renders its pages that offer them.
MakeOffers: TypeAlias = Callable[[Path, Library, tuple[Bundle, ...]], Renderer]

_FILES: Final[Mapping[str, Callable[[GenerationSource, LanguageTag], Iterator[ArchiveFile]]]] = {
    "bundle_zip": bundle_files,
    "bundle_epub": language_book,
}
# The folder of a draft that has new bytes until they are in its page file.
_NEW: Final = "new"


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
    with pointer.locked(var), _failures(), file_cache(var, sources.package, clears=False) as cache:
        if pointer.current(var) != name:
            return name
        source = open_source(var, name, make_render_page, sources)
        extended = pointer.with_bundles(name)
        target = pointer.generation(var, extended)
        with draft_folder(target.with_name(f".{extended}")) as draft:
            earlier = earlier_bundles(var, source.page_file)
            made = _make(source, draft / _NEW, earlier, cache)
            resources = _answers(source, made, make_offers)
            more = earlier.more if earlier else None
            _finish(draft, source.page_file.directory, target, resources, more)
        cache.keep(BUNDLE_RECORDS, list(made), [each.record for each in made.values()])
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


def _make(
    source: GenerationSource, new: Path, earlier: EarlierBundles | None, cache: ResultCache
) -> Mapping[str, NewBundle]:
    """Return each bundle by its address, with its new bytes in the folder ``new``.

    A language without a text has no book.
    """
    source.whole_library()  # before anything is made in vain
    places = [place for tag in source.library.languages for place in _places(tag)]
    paths = [place.path for place in places]
    found: list[BundleRecord | None] = cache.find(BUNDLE_RECORDS, paths)
    records = dict(zip(paths, found, strict=True))
    own = source.page_file.bodies.segments
    segments = sorted(
        (*own, *(earlier.more.segments if earlier else ())), key=lambda each: each.start
    )
    new.mkdir()

    def make(place: Address) -> NewBundle | None:
        files = _FILES[place.route](source, LanguageTag(place.arguments["language"]))
        before = earlier.bundle(place.path, records[place.path]) if earlier else None
        return make_bundle(files, new / place.path.replace("/", "-"), segments, before)

    # One after the other: other processes would have a copy each of all that they look at, and the
    # pages are live already.
    made = map(make, places)
    return {path: each for path, each in zip(paths, made, strict=True) if each}


def _answers(
    source: GenerationSource, made: Mapping[str, NewBundle], make_offers: MakeOffers
) -> dict[str, Resource]:
    """Return the bundles, and the pages that offer them, by their addresses."""
    places = {each.path: each for tag in source.library.languages for each in _places(tag)}
    files = {
        path: Resource(
            media_type=BUNDLE_TYPES[places[path].route],
            policy=CachePolicy.FILE,
            bodies={},
            address=path,
            language=places[path].arguments["language"],
            assembly=each.assembly,
        )
        for path, each in made.items()
    }
    bundles = tuple(
        Bundle(
            route=places[path].route,
            language=LanguageTag(places[path].arguments["language"]),
            size_bytes=each.assembly.length,
        )
        for path, each in made.items()
    )
    offers = make_offers(source.page_file.directory, source.library, bundles)
    return {**files, **{each.address: each for each in _offers(source, offers)}}


def _offers(source: GenerationSource, renderer: Renderer) -> Iterator[Resource]:
    """Yield the pages that offer bundles, as a build finishes them."""
    compressor = PageCompressor(renderer.fill_weight, None)
    for tag in source.library.languages:
        for route in BUNDLE_PAGES:
            place = Address(route=route, arguments={"language": tag})
            yield compressor.compress(page_resource(place, renderer))[0]


def _finish(
    draft: Path,
    source: Path,
    target: Path,
    resources: Mapping[str, Resource],
    more: MoreSegments | None,
) -> None:
    """Write the extended generation whole as a draft, and rename it."""
    extend_generation(source, draft, resources, more)
    shutil.rmtree(draft / _NEW)
    write_checksums(draft, source)
    verify(draft, source)
    shutil.rmtree(target, ignore_errors=True)
    draft.rename(target)
    sync(target.parent)

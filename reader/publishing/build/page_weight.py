"""What each page weighs on the wire, and each part: article, sources, the shell around them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from reader.checks.weight_rules import HEAD_BYTES, WARNING_BYTES, Weight, check_weight
from reader.delivery.http.content_codings import Coding, wire_bytes
from reader.delivery.prebuilt.page_file_writer import Resource
from reader.library.findings import Finding
from reader.publishing.build.build_id import Sources
from reader.publishing.build.check_sources import check_sources
from reader.publishing.build.compress import fill_own_weight
from reader.publishing.build.parallel import parallel_map
from reader.publishing.build.renderer import FillWeight, MakeRenderer
from reader.publishing.build.static_pages import MakeResource, static_pages
from reader.storage.result_cache import NO_CACHE

# As our templates write them. Text cannot look like them: it has < escaped, and sanitised text has
# neither <main> nor a class.
_ARTICLE: Final = re.compile(rb"<article\b.*</article>", re.DOTALL)
_MAIN: Final = re.compile(rb"(<main\b[^>]*>).*(?=</main>)", re.DOTALL)
_SOURCES: Final = re.compile(rb'<section class="sources">.*?</section>', re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWeights:
    """What the pages of a library weigh, the heaviest first, and findings about that.

    Each weight includes ``head_bytes`` for its headers.
    """

    weights: tuple[Weight, ...]
    findings: tuple[Finding, ...]
    head_bytes: int = HEAD_BYTES


def shell(html: bytes) -> bytes:
    """Return a page without its article, or if it has none, as lists do, without its main part."""
    return _ARTICLE.sub(b"", html) if _ARTICLE.search(html) else _MAIN.sub(rb"\1", html)


def weigh(address: str, html: bytes) -> Weight:
    """Return what a finished page weighs, with the longest headers.

    The weight of a part is what the page would weigh less without it.
    """
    page_bytes, without_sources, shell_bytes = (
        wire_bytes(each) for each in (html, _SOURCES.sub(b"", html), shell(html))
    )
    return Weight(
        address=address,
        all_bytes=HEAD_BYTES + page_bytes,
        article_bytes=without_sources - shell_bytes,
        sources_bytes=page_bytes - without_sources,
        shell_bytes=shell_bytes,
    )


def weight_findings(resource: Resource) -> tuple[Finding, ...]:
    """Return what is wrong with the weight of a resource in every coding.

    Only the parts of a heavy page are weighed.
    """
    if not resource.is_page or HEAD_BYTES + resource.weight_bytes <= WARNING_BYTES:
        return ()
    return check_weight(weigh(resource.name, resource.body))


def weigh_all(sources: Sources, make_renderer: MakeRenderer) -> PageWeights:
    """Weigh every page as a build would make it; none if content or catalogues have an error.

    Raises PublishingError.
    """
    with TemporaryDirectory() as scratch:
        translations = Path(scratch)
        library = check_sources(sources, translations).sound
        if library is None:
            return PageWeights(weights=(), findings=())
        renderer = make_renderer(library, translations, NO_CACHE)
        groups = static_pages(library, renderer)
        weighed = parallel_map(partial(_page_weights, renderer.fill_weight), groups)
        weights = sorted(
            chain.from_iterable(weighed), key=lambda weight: (-weight.all_bytes, weight.address)
        )
    return PageWeights(
        weights=tuple(weights),
        findings=tuple(finding for weight in weights for finding in check_weight(weight)),
    )


def _page_weights(fill_weight: FillWeight, group: Iterable[MakeResource]) -> list[Weight]:
    return [
        weigh(
            page.name,
            fill_own_weight(page.body, page.language, fill_weight)[Coding.IDENTITY],
        )
        for page in (make() for make in group)
        if isinstance(page, Resource) and page.is_page
    ]

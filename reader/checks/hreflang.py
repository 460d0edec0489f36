"""The rule of all pages together: a page that names a translation is named by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reader.checks.findings.page import PageCode
from reader.checks.page_facts import PageFacts
from reader.library.findings import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternates:
    """The canonical address of a page and those of its translations, absolute as on the page."""

    canonical: str
    translations: frozenset[str]


def read_alternates(page: PageFacts) -> Alternates | None:
    """Return what a page says of its translations; None where search engines are not to list it."""
    canonical = next((link.attributes.get("href", "") for link in page.links("canonical")), "")
    if not page.listed or not canonical:
        return None
    named = (
        link.attributes.get("href", "")
        for link in page.links("alternate")
        if "hreflang" in link.attributes
    )
    return Alternates(canonical=canonical, translations=frozenset(named))


def check_alternates(pages: Mapping[str, Alternates]) -> tuple[Finding, ...]:
    """Report pages that name a translation which does not name them back.

    ``pages`` are all pages, by address.
    """
    addresses = {page.canonical: address for address, page in pages.items()}
    named = {page.canonical: page.translations for page in pages.values()}
    return tuple(
        Finding.of(PageCode.ONE_SIDED_ALTERNATE, addresses[canonical], other=other)
        for canonical in sorted(named)
        for other in sorted(named[canonical])
        if canonical not in named.get(other, frozenset())
    )

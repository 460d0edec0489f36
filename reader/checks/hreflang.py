"""The rule of all pages together: a page that names a translation is named by it."""

from __future__ import annotations

from collections.abc import Mapping

from reader.checks.page_facts import PageFacts, read_page
from reader.library.findings import Finding


def check_alternates(pages: Mapping[str, str]) -> tuple[Finding, ...]:
    """Return which pages name a translation that does not name them back. ``pages`` is address → HTML, in every language.

    Pages are told apart by their canonical address, since alternates are absolute; a page that is not listed is passed over.
    """
    facts = {address: page for address, html in pages.items() if (page := read_page(html)).listed}
    addresses = {
        canonical: address for address, page in facts.items() if (canonical := _canonical(page))
    }
    named = {canonical: _translations(facts[address]) for canonical, address in addresses.items()}
    return tuple(
        Finding(code="P021", path=addresses[canonical], line=1, arguments={"other": other})
        for canonical in sorted(named)
        for other in sorted(named[canonical])
        if canonical not in named.get(other, frozenset())
    )


def _canonical(page: PageFacts) -> str:
    return next((link.attributes.get("href", "") for link in page.links("canonical")), "")


def _translations(page: PageFacts) -> frozenset[str]:
    return frozenset(
        link.attributes.get("href", "")
        for link in page.links("alternate")
        if "hreflang" in link.attributes
    )

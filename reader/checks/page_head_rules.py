"""Rules of a page about itself: doctype, language, title, canonical address, translations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from reader.checks.page_fault import CheckedPage, PageFault

DIRECTIONS: Final = frozenset({"ltr", "rtl"})
# Where the summary of errors leads if none of the fields is at fault.
_WHOLE_FORM: Final = "#page_send"


def check_doctype(page: CheckedPage) -> Iterator[PageFault]:
    """Report a page without the doctype: browsers would not follow the standard."""
    if not page.facts.doctype:
        yield PageFault()


def check_language(page: CheckedPage) -> Iterator[PageFault]:
    """Report a page whose language is not the one its address promises."""
    root = next(page.facts.all("html"), None)
    found = root.attributes.get("lang", "") if root else ""
    if found != page.language:
        yield PageFault(
            line=root.line if root else 1, arguments={"found": found, "wanted": page.language}
        )


def check_direction(page: CheckedPage) -> Iterator[PageFault]:
    """Report a page that does not say in which direction it is read."""
    root = next(page.facts.all("html"), None)
    if root is None or root.attributes.get("dir") not in DIRECTIONS:
        yield PageFault(line=root.line if root else 1)


def check_title(page: CheckedPage) -> Iterator[PageFault]:
    """Report a title that does not begin with the main heading."""
    titles = [
        title
        for title in page.facts.all("title")
        if not any(element.tag == "svg" for element in title.within)
    ]
    heading = next((heading.text for heading in page.facts.all("h1")), "")
    # If a field or the whole form is at fault, a word for that comes first: without scripts nothing
    # else leads the reader to it.
    is_of_field = any(
        control.attributes.get("aria-invalid") == "true"
        for control in page.facts.all("input", "select", "textarea")
    )
    is_of_form = any(link.attributes.get("href") == _WHOLE_FORM for link in page.facts.all("a"))
    at_fault = is_of_field or is_of_form
    before, found, _ = titles[0].text.partition(heading) if titles and heading else ("", "", "")
    if len(titles) != 1 or not found or bool(before) != at_fault:
        yield PageFault(line=titles[0].line if titles else 1, arguments={"heading": heading})


def check_canonical(page: CheckedPage) -> Iterator[PageFault]:
    """Report a page without one canonical address in full."""
    links = page.facts.links("canonical")
    if page.facts.listed and (
        len(links) != 1
        or not links[0].attributes.get("href", "").startswith(("http://", "https://"))
    ):
        yield PageFault(line=links[-1].line if links else 1)


def check_own_alternate(page: CheckedPage) -> Iterator[PageFault]:
    """Report a page that does not name itself among its translations, or has no x-default."""
    if not page.facts.listed:
        return
    named = {
        link.attributes["hreflang"]: link.attributes.get("href", "")
        for link in page.facts.links("alternate")
        if "hreflang" in link.attributes
    }
    canonical = {link.attributes.get("href", "") for link in page.facts.links("canonical")}
    if "x-default" not in named or named.get(page.language) not in canonical:
        yield PageFault(arguments={"language": page.language})

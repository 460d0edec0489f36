"""The rules of one served page: what a tool for HTML does not know about this site.

Conformance to HTML itself, contrast and the accessibility tree are tested with the tools made for
them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from reader.checks.findings.page import PageCode
from reader.checks.page_facts import Element, PageFacts
from reader.checks.page_fault import CheckedPage, PageFault
from reader.checks.page_head_rules import (
    check_canonical,
    check_direction,
    check_doctype,
    check_language,
    check_own_alternate,
    check_title,
)
from reader.library.findings import Finding

HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
UNLABELLED: Final = frozenset({"hidden", "submit", "button", "reset", "image"})
LOADING: Final = ("src", "srcset", "poster", "data", "background")
# Relations of <link> that make a browser fetch at once. Source: HTML, "Link types".
FETCHED: Final = frozenset(
    {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest", "apple-touch-icon"}
)


_Rule = Callable[[CheckedPage], Iterable[PageFault]]


def check_page(facts: PageFacts, *, address: str, language: str) -> tuple[Finding, ...]:
    """Return what is wrong with one page, in the order of its lines.

    ``language`` is the one its address promises, or the negotiated one of ``/``. The path of a
    finding is the address.
    """
    page = CheckedPage(facts=facts, language=language)
    found = [
        Finding.of(code, address, fault.line, **fault.arguments)
        for code, rule in _RULES.items()
        for fault in rule(page)
    ]
    return tuple(sorted(found, key=lambda finding: finding.order))


def _one_heading(page: CheckedPage) -> Iterator[PageFault]:
    headings = list(page.facts.all("h1"))
    if len(headings) != 1 or not headings[0].text:
        yield PageFault(
            line=headings[-1].line if headings else 1, arguments={"count": str(len(headings))}
        )


def _heading_order(page: CheckedPage) -> Iterator[PageFault]:
    above = 0
    for heading in page.facts.all(*HEADINGS):
        level = int(heading.tag[1])
        if level > above + 1:
            yield PageFault(
                line=heading.line,
                arguments={"heading": heading.text, "level": str(level), "above": str(above)},
            )
        above = level


def _labels(page: CheckedPage) -> Iterator[PageFault]:
    labelled = {label.attributes.get("for") for label in page.facts.all("label") if label.text}
    for control in page.facts.all("input", "select", "textarea"):
        if control.attributes.get("type", "").lower() in UNLABELLED:
            continue
        wrapped = any(element.tag == "label" and element.text for element in control.within)
        if (
            not wrapped
            and control.attributes.get("id", "") not in labelled
            and not _named(control, page.facts)
        ):
            yield PageFault(
                line=control.line, arguments={"name": control.attributes.get("name", control.tag)}
            )


def _buttons(page: CheckedPage) -> Iterator[PageFault]:
    for button in page.facts.all("button", "input"):
        kind = button.attributes.get("type", "").lower()
        words = (
            button.text if button.tag == "button" else button.attributes.get("value", "").strip()
        )
        if (
            (button.tag == "button" or kind in UNLABELLED - {"hidden"})
            and not words
            and not _named(button, page.facts)
        ):
            yield PageFault(line=button.line)


def _named(element: Element, facts: PageFacts) -> bool:
    """Whether ARIA names the element: by words of its own, or by elements that exist."""
    others = element.attributes.get("aria-labelledby", "").split()
    return bool(element.attributes.get("aria-label", "").strip()) or bool(
        others and facts.ids().issuperset(others)
    )


def _unique_ids(page: CheckedPage) -> Iterator[PageFault]:
    identified = page.facts.by_attribute.get("id", ())
    counted = Counter(element.attributes["id"] for element in identified)
    for element in identified:
        name = element.attributes["id"]
        if counted[name] > 1 or not name:
            yield PageFault(line=element.line, arguments={"id": name})


def _scripts(page: CheckedPage) -> Iterator[PageFault]:
    yield from (PageFault(line=script.line) for script in page.facts.all("script"))


def _handlers(page: CheckedPage) -> Iterator[PageFault]:
    for name, elements in page.facts.by_attribute.items():
        if name.startswith("on"):
            yield from (
                PageFault(line=element.line, arguments={"attribute": name}) for element in elements
            )


def _script_addresses(page: CheckedPage) -> Iterator[PageFault]:
    for name, elements in page.facts.by_attribute.items():
        for element in elements:
            scheme, colon, _ = element.attributes[name].partition(":")
            # Browsers drop control characters and spaces from a scheme.
            # Source: URL Standard, "basic URL parser".
            if colon and "".join(scheme.split()).lower() == "javascript":
                yield PageFault(line=element.line, arguments={"attribute": name})


def _anchors(page: CheckedPage) -> Iterator[PageFault]:
    ids = page.facts.ids()
    for link in page.facts.all("a", "area"):
        target = link.attributes.get("href", "")
        if target.startswith("#") and target[1:] not in ids:
            yield PageFault(line=link.line, arguments={"anchor": target})


def _link_words(page: CheckedPage) -> Iterator[PageFault]:
    for link in page.facts.all("a"):
        if "href" in link.attributes and not link.text and not _named(link, page.facts):
            yield PageFault(line=link.line, arguments={"address": link.attributes["href"]})


def _one_main(page: CheckedPage) -> Iterator[PageFault]:
    mains = list(page.facts.all("main"))
    if len(mains) != 1:
        yield PageFault(line=mains[-1].line if mains else 1, arguments={"count": str(len(mains))})


def _skip_link(page: CheckedPage) -> Iterator[PageFault]:
    first = next(page.facts.all("a", "button", "input", "select", "textarea", "summary"), None)
    targets = {
        f"#{main.attributes['id']}" for main in page.facts.all("main") if main.attributes.get("id")
    }
    if first is None or first.attributes.get("href") not in targets:
        yield PageFault(line=first.line if first else 1)


def _second_request(page: CheckedPage) -> Iterator[PageFault]:
    loading = [
        (element, name) for name in LOADING for element in page.facts.by_attribute.get(name, ())
    ]
    links = [
        link
        for link in page.facts.all("link")
        if FETCHED & set(link.attributes.get("rel", "").lower().split())
    ]
    for element, name in (*loading, *((link, "href") for link in links)):
        target = element.attributes.get(name, "")
        if not target.startswith("data:"):
            yield PageFault(line=element.line, arguments={"address": target})


_RULES: Final[Mapping[PageCode, _Rule]] = {
    PageCode.NO_DOCTYPE: check_doctype,
    PageCode.NOT_ONE_MAIN_HEADING: _one_heading,
    PageCode.HEADING_JUMP: _heading_order,
    PageCode.FIELD_WITHOUT_LABEL: _labels,
    PageCode.BUTTON_WITHOUT_WORDS: _buttons,
    PageCode.DUPLICATE_ID: _unique_ids,
    PageCode.WRONG_LANGUAGE: check_language,
    PageCode.NO_DIRECTION: check_direction,
    PageCode.SCRIPT: _scripts,
    PageCode.EVENT_HANDLER: _handlers,
    PageCode.SCRIPT_ADDRESS: _script_addresses,
    PageCode.BROKEN_ANCHOR: _anchors,
    PageCode.WRONG_TITLE: check_title,
    PageCode.NO_CANONICAL_ADDRESS: check_canonical,
    PageCode.NO_ALTERNATES: check_own_alternate,
    PageCode.LINK_WITHOUT_WORDS: _link_words,
    PageCode.NOT_ONE_MAIN_REGION: _one_main,
    PageCode.NO_SKIP_LINK: _skip_link,
    PageCode.SECOND_REQUEST: _second_request,
}

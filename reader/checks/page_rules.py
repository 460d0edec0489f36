"""The rules of one served page: what a tool for HTML does not know about this site.

Conformance to HTML itself, contrast and the accessibility tree are judged by the tests, with the tools made for them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from reader.checks.page_facts import Element, PageFacts
from reader.library.findings import Finding

HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
DIRECTIONS: Final = frozenset({"ltr", "rtl"})
UNLABELLED: Final = frozenset({"hidden", "submit", "button", "reset", "image"})
LOADING: Final = ("src", "srcset", "poster", "data", "background")
# Relations of <link> that make a browser fetch at once. Source: HTML, "Link types".
FETCHED: Final = frozenset(
    {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest", "apple-touch-icon"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """One page under judgement, with what its address promises."""

    facts: PageFacts
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _PageFault:
    """What a rule found, before it has a code and an address."""

    line: int = 1
    arguments: Mapping[str, str] = field(default_factory=dict)


_Rule = Callable[[_Page], Iterable[_PageFault]]


def check_page(facts: PageFacts, *, address: str, language: str) -> tuple[Finding, ...]:
    """Return what is wrong with one page, in the order of its lines.

    ``language`` is the one its address promises, or the negotiated one of ``/``. The path of a finding is the address.
    """
    page = _Page(facts=facts, language=language)
    found = [
        Finding(code=code, path=address, line=fault.line, arguments=fault.arguments)
        for code, rule in _RULES.items()
        for fault in rule(page)
    ]
    return tuple(sorted(found, key=lambda finding: finding.order))


def _doctype(page: _Page) -> Iterator[_PageFault]:
    if not page.facts.doctype:
        yield _PageFault()


def _one_heading(page: _Page) -> Iterator[_PageFault]:
    headings = list(page.facts.all("h1"))
    if len(headings) != 1 or not headings[0].text:
        yield _PageFault(
            line=headings[-1].line if headings else 1, arguments={"count": str(len(headings))}
        )


def _heading_order(page: _Page) -> Iterator[_PageFault]:
    above = 0
    for heading in page.facts.all(*HEADINGS):
        level = int(heading.tag[1])
        if level > above + 1:
            yield _PageFault(
                line=heading.line,
                arguments={"heading": heading.text, "level": str(level), "above": str(above)},
            )
        above = level


def _labels(page: _Page) -> Iterator[_PageFault]:
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
            yield _PageFault(
                line=control.line, arguments={"name": control.attributes.get("name", control.tag)}
            )


def _buttons(page: _Page) -> Iterator[_PageFault]:
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
            yield _PageFault(line=button.line)


def _named(element: Element, facts: PageFacts) -> bool:
    """Whether ARIA names the element: by words of its own, or by elements that exist."""
    others = element.attributes.get("aria-labelledby", "").split()
    return bool(element.attributes.get("aria-label", "").strip()) or bool(
        others and facts.ids().issuperset(others)
    )


def _unique_ids(page: _Page) -> Iterator[_PageFault]:
    identified = page.facts.by_attribute.get("id", ())
    counted = Counter(element.attributes["id"] for element in identified)
    for element in identified:
        name = element.attributes["id"]
        if counted[name] > 1 or not name:
            yield _PageFault(line=element.line, arguments={"id": name})


def _language(page: _Page) -> Iterator[_PageFault]:
    root = next(page.facts.all("html"), None)
    found = root.attributes.get("lang", "") if root else ""
    if found != page.language:
        yield _PageFault(
            line=root.line if root else 1, arguments={"found": found, "wanted": page.language}
        )


def _direction(page: _Page) -> Iterator[_PageFault]:
    root = next(page.facts.all("html"), None)
    if root is None or root.attributes.get("dir") not in DIRECTIONS:
        yield _PageFault(line=root.line if root else 1)


def _scripts(page: _Page) -> Iterator[_PageFault]:
    yield from (_PageFault(line=script.line) for script in page.facts.all("script"))


def _handlers(page: _Page) -> Iterator[_PageFault]:
    for name, elements in page.facts.by_attribute.items():
        if name.startswith("on"):
            yield from (
                _PageFault(line=element.line, arguments={"attribute": name}) for element in elements
            )


def _script_addresses(page: _Page) -> Iterator[_PageFault]:
    for name, elements in page.facts.by_attribute.items():
        for element in elements:
            scheme, colon, _ = element.attributes[name].partition(":")
            # Browsers drop control characters and spaces from a scheme. Source: URL Standard, "basic URL parser".
            if colon and "".join(scheme.split()).lower() == "javascript":
                yield _PageFault(line=element.line, arguments={"attribute": name})


def _anchors(page: _Page) -> Iterator[_PageFault]:
    ids = page.facts.ids()
    for link in page.facts.all("a", "area"):
        target = link.attributes.get("href", "")
        if target.startswith("#") and target[1:] not in ids:
            yield _PageFault(line=link.line, arguments={"anchor": target})


def _title(page: _Page) -> Iterator[_PageFault]:
    titles = [
        title
        for title in page.facts.all("title")
        if not any(element.tag == "svg" for element in title.within)
    ]
    heading = next((heading.text for heading in page.facts.all("h1")), "")
    # Where a field is at fault the word for that comes first: without scripts nothing else moves the reader to it.
    at_fault = any(
        control.attributes.get("aria-invalid") == "true"
        for control in page.facts.all("input", "select", "textarea")
    )
    before, found, _ = titles[0].text.partition(heading) if titles and heading else ("", "", "")
    if len(titles) != 1 or not found or bool(before) != at_fault:
        yield _PageFault(line=titles[0].line if titles else 1, arguments={"heading": heading})


def _canonical(page: _Page) -> Iterator[_PageFault]:
    links = page.facts.links("canonical")
    if page.facts.listed and (
        len(links) != 1
        or not links[0].attributes.get("href", "").startswith(("http://", "https://"))
    ):
        yield _PageFault(line=links[-1].line if links else 1)


def _translations(page: _Page) -> Iterator[_PageFault]:
    if not page.facts.listed:
        return
    named = {
        link.attributes["hreflang"]: link.attributes.get("href", "")
        for link in page.facts.links("alternate")
        if "hreflang" in link.attributes
    }
    canonical = {link.attributes.get("href", "") for link in page.facts.links("canonical")}
    if "x-default" not in named or named.get(page.language) not in canonical:
        yield _PageFault(arguments={"language": page.language})


def _link_words(page: _Page) -> Iterator[_PageFault]:
    for link in page.facts.all("a"):
        if "href" in link.attributes and not link.text and not _named(link, page.facts):
            yield _PageFault(line=link.line, arguments={"address": link.attributes["href"]})


def _one_main(page: _Page) -> Iterator[_PageFault]:
    mains = list(page.facts.all("main"))
    if len(mains) != 1:
        yield _PageFault(line=mains[-1].line if mains else 1, arguments={"count": str(len(mains))})


def _skip_link(page: _Page) -> Iterator[_PageFault]:
    first = next(page.facts.all("a", "button", "input", "select", "textarea", "summary"), None)
    targets = {
        f"#{main.attributes['id']}" for main in page.facts.all("main") if main.attributes.get("id")
    }
    if first is None or first.attributes.get("href") not in targets:
        yield _PageFault(line=first.line if first else 1)


def _second_request(page: _Page) -> Iterator[_PageFault]:
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
            yield _PageFault(line=element.line, arguments={"address": target})


_RULES: Final[Mapping[str, _Rule]] = {
    "P001": _doctype,
    "P002": _one_heading,
    "P003": _heading_order,
    "P004": _labels,
    "P005": _buttons,
    "P006": _unique_ids,
    "P007": _language,
    "P008": _direction,
    "P009": _scripts,
    "P010": _handlers,
    "P011": _script_addresses,
    "P012": _anchors,
    "P013": _title,
    "P014": _canonical,
    "P015": _translations,
    "P016": _link_words,
    "P017": _one_main,
    "P018": _skip_link,
    "P020": _second_request,
}

"""What is written on a page, in the order of reading: to compare with what is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

import html5lib

# These stand within a line; every other element begins one.
_INLINE: Final = frozenset(
    re.findall(
        r"\w+", "a abbr b bdi cite code em i kbd mark q s small span strong sub sup time wbr"
    )
)
# Not shown, or shown as the value of a field.
_UNSEEN: Final = frozenset(("head", "script", "style", "template", "option"))
_LANDMARKS: Final = frozenset(("header", "main", "nav", "footer", "search"))
_HEADING: Final = re.compile(r"h[1-6]")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTexts:
    """``landmarks`` are the first words in each; one that begins with another's is not counted.

    ``main`` is without its labels, which are said where their fields are. ``first`` is what it
    should begin with: what went wrong, if anything did, else its heading. ``last`` is the end of
    the page.
    """

    main: tuple[str, ...]
    labels: tuple[str, ...]
    headings: tuple[str, ...]
    landmarks: tuple[str, ...]
    first: str
    last: str


def page_texts(html: str) -> PageTexts:
    """Take a page apart. Raises ValueError if it has not one ``main``."""
    document = html5lib.parse(html, namespaceHTMLElements=False)
    (main,) = document.iter("main")
    headings = [each for each in main.iter() if _HEADING.fullmatch(str(each.tag))]
    title = "".join(document.find("head/title").itertext())
    lines = tuple(_lines(main))
    labels = tuple(" ".join(_lines(each)) for each in main.iter("label"))
    return PageTexts(
        main=tuple(line for line in lines if line not in labels),
        labels=labels,
        headings=tuple(" ".join(_lines(each)) for each in headings),
        landmarks=tuple(_landmarks(document)),
        first=lines[0] if title.startswith("Error:") else " ".join(_lines(headings[0])),
        last=[text.strip() for text in document.itertext() if text.strip()][-1],
    )


def _lines(element: Element) -> Iterator[str]:
    """Yield the lines of an element that are not empty, with one space between words."""
    text = "".join(_pieces(element))
    yield from (" ".join(line.split()) for line in text.split("\0") if line.strip())


def _pieces(element: Element) -> Iterator[str]:
    """Yield text as it is written, and NUL where a line begins or ends."""
    if element.tag in _UNSEEN or not isinstance(element.tag, str):
        return
    edge = "" if element.tag in _INLINE else "\0"
    yield edge + (element.text or "")
    for child in element:
        if not (
            element.tag == "details" and "open" not in element.attrib and child.tag != "summary"
        ):
            yield from _pieces(child)
        yield child.tail or ""
    yield edge


def _landmarks(document: Element) -> Iterator[str]:
    """Yield the first words of each landmark. Two that begin at one place are one stop of M.

    A form with a name is one. Source: HTML-AAM, "form".
    """
    begun: set[int] = set()
    for element in document.iter():
        is_form = element.tag == "form" and "aria-labelledby" in element.attrib
        if element.tag in _LANDMARKS or is_form or element.get("role") == "search":
            first = next(each for each in element.iter() if (each.text or "").strip())
            if id(first) not in begun:
                yield " ".join((first.text or "").split())
            begun.add(id(first))

"""What a page says, from its HTML alone, to be compared with what a text browser shows of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

import html5lib

# Elements inside a line: no space stands around them but what is written.
INLINE: Final = frozenset({"a", "abbr", "b", "em", "i", "mark", "small", "span", "strong"})
HTML: Final = "{http://www.w3.org/1999/xhtml}"
WORD: Final = re.compile(r"[^\W_]+")
MARKS: Final = frozenset("“”‘’¿¡–…")


def words(text: str) -> Counter[str]:
    """Count the words of a text, without the numbers that lists put before their items."""
    return Counter(word for word in WORD.findall(text) if not word.isdecimal())


def marks(text: str) -> Counter[str]:
    """Count the marks that are no ASCII."""
    return Counter(mark for mark in text if mark in MARKS)


def said(html: str) -> tuple[str, str]:
    """Return the text of the body of a page, and apart from it the values of its fields.

    A space stands wherever a block, a field or a cell ends.
    """
    body = html5lib.parse(html).find(f"{HTML}body")
    held = (*body.iter(f"{HTML}option"), *body.iter(f"{HTML}input"))
    return "".join(_pieces(body)), " ".join(
        field.get("value", "") if field.text is None else field.text for field in held
    )


def _pieces(element: Element) -> Iterator[str]:
    """Yield the text of an element and of all within it, the words of buttons included."""
    tag = element.tag.removeprefix(HTML)
    edge = "" if tag in INLINE else " "
    yield (
        edge
        + (element.text or "")
        + (element.get("value", "") if element.get("type") == "submit" else "")
    )
    for child in element if tag != "select" else ():
        yield from _pieces(child)
        yield child.tail or ""
    yield edge

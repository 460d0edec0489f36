"""Rules of what Orca says: each takes what was heard and what is written, and yields faults.

The words of Orca itself are English, as its locale is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from screen_reader.orca.page_texts import PageTexts

MAIN: Final = "main content"
_WORD: Final = re.compile(r"\w+")
# After a heading: what it is.
_LINK: Final = ("link", "visited link")
_LEVEL: Final = re.compile(r"heading level \d")
# Words of Orca's own that may come between two words of a text, such as "link" and "bullet".
_BETWEEN: Final = 8
# Orca stops at the end of what fits into a line of the screen.
_FIRST_WORDS: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """``page`` is what was said, phrase by phrase, when the page opened.

    ``landmarks`` is what each press of M said, from the top on, until it began there again.
    """

    page: tuple[str, ...]
    landmarks: tuple[tuple[str, ...], ...]


def headings_in_one_piece(heard: Heard, page: PageTexts) -> Iterator[str]:
    """Each heading is one phrase, then whether it is a link, then its level."""
    said = [
        phrase
        for phrase, *after in zip(heard.page, heard.page[1:], [*heard.page[2:], ""], strict=False)
        if _LEVEL.fullmatch(after[after[0] in _LINK])
    ]
    yield from (
        f"{heading!r} is not said in one piece"
        for heading in page.headings
        if heading not in {" ".join(phrase.split()) for phrase in said}
    )


def every_text(heard: Heard, page: PageTexts) -> Iterator[str]:
    """Every text of ``main`` is said, in the order of the page, but for labels."""
    said, start = _words(" ".join(heard.page)), 0
    for text in page.main:
        end = _end_of(_words(text), said, start)
        if end is None:
            yield f"{text!r} is not said"
        else:
            start = end
    yield from (
        f"{label!r} is not said" for label in page.labels if _end_of(_words(label), said, 0) is None
    )


def landmarks_once(heard: Heard, page: PageTexts) -> Iterator[str]:
    """M stops at the beginning of each landmark, once, in their order."""
    stops = [" ".join(said) for said in heard.landmarks]
    if len(stops) != len(page.landmarks):
        yield f"{len(page.landmarks)} landmarks, but {len(stops)} stops: {stops}"
    for first, stop in zip(page.landmarks, stops, strict=False):
        if _end_of(_words(first)[:_FIRST_WORDS], _words(stop), 0) is None:
            yield f"{stop!r} is said of the landmark that begins with {first!r}"


def beginning_of_main(heard: Heard, page: PageTexts) -> Iterator[str]:
    """What is said first in ``main`` is what went wrong, or else the main heading."""
    wanted = page.first
    after = heard.page[heard.page.index(MAIN) + 1 :] if MAIN in heard.page else ()
    if _words(" ".join(after))[: len(_words(wanted))] != _words(wanted):
        yield f"main begins with {after[:3]}, not with {wanted!r}"


def faults(heard: Heard, page: PageTexts) -> Mapping[str, list[str]]:
    """Return the faults of a page, by the rules that found any."""
    found = {rule.__name__: list(rule(heard, page)) for rule in RULES}
    return {name: those for name, those in found.items() if those}


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _end_of(text: Sequence[str], said: Sequence[str], start: int) -> int | None:
    """Return where a text ends in what is said from a place on, or nothing if it is not there."""
    for begin in range(start, len(said)):
        at = begin
        for number, word in enumerate(text):
            within = said[at : at + 1 + (_BETWEEN if number else 0)]
            if word not in within:
                break
            at += within.index(word) + 1
        else:
            return at
    return None


RULES: Final[tuple[Callable[[Heard, PageTexts], Iterator[str]], ...]] = (
    headings_in_one_piece,
    every_text,
    landmarks_once,
    beginning_of_main,
)

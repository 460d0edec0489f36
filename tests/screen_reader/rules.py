"""Rules of what a screen reader says: each takes a transcript and yields its faults.

Sources: WCAG 2.2, WAI-ARIA 1.2.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Final

from screen_reader.transcript import FIELDS, LANDMARKS, Transcript

ONCE: Final = ("banner", "search", "main", "contentinfo")
# Drawn, not meant: said aloud as "bullet", "right arrow", "vertical line", or a long silence.
_DRAWN: Final = re.compile(r"[•·▪●○■□◆★☆►▸▶◄←→↑↓⇒»«›‹|✓✔✗✘—~_]|(?<!\S)[–/-](?!\S)")
# A title may end in a mark of its own, and three points are one.
_TWICE: Final = re.compile(r"[:;,][.:;,]|[!?][:;]|(?<!\.)\.\.(?!\.)|\s[.,;:!?)]|\(\s")
# Words that every passage of a language has, without those that two languages share.
_SMALL_WORDS: Final[Mapping[str, str]] = {
    "en": "the of to with for is are was that this it you your from not who by they what when have",
    "es": "el los las del que con para por una es son fue este esta lo se su sus tu tus quien "
    "cuando más sin",
}
_WORD: Final = re.compile(r"[^\W\d_]+")
# Containers that say by their names what their fields are for.
_NAMED: Final = ("group ", "form ")
# A name may hold one small word of its language: "Alexandria Ocasio-Cortez and Mariame Kaba".
_A_PASSAGE: Final = 2


def one_heading(page: Transcript) -> Iterator[str]:
    """WCAG 2.4.2, 2.4.6: one main heading, and the title begins with it, but for "Error:"."""
    headings = [each.words for each in page.of("heading") if each.level == 1]
    if len(headings) != 1:
        yield f"{len(headings)} main headings"
    elif not re.sub(r"^Error: ", "", page.title).startswith(headings[0]):
        yield f"the title {page.title!r} does not begin with {headings[0]!r}"


def headings_in_order(page: Transcript) -> Iterator[str]:
    """WCAG 1.3.1, 2.4.10: no level is skipped, and no heading is empty."""
    headings = page.of("heading")
    yield from (f"heading {each.level} without words" for each in headings if not each.words)
    levels = [0, *(each.level for each in headings)]
    yield from (
        f"heading {after} follows heading {before}"
        for before, after in pairwise(levels)
        if after > before + 1
    )


def landmarks(page: Transcript) -> Iterator[str]:
    """Landmarks once each, in order; if a role stands more than once, each has its own name."""
    roles = [each.role for each in page.of(*LANDMARKS)]
    yield from (f"{roles.count(role)} of {role}" for role in ONCE if roles.count(role) != 1)
    order = [role for role in roles if role in ("banner", "main", "contentinfo")]
    if order != sorted(order, key=ONCE.index):
        yield f"the landmarks are in the order {order}"
    names = Counter(
        (each.role, each.words) for each in page.of("navigation", "region", "form", "complementary")
    )
    yield from (f"{role} without a name" for role, name in names if not name)
    yield from (
        f"{count} times {role} {name!r}" for (role, name), count in names.items() if count > 1
    )


def not_said_twice(page: Transcript) -> Iterator[str]:
    """A region that has the words of its heading says nothing that the heading does not say."""
    for before, after in pairwise(page.utterances):
        if before.role == "region" and before.words == after.words:
            yield f"region and then {after.role}: {after.words!r}"


def skip_link(page: Transcript) -> Iterator[str]:
    """WCAG 2.4.1: the first thing said is a link to main, which takes the focus."""
    first, main = page.utterances[0], page.of("main")
    if first.role != "link" or not main or first.target != main[0].target:
        yield f"the first thing is {first.role} {first.words!r} to {first.target!r}"
    yield from ("main cannot be focused" for each in main if "focusable" not in each.states)


def names(page: Transcript) -> Iterator[str]:
    """WCAG 2.4.4, 2.5.3, 4.1.2: links and fields are called what is seen; no two fields alike."""
    for each in page.of("link", *FIELDS):
        seen = each.words if each.role == "link" else each.label
        if not each.name.strip() or " ".join(each.name.split()) != seen:
            yield f"{each.role} {each.name!r} is seen as {seen!r}"
    fields = Counter(each.words for each in page.of(*FIELDS))
    yield from (
        f"{count} fields or buttons are called {name!r}"
        for name, count in fields.items()
        if count > 1
    )


def neighboring_links(page: Transcript) -> Iterator[str]:
    """WCAG 2.4.4, technique H2: adjacent links differ in target and words.

    Links of two errors may lead to one field.
    """
    spoken = (
        each
        for each in page.utterances
        if each.role != "marker" and (each.role != "text" or _WORD.search(each.words))
    )
    for before, after in pairwise(spoken):
        both = before.role == after.role == "link"
        one_place = before.target == after.target and not before.target.startswith("#")
        if both and (one_place or before.words == after.words):
            yield f"{before.words!r} ({before.target}) and then {after.words!r} ({after.target})"


def decoration(page: Transcript) -> Iterator[str]:
    """Nothing decorative is read aloud, from text or style, and no mark follows another."""
    for each in page.utterances:
        if each.role != "marker" and (found := _DRAWN.search(each.words)):
            yield f"{found[0]!r} in {each.role} {each.words!r}"
    for line in _lines(page):
        if found := _TWICE.search(line):
            yield f"{found[0]!r} in {line!r}"


def _lines(page: Transcript) -> Iterator[str]:
    """Yield the words of each line, which are said without a pause."""
    lines: dict[str, str] = {}
    for each in page.utterances:
        if each.role in ("text", "link", "abbreviation", "mark", "heading"):
            lines[each.line] = lines.get(each.line, "") + "".join(
                phrase.words for phrase in each.phrases
            )
    yield from (" ".join(line.split()) for line in lines.values())


def voices(page: Transcript) -> Iterator[str]:
    """WCAG 3.1.1, 3.1.2: every passage is in the language that its voice speaks."""
    if not page.language or page.direction not in ("ltr", "rtl"):
        yield f"the page has language {page.language!r} and direction {page.direction!r}"
    for each in page.utterances:
        for phrase in each.phrases:
            counted = {
                language: _small_words(phrase.words, words.split())
                for language, words in _SMALL_WORDS.items()
            }
            most = max(counted, key=lambda language: counted[language])
            if (
                most != phrase.language
                and counted[most] >= _A_PASSAGE
                and counted[most] > counted.get(phrase.language, 0)
            ):
                yield f"{phrase.words!r} is said in {phrase.language}"


def _small_words(passage: str, words: list[str]) -> int:
    return sum(word in words for word in _WORD.findall(passage.lower()))


def links_abroad(page: Transcript) -> Iterator[str]:
    """A link to a page in another language says so by its voice."""
    for each in page.of("link"):
        there = re.match(r"/(en|es)/", each.target)
        if (
            there
            and there[1] != page.language
            and {phrase.language for phrase in each.phrases} != {there[1]}
        ):
            yield f"{each.words!r} leads to {each.target}"


def controls(page: Transcript) -> Iterator[str]:
    """There is nothing to set on a page: what can be filled in searches, filters or is sent.

    A form that is sent says by its name what it is for.
    """
    for each in page.of(*FIELDS):
        if not any(place == "search" or place.startswith(_NAMED) for place in each.within):
            yield f"{each.role} {each.words!r} in {each.within}"


def lists_with_their_number(page: Transcript) -> Iterator[str]:
    """No list is empty: its number of items is said."""
    yield from (
        f"an empty list in {each.within}"
        for each in page.of("list", "DescriptionList")
        if not each.items
    )


RULES: Final[tuple[Callable[[Transcript], Iterator[str]], ...]] = (
    one_heading,
    headings_in_order,
    landmarks,
    not_said_twice,
    skip_link,
    names,
    neighboring_links,
    decoration,
    voices,
    links_abroad,
    controls,
    lists_with_their_number,
)

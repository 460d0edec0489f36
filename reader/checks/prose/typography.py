"""The punctuation of a language, as far as a program can be sure that it is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from reader.checks.findings.prose import ProseCode
from reader.checks.prose.sentence_splitter import primary
from reader.library.finding_collector import FileFindings
from reader.library.passages import Passage

# Every quotation mark of any language, and those of each language, the outer pair first.
_EVERY_QUOTATION_MARK: Final = "\"'«»„‟‹›‚‛“”‘’「」『』"
_QUOTATION_MARKS: Final[Mapping[str, str]] = {"en": "“ ” ‘ ’", "es": "“ ” ‘ ’"}
_WRONG_QUOTATION_MARKS: Final[Mapping[str, re.Pattern[str]]] = {
    language: re.compile(f"[{''.join(sorted(set(_EVERY_QUOTATION_MARK).difference(marks)))}]")
    for language, marks in _QUOTATION_MARKS.items()
}

# Languages in which a question and an exclamation have a mark at both ends.
_OPENED: Final[Mapping[str, Mapping[str, str]]] = {"es": {"?": "¿", "!": "¡"}}
# A mark in brackets is a comment on the word before it. An address may have a question mark.
_ENDS_OF_SENTENCES: Final = re.compile(r"\([?!]+\)|\b\w+://\S+|(?P<opens>[¿¡]+)|(?P<closes>[?!]+)")
# Quick to look for, and most passages have none.
_MARK: Final = re.compile("[?!¿¡]")

_DOTS: Final = re.compile(r"\.\.\.+")

# Endings for all genders that a screen reader stumbles on: l@s, todxs, amigx; not ana@example.org,
# sexo, Marx, Bronx, lynx.
_SPOKEN_ENDINGS: Final[Mapping[str, re.Pattern[str]]] = {
    "es": re.compile(
        r"(?<![\w.@/+-])[^\W\d_]+@s?(?![\w@]|\.\w)"
        r"|\b[^\W\d_]*[bcdfghjklmnñpqrstvwyzBCDFGHJKLMNÑPQRSTVWYZ][xX][sS]\b"
        r"|\b(?=[^\W\d_]*?[aeiouáéíóú])[a-záéíóúüñ]*(?<=[bcdfghjklmnñpqrstvwyz])x\b"
    )
}
# What each of them has. It begins with few letters, so it is quick to look for.
_SPOKEN_ENDING: Final = re.compile(r"[@xX](?:(?<=@)|[sS]?\b)")


def check_passages(passages: Iterable[Passage], file: FileFindings) -> None:
    """Report wrong punctuation. Passages in another language, and code, are not checked."""
    for passage in passages:
        language = primary(passage.language)
        if language in _QUOTATION_MARKS:
            words = passage.own_words
            for rule in _RULES[language]:
                rule(words, language, passage, file)


def _check_quotation_marks(words: str, language: str, passage: Passage, file: FileFindings) -> None:
    for match in _WRONG_QUOTATION_MARKS[language].finditer(words):
        file.add(
            ProseCode.WRONG_QUOTATION_MARK,
            passage.line_at(match.start()),
            mark=match[0],
            wanted=_QUOTATION_MARKS[language],
        )


def _check_opening_marks(words: str, language: str, passage: Passage, file: FileFindings) -> None:
    marks = _OPENED[language]
    for code, offset, mark in _unpaired(words) if _MARK.search(words) else ():
        file.add(code, passage.line_at(offset), mark=mark, wanted=_partner(mark, marks))


def _unpaired(words: str) -> Iterator[tuple[ProseCode, int, str]]:
    """Yield the marks that are not opened or not closed.

    A sentence may open with one kind of mark and end with the other: ¡Qué dices?
    """
    opened: re.Match[str] | None = None
    for match in _ENDS_OF_SENTENCES.finditer(words):
        if match["opens"]:
            if opened:
                yield ProseCode.MARK_NOT_CLOSED, opened.start(), opened[0][0]
            opened = match
        elif match["closes"]:
            if not opened:
                yield ProseCode.MARK_NOT_OPENED, match.start(), match[0][0]
            opened = None
    if opened:
        yield ProseCode.MARK_NOT_CLOSED, opened.start(), opened[0][0]


def _partner(mark: str, marks: Mapping[str, str]) -> str:
    return {**marks, **{opening: closing for closing, opening in marks.items()}}[mark]


def _check_dots(words: str, _: str, passage: Passage, file: FileFindings) -> None:
    for match in _DOTS.finditer(words) if "..." in words else ():
        file.add(ProseCode.THREE_DOTS, passage.line_at(match.start()))


def _check_endings(words: str, language: str, passage: Passage, file: FileFindings) -> None:
    if _SPOKEN_ENDING.search(words):
        for match in _SPOKEN_ENDINGS[language].finditer(words):
            file.add(ProseCode.SPOKEN_ENDING, passage.line_at(match.start()), word=match[0])


_Rule: TypeAlias = Callable[[str, str, Passage, FileFindings], None]
# Language → its rules, which get the words of a passage, its language, and the passage.
_RULES: Final[Mapping[str, tuple[_Rule, ...]]] = {
    language: (
        _check_quotation_marks,
        *((_check_opening_marks,) if language in _OPENED else ()),
        _check_dots,
        *((_check_endings,) if language in _SPOKEN_ENDINGS else ()),
    )
    for language in _QUOTATION_MARKS
}

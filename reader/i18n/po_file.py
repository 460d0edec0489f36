"""Parse PO files, with a line number for every error.

Babel's parser drops the last letter of a string without a closing quotation mark, merges duplicate
messages and pads missing plural forms; we check and compile what is written.
Source: GNU gettext manual, "The Format of PO Files".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

_LINE: Final = re.compile(
    r'(?:(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)\s*)?"((?:[^"\\\x00-\x08]|\\[\\"ntr])*)"'
)
_ESCAPED: Final = re.compile(r"\\(.)")
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r"}


class PoFault(StrEnum):
    """Why a line of a catalogue cannot be parsed."""

    NOT_UTF_8 = "not-utf-8"
    LINE = "line"
    INCOMPLETE = "incomplete"
    TWICE = "twice"


@dataclass(frozen=True, slots=True, kw_only=True)
class PoError:
    """An error in a catalogue.

    ``text`` is the line, or the message; ``line`` counts from 1.
    """

    fault: PoFault
    line: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PoMessage:
    """A message.

    ``source`` is the singular and, if counted, the plural; ``translation`` has a text for each
    plural form. ``comments`` are by the translator, ``notes`` are ours for the translator,
    ``files`` use the message.
    """

    line: int
    context: str | None
    source: tuple[str, ...]
    translation: tuple[str, ...]
    fuzzy: bool = False
    obsolete: bool = False
    comments: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str | None, tuple[str, ...]]:
        """The identity of a message: its context and source texts."""
        return (self.context, self.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Every message of a PO or POT text, without the header, whose fields are in ``header``.

    ``messages`` are in use; ``obsolete`` ones are kept in case their text comes back. With
    ``unreadable`` lines the rest is incomplete.
    """

    header: dict[str, str]
    comments: tuple[str, ...]
    messages: tuple[PoMessage, ...]
    obsolete: tuple[PoMessage, ...]
    unreadable: tuple[PoError, ...]


def read_messages(text: bytes) -> Catalogue:
    """Parse a PO or POT text. Never raises: errors are in ``unreadable``."""
    try:
        lines = text.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        at = text.count(b"\n", 0, error.start) + 1
        return _catalogue([], [PoError(fault=PoFault.NOT_UTF_8, line=at, text="")])
    entries = _Entries()
    unreadable = [
        PoError(fault=PoFault.LINE, line=number, text=line.strip())
        for number, line in enumerate(lines, start=1)
        if not entries.parse_line(number, line.strip())
    ]
    messages: list[PoMessage] = []
    for entry in entries.all:
        if message := entry.message():
            messages.append(message)
        elif entry.fields:
            unreadable.append(
                PoError(
                    fault=PoFault.INCOMPLETE, line=entry.line, text=entry.fields.get("msgid", "")
                )
            )
    return _catalogue(messages, unreadable)


def _catalogue(messages: list[PoMessage], unreadable: list[PoError]) -> Catalogue:
    header = next((message for message in messages if message.key == (None, ("",))), None)
    others = [message for message in messages if message is not header]
    unreadable = sorted([*unreadable, *_twice(others)], key=lambda each: each.line)
    return Catalogue(
        header=dict(_header_fields(header)) if header else {},
        comments=header.comments if header else (),
        messages=tuple(message for message in others if not message.obsolete),
        obsolete=tuple(message for message in others if message.obsolete),
        unreadable=tuple(unreadable),
    )


def _header_fields(header: PoMessage) -> Iterator[tuple[str, str]]:
    for line in header.translation[0].split("\n"):
        name, _, value = line.partition(":")
        if name.strip():
            yield name.strip(), value.strip()


def _twice(messages: list[PoMessage]) -> Iterator[PoError]:
    # gettext looks a message up by its singular, so one singular cannot have two plurals either.
    seen: set[tuple[str | None, str]] = set()
    for message in messages:
        key = (message.context, message.source[0])
        if not message.obsolete and key in seen:
            yield PoError(fault=PoFault.TWICE, line=message.line, text=message.source[0])
        if not message.obsolete:
            seen.add(key)


@dataclass(slots=True)
class _Entry:
    """A message being parsed: its texts by keyword, its comments by their sign."""

    line: int = 0
    obsolete: bool = False
    fields: dict[str, str] = field(default_factory=dict)
    comments: dict[str, list[str]] = field(default_factory=dict)

    def message(self) -> PoMessage | None:
        """Return the finished message, or None if something is missing."""
        plural = self.fields.get("msgid_plural")
        wanted = (
            ["msgstr"] if plural is None else [f"msgstr[{form}]" for form in range(self._forms())]
        )
        forms = [name for name in self.fields if name.startswith("msgstr")]
        if "msgid" not in self.fields or not wanted or forms != wanted:
            return None
        flags = tuple(
            flag.strip()
            for line in self.comments.get(",", [])
            for flag in line.split(",")
            if flag.strip()
        )
        return PoMessage(
            line=self.line,
            context=self.fields.get("msgctxt"),
            source=(self.fields["msgid"], *([] if plural is None else [plural])),
            translation=tuple(self.fields[name] for name in wanted),
            fuzzy="fuzzy" in flags,
            obsolete=self.obsolete,
            comments=tuple(self.comments.get(" ", [])),
            notes=tuple(self.comments.get(".", [])),
            files=tuple(" ".join(self.comments.get(":", [])).split()),
            flags=flags,
        )

    def _forms(self) -> int:
        return sum(name.startswith("msgstr[") for name in self.fields)


class _Entries:
    """The messages parsed so far, the last one perhaps unfinished."""

    def __init__(self) -> None:
        self.all = [_Entry()]
        self._keyword = ""

    def parse_line(self, number: int, line: str) -> bool:
        """Parse one line. Return False if it is malformed or out of place."""
        if not line:
            return True
        if line.startswith("#") and (not line.startswith("#~") or line.startswith("#~|")):
            self._comment(line)
            return True
        match = _LINE.fullmatch(line.removeprefix("#~").strip())
        if not match or not (match[1] or self._keyword):
            return False
        return self._text(
            number, match[1] or "", _unescaped(match[2]), obsolete=line.startswith("#~")
        )

    def _comment(self, line: str) -> None:
        sign = line[1:2] if line[1:2] in (",", ".", ":", "|") else " "
        self._entry_after_translation().comments.setdefault(sign, []).append(
            line[2 if sign != " " else 1 :].strip()
        )
        self._keyword = ""

    def _text(self, number: int, keyword: str, text: str, *, obsolete: bool) -> bool:
        if not keyword:
            self.all[-1].fields[self._keyword] += text
            return True
        entry = self._entry_after_translation() if keyword in ("msgctxt", "msgid") else self.all[-1]
        if keyword in entry.fields:
            return False
        if keyword == "msgid" or not entry.line:
            entry.line = number
        entry.obsolete = obsolete
        entry.fields[keyword] = text
        self._keyword = keyword
        return True

    def _entry_after_translation(self) -> _Entry:
        """Return the entry being parsed, or a new one if it already has a translation."""
        if any(name.startswith("msgstr") for name in self.all[-1].fields):
            self.all.append(_Entry())
        return self.all[-1]


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: _ESCAPES.get(match[1], match[1]), text)

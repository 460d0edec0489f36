"""Read what was sent by a form: keep every letter, and say what is wrong with which field. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from reader.submissions.form_fields import (
    CHOICES,
    CONSENT_GIVEN,
    END,
    FIELDS,
    MOST_CHOICES,
    Answers,
    Field,
    FieldKind,
    FormName,
)

# Somebody may want to look at a few links; more than these are what machines send.
MOST_LINKS: Final = 3
_LINK: Final = "://"
# What bytes that are no UTF-8 become when they are decoded. Source: Unicode, D93b.
_REPLACEMENT: Final = "\ufffd"
# What no page can show: a control but line ends and tabs, a half of a surrogate pair, and what
# stands for nothing. Source: Unicode, Cc and Cs; HTML Living Standard, "noncharacter".
_NOTHING: Final = "".join(rf"\U{plane:04x}fffe-\U{plane:04x}ffff" for plane in range(17))
_NO_LETTER: Final = re.compile(
    rf"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_NOTHING}]"
)


class Fault(StrEnum):
    """What can be wrong with a field, or with the whole form."""

    EMPTY = "empty"
    TOO_LONG = "too-long"
    NOT_CHOSEN = "not-chosen"
    NO_CONSENT = "no-consent"
    UNKNOWN_CHOICE = "unknown-choice"
    BROKEN_LETTERS = "broken-letters"
    SENT_TWICE = "sent-twice"
    CUT = "cut"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldProblem:
    """One fault. ``field`` is empty if it is the whole form's.

    ``longest`` is how many characters the field may have, ``length`` how many it has.
    """

    field: str
    fault: Fault
    longest: int = 0
    length: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledForm:
    """What somebody sent: her letters as she typed them, and what is wrong with them."""

    name: FormName
    answers: Answers
    problems: tuple[FieldProblem, ...]

    @property
    def without_missing(self) -> tuple[FieldProblem, ...]:
        """The problems that a form has which is only not finished yet."""
        missing = {Fault.EMPTY, Fault.NOT_CHOSEN, Fault.NO_CONSENT}
        return tuple(each for each in self.problems if each.fault not in missing)


def read_form(
    name: FormName,
    sent: Mapping[str, Sequence[str]],
    choices: Mapping[str, Collection[str]],
) -> FilledForm:
    """Return the form as it was sent: names with all their values. Never raises.

    ``choices`` are those of the library, by field.
    """
    answers: dict[str, str] = {}
    problems: list[FieldProblem] = []
    if END not in sent:
        problems.append(FieldProblem(field="", fault=Fault.CUT))
    for field in FIELDS[name]:
        values = [_as_typed(value) for value in sent.get(field.name, ())]
        if field.kind is FieldKind.CHOICES:
            # Each box sends its own; a page that shows them once more sends them together.
            values = [each for value in values for each in value.split()]
        answers[field.name] = _answer(field, values)
        fault = _fault(field, values, {**CHOICES, **choices}.get(field.name, ()))
        if fault:
            length = len(answers[field.name])
            problems.append(
                FieldProblem(field=field.name, fault=fault, longest=field.longest, length=length)
            )
    return FilledForm(name=name, answers=answers, problems=tuple(problems))


def count_links(answers: Answers) -> int:
    """Return how many addresses of websites somebody wrote."""
    return sum(text.count(_LINK) for text in answers.values())


def _as_typed(value: str) -> str:
    """Return a value with the line ends and the letters of one form: NFC. Source: UAX 15."""
    return unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))


def _answer(field: Field, values: Sequence[str]) -> str:
    if field.kind is FieldKind.CHOICES:
        return "\n".join(dict.fromkeys(_printable(value) for value in values[:MOST_CHOICES]))
    # A field that was sent twice keeps both: which one was meant only its writer knows.
    return "\n".join(_printable(value) for value in values).strip()


def _printable(value: str) -> str:
    return _NO_LETTER.sub("", value)


def _fault(field: Field, values: Sequence[str], choices: Collection[str]) -> Fault | None:
    if any(_REPLACEMENT in value or _NO_LETTER.search(value) for value in values):
        return Fault.BROKEN_LETTERS
    if field.kind is FieldKind.CHOICES:
        known = len(values) <= MOST_CHOICES and set(values) <= set(choices)
        return None if known else Fault.UNKNOWN_CHOICE
    if len(values) > 1:
        return Fault.SENT_TWICE
    value = values[0].strip() if values else ""
    if field.kind is FieldKind.CONSENT:
        return None if value == CONSENT_GIVEN else Fault.NO_CONSENT
    if field.kind is FieldKind.CHOICE:
        return _choice_fault(field, value, choices)
    return _text_fault(field, value)


def _choice_fault(field: Field, value: str, choices: Collection[str]) -> Fault | None:
    if not value:
        return Fault.NOT_CHOSEN if field.required else None
    return None if value in choices else Fault.UNKNOWN_CHOICE


def _text_fault(field: Field, value: str) -> Fault | None:
    if not value:
        return Fault.EMPTY if field.required else None
    if field.kind is FieldKind.LINE and "\n" in value:
        return Fault.BROKEN_LETTERS
    return Fault.TOO_LONG if len(value) > field.longest else None

"""The fields of each form: one table that the pages, the rules and the team's tools share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

# Field → what was typed or chosen. A field of several choices has one a line.
Answers: TypeAlias = Mapping[str, str]


class FormName(StrEnum):
    """What somebody can send."""

    CORRECT = "correct"
    SHARE = "share"


class FieldKind(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    CHOICES = "choices"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field. ``longest`` is in characters, of each choice if there are several."""

    name: str
    kind: FieldKind = FieldKind.LINE
    longest: int = 200
    required: bool = False


class Reason(StrEnum):
    """Why somebody writes about a page."""

    FACT = "fact"
    OLD = "old"
    WORDS = "words"
    ABOUT_US = "about-us"
    UNREADABLE = "unreadable"
    NOT_FOUND = "not-found"
    OTHER = "other"


class Running(StrEnum):
    """Whether a project runs now, as the person who shares it knows."""

    YES = "yes"
    PAUSED = "paused"
    NO = "no"
    UNSURE = "unsure"


# What a field of one choice may hold. Topics, marks and languages are those of the library.
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "reason": tuple(Reason),
    "running": tuple(Running),
}
CONSENT_GIVEN: Final = "yes"
MOST_CHOICES: Final = 60

FIELDS: Final[Mapping[FormName, tuple[Field, ...]]] = {
    FormName.CORRECT: (
        Field(name="page", longest=300),
        Field(name="reason", kind=FieldKind.CHOICE, required=True),
        Field(name="what", kind=FieldKind.TEXT, longest=4_000, required=True),
        Field(name="source", kind=FieldKind.TEXT, longest=1_000),
        Field(name="reply"),
    ),
    FormName.SHARE: (
        Field(name="name", longest=120, required=True),
        Field(name="place", longest=120, required=True),
        Field(name="organization", longest=120),
        Field(name="what", required=True),
        Field(name="story", kind=FieldKind.TEXT, longest=10_000, required=True),
        Field(name="marks", kind=FieldKind.CHOICES),
        Field(name="topics", kind=FieldKind.CHOICES),
        Field(name="link", longest=500),
        Field(name="running", kind=FieldKind.CHOICE, required=True),
        Field(name="since", longest=60),
        Field(name="contact"),
        Field(name="written_in", kind=FieldKind.CHOICE, required=True),
        Field(name="consent", kind=FieldKind.CONSENT, required=True),
        Field(name="reply"),
    ),
}

# Beside the fields: what tells a whole form from a cut one, and a person from a machine.
END: Final = "end"
STAMP: Final = "stamp"
# Its label asks people to leave it empty.
HONEYPOT: Final = "website"

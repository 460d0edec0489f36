"""What a screen reader says of a page, in order: a value that tests can ask, and a text for people to read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

LANDMARKS: Final = (
    "banner",
    "navigation",
    "search",
    "main",
    "contentinfo",
    "complementary",
    "form",
    "region",
)
FIELDS: Final = ("searchbox", "textbox", "combobox", "checkbox", "radio", "button")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words in one voice."""

    words: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One thing said. ``within`` names what it stands in, outermost first; things of one ``line`` are said without a stop.

    ``level`` is that of a heading; ``items`` how many a list has; ``label`` what is seen beside a field, or on a button.
    ``choices`` are the options of a select, heard by whoever steps through them. ``target`` is where a link leads, and of what
    holds others the address by which a link can lead there.
    """

    role: str
    line: str
    within: tuple[str, ...]
    phrases: tuple[Phrase, ...] = ()
    name: str = ""
    label: str = ""
    value: str = ""
    description: str = ""
    target: str = ""
    level: int = 0
    items: int = 0
    states: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The words as they are heard, whatever their language."""
        return " ".join("".join(phrase.words for phrase in self.phrases).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """A page as it is heard."""

    title: str
    language: str
    direction: str
    said: tuple[Said, ...]

    def of(self, *roles: str) -> tuple[Said, ...]:
        """Return what is said in these roles."""
        return tuple(each for each in self.said if each.role in roles)

    def text(self) -> str:
        """Return the whole transcript to be read: a line for each stop, deeper things further right, a change of voice in brackets."""
        lines = [f"page: {self.title} [{self.language}, {self.direction}]"]
        for _, group in groupby(self.said, key=lambda each: each.line):
            together = list(group)
            lines.append(
                "  " * len(together[0].within)
                + " | ".join(_spoken(each, self.language) for each in together)
            )
        return "\n".join(lines) + "\n"


def remembered(written: Mapping[str, Any]) -> Transcript:
    """Return the transcript that ``dataclasses.asdict`` and JSON made plain."""
    said = (
        Said(
            **{
                **each,
                "within": tuple(each["within"]),
                "phrases": tuple(Phrase(**phrase) for phrase in each["phrases"]),
                "states": tuple(each["states"]),
                "choices": tuple(each["choices"]),
            }
        )
        for each in written["said"]
    )
    return Transcript(**{**written, "said": tuple(said)})


def _spoken(each: Said, language: str) -> str:
    """Return one thing as the artefact has it: role, words in their voices, and what else is said of it."""
    words = "".join(
        phrase.words if phrase.language == language else f"[{phrase.language}: {phrase.words}]"
        for phrase in each.phrases
    ).strip()
    role = {
        "text": "",
        "marker": "",
        "heading": f"heading {each.level}",
        "DescriptionList": "list",
    }.get(each.role, each.role)
    more = (
        *((f"of {each.items}",) if each.role in ("list", "DescriptionList", "table") else ()),
        *(state for state in each.states if state != "focusable"),
        *((f"= “{each.value}”",) if each.value else ()),
        *((f"means {each.name}",) if each.role == "abbreviation" else ()),
        *((each.description,) if each.description else ()),
        *(("choices: " + "; ".join(each.choices),) if each.choices else ()),
    )
    return ": ".join(part for part in (role, words) if part) + (
        f" ({', '.join(more)})" if more else ""
    )

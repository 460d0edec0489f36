"""What a screen reader says of a page, in order: a value for tests, and a text for people."""

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
class Utterance:
    """One thing said.

    ``within`` names its containers, outermost first; utterances of one ``line`` follow each other
    without a pause. ``level`` is that of a heading, ``items`` the number in a list, ``label`` what
    is seen beside a field or on a button. ``choices`` are the options of a select. ``target`` is
    where a link leads, and for a container the address by which a link can lead there.
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
    utterances: tuple[Utterance, ...]

    def of(self, *roles: str) -> tuple[Utterance, ...]:
        """Return what is said in these roles."""
        return tuple(each for each in self.utterances if each.role in roles)

    def text(self) -> str:
        """Return the transcript to be read: a line for each pause, indented by depth.

        Words in another voice stand in brackets, after their language.
        """
        lines = [f"page: {self.title} [{self.language}, {self.direction}]"]
        for _, group in groupby(self.utterances, key=lambda each: each.line):
            together = list(group)
            lines.append(
                "  " * len(together[0].within)
                + " | ".join(_spoken(each, self.language) for each in together)
            )
        return "\n".join(lines) + "\n"


def transcript_from_json(written: Mapping[str, Any]) -> Transcript:
    """Return the transcript that ``dataclasses.asdict`` and JSON made plain."""
    utterances = (
        Utterance(
            **{
                **each,
                "within": tuple(each["within"]),
                "phrases": tuple(Phrase(**phrase) for phrase in each["phrases"]),
                "states": tuple(each["states"]),
                "choices": tuple(each["choices"]),
            }
        )
        for each in written["utterances"]
    )
    return Transcript(**{**written, "utterances": tuple(utterances)})


def _spoken(each: Utterance, language: str) -> str:
    """Return one utterance as text: role, words in their voices, and what else is said of it."""
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

"""Faults of intents and their phrases, planted one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from support.bad_content.planted import Plant
from support.builders import FILES
from support.intent_content import CALM, CODES, DANGER, intent_files

from reader.checks.findings.intents import IntentCode
from reader.checks.findings.library import LibraryCode
from reader.library.finding_codes import FindingCode
from reader.library.findings import RuleCode

_CODES: Final = "vocabulary/intents.yaml"
_DANGER: Final = "vocabulary/intents/danger.yaml"
_CALM: Final = "vocabulary/intents/calm.yaml"
# Code, line, what is replaced, by what.
_IN_DANGER: Final[tuple[tuple[RuleCode, int, str, str], ...]] = (
    (
        FindingCode.INTENT_SILENT,
        7,
        "    me pega\n    <pareja> me golpea\n    quiero morir\n",
        "\n",
    ),
    (FindingCode.WRONG_HELP_SECTION, 2, "help#emergency", "/help#emergency"),
    (FindingCode.WRONG_HELP_SECTION, 2, "help#emergency", "help"),
    (FindingCode.PHRASE_SWALLOWED, 8, "    hits me\n", "    he hits me up a lot\n"),
    (FindingCode.PHRASE_WEIGHTLESS, 8, "    hits me\n", "    is really me\n"),
    (FindingCode.UNKNOWN_WORD_SET, 9, "<partner>", "<partners>"),
    (FindingCode.MISSING_KEY, 4, ", es: Alguien te lastima", ""),
    (FindingCode.UNKNOWN_LANGUAGE, 4, "{en: Somebody", "{fr: Quelqu'un, en: Somebody"),
    (FindingCode.UNKNOWN_KEY, 5, "words:", "word: murder\nwords:"),
    (FindingCode.NOT_A_FLAG, 1, "danger: true", "danger: very"),
    (LibraryCode.BROKEN_ANCHOR, 2, "help#emergency", "help#nowhere"),
    (IntentCode.CALL_NOT_IN_HELP, 3, '"911"', '"112"'),
)
_IN_CALM: Final[tuple[tuple[RuleCode, int, str, str], ...]] = (
    (FindingCode.UNKNOWN_TOPIC, 1, "mental-health", "calm"),
    (FindingCode.UNKNOWN_DOCUMENT, 2, "zines/stay-calm", "zines/keep-calm"),
    (FindingCode.UNKNOWN_DOCUMENT, 2, "zines/stay-calm", "pages/about"),
    (FindingCode.PHRASE_TWICE, 5, "calm somebody down", "Really WANT to díe"),
    (
        FindingCode.INTENT_LEADS_NOWHERE,
        1,
        "topic: mental-health\ndocument: zines/stay-calm\n",
        "",
    ),
)
_IN_CODES: Final[tuple[tuple[RuleCode, int, str, str], ...]] = (
    (FindingCode.MISSING_KEY, 4, "    persons: [i, me, my, he, she, somebody]\n", ""),
    (FindingCode.NOT_A_LIST, 1, "[danger, calm]", "danger"),
)


def _planted() -> Iterator[Plant]:
    for code, line, old, new in _IN_DANGER:
        assert old in DANGER, old
        yield Plant(
            code=code,
            at=f"{_DANGER}:{line}",
            files=intent_files(danger=DANGER.replace(old, new, 1)),
        )
    for code, line, old, new in _IN_CALM:
        assert old in CALM, old
        yield Plant(
            code=code, at=f"{_CALM}:{line}", files=intent_files(calm=CALM.replace(old, new, 1))
        )
    for code, line, old, new in _IN_CODES:
        assert old in CODES, old
        yield Plant(
            code=code, at=f"{_CODES}:{line}", files=intent_files(codes=CODES.replace(old, new, 1))
        )
    yield Plant(
        code=FindingCode.INTENT_NOT_LISTED,
        at=f"{_CALM}:1",
        files=intent_files(codes=CODES.replace("[danger, calm]", "[danger]")),
    )
    yield Plant(
        code=FindingCode.MISSING_FILE,
        at="vocabulary/intents/third.yaml:1",
        files=intent_files(codes=CODES.replace("calm]", "calm, third]")),
    )
    lists = f"{FILES['library.yaml']}lists: [first-steps, second-steps]\n"
    line = lists.count("\n")
    yield Plant(
        code=FindingCode.UNKNOWN_DOCUMENT, at=f"library.yaml:{line}", files={"library.yaml": lists}
    )


PLANTED: Final = tuple(_planted())

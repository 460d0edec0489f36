"""Faults of help entries and of the way to them, planted one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from support.bad_content.planted import Plant
from support.builders import EPISODE, edition
from support.help_content import BODY, ENTRY, HELP, help_files

from reader.checks.findings.help import HelpCode
from reader.checks.findings.prose import ProseCode
from reader.library.finding_codes import FindingCode
from reader.library.findings import RuleCode

_FILE: Final = f"{HELP}/help.yaml"
# Code, line of the entry, what is replaced, by what.
_IN_ENTRIES: Final[tuple[tuple[RuleCode, int, str, str], ...]] = (
    (
        FindingCode.HELP_ONE_SOURCE,
        7,
        "    - {title: A list, publisher: null, date: 2026-09, url: null}\n",
        "",
    ),
    # The same publisher twice is one source.
    (
        FindingCode.HELP_ONE_SOURCE,
        7,
        "title: A list, publisher: null",
        "title: B, publisher: Night Line",
    ),
    (FindingCode.HELP_NOT_SURE, 7, "sure: high", "sure: medium"),
    (FindingCode.HELP_NO_DATE, 7, "date: 2026-09", "date: null"),
    (FindingCode.WRONG_PHONE_NUMBER, 7, '"1-800-555-0100"', '"1-800-CALL-NOW"'),
    (FindingCode.WRONG_PHONE_NUMBER, 8, 'press: "2"', 'press: "22"'),
    (FindingCode.WRONG_CERTAINTY, 5, "sure: high", "sure: certain"),
    (FindingCode.WRONG_HELP_NUMBER, 7, 'call: "1-800-555-0100"', "language: es"),
    (FindingCode.WRONG_HELP_NUMBER, 7, '{call: "1-800', '{text: "911", call: "1-800'),
    (FindingCode.WRONG_HELP_NUMBER, 7, '{call: "1-800-555-0100"}', '{text: "911", press: "2"}'),
    (FindingCode.WRONG_HELP_NUMBER, 9, 'text: "55501"', 'call: "55501"'),
    (FindingCode.MISSING_KEY, 1, "  police: null\n", ""),
    (FindingCode.MISSING_KEY, 3, ", es: Para todo el mundo.", ""),
    (FindingCode.UNKNOWN_LANGUAGE, 3, "{en: For", "{fr: Pour, en: For"),
    (FindingCode.UNKNOWN_KEY, 14, "  police: null\n", "  police: null\n  fax: none\n"),
    (FindingCode.NOT_A_TABLE, 3, "{en: For anyone., es: Para todo el mundo.}", "For anyone."),
    (FindingCode.WRONG_URL, 4, "https://night.example.org/", "night.example.org"),
    (FindingCode.WRONG_LANGUAGE_TAG, 11, "[en, qu]", "[en, Quechua]"),
    (FindingCode.WRONG_DATE, 16, "2026-09", "2026-13"),
    (FindingCode.WRONG_DATE, 17, "null\n", "{by: Ana, on: 2026, how: read its page}\n"),
    (FindingCode.NOT_A_FLAG, 12, "interpreters: true", "interpreters: maybe"),
    (HelpCode.UNKNOWN_HELP_LANGUAGE, 1, "[en, qu]", "[en, xyz]"),
    (ProseCode.PHONE_NUMBER, 1, "For anyone.", "For anyone. Or 510-555-0100."),
    (HelpCode.HELP_ENTRY_OLD, 1, "2026-09", "2026-03"),
    (HelpCode.HELP_NUMBER_LEFT_OUT, 1, "2026-09", "2025-03"),
)


def _in_entries() -> Iterator[Plant]:
    for code, line, old, new in _IN_ENTRIES:
        assert old in ENTRY, old
        yield Plant(code=code, at=f"{_FILE}:{line}", files=help_files(_replaced_once(old, new)))
    again = ENTRY.replace("name: Night", "name: Day")
    yield Plant(
        code=FindingCode.HELP_ENTRY_TWICE, at=f"{_FILE}:18", files=help_files(ENTRY + again)
    )
    yield Plant(
        code=FindingCode.NOT_A_LIST,
        at=f"{_FILE}:1",
        files=help_files("entries: []\n", "W.\n", "W.\n"),
    )
    yield Plant(
        code=FindingCode.UNEXPECTED_FILE,
        at="pages/about/help.yaml:1",
        files={"pages/about/help.yaml": ENTRY},
    )


def _replaced_once(old: str, new: str) -> str:
    # The last value of a key is the one that is meant: `null` is also a date and an address.
    before, _, after = ENTRY.rpartition(old) if old == "null\n" else ENTRY.partition(old)
    return f"{before}{new}{after}"


def _in_editions() -> Iterator[Plant]:
    unknown = f"{BODY}\n[[day-line]]\n"
    yield Plant(
        code=HelpCode.UNKNOWN_HELP_ENTRY, at=f"{HELP}/en.md:17", files=help_files(english=unknown)
    )
    twice = f"{BODY}\n[[night-line]]\n"
    yield Plant(
        code=HelpCode.HELP_ENTRY_SHOWN_TWICE,
        at=f"{HELP}/es.md:17",
        files=help_files(spanish=twice),
        also=((HelpCode.HELP_ENTRY_SHOWN_TWICE, f"{HELP}/es.md:13"),),
    )
    yield Plant(
        code=HelpCode.HELP_ENTRY_NOT_SHOWN,
        at=f"{_FILE}:1",
        files=help_files(english=BODY.replace("[[night-line]]", "Words.")),
    )
    yield Plant(
        code=HelpCode.HELP_ENTRY_IN_SENTENCE,
        at=f"{HELP}/en.md:13",
        files=help_files(
            english=BODY.replace("[[night-line]]", "See [[day-line]] too.\n\n[[night-line]]")
        ),
    )


def _links() -> Iterator[Plant]:
    for tag, words in (
        ("en", "Words.\n\nIf you are in danger, get\nhelp. [Get help](/help) first.\n"),
        ("es", "Palabras.\n\nSi hay peligro, busca\nayuda. [Busquen ayuda](/help).\n"),
        ("en", "Words.\n\n**Get help** at [home](/). Or [get help](/privacy).\n"),
    ):
        at = f"{EPISODE}/{tag}.md:9"
        yield Plant(
            code=HelpCode.HELP_NOT_LINKED,
            at=at,
            files={**help_files(), f"{EPISODE}/{tag}.md": edition("Notes", words)},
        )


PLANTED: Final = (*_in_entries(), *_in_editions(), *_links())

"""The accessibility statement is true: one date of review in both languages, current versions.

`reader check` warns if the review is older than a year: no test fails because a day has passed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Final

import pytest
from babel.dates import get_month_names
from support.source_modules import PROJECT

STATEMENT: Final = PROJECT / "content" / "pages" / "accessibility"
PACKAGES: Final = PROJECT / "tests" / "validators" / "package.json"
# The sentence that says when the statement was last reviewed.
REVIEWED: Final = {
    "en": re.compile(
        r"^This page was last reviewed on (?P<month>\w+) (?P<day>\d+), (?P<year>\d{4})\.$",
        re.MULTILINE,
    ),
    "es": re.compile(
        r"^La última revisión fue el (?P<day>\d+) de (?P<month>\w+) de (?P<year>\d{4})\.$",
        re.MULTILINE,
    ),
}
# The same day, where `reader check` reads it.
WRITTEN: Final = re.compile(r"^written: (?P<day>\d{4}-\d\d-\d\d)$", re.MULTILINE)
# What the statement calls the validators of package.json, and the programs of the system.
NAMES: Final = {
    "@daisy/ace-cli": "DAISY Ace",
    "axe-core": "axe-core",
    "html-validate": "html-validate",
    "vnu-jar": "Nu Html Checker",
    "@mozilla/readability": "Readability",
}
PROGRAMS: Final = (
    "Chromium",
    "lynx",
    "w3m",
    "Links",
    "ELinks",
    "Dillo",
    "NetSurf",
    "Orca",
    "Firefox ESR",
)


def editions() -> dict[str, str]:
    """Return the statement in each language that there is."""
    return {file.stem: file.read_text(encoding="utf-8") for file in sorted(STATEMENT.glob("*.md"))}


def pinned() -> dict[str, str]:
    """Return the version of every validator, by its name in package.json."""
    return json.loads(PACKAGES.read_text(encoding="utf-8"))["dependencies"]


def reviewed(language: str, text: str) -> date:
    """Return the day of the review. Raises ValueError unless the statement names exactly one."""
    (said,) = REVIEWED[language].finditer(text)
    months = {name: number for number, name in get_month_names("wide", locale=language).items()}
    return date(int(said["year"]), months[said["month"]], int(said["day"]))


def written(text: str) -> date:
    """Return the day in the front matter. Raises ValueError unless it names exactly one."""
    (said,) = WRITTEN.finditer(text)
    return date.fromisoformat(said["day"])


def faults_of_review(texts: Mapping[str, str]) -> list[str]:
    """Return what is wrong with the day of the review."""
    days = {language: reviewed(language, text) for language, text in texts.items()}
    return [
        *([f"different days: {days}"] if len(set(days.values())) > 1 else []),
        *(
            f"{language}: reviewed on {day}, written on {head}"
            for language, day in days.items()
            if day != (head := written(texts[language]))
        ),
    ]


def version(name: str, text: str) -> str | None:
    """Return the version that stands after a name, or nothing."""
    found = re.search(rf"(?<![\w-]){re.escape(name)} (\d+(?:\.\d+)*)", text)
    return found and found[1]


def faults_of_versions(texts: Mapping[str, str], wanted: Mapping[str, str]) -> list[str]:
    """Return each validator that a statement does not name with its pinned major and minor."""
    return [
        f"{language}: {name} {said}, not {given}"
        for language, text in texts.items()
        for name, given in wanted.items()
        if (said := version(NAMES.get(name, name), text)) != ".".join(given.split(".")[:2])
    ]


def test_the_statement_is_in_both_languages():
    assert set(editions()) == set(REVIEWED)


def test_the_review_is_of_one_day_in_both_languages_in_the_sentence_and_in_the_head():
    assert faults_of_review(editions()) == []


def test_a_review_of_two_days_is_found():
    texts = {
        "en": "written: 2026-11-02\nThis page was last reviewed on November 2, 2026.",
        "es": "written: 2026-11-04\nLa última revisión fue el 3 de noviembre de 2026.",
    }

    assert faults_of_review(texts) == [
        f"different days: {{'en': {date(2026, 11, 2)!r}, 'es': {date(2026, 11, 3)!r}}}",
        "es: reviewed on 2026-11-03, written on 2026-11-04",
    ]


def test_every_validator_is_named_with_its_version():
    assert faults_of_versions(editions(), pinned()) == []


@pytest.mark.parametrize(
    ("texts", "faults"),
    [
        ({"en": "axe-core 4.14 and Nu Html Checker 26.9."}, []),
        ({"en": "axe-core 4.1, Nu Html Checker 26.9."}, ["en: axe-core 4.1, not 4.14.1"]),
        ({"es": "Nu Html Checker 26.9."}, ["es: axe-core None, not 4.14.1"]),
        (
            {"es": "axe-core 4.14.1, Nu Html Checker 26."},
            ["es: axe-core 4.14.1, not 4.14.1", "es: vnu-jar 26, not 26.9.27"],
        ),
    ],
)
def test_another_version_than_the_pinned_one_is_found(texts, faults):
    assert faults_of_versions(texts, {"axe-core": "4.14.1", "vnu-jar": "26.9.27"}) == faults


def test_every_other_program_has_one_version_in_both_languages():
    named = {
        language: {name: version(name, text) for name in PROGRAMS}
        for language, text in editions().items()
    }

    assert None not in named["en"].values()
    assert named["en"] == named["es"]

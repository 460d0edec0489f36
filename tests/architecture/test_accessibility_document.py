"""docs/accessibility.md is true: it has each criterion once, and its tests and versions exist."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest
from support.source_modules import PROJECT, plant

DOCUMENT: Final = PROJECT / "docs" / "accessibility.md"
VALIDATORS: Final = PROJECT / "tests" / "validators"
# Source: WCAG 2.2, in which 4.1.1 is removed.
CRITERIA: Final[Mapping[str, str]] = {
    "A": "1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 "
    "2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 "
    "3.3.7 4.1.2",
    "AA": "1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6 "
    "2.4.7 2.4.11 2.5.7 2.5.8 3.1.2 3.2.3 3.2.4 3.3.3 3.3.4 3.3.8 4.1.3",
}
ROW: Final = re.compile(r"^\| (\d\.\d\.\d+) [^|]+\| (A|AA) \| [^|]+ \| ([^|]+) \|$", re.MULTILINE)
ANY_CRITERION: Final = re.compile(r"^\| \d\.\d\.\d+ .*$", re.MULTILINE)
NAMED: Final = re.compile(r"`([\w/]+\.py)(?:::(\w+))?`")
RULE_OFF: Final = re.compile(r'^\s*"([\w-]+)": (?:"off"|\[)', re.MULTILINE)
# What a row may say instead of a test.
EXCUSES: Final = ("does not apply", "no test:")


def text() -> str:
    return DOCUMENT.read_text(encoding="utf-8")


def not_there(document: str, root: Path) -> list[str]:
    """Return the tests, files or functions, that a document names and that do not exist."""
    return [
        "::".join(filter(None, (path, function)))
        for path, function in NAMED.findall(document)
        if not (root / path).is_file()
        or (
            function
            and not re.search(
                rf"^def {function}\(", (root / path).read_text(encoding="utf-8"), re.MULTILINE
            )
        )
    ]


def unheld(document: str) -> list[str]:
    """Return the rows of criteria that name neither a test nor why there is none."""
    return [
        row
        for row in ANY_CRITERION.findall(document)
        if not NAMED.search(row) and not any(excuse in row for excuse in EXCUSES)
    ]


def unexplained(document: str, rules: str) -> list[str]:
    """Return the rules of html-validate that are not as recommended and have no row with a date."""
    return [
        rule
        for rule in RULE_OFF.findall(rules)
        if not re.search(rf"^\| .*`{rule}`.* \| \d{{4}}-\d\d-\d\d \| \S", document, re.MULTILINE)
    ]


def test_every_criterion_of_level_a_and_aa_stands_there_once_with_its_level():
    rows = [(number, level) for number, level, _ in ROW.findall(text())]

    assert sorted(rows) == sorted(
        (number, level) for level, numbers in CRITERIA.items() for number in numbers.split()
    )


def test_every_criterion_is_held_by_a_test_or_says_why_not():
    assert unheld(text()) == []


def test_every_test_that_is_named_exists():
    assert len(NAMED.findall(text())) > 50
    assert not_there(text(), PROJECT / "tests") == []


def test_every_validator_is_listed_with_its_version():
    rows = {
        name: version
        for name, version in re.findall(
            r"^\| (\S+)[^|]* \| (\d+\.\d+\.\d+) \|", text(), re.MULTILINE
        )
    }

    assert (
        rows
        == json.loads((VALIDATORS / "package.json").read_text(encoding="utf-8"))["dependencies"]
    )


def test_every_rule_that_is_off_has_a_dated_reason():
    assert unexplained(text(), (VALIDATORS / "htmlvalidate.mjs").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ("`visual/test_a.py`, `visual/test_a.py::test_one`", []),
        ("`visual/test_b.py`", ["visual/test_b.py"]),
        ("`visual/test_a.py::test_on`", ["visual/test_a.py::test_on"]),
    ],
)
def test_a_test_that_is_not_there_is_found(tmp_path, words, missing):
    plant(tmp_path, "visual/test_a.py", "def test_one():\n    pass\n")

    assert not_there(words, tmp_path) == missing


def test_a_criterion_that_nothing_holds_is_found():
    rows = (
        "| 1.1.1 A | A | so | `a/b.py` |",
        "| 1.2.1 B | A | so | does not apply |",
        "| 1.3.1 C | A | so | trust us |",
    )

    assert unheld("\n".join(rows)) == [rows[2]]


def test_a_rule_that_is_off_without_a_date_is_found():
    rules = '    "a-rule": "off",\n    "b-rule": ["error", {}],\n    "c-rule": "off",\n'

    assert unexplained(
        "| x: `a-rule` off | 2026-11-23 | why |\n| x: `b-rule` | | why |\n", rules
    ) == ["b-rule", "c-rule"]

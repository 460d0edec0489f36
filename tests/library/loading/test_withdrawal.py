"""A document that was taken down: its place stays, and nothing else of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from support.builders import EPISODE, load_library, write_content

from reader.checks.library_rules import check_library
from reader.library.findings import Severity
from reader.library.loading.loader import load
from reader.library.model import Kind
from reader.library.site_places import places, withdrawn_places

WITHDRAWN = "withdrawn:\n  on: 2026-11-29\n  why: {en: They asked us to., es: Nos lo pidieron.}\n"
TAKEN_DOWN = {
    f"{EPISODE}/document.yaml": WITHDRAWN,
    f"{EPISODE}/en.md": None,
    f"{EPISODE}/es.md": None,
}


def test_a_withdrawn_document_is_known_by_its_place_its_day_and_the_reason(tmp_path: Path) -> None:
    library = load_library(tmp_path, TAKEN_DOWN)

    gone = library.withdrawal(Kind.EPISODE, "fridge-talk")
    assert gone is not None
    assert (gone.on, gone.why["es"]) == (date(2026, 11, 29), "Nos lo pidieron.")
    assert library.withdrawal(Kind.ZINE, "fridge-talk") is None
    assert library.find(Kind.EPISODE, "fridge-talk") is None


def test_it_has_no_place_among_the_others_and_keeps_its_own(tmp_path: Path) -> None:
    library = load_library(tmp_path, TAKEN_DOWN)

    assert [each.path for each in withdrawn_places(library)] == [
        "/en/podcast/fridge-talk",
        "/es/podcast/fridge-talk",
    ]
    assert not [each for each in places(library) if "fridge-talk" in each.path]


def test_what_refers_to_it_may_stay(tmp_path: Path) -> None:
    """An editor in a hurry changes one file."""
    loaded = load(write_content(tmp_path, TAKEN_DOWN))
    assert loaded.library is not None
    findings = (*loaded.findings, *check_library(loaded.library, loaded.source_map, None))

    assert [each for each in findings if each.severity is Severity.ERROR] == []
    assert [each.slug for each in loaded.library.lists[0].documents] == ["stay-calm", "free-fridge"]
    assert loaded.library.experiments[0].episodes == ()


@pytest.mark.parametrize(
    "facts",
    [
        WITHDRAWN.replace(", es: Nos lo pidieron.", ""),
        WITHDRAWN.replace("2026-11-29", "soon"),
        WITHDRAWN.replace("2026-11-29", "2026-11"),
        WITHDRAWN + "guests: [Ana]\n",
        "withdrawn: yes\n",
        "withdrawn: {}\n",
    ],
)
def test_a_withdrawal_that_says_too_little_or_too_much_refuses_the_build(
    tmp_path: Path, facts: str
) -> None:
    content = write_content(tmp_path, {**TAKEN_DOWN, f"{EPISODE}/document.yaml": facts})
    errors = [each for each in load(content).findings if each.severity is Severity.ERROR]

    assert errors
    assert {each.path for each in errors} == {f"content/{EPISODE}/document.yaml"}

"""No number is printed that is not known well enough, nor for long."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.builders import third_language, write_content
from support.help_content import ENTRY, HELP_FILES, help_files
from support.own_content import own_library

from reader.checks.findings.help import HelpCode
from reader.checks.library_rules import check_library
from reader.library.finding_collector import FileFindings
from reader.library.help_entries import Certainty, HelpEntry, oldest_printed
from reader.library.loading.help_yaml import HelpLanguages, read_help
from reader.library.loading.loader import load
from reader.library.model import LanguageTag

LANGUAGES = HelpLanguages(
    offered=(LanguageTag("en"), LanguageTag("es")), written=(LanguageTag("en"), LanguageTag("es"))
)


def may_be_printed(entry: HelpEntry) -> bool:
    authors = {source.publisher or source.title for source in entry.sources}
    dated = any(source.date for source in entry.sources) or entry.checked is not None
    return len(authors) >= 2 and entry.sure is Certainty.HIGH and dated


def entries(text: str) -> tuple[HelpEntry, ...]:
    return read_help(text, LANGUAGES, FileFindings(path="content/pages/help/help.yaml"))


def test_every_number_of_the_library_has_two_sources_is_sure_and_has_a_date():
    printed = [
        entry for page in own_library().help_entries.values() for entry in page if entry.numbers
    ]
    assert len(printed) > 10
    assert [entry.slug for entry in printed if not may_be_printed(entry)] == []


SOURCES = st.lists(
    st.tuples(st.sampled_from(["Night Line", "A paper", None]), st.sampled_from(["2026", None])),
    max_size=3,
    unique=True,
)


@given(
    sources=SOURCES,
    sure=st.sampled_from(["high", "medium", "low"]),
    checked=st.sampled_from(["null", "{by: Ana, on: 2026-11-01, how: called}"]),
)
def test_whatever_is_written_no_number_is_taken_that_may_not_be_printed(
    sources: list[tuple[str | None, str | None]], sure: str, checked: str
):
    head, _, _ = ENTRY.partition("  sources:\n")
    lines = "".join(
        f"    - {{title: T{number}, publisher: {publisher or 'null'}, "
        f"date: {day or 'null'}, url: null}}\n"
        for number, (publisher, day) in enumerate(sources)
    )
    listed = f"  sources:\n{lines}" if lines else "  sources: []\n"
    text = f"{head.replace('sure: high', f'sure: {sure}')}{listed}  checked: {checked}\n"

    taken = entries(text)
    without = entries(
        f"{text[: text.index('  numbers:')]}  numbers: []\n{text[text.index('  hours:') :]}"
    )

    assert all(may_be_printed(entry) for entry in taken)
    # The same facts without a number are an entry: the name and the address stay.
    assert [entry.name for entry in without] == ["Night Line"]
    assert bool(taken) == may_be_printed(without[0])


def test_a_check_by_the_operator_is_a_date():
    text = ENTRY.replace("date: 2026-09", "date: null")
    assert entries(text) == ()
    checked = text.replace("checked: null", "checked: {by: Ana, on: 2026-11-01, how: called}")
    assert next(number.number for number in entries(checked)[0].numbers) == "1-800-555-0100"


@pytest.mark.parametrize(
    ("days", "codes"),
    [
        (0, set()),
        (180, set()),
        (181, {HelpCode.HELP_ENTRY_OLD}),
        (540, {HelpCode.HELP_ENTRY_OLD}),
        (560, {HelpCode.HELP_NUMBER_LEFT_OUT}),
    ],
)
def test_an_editor_is_told_how_old_an_entry_is(
    tmp_path: Path, days: int, codes: set[HelpCode]
) -> None:
    loaded = load(write_content(tmp_path, HELP_FILES))
    today = date(2026, 9, 1) + timedelta(days=days)
    found = check_library(loaded.library, loaded.source_map, today)
    ages = {HelpCode.HELP_ENTRY_OLD, HelpCode.HELP_NUMBER_LEFT_OUT}
    assert {finding.code for finding in found} & ages == codes


@pytest.mark.parametrize(
    ("today", "limit"),
    [
        (date(2026, 11, 30), date(2025, 5, 28)),
        (date(2027, 1, 15), date(2025, 7, 15)),
        (date(2028, 2, 29), date(2026, 8, 28)),
    ],
)
def test_eighteen_months_are_counted_in_months(today: date, limit: date) -> None:
    assert oldest_printed(today) == limit


def test_a_language_that_has_no_help_page_yet_asks_for_no_words(tmp_path: Path) -> None:
    loaded = load(write_content(tmp_path, {**third_language("pt-BR"), **help_files()}))
    assert len(loaded.library.help_entries["help"]) == 1


def test_without_a_help_page_no_sentence_has_to_lead_there(tmp_path: Path) -> None:
    files = {
        "podcast/fridge-talk/en.md": "---\ntitle: T\nsummary: S.\n"
        "written: 2026-11-23\n---\nGet help.\n"
    }
    loaded = load(write_content(tmp_path, files))
    found = check_library(loaded.library, loaded.source_map)
    assert [finding for finding in found if finding.code == HelpCode.HELP_NOT_LINKED] == []

"""A number unconfirmed for 18 months is not printed, and builds of one day are the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support.builders import write_content
from support.help_content import ENTRY, HELP_FILES, help_files
from support.sample_project import files_of, make_sample_project

from reader.library.loading.loader import load
from reader.publishing.build.build_id import identifier
from reader.publishing.build.old_dates import too_old, without_old_numbers
from reader.storage.result_cache import NO_CACHE

OLD = date(2028, 4, 1)


def words_in(content: Path) -> dict[str, str | None]:
    return {name: raw.decode() for name, raw in files_of(content).items()}


@pytest.mark.parametrize(
    ("today", "old"),
    [
        (None, set()),
        (date(2028, 3, 1), set()),
        (date(2028, 3, 2), {"2026-09"}),
        # Behind the day on which the texts were written: the clock is wrong.
        (date(2026, 11, 22), set()),
        (date(1970, 1, 1), set()),
    ],
)
def test_a_date_is_too_old_after_eighteen_months_on_a_clock_that_is_right(
    tmp_path: Path, today: date | None, old: set[str]
) -> None:
    assert too_old(words_in(write_content(tmp_path, HELP_FILES)), today, NO_CACHE) == old


def test_what_is_too_old_keeps_its_name_and_its_address(tmp_path: Path) -> None:
    content = write_content(tmp_path, HELP_FILES)
    old = too_old(words_in(content), OLD, NO_CACHE)
    (entry,) = without_old_numbers(load(content).library, old).help_entries["help"]
    assert (entry.numbers, entry.name, entry.site["en"]) == (
        (),
        "Night Line",
        "https://night.example.org/",
    )


def test_a_check_by_the_operator_keeps_the_number(tmp_path: Path) -> None:
    checked = ENTRY.replace("checked: null", "checked: {by: Ana, on: 2028-01-15, how: called}")
    content = write_content(tmp_path, help_files(checked))
    old = too_old(words_in(content), OLD, NO_CACHE)
    (entry,) = without_old_numbers(load(content).library, old).help_entries["help"]
    assert entry.numbers


def test_an_example_in_a_comment_is_no_date(tmp_path: Path) -> None:
    content = write_content(tmp_path, help_files(f"# checked: {{on: 2030-01-15}}\n{ENTRY}"))
    assert too_old(words_in(content), OLD, NO_CACHE) == {"2026-09"}


def test_the_name_of_a_generation_changes_when_a_number_is_left_out_and_not_with_the_day(
    tmp_path: Path,
) -> None:
    sources = make_sample_project(tmp_path).sources
    write_content(tmp_path, HELP_FILES)
    names = [
        identifier(replace(sources, today=day))
        for day in (None, date(2027, 1, 1), date(2028, 3, 1), date(2028, 3, 2), OLD)
    ]
    assert names[0] == names[1] == names[2]
    assert names[2] != names[3]
    assert names[3] == names[4]

"""Filters and pages of lists."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.builders import EXPERIMENT_FACTS, edition
from support.sites import client_of, make_site

from reader.library.addresses import PARAMETERS
from reader.web.app import create_app
from reader.web.view_models.experiment_filters import filter_names
from reader.web.view_models.pagination import page_number, pages


def many(count: int) -> dict[str, str | bytes | None]:
    """Return the files of ``count`` more experiments, every other one about mental health."""
    files: dict[str, str | bytes | None] = {}
    for number in range(count):
        topic = "mental-health" if number % 2 else "food"
        facts = EXPERIMENT_FACTS.replace("topics: [food]", f"topics: [{topic}]").replace(
            "former_addresses: [/experiments/old-fridge]\n", ""
        )
        files[f"experiments/try-{number:02}/document.yaml"] = facts
        for language in ("en", "es"):
            files[f"experiments/try-{number:02}/{language}.md"] = edition(
                f"Try {number:02} ({language})", "Words.\n"
            )
    return files


def test_a_filter_leaves_only_what_has_it_and_counts_the_rest(tmp_path: Path) -> None:
    page = client_of(tmp_path, many(4)).get("/en/experiments?topic=mental-health").text
    assert "Try 01 (en)" in page
    assert "Try 00 (en)" not in page
    assert "<h1>2 experiments (Mental health)</h1>" in page
    assert "2 experiments." not in page
    assert '<option value="food">Food (3)</option>' in page
    assert '<option value="mental-health" selected>Mental health (2)</option>' in page


def test_a_filter_in_force_can_be_taken_away_alone(tmp_path: Path) -> None:
    page = client_of(tmp_path, many(4)).get("/es/experiments?topic=food&status=open").text
    assert 'href="/es/experiments?status=open"' in page
    assert 'href="/es/experiments?topic=food"' in page


def test_an_unknown_value_in_the_address_is_passed_over(tmp_path: Path) -> None:
    page = client_of(tmp_path).get("/en/experiments?topic=%22%3E%3Cscript%3E&color=red").text
    assert "1 experiment." in page
    assert "<script" not in page


def test_filters_that_nothing_has_together_are_said_so(tmp_path: Path) -> None:
    page = client_of(tmp_path, many(2)).get("/es/experiments?topic=mental-health&place=nearby").text
    assert "0 experimentos" in page


def test_a_long_list_has_pages_that_keep_the_filters(tmp_path: Path) -> None:
    client = client_of(tmp_path, many(45))
    second = client.get("/en/experiments?topic=food&page=2").text
    assert 'rel="prev" href="/en/experiments?topic=food"' in second
    assert "Page 2 of 2" in second
    assert 'href="/es/experiments?topic=food&amp;page=2"' in second


@pytest.mark.parametrize("text", [None, "", "0", "-1", "1.5", "２", "x", "9999999", "1e3", "²"])
def test_a_page_number_that_is_none_means_the_first(text: str | None) -> None:
    assert page_number(text) == 1


def test_a_page_past_the_end_is_the_last_page() -> None:
    shown = pages("/en/experiments", {}, 9, 3)
    assert (shown.number, shown.previous, shown.following) == (3, "/en/experiments?page=2", None)


def test_a_list_of_experiments_depends_on_its_filters_and_its_page_and_on_nothing_else(
    tmp_path: Path,
) -> None:
    site = make_site(tmp_path)
    with create_app(site).test_request_context("/en/"):
        names = filter_names()
    assert set(PARAMETERS["experiments"]) == {*names, "page"}

"""Filters and pages of lists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.builders import EPISODE, EXPERIMENT, EXPERIMENT_FACTS, FILES, edition
from support.sites import client_of, make_site

from reader.checks.page_facts import read_page
from reader.library.addresses import PARAMETERS
from reader.web.app import create_app
from reader.web.page_views import PAGE_VIEWS
from reader.web.view_models import experiment_filters
from reader.web.view_models.pagination import page_number, pages

SHELF = "/en/experiments"
# A third place, which two experiments have.
PLACES = {
    "experiments/try-00/document.yaml": EXPERIMENT_FACTS.replace(
        "places: [oakland]", "places: [austin, nearby]"
    ).replace("former_addresses: [/experiments/old-fridge]\n", ""),
    "vocabulary.yaml": FILES["vocabulary.yaml"].replace("oakland:", "austin: US-TX, oakland:"),
    **{
        f"vocabulary/{tag}.yaml": FILES[f"vocabulary/{tag}.yaml"].replace(
            "oakland:", "austin: 'Austin, Texas', oakland:"
        )
        for tag in ("en", "es")
    },
}


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
    with create_app(site, PAGE_VIEWS).test_request_context("/en/"):
        names = experiment_filters.filter_names()
    assert set(PARAMETERS["experiments"]) == {*names, "page"}


def test_filters_come_in_the_order_in_which_readers_ask(tmp_path: Path) -> None:
    page = read_page(client_of(tmp_path).get("/en/experiments").text)

    assert [field.attributes["name"] for field in page.all("select")] == [
        "place",
        "attribute",
        "topic",
        "status",
    ]


def test_places_are_sorted_by_name_and_where_there_are_many_by_state(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(tmp_path, many(2) | PLACES)
    by_name = re.findall(r'<option value="(oakland|nearby|austin)"', client.get(SHELF).text)
    monkeypatch.setattr(experiment_filters, "MANY_PLACES", 3)
    by_state = re.findall(r'<option value="(oakland|nearby|austin)"', client.get(SHELF).text)

    assert by_name == ["austin", "nearby", "oakland"]
    assert by_state == ["oakland", "austin", "nearby"]  # US-CA, US-TX, and none


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("open", '3 experiments.\n<a href="/en/experiments?status=open">3 say they are open</a>.'),
        ("unknown", "3 experiments.\nNone of them says that it is open."),
    ],
)
def test_which_are_open_has_an_answer_also_where_none_is(
    tmp_path: Path, status: str, said: str
) -> None:
    unknown = {
        name: re.sub("status: .*", "status: {word: unknown}", str(text))
        for name, text in ({f"{EXPERIMENT}/document.yaml": EXPERIMENT_FACTS} | many(2)).items()
    }
    client = client_of(tmp_path, many(2) if status == "open" else unknown)
    asked = client.get("/en/experiments?status=open").text

    assert said in " ".join(client.get(SHELF).text.split(" ")).replace("\n\n", "\n")
    assert ("No project here says that it is open." in asked) == (status == "unknown")
    assert ('<b class="stamp">Not known</b>' in client.get(SHELF).text) == (status == "unknown")


def test_each_place_on_a_page_leads_to_the_projects_there(tmp_path: Path) -> None:
    page = client_of(tmp_path).get("/es/experiments/free-fridge").text

    assert '<dd><a href="/es/experiments?place=oakland">Oakland, California</a></dd>' in page


def test_a_long_list_offers_its_first_page_its_last_and_some_on_the_way() -> None:
    shown = pages("/en/experiments", {"topic": "food"}, 10, 50)

    assert [number for number, _ in shown.others] == [1, 18, 27, 36, 45, 50]
    assert shown.others[0] == (1, "/en/experiments?topic=food")
    assert shown.others[-1] == (50, "/en/experiments?topic=food&page=50")
    assert pages("/en/new", {}, 1, 1).others == ()


def test_every_page_of_a_thousand_is_within_twelve_taps() -> None:
    def taps(wanted: int) -> int:
        number, count = 1, 0
        while number != wanted:
            near = [each for each, _ in pages("/x", {}, number, 1000).others]
            near += [number - 1, number + 1]  # previous and next
            number, count = min(near, key=lambda each: abs(each - wanted)), count + 1
            if count > 100:
                break
        return count

    assert taps(500) <= 12


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_is_new_has_a_page_a_month_and_leads_to_the_others(
    tmp_path: Path, language: str
) -> None:
    older = FILES[f"{EPISODE}/{language}.md"].replace("written: 2026-", "written: 2025-")
    client = client_of(tmp_path, {f"{EPISODE}/{language}.md": older})
    newest, other = (
        client.get(f"/{language}/new").text,
        re.search(rf'href="(/{language}/new/2025-\d\d)"', client.get(f"/{language}/new").text)[1],
    )

    assert "/podcast/fridge-talk" not in newest
    assert "/podcast/fridge-talk" in client.get(other).text
    assert "/experiments/free-fridge" not in client.get(other).text
    assert client.get(f"/{language}/new/1999-01").status_code == 404


def test_the_menu_offers_no_shelf_that_is_empty(tmp_path: Path) -> None:
    gone = {name: None for name in FILES if name.startswith(f"{EPISODE}/")}
    facts = EXPERIMENT_FACTS.replace("[fridge-talk]", "[]")
    lists = {name: None for name in FILES if name.startswith("lists/")}
    changed = {**gone, **lists, f"{EXPERIMENT}/document.yaml": facts}

    assert "/en/podcast" in client_of(tmp_path / "all").get("/en/about").text
    assert "/en/podcast" not in client_of(tmp_path, changed).get("/en/about").text

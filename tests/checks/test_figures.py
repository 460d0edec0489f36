"""How figures are read, and what of a document they are held against."""

from __future__ import annotations

import pytest
from support.builders import EPISODE, EXPERIMENT, ZINE, edition, library_yaml, write_content

from reader.checks.findings.prose import ProseCode
from reader.checks.library_rules import check_library
from reader.checks.prose.figures import figures
from reader.i18n.formatting import number_signs
from reader.library.finding_codes import FindingCode
from reader.library.loading.loader import load

NOTES = f"{EPISODE}/en.md"
FIGURES = f"{EPISODE}/figures.yaml"

# The same in English and in es_419, but for the words.
READ = {
    "1,800 people": ["1800"],
    "1,234,567 libras": ["1234567"],
    "2.1 million, or 1,800.5": ["2.1", "1800.5"],
    "From 11:30 am to 8 pm": ["11", "30", "8"],
    "de 2019–2020, 20-30 personas": ["2019", "2020", "20", "30"],
    "COVID-19 y NY1": ["19", "1"],
    "the 1960s, the 3rd, 17%, $500, (24/7)": ["1960", "3", "17", "500", "24", "7"],
    "In 2020. In 2021, 30 came": ["2020", "2021", "30"],
    "1,80 and 18,00 and 1,2345": ["1", "80", "18", "00", "1", "2345"],
    "1800,500": ["1800", "500"],
    "21 de mayo de 2020": ["21", "2020"],
    "See https://example.org/2020/07, www.example.org/5, example.org/2021 and a2020@example.org, "
    "4 in all": ["4"],
    "٢٠٢٥, ۱۸۰۰ و १२": ["2025", "1800", "12"],
    "dos o tres": [],
    "": [],
}


@pytest.mark.parametrize("locale", ["en", "es_419"])
@pytest.mark.parametrize("text", READ)
def test_figures_are_read_as_a_language_writes_them(text, locale):
    assert [value for _, value in figures(text, *number_signs(locale))] == READ[text]


@pytest.mark.parametrize(
    ("locale", "text"),
    [("pt-BR", "1.800 e 2,1"), ("fr", "1\u202f800 et 2,1"), ("es", "1.800 y 2,1")],
)
def test_the_signs_between_digits_are_those_of_the_language(locale, text):
    assert [value for _, value in figures(text, *number_signs(locale))] == ["1800", "2.1"]


def test_a_figure_is_found_where_it_stands():
    assert list(figures("In 2020,\n1,800 people", ",", ".")) == [(3, "2020"), (9, "1800")]


def found(folder, extra):
    loaded = load(write_content(folder, extra))
    assert loaded.library is not None
    return [
        (finding.code, finding.place)
        for finding in (*loaded.findings, *check_library(loaded.library, loaded.source_map))
    ]


def listing(*values: str) -> str:
    return "".join(
        f'- {{figure: "{value}", meaning: people, source: structure}}\n' for value in values
    )


def test_each_language_is_read_by_its_own_signs_and_held_against_one_list(tmp_path):
    spanish = {
        "library.yaml": library_yaml("en", "es"),  # without es_419: as in Spain
        NOTES: edition("Notes", "It fed 1,800 people, 2.5 a minute.\n"),
        f"{EPISODE}/es.md": edition("Notas", "Comieron 1.800 personas, 2,5 por minuto.\n"),
    }

    assert found(tmp_path, {**spanish, FIGURES: listing("1800", "2.5")}) == []


def test_figures_of_a_passage_in_another_language_and_of_code_count_and_numbers_of_lists_do_not(
    tmp_path,
):
    lists = "3. Words\n4. [Seven 7]{lang=es}\n5. `8`\n\n## Nine 9 {#nine-10}\n\n"
    markdown = f"{lists}| 11 |\n|---|\n| 12 |\n\nTerm 13\n: Meaning 14\n\n```\n15\n```\n"
    files = {
        NOTES: edition("Notes", markdown),
        f"{EPISODE}/es.md": None,
        FIGURES: listing("7", "8", "9", "11", "12", "13", "14", "15"),
    }

    assert [code for code, _ in found(tmp_path, files)] == [FindingCode.MISSING_TRANSLATION]


def test_a_figure_that_is_used_twice_in_a_line_is_found_once_and_every_line_is_named(tmp_path):
    files = {NOTES: edition("Notes", "It was 7 or 7,\nor 7.\n"), FIGURES: "[]\n"}

    assert found(tmp_path, files) == [
        (ProseCode.FIGURE_NOT_LISTED, f"content/{NOTES}:7"),
        (ProseCode.FIGURE_NOT_LISTED, f"content/{NOTES}:8"),
    ]


def test_a_list_that_cannot_be_read_is_one_fault_not_one_for_every_figure(tmp_path):
    assert found(tmp_path, {NOTES: edition("Notes", "It was 7.\n"), FIGURES: "- [\n"}) == [
        (FindingCode.YAML_SYNTAX, f"content/{FIGURES}:2")
    ]


def test_a_figure_in_any_part_is_used_though_its_edition_cannot_be_shown(tmp_path):
    files = {
        f"{ZINE}/figures.yaml": listing("8"),
        f"{ZINE}/en/after.md": None,
        f"{ZINE}/en/before.md": edition("Before", "By 8.\n"),
    }

    assert not {code for code, _ in found(tmp_path, files) if code.startswith("L7")}


def test_figures_of_a_document_that_is_left_out_are_read_and_not_judged(tmp_path):
    files = {
        f"{EXPERIMENT}/document.yaml": "broken",
        f"{EXPERIMENT}/figures.yaml": listing("8").replace("structure", "nowhere"),
    }

    assert [code for code, _ in found(tmp_path, files)] == [FindingCode.NOT_A_TABLE]


def test_a_language_that_cldr_does_not_know_is_read_as_english(tmp_path):
    files = {
        "library.yaml": library_yaml("en", "es", "xx"),
        f"{EPISODE}/xx.md": edition("Notes", "1,800.\n"),
        "vocabulary/xx.yaml": None,
        FIGURES: listing("1800"),
    }

    assert not {code for code, _ in found(tmp_path, files) if code.startswith("L7")}

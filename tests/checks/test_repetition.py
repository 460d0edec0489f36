"""What is said once, and what is offered, beside the planted faults."""

from __future__ import annotations

from support.builders import (
    EPISODE,
    EXPERIMENT,
    FILES,
    PAGE_FACTS,
    ZINE,
    edition,
    load_library,
    write_content,
)

from reader.checks.findings.prose import ProseCode
from reader.checks.library_rules import check_library
from reader.checks.statistics import statistics
from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import SourceMap
from reader.library.loading.content_layout import FOLDERS
from reader.library.loading.loader import load
from reader.library.model import Kind, LanguageTag

EN, ES = LanguageTag("en"), LanguageTag("es")


def found(folder, extra):
    loaded = load(write_content(folder, extra))
    assert loaded.library is not None
    return [
        finding for finding in (*loaded.findings, *check_library(loaded.library, loaded.source_map))
    ]


def test_parts_of_two_zines_and_two_languages_may_have_one_title(tmp_path):
    second = {
        name.replace(ZINE, "zines/again"): words
        for name, words in FILES.items()
        if name.startswith(ZINE)
    }
    for tag in ("en", "es"):
        for part in ("before", "after"):
            name = f"zines/again/{tag}/{part}.md"
            second[name] = second[name].replace('summary: "', 'summary: "Again: ')
        second[f"zines/again/{tag}/index.md"] = edition("Again", "Words.\n")

    assert found(tmp_path, second) == []


def test_what_is_said_twice_names_the_first_file_and_is_found_without_a_survey_too(tmp_path):
    library = load_library(
        tmp_path, {"pages/about/en.md": edition("Privacy", "Words.\n", summary="A page.")}
    )

    (finding,) = check_library(library)

    assert (finding.code, finding.place) == (
        ProseCode.TITLE_TWICE,
        "content/pages/privacy/en.md:1",
    )
    assert finding.arguments == {"text": "Privacy", "other": "content/pages/about/en.md"}


def test_nothing_is_said_of_codes_while_a_document_is_left_out(tmp_path):
    rare = {"pages/privacy/document.yaml": PAGE_FACTS}

    assert [finding.code for finding in found(tmp_path / "rare", rare)] == [
        ProseCode.CODE_OF_ONE_DOCUMENT
    ]
    broken = found(tmp_path / "broken", {**rare, "pages/about/document.yaml": "broken"})
    assert {finding.code for finding in broken} == {FindingCode.NOT_A_TABLE}


def test_a_summary_counts_editions_by_kind_and_language_and_lists_every_file(tmp_path):
    loaded = load(write_content(tmp_path, {f"{EPISODE}/es.md": None}))
    assert loaded.library is not None

    summary = statistics(loaded.library, loaded.source_map)

    assert summary.languages == (EN, ES)
    assert set(summary.counts) == set(Kind) == set(FOLDERS)
    assert (
        summary.counts[Kind.EPISODE][EN],
        summary.counts[Kind.EPISODE][ES],
        summary.counts[Kind.ZINE][ES],
    ) == (1, 0, 1)
    paths = [row.path for row in summary.rows]
    assert paths == sorted(
        f"content/{name}" for name in FILES if name.endswith(".md") and name != f"{EPISODE}/es.md"
    )
    fridge = next(row for row in summary.rows if row.path == f"content/{EXPERIMENT}/es.md")
    assert fridge.words == loaded.library.experiments[0].editions[ES].word_count
    assert fridge.level is not None
    assert [score.formula for score in fridge.level.scores] == ["INFLESZ", "Fernández-Huerta"]


def test_without_a_survey_a_summary_has_words_and_no_levels(tmp_path):
    summary = statistics(load_library(tmp_path), SourceMap())

    assert {row.level for row in summary.rows} == {None}
    assert all(row.words for row in summary.rows)

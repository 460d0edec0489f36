"""An editor learns which synonyms do harm in a search."""

from __future__ import annotations

from pathlib import Path

from support.builders import write_content

from reader.checks.findings.search import SearchCode
from reader.library.findings import Finding
from reader.library.loading.loader import load
from reader.publishing.build.search_findings import search_findings


def found(folder: Path, synonyms: str) -> list[tuple[str, int, str]]:
    """Return code, line and first argument of what is found in these synonyms."""
    loaded = load(write_content(folder, {"vocabulary/synonyms.yaml": synonyms}))
    assert loaded.library is not None
    return [_in_short(each) for each in search_findings(loaded.library, loaded.source_map)]


def _in_short(finding: Finding) -> tuple[str, int, str]:
    return finding.code, finding.line, dict(finding.arguments)["value"]


def test_a_word_with_the_stem_of_a_small_word_is_reported_at_its_line(tmp_path: Path) -> None:
    synonyms = "- en: [party]\n  es: [fiesta, tener una nota]\n- {es: [paramos, huelga]}\n"
    assert found(tmp_path, synonyms) == [(SearchCode.STEM_OF_SMALL_WORD, 3, "paramos")]


def test_a_word_that_is_kept_whole_or_small_itself_is_not_reported(tmp_path: Path) -> None:
    assert found(tmp_path, "- {es: [comida, pares, para todos, hacerse grande]}\n") == []


def test_a_group_that_most_texts_have_is_reported(tmp_path: Path) -> None:
    synonyms = "- {en: [fridge, zzz]}\n- {en: [the, a, stay, for, nobody, people]}\n"
    assert found(tmp_path, synonyms) == [(SearchCode.SYNONYMS_EVERYWHERE, 2, "the")]


def test_a_term_of_two_words_is_found_only_in_a_row(tmp_path: Path) -> None:
    assert found(tmp_path, "- {en: [the the, a a a]}\n") == []

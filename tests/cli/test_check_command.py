"""What ``check`` finds and says, with its summary, in the language of the editor."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from cli.commands import NOTHING_WRONG, WRITTEN, Run, stop_clock, with_message
from support.builders import edition, third_language


def test_check_says_that_nothing_is_wrong(run: Run) -> None:
    result = run("check")

    assert (result.exit_code, result.output) == (0, f"{NOTHING_WRONG}\n")


def test_check_prints_findings_in_order_with_what_to_do_and_exits_with_1(
    run: Run, folder: Path
) -> None:
    (folder / "content/zines/stay-calm/document.yaml").write_text("parts: [\n")
    (folder / "content/pages/about/en.md").write_text(
        edition("About", "[Nowhere](/zines/never-written)\n")
    )

    result = run("check")

    *lines, last = result.output.splitlines()
    assert result.exit_code == 1
    assert all(
        re.fullmatch(r"(content|translations)/\S+:\d+: [LT]\d{3}: .+\. .+\.", line)
        for line in lines
    )
    places = [(path, int(line)) for path, line in (line.split(":")[:2] for line in lines)]
    assert places == sorted(places)
    assert {"content/pages/about/en.md", "content/zines/stay-calm/document.yaml"} <= {
        path for path, _ in places
    }
    assert re.fullmatch(r"\d+ errors?, \d+ warnings?", last)


def test_check_marks_warnings_and_lets_them_pass(run: Run, folder: Path) -> None:
    (folder / "content/pages/about/es.md").unlink()

    result = run("check")

    assert result.exit_code == 0
    assert "(warning)" in result.output
    assert result.output.endswith("0 errors, 1 warning\n")


def test_check_warns_when_the_accessibility_statement_is_a_year_old(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_clock(monkeypatch, WRITTEN + timedelta(days=365))

    result = run("check")

    assert result.exit_code == 0
    assert [
        line[:4]
        for line in re.findall(r"content/pages/accessibility/\w\w\.md:4: (.*)", result.output)
    ] == ["L508"] * 2
    assert result.output.endswith("0 errors, 3 warnings\n")


def test_check_finds_faults_of_catalogues(run: Run, folder: Path) -> None:
    with_message(folder, "Never translated", "")

    result = run("check")

    assert result.exit_code == 1
    assert "translations/es/LC_MESSAGES/messages.po:" in result.output
    assert ": T007: " in result.output


def test_check_speaks_the_language_of_the_editor(run: Run, folder: Path) -> None:
    with_message(folder, NOTHING_WRONG, "Todo está bien.")

    assert run("check", "--language", "es").output == "Todo está bien.\n"


def test_check_summary_adds_counts_and_reading_levels_and_exits_as_check_does(
    run: Run, folder: Path
) -> None:
    sound = run("check", "--summary")
    (folder / "content/pages/about/es.md").unlink()
    (folder / "content/pages/about/en.md").write_text(
        edition("About", "[Nowhere](/zines/never-written)\n")
    )
    broken = run("check", "--summary")

    assert (sound.exit_code, broken.exit_code) == (0, 1)
    assert re.match(r" +en +es\nExperiments +1 +1\n", sound.output)
    assert re.search(r"^Pages +4 +4$", sound.output, re.MULTILINE)
    assert re.search(r"^Pages +4 +3$", broken.output, re.MULTILINE)
    assert re.search(r"\(Flesch-Kincaid ≤ 8, INFLESZ ≥ 55\):$", sound.output, re.MULTILINE)
    fridge = (
        r"^ +\d+  INFLESZ \d+\.\d, Fernández-Huerta \d+\.\d +"
        r"content/experiments/free-fridge/es\.md$"
    )
    assert re.search(fridge, sound.output, re.MULTILINE)
    assert sound.output.endswith(f"{NOTHING_WRONG}\n")


def test_a_summary_of_what_cannot_be_read_is_left_out(run: Run, folder: Path) -> None:
    (folder / "content/library.yaml").unlink()

    result = run("check", "--summary")

    assert result.exit_code == 1
    assert re.fullmatch(r"content/library\.yaml:1: .+\n1 error, 0 warnings\n", result.output)


def test_a_summary_without_formulas_has_words_alone(run: Run, folder: Path) -> None:
    for path, text in third_language("pt-BR").items():
        if not path.endswith((".yaml", "pt-BR.md")):
            continue
        (folder / "content" / path).write_text(str(text))
    assert re.search(
        r"^ +\d+  – +content/pages/about/pt-BR\.md$", run("check", "--summary").output, re.MULTILINE
    )


def test_a_language_without_a_catalogue_is_refused(run: Run) -> None:
    result = run("check", "--language", "tlh")

    assert (result.exit_code, result.output) == (
        3,
        "Error: There is no catalogue for the language “tlh”.\n",
    )

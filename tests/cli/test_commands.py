"""The command says one clear sentence and ends with the status that its help promises."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from urllib.request import urlopen

import pytest
from cli.commands import NOTHING_WRONG, WRITTEN, Run, stop_clock, variables, with_message
from support.builders import edition, third_language

from reader.cli.error_messages import ERROR_MESSAGES
from reader.i18n.labels import SECTION_TITLES
from reader.library.model import Kind
from reader.publishing.generations.errors import FailureCode

PROJECT = Path(__file__).resolve().parents[2]


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
    assert result.output.endswith("0 errors, 2 warnings\n")


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
        r"^ +\d+  INFLESZ \d+\.\d, Fernández-Huerta \d+\.\d "
        r"+content/experiments/free-fridge/es\.md$"
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


def test_every_kind_of_document_has_a_name_in_the_summary() -> None:
    assert set(SECTION_TITLES) == set(Kind)


def test_a_language_without_a_catalogue_is_refused(run: Run) -> None:
    result = run("check", "--language", "tlh")

    assert (result.exit_code, result.output) == (
        3,
        "Error: There is no catalogue for the language “tlh”.\n",
    )


def test_every_wrong_setting_is_named_and_the_status_is_2(run: Run) -> None:
    result = run("build", READER_BASE_URL="nowhere", READER_COLOUR="green")

    assert result.exit_code == 2
    assert "READER_BASE_URL" in result.output
    assert "READER_COLOUR" in result.output


def test_build_says_what_it_built_and_then_that_nothing_is_to_do(run: Run) -> None:
    first, second = run("build"), run("build")

    said = re.fullmatch(
        r"Now serving generation ([0-9a-f]{16}): \d+ pages, 0 unchanged, built in \d+\.\d s\.\n",
        first.output,
    )
    assert said
    assert second.output == f"Nothing to do: generation {said[1]} is up to date.\n"
    assert (first.exit_code, second.exit_code) == (0, 0)


def test_a_refused_build_shows_the_faults_and_exits_with_1(run: Run, folder: Path) -> None:
    (folder / "content/pages/about/en.md").write_text("broken")

    result = run("build")

    assert result.exit_code == 1
    assert "content/pages/about/en.md:" in result.output
    assert "Nothing was built" in result.output
    assert not (folder / "var/pointer").exists()


def test_switch_goes_back_and_forth_and_build_takes_up_what_is_there(
    run: Run, folder: Path
) -> None:
    run("build")
    (folder / "content/pages/about/en.md").write_text(edition("About", "Changed.\n"))
    run("build")
    second, first = (folder / "var/pointer").read_text().split()

    back = run("switch", "--back")
    forth = run("switch", second)
    run("switch", first)
    again = run("build")

    assert back.output == f"Now serving generation {first}.\n"
    assert forth.output == f"Now serving generation {second}.\n"
    assert again.output == f"Now serving generation {second} again, which was built before.\n"


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ((), 2, "Name a generation, or use --back."),
        (("--back", "0" * 16), 2, "Name a generation, or use --back."),
        (("--back",), 3, "There is no earlier generation to go back to."),
        (("0" * 16,), 3, "There is no generation 0000000000000000 in"),
        (("../..",), 3, "“../..” is not the name of a generation"),
    ],
    ids=["nothing", "both", "nothing earlier", "unknown", "no name"],
)
def test_a_switch_that_cannot_be_made_says_why(
    run: Run, arguments: tuple[str, ...], status: int, said: str
) -> None:
    result = run("switch", *arguments)

    assert result.exit_code == status
    assert said in result.output


def test_every_failure_has_a_sentence() -> None:
    assert set(ERROR_MESSAGES) == set(FailureCode)


def test_missing_messages_pot_is_one_sentence(run: Run, folder: Path) -> None:
    (folder / "translations/messages.pot").unlink()

    for command in ("check", "build"):
        result = run(command)
        assert result.exit_code == 3
        assert "run `make catalogues`" in result.output


def test_a_folder_that_cannot_be_written_to_is_one_sentence(run: Run, folder: Path) -> None:
    (folder / "var").mkdir(mode=0o755)
    (folder / "var/generations").touch(mode=0o644)

    result = run("build")

    assert result.exit_code == 3
    assert re.fullmatch(r"Error: .*/var/generations.* cannot be used: .+\.\n", result.output)


def test_serve_shows_editors_a_page_and_stops_at_ctrl_c(folder: Path) -> None:
    program = [
        sys.executable,
        "-c",
        "from reader.cli.main import main; main()",
        "serve",
        "--port",
        "0",
    ]
    with subprocess.Popen(
        program,
        cwd=PROJECT,
        env={**variables(folder), "PYTHONPATH": ".", "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout
        address = server.stdout.readline().split()[2]
        with urlopen(f"{address}es/experiments/free-fridge", timeout=30) as page:
            body = page.read().decode()
        server.send_signal(signal.SIGINT)
        status = server.wait(timeout=30)

    assert "La nevera libre" in body
    assert status == 0


def test_serve_says_that_a_port_is_taken(run: Run) -> None:
    result = run("serve", "--host", "256.256.256.256")

    assert result.exit_code == 3
    assert "Cannot listen on" in result.output


def test_catalogues_tells_what_is_out_of_step_and_brings_it_into_step(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path / "project"
    shutil.copytree(PROJECT / "translations", project / "translations")
    (project / "reader").mkdir()
    (project / "reader/module.py").write_text('_("A text of its own")\n')
    monkeypatch.setattr("reader.wiring.commands._PROJECT", project)

    before = run("catalogues", "--check")
    written = run("catalogues")
    after = run("catalogues", "--check")
    again = run("catalogues")

    assert (before.exit_code, after.exit_code) == (1, 0)
    assert "translations/messages.pot:" in before.output
    assert "messages.pot" in written.output
    assert again.output == "The catalogues are up to date with the code and the templates.\n"


def test_a_catalogue_that_cannot_be_read_is_left_alone(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path / "project"
    shutil.copytree(PROJECT / "translations", project / "translations")
    (project / "reader").mkdir()
    (project / "translations/es/LC_MESSAGES/messages.po").write_text("garbage\n")
    monkeypatch.setattr("reader.wiring.commands._PROJECT", project)

    result = run("catalogues")

    assert result.exit_code == 3
    assert "messages.po:1" in result.output

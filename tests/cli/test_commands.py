"""The command says one clear sentence and ends with the status that its help promises."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest
from cli.commands import Run, variables
from support.builders import edition
from support.waiting import PATIENCE_SECONDS

from reader.cli.error_messages import ERROR_MESSAGES
from reader.publishing.generations.errors import FailureCode

PROJECT = Path(__file__).resolve().parents[2]


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
        with urlopen(f"{address}es/experiments/free-fridge", timeout=PATIENCE_SECONDS) as page:
            body = page.read().decode()
        server.send_signal(signal.SIGINT)
        status = server.wait(timeout=PATIENCE_SECONDS)

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

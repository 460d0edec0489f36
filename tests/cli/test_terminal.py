"""What a real terminal, a log and a closed pipe get of a command's output."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

from support.builders import write_content
from support.sites import TRANSLATIONS
from support.source_modules import PROJECT


def command(folder: Path, *words: str) -> tuple[list[str], dict[str, str]]:
    settings = {
        "READER_CONTENT": str(write_content(folder)),
        "READER_SUBMISSIONS": "off",
        "READER_TRANSLATIONS": str(TRANSLATIONS),
        "READER_VAR": str(folder / "var"),
    }
    return [sys.executable, "-c", "from reader.cli.main import main; main()", *words], {
        **os.environ,
        **settings,
        "PYTHONPATH": ".",
    }


def build(folder: Path, error_output: int) -> subprocess.Popen[bytes]:
    program, environment = command(folder, "build", "--language", "es")
    return subprocess.Popen(
        program, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, stderr=error_output
    )


def test_a_terminal_shows_a_line_that_counts_to_the_end(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    with build(tmp_path, theirs) as process:
        os.close(theirs)
        written = b""
        while chunk := _read(ours):
            written += chunk
        assert process.wait() == 0
    os.close(ours)

    counted = [
        tuple(map(int, pair))
        for pair in re.findall(r"\rPreparando páginas: (\d+) de (\d+)", written.decode())
    ]
    total = counted[0][1]
    assert counted == [(number, total) for number in range(1, total + 1)]
    assert written.endswith(b"\n")


def test_a_log_is_not_filled_with_it(tmp_path: Path) -> None:
    with build(tmp_path, subprocess.PIPE) as process:
        output, errors = process.communicate()

    assert process.returncode == 0
    assert b"Preparando" not in output + errors


def test_a_reader_of_the_output_who_leaves_early_is_no_fault(tmp_path: Path) -> None:
    program, environment = command(tmp_path, "check", "--summary")
    ours, theirs = os.pipe()
    os.close(ours)
    with os.fdopen(theirs, "wb") as closed:
        done = subprocess.run(
            program,
            cwd=PROJECT,
            env=environment,
            stdout=closed,
            stderr=subprocess.PIPE,
            check=False,
        )

    assert done.stderr == b""


def _read(terminal: int) -> bytes:
    """Return what a terminal shows; nothing once its last writer is gone, an error on Linux."""
    try:
        return os.read(terminal, 65_536)
    except OSError:
        return b""

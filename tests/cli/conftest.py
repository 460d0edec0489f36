"""Small sources in a folder, and the command that runs on them."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.commands import WRITTEN, Run, stop_clock, variables
from click.testing import CliRunner, Result
from support.builders import write_content
from support.sample_project import write_translations

from reader.cli.main import main


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_content(tmp_path)
    write_translations(tmp_path / "translations")
    return tmp_path


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command on the sources in ``folder``, on the day on which they were written."""
    stop_clock(monkeypatch, WRITTEN)

    def run(*arguments: str, **more: str) -> Result:
        return CliRunner().invoke(main, arguments, env={**variables(folder), **more})

    return run

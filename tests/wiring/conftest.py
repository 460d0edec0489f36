"""A small library, built once."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from wiring.small_site import small_settings

from reader.publishing.build.build_report import BuildOutcome
from reader.settings import Settings
from reader.wiring import commands


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = small_settings(tmp_path_factory.mktemp("project"))
    assert commands.build(settings).outcome is BuildOutcome.BUILT
    return settings


@pytest.fixture
def settings(built: Settings, tmp_path: Path) -> Settings:
    """Return a copy of the built project that a test may change."""
    for name in ("content", "translations", "var"):
        shutil.copytree(built.content.parent / name, tmp_path / name)
    return replace(
        built,
        content=tmp_path / "content",
        translations=tmp_path / "translations",
        var=tmp_path / "var",
    )

"""A tiny generation on disk, made once a session: page files never change."""

from __future__ import annotations

from pathlib import Path

import pytest
from delivery.tiny_site import point, write_generation

from reader.delivery.prebuilt.page_file import PageFile


@pytest.fixture(scope="session")
def tiny_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with one generation and a pointer to it. Read it; do not write to it."""
    root = tmp_path_factory.mktemp("tiny")
    write_generation(root, "one")
    point(root, "one")
    return root


@pytest.fixture(scope="session")
def page_file(tiny_root: Path) -> PageFile:
    return PageFile.open(tiny_root / "generations" / "one")

"""The tiny site with pages that are dictionaries."""

from __future__ import annotations

from pathlib import Path

import pytest
from delivery.tiny_site import serving_of, write_generation

from reader.delivery.prebuilt.page_file import PageFile
from reader.delivery.served_generation import ServedGeneration


@pytest.fixture(scope="session")
def serving(
    page_file: PageFile, tiny_root: Path, tmp_path_factory: pytest.TempPathFactory
) -> ServedGeneration:
    """The tiny site, and before it a generation with other words."""
    earlier = write_generation(tmp_path_factory.mktemp("earlier"), "zero", "zeroth")
    return serving_of(page_file, tiny_root / "generations" / "one", earlier)

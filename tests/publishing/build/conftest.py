"""Small sources that can be built."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.sample_project import (
    SampleProject,
    make_sample_project,
)


@pytest.fixture
def project(tmp_path: Path) -> SampleProject:
    return make_sample_project(tmp_path)

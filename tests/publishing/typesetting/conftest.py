"""One typesetter for the tests of a worker: its process takes half a second to start."""

from __future__ import annotations

import pytest

from reader.publishing.typesetting.typesetter import Typesetter


@pytest.fixture(scope="session")
def typesetter() -> Typesetter:
    return Typesetter()

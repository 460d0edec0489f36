"""Every kind and status has a label."""

from __future__ import annotations

from reader.i18n.labels import KIND_LABELS, SECTION_TITLES, STATUS_LABELS
from reader.library.model import Kind, StatusWord


def test_every_kind_and_every_status_has_a_label() -> None:
    assert set(KIND_LABELS) == set(SECTION_TITLES) == set(Kind)
    assert set(STATUS_LABELS) == set(StatusWord)

"""Values on disk are the values, and no file of them is seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.library.model import Heading, Html, Text
from reader.publishing.build.parallel import parallel_map
from reader.storage.value_file import ValueFile

TEXTS = {
    name: Text(
        html=Html(f"<p>{name} ñ</p>" * 1_000),
        headings=(Heading(level=2, anchor="a", title=name),),
    )
    for name in ("one", "two", "three")
}


def test_values_are_read_back_in_their_order_from_a_file_without_a_name(tmp_path: Path) -> None:
    values = ValueFile(TEXTS, Text, tmp_path)

    assert list(values.items()) == list(TEXTS.items())
    assert len(values) == 3
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(KeyError):
        values["four"]


def test_forks_read_them_too(tmp_path: Path) -> None:
    values = ValueFile(TEXTS, Text, tmp_path)

    assert list(parallel_map(values.__getitem__, list(TEXTS) * 20)) == [*TEXTS.values()] * 20

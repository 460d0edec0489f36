from __future__ import annotations

from pathlib import Path

import pytest

from reader.storage.pread_file import PreadFile


def test_a_file_is_read_at_any_place_also_after_its_name_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"0123456789")
    file = PreadFile(path)
    path.unlink()
    assert file.size == 10
    assert [file.pread(*place) for place in ((3, 2), (0, 1), (8, 5), (20, 1))] == [
        b"34",
        b"0",
        b"89",
        b"",
    ]


def test_a_file_is_closed_when_nobody_has_it_any_more(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    before = len(list(Path("/proc/self/fd").iterdir()))
    file = PreadFile(tmp_path / "file")
    assert len(list(Path("/proc/self/fd").iterdir())) == before + 1
    del file
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_a_file_that_is_not_there_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        PreadFile(tmp_path / "file")

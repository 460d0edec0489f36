"""A damaged index is rebuilt at the start of a server; if it cannot be, all but search works."""

from __future__ import annotations

import logging
import os
import shutil
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from search.small_index import ask, slugs
from support.builders import write_content

from reader.library.library import Library
from reader.library.loading.loader import load
from reader.publishing.runtime.index_recovery import open_or_rebuild
from reader.search.engine import Cut
from reader.search.index.corpus import corpus
from reader.search.index.whoosh_writer import build_index


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write_content(tmp_path)


@pytest.fixture
def library(content: Path) -> Library:
    found = load(content).library
    assert found is not None
    return found


@pytest.fixture
def generation(tmp_path: Path, library: Library) -> Path:
    directory = tmp_path / "generation"
    build_index(corpus(library), directory / "index")
    return directory


def truncated(index: Path) -> None:
    largest = max(index.iterdir(), key=lambda path: path.stat().st_size)
    largest.write_bytes(largest.read_bytes()[:-100])


def flipped(index: Path) -> None:
    largest = max(index.iterdir(), key=lambda path: path.stat().st_size)
    whole = bytearray(largest.read_bytes())
    whole[len(whole) // 2] ^= 1
    largest.write_bytes(whole)


def of_another_version(index: Path) -> None:
    (index / "MANIFEST").write_text("digest\n{}\n", encoding="utf-8")


def contents(index: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in index.iterdir()}


@pytest.mark.parametrize("damage", [shutil.rmtree, truncated, flipped, of_another_version])
def test_a_damaged_index_is_built_again_with_the_same_bytes(
    generation: Path,
    library: Library,
    content: Path,
    damage: Callable[[Path], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    whole = contents(generation / "index")
    damage(generation / "index")
    engine = open_or_rebuild(generation, library, content)
    assert engine is not None
    assert "free-fridge" in slugs(ask(engine, "fridge"))
    assert contents(generation / "index") == whole
    assert [path.name for path in generation.iterdir()] == ["index"]
    assert (generation / "index").stat().st_mode & 0o777 == 0o700
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    engine.close()


def test_a_whole_index_is_opened_as_it_is(
    generation: Path, library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    engine = open_or_rebuild(generation, library, generation / "no-content")
    assert engine is not None
    assert caplog.records == []
    engine.close()


@pytest.mark.parametrize(
    ("clock", "cuts"),
    [("monotonic", set()), ("perf_counter", set()), ("time", set()), ("thread_time", {Cut.TIME})],
)
def test_a_search_is_cut_for_what_it_takes_of_the_processor_and_not_for_waiting(
    generation: Path, library: Library, monkeypatch: pytest.MonkeyPatch, clock: str, cuts: set[Cut]
) -> None:
    leaps = count(step=60)
    monkeypatch.setattr(time, clock, lambda: float(next(leaps)))
    engine = open_or_rebuild(generation, library, generation / "no-content")
    assert engine is not None
    assert ask(engine, "fridge").cuts == cuts
    engine.close()


def test_content_that_has_changed_is_not_put_into_an_older_generation(
    generation: Path, library: Library, content: Path, caplog: pytest.LogCaptureFixture
) -> None:
    truncated(generation / "index")
    (content / "experiments" / "free-fridge" / "en.md").unlink()
    assert open_or_rebuild(generation, library, content) is None
    assert "reader build" in caplog.messages[-1]


def test_where_nothing_can_be_written_there_is_no_search(
    generation: Path, library: Library, content: Path
) -> None:
    truncated(generation / "index")
    (generation / f".index-{os.getpid()}").touch()  # a folder cannot be made here, whoever asks
    assert open_or_rebuild(generation, library, content) is None

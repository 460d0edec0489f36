"""Open an index as an ``Engine``: the one door for servers, builds, tests and the bench."""

from __future__ import annotations

from pathlib import Path

from reader.search.engine import Engine
from reader.search.index.sidecar import read_sidecar
from reader.search.index.whoosh_reader import open_reader
from reader.search.searcher import Searcher
from reader.search.work_budget import Clock, stopped_clock


def open_index(directory: Path, clock: Clock = stopped_clock) -> Engine:
    """Open an index for reading.

    Raises IndexDamagedError if it is missing, damaged or of another version. With no clock, a
    search is limited by its work alone.
    """
    reader = open_reader(directory)
    return Searcher(reader, read_sidecar(directory), clock)

"""A tiny generation on disk, made once a session: page files never change; and servers of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
from delivery.served import KINDS, READ_LAST, Served, make_root, serve
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


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Served]]:
    """Start a server for each door at most once, whatever the order of the tests."""
    logs: list[Path] = []
    with ExitStack() as stack:

        @cache
        def start(kind: str) -> Served:
            root = make_root(tmp_path_factory.mktemp(kind))
            running = stack.enter_context(serve(kind, root, TINY_BODY_SECONDS="1"))
            logs.append(running.log)
            return running

        yield start
    for log in map(Path.read_text, logs):
        for secret in (
            "fridge",
            "unknown",
            "/echo",
            "secret",
            "Traceback",
            "ip=",
            READ_LAST,
            READ_LAST[:8],
        ):
            assert secret not in log, log


@pytest.fixture(params=KINDS)
def served(request: pytest.FixtureRequest, servers: Callable[[str], Served]) -> Served:
    """A server that shows the first generation."""
    running = servers(request.param)
    running.show("one")
    return running

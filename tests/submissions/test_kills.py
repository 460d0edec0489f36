"""Workers are killed while people send: every receipt has its row, and none is there twice."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from end_to_end.deployments import Deployment, deployed, settings_of
from submissions.submitters import Submitters
from support.builders import write_content
from support.sample_project import write_translations
from support.sampling import is_long

from reader.submissions.store.open_store import open_store


@contextmanager
def a_worker_killed_each_second(deployment: Deployment, receipts: list[str]) -> Iterator[list[int]]:
    """Kill a worker with SIGKILL each second until the block ends; yield whom.

    One that was started for it must have answered first: where a start takes longer than a second,
    nobody would ever answer.
    """
    killed: list[int] = []
    over = threading.Event()

    def kill() -> None:
        answered = 0
        while not over.wait(1):
            workers = deployment.workers()
            if workers and len(receipts) > answered:
                answered = len(receipts)
                os.kill(workers[0], signal.SIGKILL)
                killed.append(workers[0])

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        yield killed
    finally:
        over.set()
        thread.join()


def test_every_receipt_has_its_row_and_none_twice_while_workers_are_killed(
    tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_content(tmp_path)
    write_translations(tmp_path / "translations")
    settings = {
        **settings_of(tmp_path),
        "READER_TRUSTED_PROXY": "X-Real-IP",
        "READER_SUBMISSIONS_DATABASE": database,
    }
    monkeypatch.setenv("READER_SUBMISSIONS_DATABASE", database)
    built = Deployment(folder=tmp_path, port=0).run("build")
    assert built.returncode == 0, built.stderr
    with deployed(tmp_path, settings) as deployment:
        people, count = (100, 2_000) if is_long() else (25, 200)
        submitters = Submitters(deployment=deployment, people=people, count=count)
        with a_worker_killed_each_second(deployment, submitters.receipts) as killed:
            submitters.run()

    store = open_store(tmp_path / "submissions", database)
    rows = [each.reference for each in store.all()]
    store.close()
    assert killed
    assert submitters.given_up == 0
    assert sorted(submitters.receipts) == sorted(rows)
    assert len(set(rows)) == count
    log = (tmp_path / "gunicorn.log").read_text(encoding="utf-8", errors="replace")
    assert "Words." not in log

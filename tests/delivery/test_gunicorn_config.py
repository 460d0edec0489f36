"""What gunicorn reads of ours, without starting it."""

from __future__ import annotations

import asyncio
import logging
import re
import runpy
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from gunicorn.config import Config
from gunicorn.workers.gasgi import ASGIWorker

from reader.delivery.gunicorn_worker import _log_exception

FILE = Path(__file__).parents[2] / "gunicorn.conf.py"


def read() -> dict[str, Any]:
    return runpy.run_path(str(FILE))


@pytest.mark.parametrize(
    ("host", "port", "bind"),
    [
        (None, None, "127.0.0.1:8000"),
        ("", "", "127.0.0.1:8000"),
        ("0.0.0.0", "80", "0.0.0.0:80"),
        ("::1", "8080", "[::1]:8080"),
    ],
)
def test_the_address_comes_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, host: str | None, port: str | None, bind: str
) -> None:
    for name, value in (("HOST", host), ("PORT", port)):
        monkeypatch.delenv(name, raising=False)
        if value is not None:
            monkeypatch.setenv(name, value)
    assert read()["bind"] == bind


def test_two_workers_unless_the_environment_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WEB_CONCURRENCY", raising=False)
    assert read()["workers"] == 2
    monkeypatch.setenv("WEB_CONCURRENCY", "1")
    assert read()["workers"] == 1


def test_gunicorn_knows_every_setting_and_takes_it() -> None:
    config = Config()
    said = {name: value for name, value in read().items() if name in config.settings}
    for name, value in said.items():
        config.set(name, value)
    assert config.control_socket_disable is True
    assert issubclass(config.worker_class, ASGIWorker)
    assert config.preload_app is True
    assert config.limit_request_line == 0
    assert config.accesslog is None
    assert (config.forwarded_allow_ips, config.secure_scheme_headers, config.forwarder_headers) == (
        [],
        {},
        [],
    )
    assert {
        "on_reload",
        "logger_class",
        "keepalive",
        "graceful_timeout",
        "limit_request_fields",
    } <= set(said)


def test_where_few_files_may_be_open_the_limit_is_raised_as_far_as_connections_need() -> None:
    # In a process of its own: a limit once lowered is not ours to raise again.
    lines = (
        "import resource, runpy",
        "resource.setrlimit(resource.RLIMIT_NOFILE, ({soft}, {hard}))",
        f"runpy.run_path({str(FILE)!r})['on_starting'](None)",
        "print(*resource.getrlimit(resource.RLIMIT_NOFILE))",
    )
    for soft, hard, raised in ((256, 1024, 1024), (256, 5000, 4512), (5000, 5000, 5000)):
        program = "; ".join(lines).format(soft=soft, hard=hard)
        done = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=30
        )
        assert done.stdout.split() == [str(raised), str(hard)]


def test_what_workers_share_is_frozen_at_the_fork_and_let_go_at_a_reload() -> None:
    program = (
        "import gc, runpy, types",
        f"said = runpy.run_path({str(FILE)!r})",
        "said['pre_fork'](None, types.SimpleNamespace(age=1))",
        "print(gc.get_freeze_count() > 0)",
        "said['on_reload'](types.SimpleNamespace(app=types.SimpleNamespace(callable=None)))",
        "print(gc.get_freeze_count())",
    )
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(program)],
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    assert done.stdout.split() == ["True", "0"]


def test_the_event_loop_is_there_before_the_fork_and_what_it_never_needs_is_not() -> None:
    program = (
        "import sys, reader.delivery.gunicorn_worker",
        "from gunicorn.asgi import protocol",
        "print('uvloop.loop' in sys.modules, len(protocol._CHUNK_PREFIXES))",
    )
    done = subprocess.run(
        [sys.executable, "-c", "; ".join(program)],
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    assert done.stdout.split() == ["True", "0"]


class Door:
    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.refreshed = 0

    def refresh(self) -> None:
        self.refreshed += 1
        if self.error:
            raise self.error


def reload_with(door: object) -> list[str]:
    """Call the hook as gunicorn does; return what was logged."""
    logged: list[str] = []
    log = SimpleNamespace(error=lambda words, *arguments: logged.append(words % arguments))
    read()["on_reload"](SimpleNamespace(app=SimpleNamespace(callable=door), log=log))
    return logged


def test_a_reload_refreshes_the_door() -> None:
    door = Door()
    assert reload_with(door) == []
    assert door.refreshed == 1


def test_a_reload_never_raises_and_tells_no_words_of_the_fault() -> None:
    assert reload_with(Door(ValueError("garbage"))) == [
        "The generation could not be refreshed: ValueError"
    ]
    assert reload_with(None) == [], "without preload there is nothing to refresh in the master"
    assert reload_with(lambda: None) == ["The generation could not be refreshed: AttributeError"]


def discreet_logger() -> Any:
    """Return gunicorn's logger as configured, writing where pytest reads."""
    logger = read()["DiscreetLogger"](Config())
    logger.error_log = logging.getLogger("discreet")
    return logger


def test_the_log_does_not_quote_malformed_requests(caplog: pytest.LogCaptureFixture) -> None:
    logger = discreet_logger()
    with caplog.at_level(logging.WARNING):
        logger.warning("Invalid request from ip=192.0.2.1: /secret")
        logger.warning("Worker %s is late", 7)
    assert [record.getMessage() for record in caplog.records] == [
        "Invalid request",
        "Worker 7 is late",
    ]


def test_the_log_says_what_failed_in_a_request_and_nothing_of_the_request(
    caplog: pytest.LogCaptureFixture,
) -> None:
    logger = discreet_logger()
    for words in (
        "Error handling request %s",
        "Socket error processing request.",
        "Exception in worker process",
    ):
        try:
            raise TimeoutError("/secret")
        except TimeoutError:
            logger.exception(words, *(["/secret"] if "%s" in words else []))

    assert [record.getMessage() for record in caplog.records] == [
        *["A request failed: TimeoutError"] * 2,
        "Exception in worker process",
    ]
    assert [bool(record.exc_info) for record in caplog.records] == [False, False, True], (
        "why a worker does not start is told at length"
    )


def test_an_exception_that_nothing_caught_is_one_line_without_its_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(_log_exception)
    loop.call_soon({"/secret": None}.pop, "/other secret")
    loop.call_soon(loop.stop)
    loop.run_forever()
    loop.call_exception_handler({"message": "Task was destroyed but it is pending!"})
    loop.close()

    assert [record.getMessage() for record in caplog.records][1:] == [
        "Task was destroyed but it is pending!"
    ]
    assert re.fullmatch(r"A request failed: KeyError at [\w.: ]+", caplog.records[0].getMessage())
    assert not caplog.records[0].exc_info

from __future__ import annotations

import gc
import logging
import os
import subprocess
import sys
import threading
import weakref
from pathlib import Path

import pytest
from support.waiting import PATIENCE_SECONDS, wait_for

from reader.delivery.generation_watcher import GenerationWatcher

ROOT = Path(__file__).parents[2]


class Opened:
    """A value that can be held weakly."""

    def __init__(self, name: str) -> None:
        self.name = name


class Opener:
    """Open values by name, and fail for the names in ``broken``."""

    def __init__(self) -> None:
        self.opened: list[str] = []
        self.broken: set[str] = set()

    def __call__(self, name: str) -> Opened:
        self.opened.append(name)
        if name in self.broken:
            raise ValueError(f"/secret/path/{name}")
        return Opened(name)


def following(
    folder: Path, first: str | bytes | None = "one", poll_seconds: float = 0.002
) -> tuple[GenerationWatcher[Opened], Opener, Path]:
    pointer = folder / "pointer"
    opener = Opener()
    if first is not None:
        point(pointer, first)
    return GenerationWatcher(pointer, opener, poll_seconds=poll_seconds), opener, pointer


def point(pointer: Path, content: str | bytes) -> None:
    fresh = pointer.with_suffix(".new")
    fresh.write_bytes(content if isinstance(content, bytes) else f"{content}\nolder\n".encode())
    fresh.replace(pointer)


def name(current: GenerationWatcher[Opened]) -> str | None:
    value = current.get()
    return value.name if value else None


def test_the_first_line_of_the_pointer_says_what_is_opened_and_only_once(tmp_path: Path) -> None:
    current, opener, _ = following(tmp_path)
    assert [name(current) for _ in range(3)] == ["one"] * 3
    assert (opener.opened, current.identifier, current.fault) == (["one"], "one", None)


def test_a_new_generation_is_taken_up_without_being_asked_and_so_is_the_way_back(
    tmp_path: Path,
) -> None:
    current, opener, pointer = following(tmp_path)
    assert name(current) == "one"
    for wanted in ("two", "one"):
        point(pointer, wanted)
        wait_for(lambda wanted=wanted: current.get().name == wanted)
    assert opener.opened == ["one", "two", "one"]


def test_a_value_that_was_replaced_is_freed_before_a_third_one_is_opened(tmp_path: Path) -> None:
    pointer, said = tmp_path / "pointer", list[str]()
    point(pointer, "one")
    current = GenerationWatcher(
        pointer,
        lambda identifier: said.append(identifier) or identifier,
        collect_garbage=lambda: said.append("free"),
    )
    for wanted in ("one", "two", "three"):
        point(pointer, wanted)
        current.refresh()
    assert said == ["one", "two", "free", "three"]


def test_what_a_request_holds_stays_usable_and_is_let_go_afterwards(tmp_path: Path) -> None:
    current, _, pointer = following(tmp_path)
    held = current.get()
    assert held
    let_go = weakref.ref(held)
    point(pointer, "two")
    current.refresh()
    assert held.name == "one"
    del held
    gc.collect()
    assert let_go() is None


GARBAGE = {
    "empty": b"",
    "an empty line": b"\none\n",
    "a way out": b"../../etc",
    "two words": b"a b",
    "no text": b"\xff\xfe\x00",
    "too long": b"x" * 200,
    "an option": b"-one",
    "a path": b"/one",
}


@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE)
def test_a_pointer_to_nothing_keeps_what_there_is_and_says_so(
    tmp_path: Path, garbage: bytes
) -> None:
    current, opener, pointer = following(tmp_path)
    assert name(current) == "one"
    point(pointer, garbage)
    current.refresh()
    assert (name(current), opener.opened) == ("one", ["one"])
    assert current.fault == "The pointer names no generation."


def test_a_pointer_that_is_gone_or_a_folder_keeps_what_there_is(tmp_path: Path) -> None:
    current, _, pointer = following(tmp_path)
    assert name(current) == "one"
    pointer.unlink()
    current.refresh()
    assert (name(current), bool(current.fault)) == ("one", True)
    pointer.mkdir()
    current.refresh()
    assert (name(current), bool(current.fault)) == ("one", True)


def test_without_any_generation_there_is_nothing_until_there_is_one(tmp_path: Path) -> None:
    current, _, pointer = following(tmp_path, first=None)
    assert current.get() is None
    assert current.identifier is None
    point(pointer, "one")
    wait_for(lambda: name(current) == "one")
    assert current.fault is None


def test_a_generation_that_does_not_open_keeps_the_old_one_and_is_logged_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    current, opener, pointer = following(tmp_path)
    opener.broken = {"two"}
    assert name(current) == "one"
    with caplog.at_level(logging.ERROR):
        point(pointer, "two")
        for _ in range(5):
            current.refresh()
    assert name(current) == "one"
    assert current.fault == "Generation two cannot be opened: ValueError."
    assert [record.getMessage().split(":")[0] for record in caplog.records] == [
        "Generation two cannot be opened"
    ]
    point(pointer, "one")
    current.refresh()
    assert current.fault is None


def test_a_generation_that_failed_for_a_moment_is_taken_up_in_the_end(tmp_path: Path) -> None:
    current, opener, pointer = following(tmp_path, poll_seconds=60)
    opener.broken = {"two"}
    assert name(current) == "one"
    point(pointer, "two")
    current.poll()
    current.poll()
    assert opener.opened == ["one", "two"], "it is not tried again at every look"
    opener.broken = set()
    for _ in range(30):
        current.poll()
    assert (name(current), opener.opened) == ("two", ["one", "two", "two"])


def test_a_refresh_starts_no_thread_and_a_get_starts_one(tmp_path: Path) -> None:
    current, _, _ = following(tmp_path)
    before = set(threading.enumerate())
    assert current.refresh()
    assert set(threading.enumerate()) <= before
    for _ in range(3):
        current.get()
    assert [thread.name for thread in set(threading.enumerate()) - before] == ["generation watcher"]


def test_the_thread_ends_when_nobody_follows_any_more(tmp_path: Path) -> None:
    current, _, _ = following(tmp_path)
    current.get()
    followers = [thread for thread in threading.enumerate() if thread.name == "generation watcher"]
    del current
    gc.collect()
    wait_for(lambda: sum(thread.is_alive() for thread in followers) < len(followers))


def test_many_threads_that_ask_first_open_it_once(tmp_path: Path) -> None:
    current, opener, _ = following(tmp_path)
    barrier = threading.Barrier(8)
    got: list[str | None] = []

    def ask() -> None:
        barrier.wait()
        got.append(name(current))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == ["one"] * 8
    assert opener.opened == ["one"]


CHILD = """
import os, sys, time
from pathlib import Path
from reader.delivery.generation_watcher import GenerationWatcher

pointer = Path(sys.argv[1])
pointer.write_text("one\\n")
current = GenerationWatcher(pointer, lambda name: name, poll_seconds=0.01)
assert current.get() == "one"
current._lock().acquire()  # as a thread of the parent may hold it at the moment of the fork
pointer.write_text("two\\n")
child = os.fork()
if child:
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
assert current.get() == "two", "a process reads the pointer at once"
pointer.write_text("three\\n")
end = time.monotonic() + 50
while current.get() != "three":
    assert time.monotonic() < end, "the child has no thread of its own"
    time.sleep(0.01)
os._exit(7)
"""


def test_a_forked_process_looks_for_itself_even_when_the_lock_was_held(tmp_path: Path) -> None:
    # In a process of its own: the test process has threads, and it is not to be forked.
    # Python 3.12 and later warn of a fork beside a thread, which is what is tried here.
    command = [
        sys.executable,
        "-W",
        "ignore::DeprecationWarning",
        "-c",
        CHILD,
        str(tmp_path / "pointer"),
    ]
    ended = subprocess.run(
        command,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=PATIENCE_SECONDS,
        capture_output=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (7, b"")


def test_a_value_that_was_replaced_is_freed_although_it_refers_to_itself(tmp_path: Path) -> None:
    current, _, pointer = following(tmp_path)
    old = current.refresh()
    assert old
    old.itself = old  # type: ignore[attr-defined]
    left = weakref.ref(old)
    del old
    point(pointer, "two")
    gc.disable()
    try:
        for _ in range(10):
            current.poll()
    finally:
        gc.enable()

    assert left() is None
    assert current.identifier == "two"

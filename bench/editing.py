"""Measure what an editor waits for in a large library: check, build, page, after one sentence more.

A thousand documents in two languages, and our own library. Seconds of the clock and of the
processor: on a machine that does other work the second are the better ones.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep
from typing import Final

from bench.disk import part_figures
from bench.figures import BenchError, Figure
from bench.processes import family, pss_bytes
from bench.project import CONTENT, PROJECT, environment
from bench.sample_content import write_content
from bench.saving import ONE_CORE, save_figures
from reader.publishing.generations import pointer

_EDITIONS: Final = 2_000
_TIMEOUT_SECONDS: Final = 1_800
_COMMAND: Final = (sys.executable, "-c", "from reader.cli.main import main; main()")
# On a quiet machine with two cores, in seconds of the clock.
_SAVE_BOUND: Final = 1.0
_BOUNDS: Final = {"check, all new": 10, "check, one changed": 2}
_TO_LIVE_BOUND: Final = 5
# Until the pages of our own library are live, where no PDFs are made.
_OWN_BOUNDS: Final = {"from nothing": 30, "one changed": 2}
# In megabytes, of all processes together.
_MEMORY_MB: Final = {"build, from nothing, after a check": 250, "build, one changed": 200}
# A Raspberry Pi's view: one core, and this much address space for each process. No bounds.
_SMALL_COMPUTER: Final = ("prlimit", f"--as={512 << 20}", *ONE_CORE)
# As often a build is looked at, in seconds.
_LOOK: Final = 0.1
# How that run is called in the table.
_ON_SMALL_COMPUTER: Final = "build, one changed, one core and 512 MB"
# In megabytes: of a generation, and of one more after a change.
_DISK_MB: Final = 90
_NEXT_DISK_MB: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How long a command took, by the clock and by all its processes, in seconds.

    ``live`` is when another generation became current, and ``memory`` the most bytes that all
    processes took together (PSS); both are 0 if nobody watched.
    """

    clock: float
    processor: float
    live: float = 0
    memory: int = 0


def figures(var: Path) -> tuple[Figure, ...]:
    """Check and build a library from nothing, and after a sentence more in one text."""
    content, target = var.with_name("content-editing"), var.with_name("var-editing")
    write_content(content, _EDITIONS)
    runs = {"check, all new": run("check", target, content)}
    add_sentence(content)
    runs["check, one changed"] = run("check", target, content)
    saves = [
        *save_figures(target, content, _SAVE_BOUND),
        *save_figures(target, content, None, ONE_CORE),
    ]
    runs["build, from nothing, after a check"] = watched_build(target, content)
    first, parts = disk_bytes(current(target)), tuple(part_figures(current(target)))
    before = disk_of_all(target)
    add_sentence(content)
    runs["build, one changed"] = watched_build(target, content)
    more = disk_of_all(target) - before
    add_sentence(content)
    runs[_ON_SMALL_COMPUTER] = watched_build(target, content, _SMALL_COMPUTER)
    return (
        *_size_figures(content),
        *(figure for name, each in runs.items() for figure in _figures_of(name, each)),
        *saves,
        *generation_figures(first, more),
        *parts,
        *own_library_figures(var),
        Figure(
            name="disk of the cache",
            value=disk_bytes(pointer.cache(target)) / 1e6,
            form="{:.1f} MB",
        ),
    )


def own_library_figures(var: Path, content: Path = CONTENT) -> Iterator[Figure]:
    """Build a copy of our own library from nothing, and after a sentence more in one text."""
    copy, target = var.with_name("content-own"), var.with_name("var-own")
    shutil.copytree(content, copy)
    for name, bound in _OWN_BOUNDS.items():
        built = watched_build(target, copy)
        add_sentence(copy)
        yield Figure(
            name=f"reader build, our own library, {name}, to live",
            value=built.live,
            form="{:.1f} s",
            at_most=bound,
        )


def run(command: str, var: Path, content: Path) -> Run:
    """Run a command of ``reader``. Raises BenchError if it fails."""
    before, started = os.times(), perf_counter()
    done = subprocess.run(
        (*_COMMAND, command),
        cwd=PROJECT,
        env=environment(var, content),
        capture_output=True,
        timeout=_TIMEOUT_SECONDS,
        check=False,
    )
    clock, after = perf_counter() - started, os.times()
    if done.returncode:
        raise BenchError(f"reader {command} failed:\n{done.stderr.decode(errors='replace')}")
    used = after.children_user + after.children_system
    return Run(clock=clock, processor=used - before.children_user - before.children_system)


def watched_build(var: Path, content: Path, within: tuple[str, ...] = ()) -> Run:
    """Build, and look at it all the while. Raises BenchError if it fails."""
    before, earlier, started = os.times(), pointer.current(var), perf_counter()
    live, memory = 0.0, 0
    with subprocess.Popen(
        (*within, *_COMMAND, "build"),
        cwd=PROJECT,
        env=environment(var, content),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as build:
        while build.poll() is None:
            with suppress(FileNotFoundError, ProcessLookupError):  # one has ended meanwhile
                memory = max(memory, pss_bytes(family(build.pid)))
            if not live and pointer.current(var) != earlier:
                live = perf_counter() - started
            sleep(_LOOK)
    clock, after = perf_counter() - started, os.times()
    if build.returncode:
        raise BenchError(f"reader build failed: {build.returncode}")
    used = after.children_user + after.children_system
    processor = used - before.children_user - before.children_system
    return Run(clock=clock, processor=processor, live=live, memory=memory)


def add_sentence(content: Path) -> None:
    """Add a sentence to one text, as an editor would."""
    path = min(content.glob("experiments/*/en.md"))
    path.write_text(f"{path.read_text(encoding='utf-8')}\nIt is still there.\n", encoding="utf-8")


def current(var: Path) -> Path:
    """Return the folder of the current generation. Raises BenchError if there is none."""
    name = pointer.current(var)
    if name is None:
        raise BenchError(f"Nothing was built in {var}.")
    return pointer.generation(var, name)


def disk_bytes(folder: Path) -> int:
    """Return the size of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def disk_of_all(var: Path) -> int:
    """Return the room that all generations take. A file with several names counts once."""
    files = (path.lstat() for path in pointer.generations(var).rglob("*") if path.is_file())
    return sum({(each.st_dev, each.st_ino): each.st_size for each in files}.values())


def generation_figures(first: int, more: int) -> Iterator[Figure]:
    """Yield the room of a generation, and how much more the next one takes, with its bundles."""
    yield Figure(name="disk of a generation", value=first / 1e6, form="{:.1f} MB", at_most=_DISK_MB)
    yield Figure(
        name="disk of the next one, one changed",
        value=more / 1e6,
        form="{:.1f} MB",
        at_most=_NEXT_DISK_MB,
    )


def _size_figures(content: Path) -> Iterator[Figure]:
    """Yield how large the library is that is measured."""
    texts = [path.read_text(encoding="utf-8") for path in content.rglob("*.md")]
    words = sum(len(text.split()) for text in texts)
    yield Figure(name="words of an edition, on average", value=words / _EDITIONS, form="{:.0f}")
    yield Figure(name="Markdown in all", value=sum(map(len, texts)) / 1e6, form="{:.1f} MB")


def _figures_of(name: str, measured: Run) -> Iterator[Figure]:
    said = f"reader {name}, {_EDITIONS:,} editions"
    bound = _BOUNDS.get(name)
    yield Figure(name=said, value=measured.clock, form="{:.1f} s", at_most=bound)
    yield Figure(name=f"{said}, processor", value=measured.processor, form="{:.1f} s")
    if measured.live:
        most = _TO_LIVE_BOUND if name == "build, one changed" else None
        yield Figure(name=f"{said}, to live", value=measured.live, form="{:.1f} s", at_most=most)
        yield Figure(
            name=f"{said}, memory",
            value=measured.memory / 1e6,
            form="{:.0f} MB",
            at_most=_MEMORY_MB.get(name),
        )

"""Measure what an editor waits for who saves a file and looks at its page in ``reader serve``."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final
from urllib.request import urlopen

from bench.figures import BenchError, Figure
from bench.processes import cpu_seconds, family
from bench.project import PROJECT, environment
from bench.servers import stop
from reader.library.addresses import document_address
from reader.library.model import Kind

_COMMAND: Final = (
    *(sys.executable, "-c", "from reader.cli.main import main; main()"),
    *("serve", "--port", "0"),
)
_SAVES: Final = 5
_TIMEOUT_SECONDS: Final = 600
_ADDRESS: Final = re.compile(rb"http://[\d.]+:\d+")
_PEAK: Final = re.compile(r"^VmHWM:\s+(\d+) kB$", re.MULTILINE)
# A small computer: one core. Figures of it have no bound.
ONE_CORE: Final = ("taskset", "-c", "0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A running ``reader serve``: its process, and its address without a path."""

    process: int
    address: str

    def page(self, path: str) -> str:
        """Return the page at a path."""
        with urlopen(f"{self.address}{path}", timeout=_TIMEOUT_SECONDS) as answer:  # noqa: S310
            body: bytes = answer.read()
        return body.decode("utf-8")

    def peak_bytes(self) -> int:
        """Return the most memory that the process had. Source: proc(5), VmHWM."""
        status = Path(f"/proc/{self.process}/status").read_text(encoding="utf-8")
        found = _PEAK.search(status)
        if not found:
            raise BenchError("This kernel does not tell the peak memory of a process.")
        return int(found[1]) * 1024


@contextmanager
def serving_editors(var: Path, content: Path, within: tuple[str, ...] = ()) -> Iterator[Preview]:
    """Start ``reader serve``, and stop it at the end. Raises BenchError if it does not start."""
    started = subprocess.Popen(
        (*within, *_COMMAND),
        cwd=PROJECT,
        env={**environment(var, content), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    with started as process:
        try:
            line = process.stdout.readline() if process.stdout else b""
            if not (said := _ADDRESS.search(line)):
                raise BenchError(f"reader serve did not start: {line.decode(errors='replace')}")
            yield Preview(process=process.pid, address=said[0].decode("ascii"))
        finally:
            stop(process)


def save_figures(
    var: Path, content: Path, at_most: float | None, within: tuple[str, ...] = ()
) -> Iterator[Figure]:
    """Yield the seconds from a save to its page, of the clock and of all processes, and memory.

    ``within`` is a command that runs another.
    """
    path = min(content.glob("experiments/*/en.md"))
    page = document_address(Kind.EXPERIMENT, path.parent.name, "en")
    name = "reader serve, one core" if within else "reader serve"
    with serving_editors(var, content, within) as preview:
        started = perf_counter()
        preview.page(page)
        yield Figure(name=f"{name}: first page", value=perf_counter() - started, form="{:.1f} s")
        runs = [_save(preview, path, page, number) for number in range(1, _SAVES + 1)]
        clock, processor = (median(each) for each in zip(*runs, strict=True))
        yield Figure(name=f"{name}: save to page", value=clock, form="{:.2f} s", at_most=at_most)
        yield Figure(name=f"{name}: save to page, processor", value=processor, form="{:.2f} s")
        yield Figure(name=f"{name}: memory", value=preview.peak_bytes() / 1e6, form="{:.0f} MB")


def _save(preview: Preview, path: Path, page: str, number: int) -> tuple[float, float]:
    """Save a sentence more, and return how long it takes until its page has it, in seconds."""
    sentence = f"It is still there{' and there' * number}."
    text = path.read_text(encoding="utf-8")
    before, started = cpu_seconds(family(preview.process)), perf_counter()
    path.write_text(f"{text}\n{sentence}\n", encoding="utf-8")
    while sentence not in preview.page(page):
        if perf_counter() - started > _TIMEOUT_SECONDS:
            raise BenchError("What was saved is not shown.")
    return perf_counter() - started, cpu_seconds(family(preview.process)) - before

"""Time `reader export` as a process: each format, and again where nothing has changed.

From a library of 60 documents in two languages, and one of 1,000. Minutes, most of them for builds.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import perf_counter
from typing import Final

from bench.build_time import build
from bench.figures import BenchError, Figure
from bench.project import PROJECT, environment
from bench.sample_content import write_content

_COMMAND: Final = (sys.executable, "-c", "from reader.cli.main import main; main()", "export")
_FORMATS: Final = ("site", "zip", "epub", "json", "zim")
_SMALLER, _LARGER = 120, 2_000
_GROWTH: Final = 18
_MEGABYTES: Final = 250
_UNCHANGED: Final = 20

# Format → seconds, seconds again, and the most memory in bytes.
Measured = Mapping[str, tuple[float, float, int]]


def figures(var: Path) -> tuple[Figure, ...]:
    """Build both libraries and export each in every format."""
    return tuple(summary(_measured(var, _SMALLER), _measured(var, _LARGER)))


def summary(smaller: Measured, larger: Measured) -> Iterator[Figure]:
    """Yield the figures of two libraries."""
    for name, (seconds, again, memory) in larger.items():
        growth = seconds / smaller[name][0]
        yield Figure(
            name=f"reader export {name}, {_LARGER:,} editions", value=seconds, form="{:.1f} s"
        )
        yield Figure(
            name=f"reader export {name}, to one of {_SMALLER}",
            value=growth,
            form="{:.1f} times",
            at_most=_GROWTH,
        )
        yield Figure(
            name=f"reader export {name}, memory",
            value=memory / 1e6,
            form="{:.0f} MB",
            at_most=_MEGABYTES,
        )
        yield Figure(
            name=f"reader export {name}, unchanged is faster",
            value=seconds / again,
            form="{:.0f} times",
            at_least=_UNCHANGED,
        )


def _measured(var: Path, editions: int) -> Measured:
    content, target = var.with_name(f"content-{editions}"), var.with_name(f"var-{editions}")
    write_content(content, editions)
    build(target, content)
    found = {}
    for name in _FORMATS:
        folder = var.with_name(f"export-{name}-{editions}")
        seconds, memory = _export(name, folder, environment(target, content))
        again, _ = _export(name, folder, environment(target, content))
        found[name] = (seconds, again, memory)
    return found


def _export(name: str, folder: Path, variables: dict[str, str]) -> tuple[float, int]:
    """Return the seconds and the most memory of an export. Raises BenchError if it fails."""
    started = perf_counter()
    with subprocess.Popen(
        [*_COMMAND, name, folder],
        cwd=PROJECT,
        env=variables,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if status:
        raise BenchError(f"The library could not be exported as {name}.")
    return perf_counter() - started, usage.ru_maxrss * 1024

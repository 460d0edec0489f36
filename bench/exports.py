"""Time `reader export` as a process: each format, and again where nothing has changed.

From a library of 60 documents in two languages, and one of 1,000. Minutes, most of them for builds.
ZIM files are compared with those of openZIM's own writer, which comes with Debian's zim-tools.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Final, TypeAlias

from bench.build_time import build
from bench.figures import BenchError, Figure
from bench.project import PROJECT, environment
from bench.sample_content import write_content
from bench.zim_size import zim_size

_COMMAND: Final = (sys.executable, "-c", "from reader.cli.main import main; main()", "export")
_FORMATS: Final = ("site", "zip", "epub", "json", "zim")
_SMALLER, _LARGER = 120, 2_000
_GROWTH: Final = 18
_MEGABYTES: Final = 250
_UNCHANGED: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRun:
    """What an export took: seconds, those of all processors together, most memory of a process."""

    seconds: float
    processor_seconds: float
    memory_bytes: int


# Format → an export, and the same again.
Measured: TypeAlias = Mapping[str, tuple[ExportRun, ExportRun]]


def figures(var: Path) -> tuple[Figure, ...]:
    """Build both libraries and export each in every format."""
    smaller, larger = _measured(var, _SMALLER), _measured(var, _LARGER)
    archives = sorted(_folder(var, "zim", _LARGER).glob("*.zim"))
    sizes = (zim_size(each, var.with_name(f"pages-of-{each.stem}")) for each in archives)
    return (*summary(smaller, larger), *sizes)


def summary(smaller: Measured, larger: Measured) -> Iterator[Figure]:
    """Yield the figures of two libraries."""
    for name, (first, again) in larger.items():
        growth = first.seconds / smaller[name][0].seconds
        yield Figure(
            name=f"reader export {name}, {_LARGER:,} editions", value=first.seconds, form="{:.1f} s"
        )
        yield Figure(
            name=f"reader export {name}, processors at work",
            value=first.processor_seconds / first.seconds,
            form="{:.1f}",
        )
        yield Figure(
            name=f"reader export {name}, to one of {_SMALLER}",
            value=growth,
            form="{:.1f} times",
            at_most=_GROWTH,
        )
        yield Figure(
            name=f"reader export {name}, memory",
            value=first.memory_bytes / 1e6,
            form="{:.0f} MB",
            at_most=_MEGABYTES,
        )
        yield Figure(
            name=f"reader export {name}, unchanged is faster",
            value=first.seconds / again.seconds,
            form="{:.0f} times",
            at_least=_UNCHANGED,
        )


def _measured(var: Path, editions: int) -> Measured:
    content, target = var.with_name(f"content-{editions}"), var.with_name(f"var-{editions}")
    write_content(content, editions)
    build(target, content)
    found = {}
    for name in _FORMATS:
        folder, variables = _folder(var, name, editions), environment(target, content)
        found[name] = (_export(name, folder, variables), _export(name, folder, variables))
    return found


def _folder(var: Path, name: str, editions: int) -> Path:
    return var.with_name(f"export-{name}-{editions}")


def _export(name: str, folder: Path, variables: dict[str, str]) -> ExportRun:
    """Return what an export takes. Raises BenchError if it fails."""
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
    return ExportRun(
        seconds=perf_counter() - started,
        processor_seconds=usage.ru_utime + usage.ru_stime,
        memory_bytes=usage.ru_maxrss * 1024,
    )

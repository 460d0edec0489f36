"""Compare memory and start of a read-only server with many editions to the project's own."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from bench import build_time, memory, start
from bench.figures import Figure
from bench.project import library
from bench.sample_content import write_content


def moderate_figures(var: Path) -> tuple[Figure, ...]:
    """Measure 1,000 editions."""
    return figures(var, 1_000)


def large_figures(var: Path) -> tuple[Figure, ...]:
    """Measure 10,000 editions."""
    return figures(var, 10_000)


def figures(var: Path, editions: int) -> tuple[Figure, ...]:
    """Build that many editions, and compare them with what was built in ``var``."""
    with TemporaryDirectory() as folder:
        content, larger = Path(folder) / "content", Path(folder) / "var"
        write_content(content, editions)
        build_time.build(larger, content)
        return beside(var, larger, editions)


def beside(var: Path, larger: Path, editions: int) -> tuple[Figure, ...]:
    """Return the figures of what was built in ``larger``, and their ratio to those of ``var``."""
    own, grown = (memory.megabytes(each, memory.ready(library(each))) for each in (var, larger))
    read_only = f"only {memory.REQUESTS} ready pages asked of each worker"
    return (
        Figure(
            name=f"memory of all processes, {editions:,} editions, {read_only} (PSS)",
            value=grown,
            form="{:.1f} MB",
        ),
        Figure(
            name=f"the same, {editions:,} editions against the project's own",
            value=grown / own,
            form="{:.2f}",
            at_most=1.5,
        ),
        Figure(
            name=f"start to first answer, {editions:,} editions, median of {start.STARTS}",
            value=start.seconds(larger),
            form="{:.2f} s",
            at_most=4,
        ),
    )

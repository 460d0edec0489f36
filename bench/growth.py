"""What more editions cost a server that is only read from: its memory and its start, beside those with the project's own content."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from bench import building, memory, start
from bench.contents import write_content
from bench.figures import Figure
from bench.project import library


def moderate_figures(var: Path) -> tuple[Figure, ...]:
    """Measure 1,000 editions."""
    return figures(var, 1_000)


def large_figures(var: Path) -> tuple[Figure, ...]:
    """Measure 10,000 editions."""
    return figures(var, 10_000)


def figures(var: Path, editions: int) -> tuple[Figure, ...]:
    """Build that many editions, and measure them beside what was built in ``var``."""
    with TemporaryDirectory() as folder:
        content, larger = Path(folder) / "content", Path(folder) / "var"
        write_content(content, editions)
        building.build(larger, content)
        return beside(var, larger, editions)


def beside(var: Path, larger: Path, editions: int) -> tuple[Figure, ...]:
    """Return the figures of what was built in ``larger``, and of how they compare with ``var``."""
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

"""A figure, the bound it is held to, and the table of them all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class BenchError(Exception):
    """Something could not be measured. The message is a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured number. ``form`` formats it with its unit, such as ``{:.2f} s``."""

    name: str
    value: float
    form: str
    at_most: float | None = None
    at_least: float | None = None

    @property
    def is_kept(self) -> bool:
        """Whether the number is within its bounds. NaN never is."""
        low = self.at_least is None or self.value >= self.at_least
        return low and (self.at_most is None or self.value <= self.at_most)

    @property
    def measured(self) -> str:
        """The number as it is printed."""
        return self.form.format(self.value)

    @property
    def bound(self) -> str:
        """The bounds as they are printed."""
        pairs = (("≥", self.at_least), ("≤", self.at_most))
        return ", ".join(
            f"{sign} {self.form.format(limit)}" for sign, limit in pairs if limit is not None
        )

    @property
    def verdict(self) -> str:
        """``ok`` or ``MISSED`` where there is a bound."""
        return ("ok" if self.is_kept else "MISSED") if self.bound else ""


def table(figures: Iterable[Figure]) -> str:
    """Return the figures as a table that is read in a terminal and pasted into Markdown."""
    rows = [
        ("figure", "measured", "bound", ""),
        *((each.name, each.measured, each.bound, each.verdict) for each in figures),
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        _line(
            [
                cell.ljust(width) if first else cell.rjust(width)
                for cell, width, first in _cells(row, widths)
            ]
        )
        for row in rows
    ]
    ruler = _line(
        [
            "-" * max(width, 3) if first else "-" * max(width - 1, 2) + ":"
            for _, width, first in _cells(rows[0], widths)
        ]
    )
    return "\n".join([lines[0], ruler, *lines[1:]])


def exit_status(figures: Iterable[Figure]) -> int:
    """Return 0 when every bound is kept, otherwise 1."""
    return 0 if all(figure.is_kept for figure in figures) else 1


def _cells(row: tuple[str, ...], widths: list[int]) -> Iterable[tuple[str, int, bool]]:
    """Yield each cell, the width of its column, and whether it is text, aligned left."""
    return (
        (cell, width, index in {0, 3})
        for index, (cell, width) in enumerate(zip(row, widths, strict=True))
    )


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"

"""Bound the cells that tables lack: the parser fills each row up to the width of the head."""

from __future__ import annotations

from itertools import takewhile
from typing import Final

from markdown_it.rules_block import StateBlock, table

# In all tables of a text. The parser allows six times as many in each one, so that a file of 95 kB
# takes gigabytes.
MAX_MISSING_CELLS: Final = 10_000

_MISSING_CELLS: Final = "missing_cells"
_REFUSED_TABLE: Final = "refused_table"


def bounded_table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Parse a table, or leave it as text if too many cells are missing. A rule of markdown-it."""
    is_table = table(state, start_line, end_line, True)
    if silent or not is_table:
        return is_table
    missing = state.env.get(_MISSING_CELLS, 0) + _missing_cells(state, start_line, end_line)
    if missing > MAX_MISSING_CELLS:
        state.env.setdefault(_REFUSED_TABLE, start_line)
        return False
    state.env[_MISSING_CELLS] = missing
    return table(state, start_line, end_line, False)


def refused_table(env: dict[str, object]) -> int | None:
    """Return the line of the first table that was left as text, from 0, or None."""
    line = env.get(_REFUSED_TABLE)
    return line if isinstance(line, int) else None


def _missing_cells(state: StateBlock, start_line: int, end_line: int) -> int:
    """Return how many cells are missing at least: a line may begin and end with a pipe, or not."""
    columns = _pipes(state, start_line + 1) - 1
    rows = takewhile(lambda row: not state.isEmpty(row), range(start_line + 2, end_line))
    return sum(max(0, columns - _pipes(state, row) - 1) for row in rows)


def _pipes(state: StateBlock, line: int) -> int:
    return state.src.count("|", state.bMarks[line], state.eMarks[line])

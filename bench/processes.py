"""Read process data of Linux: descendants, CPU time, memory, open connections. Source: proc(5)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.figures import BenchError

_PROC: Final = Path("/proc")
_PSS: Final = re.compile(r"^Pss:\s+(\d+) kB$", re.MULTILINE)
_PRIVATE: Final = re.compile(r"^Private_(?:Clean|Dirty):\s+(\d+) kB$", re.MULTILINE)
_ESTABLISHED: Final = "01"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stat:
    """The parent of a process, and its clock ticks in user and system mode."""

    parent: int
    ticks: int


def parse_stat(line: str) -> Stat:
    """Read ``/proc/<pid>/stat``, where the name may contain spaces and parentheses."""
    fields = line.rpartition(")")[2].split()
    return Stat(parent=int(fields[1]), ticks=int(fields[11]) + int(fields[12]))


def parse_pss_bytes(rollup: str) -> int:
    """Read PSS from ``/proc/<pid>/smaps_rollup``. Shared pages count in part, so sums are right."""
    found = _PSS.search(rollup)
    if not found:
        raise BenchError("This kernel does not tell the proportional set size of a process.")
    return int(found[1]) * 1024


def parse_uss_bytes(rollup: str) -> int:
    """Read USS from ``/proc/<pid>/smaps_rollup``: pages that no other process has mapped."""
    found = _PRIVATE.findall(rollup)
    if len(found) != 2:
        raise BenchError("This kernel does not tell the unique set size of a process.")
    return sum(map(int, found)) * 1024


def parse_inode(connections: str, local_port: int, remote_port: int) -> int:
    """Read the socket of a connection from ``/proc/net/tcp``, 0 if it is not accepted yet."""
    for line in connections.splitlines()[1:]:
        fields = line.split()
        ports = [int(address.rpartition(":")[2], 16) for address in fields[1:3]]
        if ports == [local_port, remote_port] and fields[3] == _ESTABLISHED:
            return int(fields[9])
    return 0


def descendants(root: int, parents: Mapping[int, int]) -> tuple[int, ...]:
    """Return a process and all that descend from it. ``parents`` is process → parent."""
    found = {root}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return tuple(sorted(found))


def family(root: int) -> tuple[int, ...]:
    """Return a running process and all that descend from it."""
    parents = {}
    for entry in _PROC.iterdir():
        if entry.name.isdecimal():
            with suppress(FileNotFoundError, ProcessLookupError):  # ended while we looked
                parents[int(entry.name)] = parse_stat((entry / "stat").read_text()).parent
    return descendants(root, parents)


def cpu_seconds(pids: Iterable[int]) -> float:
    """Return the CPU time of running processes. Raises FileNotFoundError if one has ended."""
    return sum(
        parse_stat((_PROC / str(pid) / "stat").read_text()).ticks for pid in pids
    ) / os.sysconf("SC_CLK_TCK")


def pss_bytes(pids: Iterable[int]) -> int:
    """Return the memory of running processes in all (PSS)."""
    return sum(parse_pss_bytes((_PROC / str(pid) / "smaps_rollup").read_text()) for pid in pids)


def uss_bytes(pid: int) -> int:
    """Return the private memory of a running process (USS)."""
    return parse_uss_bytes((_PROC / str(pid) / "smaps_rollup").read_text())


def holder(pids: Iterable[int], local_port: int, remote_port: int) -> int:
    """Return the process that has accepted a connection. Raises BenchError if none has."""
    socket = f"socket:[{parse_inode((_PROC / 'net' / 'tcp').read_text(), local_port, remote_port)}]"
    for pid in pids:
        for descriptor in (_PROC / str(pid) / "fd").iterdir():
            with suppress(FileNotFoundError):  # closed while we looked
                if str(descriptor.readlink()) == socket:
                    return pid
    raise BenchError("No worker holds a connection that was answered.")

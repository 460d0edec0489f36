"""Ports for programs that cannot be told to take any free one: each is given to one at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from socket import socket
from typing import Final

from bench.figures import BenchError

_HERE: Final = "127.0.0.1"
# Whoever holds a port at this address has it at the other: a lock that ends with its process.
_LOCK: Final = "127.0.0.99"
_LOWEST: Final = 10_000
_HIGHEST: Final = 60_000
# The kernel gives these to connections, and to servers that ask for any port. Source: ip(7).
_KERNEL_RANGE: Final = Path("/proc/sys/net/ipv4/ip_local_port_range")
# Processes begin far apart: the next one is seldom held by somebody else.
_STRIDE: Final = 97


@contextmanager
def reserved_ports(count: int) -> Iterator[tuple[int, ...]]:
    """Hold so many ports, at which nobody listens, until the block ends.

    No other caller gets them meanwhile, and the kernel gives them to nobody. Raises BenchError if
    there are none.
    """
    with ExitStack() as locks:
        ports = []
        for port in _candidates():
            lock = socket()
            if _is_bound(lock, _LOCK, port) and _is_free(port):
                ports.append(locks.enter_context(lock).getsockname()[1])
            else:
                lock.close()
            if len(ports) == count:
                break
        else:
            raise BenchError("No port of this machine is free.")
        yield tuple(ports)


def _candidates() -> Iterator[int]:
    """Yield the ports below those of the kernel, or all where these begin too low."""
    begin = int(_KERNEL_RANGE.read_text(encoding="ascii").split()[0])
    ports = range(_LOWEST, begin if begin > 2 * _LOWEST else _HIGHEST)
    start = os.getpid() * _STRIDE % len(ports)
    yield from ports[start:]
    yield from ports[:start]


def _is_free(port: int) -> bool:
    with socket() as probe:
        return _is_bound(probe, _HERE, port)


def _is_bound(one: socket, address: str, port: int) -> bool:
    try:
        one.bind((address, port))
    except OSError:
        return False
    return True

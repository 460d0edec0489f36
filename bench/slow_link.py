"""Emulate a slow line between two network namespaces, on kernels without netem.

A process carries each packet from one to the other. TCP is the kernel's own at both ends, so the
handshake, slow start and the initial window are real. The namespaces have no other route. It needs
root. The process is `python -m bench.slow_link PHONE SERVER`, and ends with its parent.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import select
import shutil
import struct
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bench.figures import BenchError
from bench.project import PROJECT

# 2G as page tests emulate it: 800 ms round trip, 50 kbit/s in each direction.
ONE_WAY_SECONDS: Final = 0.4
BYTES_PER_SECOND: Final = 50_000 / 8
# The length of the queue; packets beyond it are dropped.
_QUEUE_SECONDS: Final = 8.0
_PHONE_ADDRESS: Final = "10.77.0.1"
SERVER_ADDRESS: Final = "10.77.0.2"
_LARGEST_PACKET_BYTES: Final = 2_048
# Source: linux/if_tun.h, linux/sched.h.
_TUN_DEVICE: Final = "/dev/net/tun"
_TUNSETIFF: Final = 0x400454CA
_PLAIN_PACKETS: Final = 0x0001 | 0x1000
_CLONE_NEWNET: Final = 0x40000000
_TIMEOUT_SECONDS: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A slow line that is up. ``phone`` and ``server`` are prefixes of commands to run there."""

    phone: tuple[str, ...]
    server: tuple[str, ...]


@contextmanager
def slow_link() -> Iterator[Link]:
    """Set up a slow line until the block ends. Raises BenchError if that is not possible."""
    if os.geteuid() or not Path(_TUN_DEVICE).exists() or not shutil.which("ip"):
        raise BenchError(f"A slow line takes root, {_TUN_DEVICE}, and the program ip of iproute2.")
    phone, server = (f"reader-{end}-{os.getpid()}" for end in ("phone", "server"))
    with ExitStack() as stack:
        for name in (phone, server):
            _run("ip", "netns", "add", name)
            stack.callback(_run, "ip", "netns", "del", name)
        carrying = subprocess.Popen(
            (sys.executable, "-m", "bench.slow_link", phone, server),
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        stack.callback(_stop, carrying)
        if not carrying.stdout or not carrying.stdout.readline():
            raise BenchError("The slow line did not come up.")
        yield Link(phone=("ip", "netns", "exec", phone), server=("ip", "netns", "exec", server))


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        raise BenchError(f"{' '.join(command)}: {done.stderr.decode(errors='replace').strip()}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait(_TIMEOUT_SECONDS)
    for end in (process.stdin, process.stdout):
        if end:
            end.close()


@dataclass(slots=True, kw_only=True)
class Direction:
    """One direction: packets leave one after another, and arrive after the delay."""

    one_way_seconds: float
    bytes_per_second: float
    free_at: float = 0.0
    waiting: deque[tuple[float, bytes]] = field(default_factory=deque)

    def send(self, packet: bytes, now: float) -> None:
        """Queue a packet, or drop it if the queue is full."""
        starts = max(self.free_at, now)
        if starts - now < _QUEUE_SECONDS:
            self.free_at = starts + len(packet) / self.bytes_per_second
            self.waiting.append((self.free_at + self.one_way_seconds, packet))

    def arrived(self, now: float) -> Iterator[bytes]:
        """Yield the packets that have arrived."""
        while self.waiting and self.waiting[0][0] <= now:
            yield self.waiting.popleft()[1]

    def seconds_left(self, now: float) -> float:
        """Return the seconds until the next packet arrives."""
        return max(0.0, self.waiting[0][0] - now) if self.waiting else _TIMEOUT_SECONDS


def carry(phone: int, server: int, until: int) -> None:
    """Carry packets between two devices, until ``until`` can be read."""
    there, back = (
        Direction(one_way_seconds=ONE_WAY_SECONDS, bytes_per_second=BYTES_PER_SECOND)
        for _ in range(2)
    )
    ways = ((phone, there, server), (server, back, phone))
    while True:
        now = time.monotonic()
        timeout = min(direction.seconds_left(now) for _, direction, _ in ways)
        readable, _, _ = select.select((phone, server, until), (), (), timeout)
        if until in readable:
            return
        for device, direction, other in ways:
            if device in readable:
                direction.send(os.read(device, _LARGEST_PACKET_BYTES), time.monotonic())
            for packet in direction.arrived(time.monotonic()):
                with suppress(OSError):  # nobody there takes it
                    os.write(other, packet)


def _device(network: str, own: str, other: str) -> int:
    """Open a TUN device in a network, with its address and that of the other end."""
    here = os.open("/proc/self/ns/net", os.O_RDONLY)
    there = os.open(f"/run/netns/{network}", os.O_RDONLY)
    _enter(there)
    try:
        device = os.open(_TUN_DEVICE, os.O_RDWR)
        fcntl.ioctl(device, _TUNSETIFF, struct.pack("16sH", b"line", _PLAIN_PACKETS))
        _run("ip", "link", "set", "lo", "up")
        _run("ip", "link", "set", "line", "addrgenmode", "none", "mtu", "1500")
        _run("ip", "address", "add", own, "peer", other, "dev", "line")
        _run("ip", "link", "set", "line", "up")
    finally:
        _enter(here)
        os.close(here)
        os.close(there)
    return device


def _enter(network: int) -> None:
    """Let this process be in a network. Source: setns(2)."""
    if ctypes.CDLL(None, use_errno=True).setns(network, _CLONE_NEWNET):
        raise BenchError(f"setns: {os.strerror(ctypes.get_errno())}")


def main(names: Sequence[str]) -> None:
    """Carry packets between two networks, as long as standard input is open."""
    phone, server = names
    devices = (
        _device(phone, _PHONE_ADDRESS, SERVER_ADDRESS),
        _device(server, SERVER_ADDRESS, _PHONE_ADDRESS),
    )
    print("up", flush=True)
    carry(*devices, until=sys.stdin.fileno())


if __name__ == "__main__":
    main(sys.argv[1:])

"""How often one network may send, counted in memory and forgotten every day.

A network is the hash of the first part of an address, with a key that is made anew each day and
stored nowhere: nobody can tell from a count who it is of, and nothing of it outlives the process.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections import Counter
from contextlib import suppress
from socket import AF_INET, AF_INET6, inet_pton
from threading import Lock
from typing import Final

# A library, a shelter and a whole village may be behind one address.
OF_A_NETWORK: Final = 30
# Of everybody together if no proxy says who asks, for one worker.
OF_ALL: Final = 600
WINDOW_SECONDS: Final = 3_600
_DAY_SECONDS: Final = 86_400
_FIRST_BYTES: Final = {AF_INET: 3, AF_INET6: 6}
# Before an IPv4 address that is written as one of IPv6. Source: RFC 4291 §2.5.5.2.
_MAPPED: Final = bytes(10) + b"\xff\xff"
_MOST_NETWORKS: Final = 20_000


class NetworkLimits:
    """Counts of what was sent in the last hour, for one process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._day = self._window = -1
        self._key = b""
        self._counts: Counter[bytes] = Counter()

    def admit(self, address: str, now: float) -> bool:
        """Count a form that was sent, and return whether it may be taken.

        ``address`` is empty if nobody who can be trusted says it; ``now`` in seconds since 1970.
        """
        with self._lock:
            self._turn(now)
            network = self._hash(address)
            self._counts[network] += 1
            return self._counts[network] <= (OF_A_NETWORK if address else OF_ALL)

    def _turn(self, now: float) -> None:
        day, window = int(now // _DAY_SECONDS), int(now // WINDOW_SECONDS)
        if day != self._day:
            self._day, self._key = day, secrets.token_bytes(32)
        if window != self._window or len(self._counts) > _MOST_NETWORKS:
            self._window = window
            self._counts.clear()

    def _hash(self, address: str) -> bytes:
        return hmac.digest(self._key, network_of(address), hashlib.sha256)[:8]


def network_of(address: str) -> bytes:
    """Return the network of an address, as those who give out addresses cut them: /24 or /48."""
    text = address.strip()
    for family, length in _FIRST_BYTES.items():
        with suppress(OSError, ValueError):
            packed = inet_pton(family, text)
            if packed.startswith(_MAPPED):
                return packed.removeprefix(_MAPPED)[: _FIRST_BYTES[AF_INET]]
            return packed[:length]
    return address[:64].encode("utf-8", "replace")

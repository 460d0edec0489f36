"""How often one network may send, counted in memory and forgotten every day.

A network is the hash of the first part of an address, with a key that is made anew each day and
stored nowhere: nobody can tell from a count who it is of, and nothing of it outlives the process.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections import Counter
from ipaddress import ip_address, ip_network
from threading import Lock
from typing import Final

# A library, a shelter and a whole village may be behind one address.
OF_A_NETWORK: Final = 30
# Of everybody together if no proxy says who asks, for one worker.
OF_ALL: Final = 600
WINDOW_SECONDS: Final = 3_600
_DAY_SECONDS: Final = 86_400
_PREFIX: Final = {4: 24, 6: 48}
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
        return hmac.digest(self._key, network_of(address).encode(), hashlib.sha256)[:8]


def network_of(address: str) -> str:
    """Return the network of an address, as those who give out addresses cut them: /24 or /48."""
    try:
        parsed = ip_address(address.strip())
    except ValueError:
        return address[:64]
    return str(ip_network((parsed, _PREFIX[parsed.version]), strict=False))

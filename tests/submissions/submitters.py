"""Many people who send a form at once over real connections, and send it again if nothing came."""

from __future__ import annotations

import re
import threading
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Final
from urllib.parse import urlencode

from end_to_end.deployments import Deployment
from support.form_sender import CORRECTION, RECEIPT, STAMP
from support.waiting import PATIENCE_SECONDS

_TRIES: Final = 60
_HEADERS: Final = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Connection": "close",
    "Sec-Fetch-Site": "same-origin",
}


@dataclass(slots=True, kw_only=True)
class Submitters:
    """``people`` who send ``count`` forms together. Every form gets a network of its own."""

    deployment: Deployment
    people: int
    count: int
    receipts: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    given_up: int = 0
    _taken: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def run(self) -> None:
        """Send all forms, and wait for the last."""
        threads = [threading.Thread(target=self._send_many) for _ in range(self.people)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _send_many(self) -> None:
        while (number := self._next()) <= self.count:
            self._send(number)

    def _next(self) -> int:
        with self._lock:
            self._taken += 1
            return self._taken

    def _send(self, number: int) -> None:
        who = {"X-Real-IP": f"10.{number // 250}.{number % 250}.1"}
        opened = self._again("GET", "", who, STAMP)
        if not opened:
            return
        text = f"Number {number}. " + "Words. " * 100
        fields = {**CORRECTION, "what": text, "stamp": opened[0], "end": "1", "send": "x"}
        started = time.monotonic()
        found = self._again("POST", urlencode(fields), {**who, **_HEADERS}, RECEIPT)
        if found:
            with self._lock:
                self.receipts.append(found[0])
                self.seconds.append(time.monotonic() - started)

    def _again(
        self, method: str, body: str, headers: dict[str, str], wanted: re.Pattern[str]
    ) -> list[str]:
        """Ask until an answer has what is wanted, as a person does who sees that nothing came."""
        for _ in range(_TRIES):
            connection = HTTPConnection("127.0.0.1", self.deployment.port, timeout=PATIENCE_SECONDS)
            try:
                connection.request(method, "/en/correct", body or None, headers)
                found = wanted.findall(connection.getresponse().read().decode())
                if found:
                    return found
            except (OSError, HTTPException):
                pass
            finally:
                connection.close()
            time.sleep(0.05)
        with self._lock:
            self.given_up += 1
        return []

"""Firefox, driven by its own protocol, Marionette: no other program is needed.

Source: https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
"""

from __future__ import annotations

import json
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench.ports import reserved_ports

# A fresh profile shows pages of its own, and asks for things of the web.
PREFERENCES: Final[Mapping[str, bool | int | str]] = {
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.newtabpage.enabled": False,
    "browser.preonboarding.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage": "about:blank",
    "browser.startup.page": 0,
    "browser.translations.enable": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.ipc.processCount": 1,
    "extensions.getAddons.cache.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.proxy.type": 0,
    "services.settings.server": "data:,",
    "termsofuse.acceptedVersion": 999,
    "termsofuse.bypassNotification": True,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
}
NARROW: Final = """
    const style = gBrowser.selectedBrowser.style;
    style.flex = "none";
    style.width = style.minWidth = style.maxWidth = `${arguments[0]}px`;
"""
STARTING_SECONDS: Final = 60
ANSWERING_SECONDS: Final = 60


@dataclass(slots=True)
class Marionette:
    """The connection to a running Firefox."""

    connection: socket.socket
    count: int = 0

    def command(self, name: str, **parameters: object) -> Any:
        """Give a command and return its answer. Raises AssertionError if Firefox refuses."""
        self.count += 1
        message = json.dumps([0, self.count, name, parameters]).encode()
        self.connection.sendall(str(len(message)).encode() + b":" + message)
        _, number, error, answer = self.read()
        assert number == self.count
        assert error is None, error
        return answer

    def read(self) -> Any:
        """Read one message: its length, a colon, JSON."""
        length = b""
        while not length.endswith(b":"):
            length += self._some(1)
        body = b""
        while len(body) < int(length[:-1]):
            body += self._some(int(length[:-1]) - len(body))
        return json.loads(body)

    def _some(self, most: int) -> bytes:
        received = self.connection.recv(most)
        assert received, "Firefox closed the connection"
        return received

    def visit(self, address: str) -> None:
        """Open a page and wait until it is loaded."""
        self.command("WebDriver:Navigate", url=address)

    def evaluate(self, script: str, *values: object) -> Any:
        """Run the body of a function in the page, whatever its policy, and return its result."""
        return self.command("WebDriver:ExecuteScript", script=script, args=values)["value"]

    def set_page_width(self, pixels: int) -> None:
        """Make the page narrower than any window of Firefox can be."""
        self.command("Marionette:SetContext", value="chrome")
        self.evaluate(NARROW, pixels)
        self.command("Marionette:SetContext", value="content")


@contextmanager
def firefox(
    profile: Path,
    environment: Mapping[str, str],
    chosen: Mapping[str, bool | int | str],
    *options: str,
) -> Iterator[Marionette]:
    """Start Firefox with a fresh profile in a folder; end it after the block.

    ``chosen`` are preferences, ``options`` those of the command line.
    """
    with reserved_ports(1) as (port,):
        _write_profile(profile, {**PREFERENCES, **chosen, "marionette.port": port})
        process = subprocess.Popen(
            ["firefox-esr", "--no-remote", "--profile", profile, "--marionette", *options],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            with _connected(port) as connection:
                driven = Marionette(connection)
                driven.read()
                driven.command("WebDriver:NewSession")
                yield driven
                driven.command("Marionette:Quit", flags=["eForceQuit"])
            process.wait(STARTING_SECONDS)
        finally:
            process.kill()
            process.wait()


def _write_profile(folder: Path, preferences: Mapping[str, bool | int | str]) -> None:
    folder.mkdir()
    lines = (
        f"user_pref({json.dumps(name)}, {json.dumps(value)});\n"
        for name, value in preferences.items()
    )
    (folder / "user.js").write_text("".join(lines), encoding="utf-8")


def _connected(port: int) -> socket.socket:
    limit = time.monotonic() + STARTING_SECONDS
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), ANSWERING_SECONDS)
        except OSError:
            assert time.monotonic() < limit, "Firefox does not answer"
            time.sleep(0.2)

"""Start nginx and Caddy with the recipes of deploy/, and send them requests.

They are not installed but unpacked beside the tools of the tests: `.ci/prepare proxies`.
"""

from __future__ import annotations

import os
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from bench.client import Endpoint
from bench.figures import BenchError
from bench.nginx import UNPACKED, listens
from bench.ports import reserved_ports
from bench.project import NAME
from bench.proxy_recipes import (
    DEPLOY,
    SENDING,
    WORKER_CONNECTIONS,
    caddy_command,
    edited,
    make_certificate,
    nginx_command,
)
from bench.servers import stop

_PATIENCE_SECONDS: Final = 60
_NOT_UNPACKED: Final = (
    "There is no nginx or Caddy in .venv/proxies: .ci/prepare proxies fetches them."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CurlAnswer:
    """A response as curl got it, its body still coded; header names are lower case."""

    version: str
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """A running proxy. ``folder`` holds all it writes."""

    recipe: str
    process: subprocess.Popen[bytes]
    port: int
    plain_port: int
    certificate: Path
    folder: Path

    def ask(
        self,
        target: str,
        *options: str,
        headers: Mapping[str, str] | None = None,
        typed: bytes = b"",
    ) -> CurlAnswer:
        """Ask over HTTP/2 and TLS; ``options`` are of curl, which gets what is ``typed``."""
        sent = [
            part
            for name, value in (headers or {}).items()
            for part in ("--header", f"{name}: {value}")
        ]
        return curl(
            f"https://{NAME}:{self.port}{target}",
            *(
                "--http2",
                "--cacert",
                str(self.certificate),
                "--resolve",
                f"{NAME}:{self.port}:127.0.0.1",
            ),
            *sent,
            *options,
            typed=typed,
        )

    def plainly(self, target: str, *options: str) -> CurlAnswer:
        """Ask without TLS."""
        resolved = ("--resolve", f"{NAME}:{self.plain_port}:127.0.0.1")
        return curl(f"http://{NAME}:{self.plain_port}{target}", *resolved, *options)

    def shake_hands(
        self,
        version: ssl.TLSVersion,
        session: ssl.SSLSession | None = None,
        *,
        context: ssl.SSLContext,
    ) -> ssl.SSLSocket:
        """Open a connection with one version of TLS."""
        context.minimum_version = context.maximum_version = version
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=_PATIENCE_SECONDS)
        return context.wrap_socket(plain, server_hostname=NAME, session=session)

    def endpoints(self) -> tuple[Endpoint, Endpoint]:
        """Return where it listens without TLS, and with it."""
        return Endpoint(port=self.plain_port), Endpoint(
            port=self.port, tls=ssl.create_default_context(cafile=str(self.certificate))
        )

    def written(self) -> str:
        """Return all that was written into logs since the start."""
        return "".join(
            path.read_text(errors="replace") for path in sorted(self.folder.rglob("*.log"))
        )


def curl(address: str, *options: str, typed: bytes = b"") -> CurlAnswer:
    """Return what curl gets. Raises AssertionError when it gets nothing."""
    command = (
        "curl",
        "--silent",
        "--show-error",
        "--max-time",
        str(_PATIENCE_SECONDS),
        "--path-as-is",
        "--include",
        *options,
        address,
    )
    done = subprocess.run(command, input=typed, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    head, _, body = done.stdout.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    version, status = first.split()[:2]
    pairs = [line.split(": ", 1) for line in lines]
    names = [name.lower() for name, _ in pairs]
    assert len(names) == len(set(names)), f"a header was sent twice: {names}"
    return CurlAnswer(
        version=version,
        status=int(status),
        headers={name.lower(): value for name, value in pairs},
        body=body,
    )


@contextmanager
def proxying(
    recipe: str,
    folder: Path,
    *,
    application: int,
    var: Path,
    change: Callable[[str], str] = str,
    worker_connections: int = WORKER_CONNECTIONS,
) -> Iterator[Proxy]:
    """Start a recipe before the application at a port, with the generations in ``var``.

    ``change`` is what else an operator does to it, ``worker_connections`` what they write into
    Debian's nginx.conf. Raises BenchError if there is no proxy to start, and AssertionError if it
    does not start.
    """
    if not UNPACKED.exists():
        raise BenchError(_NOT_UNPACKED)
    folder.mkdir()
    certificate = make_certificate(folder)
    changes = {"127.0.0.1:8000": f"127.0.0.1:{application}"}
    if recipe in SENDING:
        changes["/srv/reader/var/"] = f"{var}/"
    written = (DEPLOY / recipe).read_text(encoding="utf-8")
    text, command = change(edited(written, changes)), caddy_command
    if recipe.startswith("nginx"):
        command = partial(nginx_command, worker_connections=worker_connections)
    with (
        reserved_ports(2) as (port, plain_port),
        _started(folder, command(folder, text, port, plain_port)) as process,
    ):
        _wait_for_ports(process, port, plain_port)
        assert process.poll() is None, (folder / "output.log").read_text()
        yield Proxy(
            recipe=recipe,
            certificate=certificate,
            folder=folder,
            process=process,
            port=port,
            plain_port=plain_port,
        )


@contextmanager
def _started(folder: Path, command: tuple[str, ...]) -> Iterator[subprocess.Popen[bytes]]:
    """Start a proxy that writes into a folder, and stop it and its workers at the end."""
    own = {name: str(folder) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    with (folder / "output.log").open("wb") as output:
        process = subprocess.Popen(
            command,
            stdout=output,
            stderr=output,
            env={**os.environ, **own},
            start_new_session=True,
        )
    try:
        yield process
    finally:
        stop(process)


def _wait_for_ports(process: subprocess.Popen[bytes], *ports: int) -> None:
    """Wait until a proxy listens, or has ended because it cannot.

    Raises AssertionError when neither comes to pass.
    """
    end = time.monotonic() + _PATIENCE_SECONDS
    while process.poll() is None and not all(map(listens, ports)):
        assert time.monotonic() < end, "the proxy does not listen"
        time.sleep(0.01)

"""nginx from Debian, sending the finished files of a generation: the least that sending costs.

It is not installed but unpacked beside the tools of the tests: `.ci/prepare proxies`.
"""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bench.figures import BenchError
from bench.ports import reserved_ports
from bench.project import PROJECT, WORKERS
from bench.servers import Server, stop

UNPACKED: Final = PROJECT / ".venv" / "proxies"
NGINX: Final = UNPACKED / "usr" / "sbin" / "nginx"
MODULE: Final = UNPACKED / "usr" / "lib" / "nginx" / "modules" / "ngx_http_brotli_static_module.so"
_PATIENCE_SECONDS: Final = 60
# As our workers do: as many of them, a connection kept for any number of requests, no log. Files
# are found and sent as in deploy/nginx-files.conf, without TLS.
_CONFIGURATION: Final = """\
load_module {module};
{user}
daemon off;
worker_processes {workers};
pid {folder}/pid;
error_log stderr emerg;
events {{ worker_connections 1024; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000000000;
    server {{
        listen 127.0.0.1:{port};
        root {site};
        try_files $uri/index.html =404;
        brotli_static on;
        types {{ }}
        default_type "text/html; charset=utf-8";
        server_tokens off;
        add_header Cache-Control "max-age=60,stale-while-revalidate=604800,stale-if-error=604800";
        add_header X-Frame-Options deny;
        add_header X-Content-Type-Options nosniff;
    }}
}}
"""


@contextmanager
def sending(var: Path) -> Iterator[Server]:
    """Serve the files of the current generation in ``var`` until the block ends.

    Raises BenchError if nginx does not start.
    """
    if not NGINX.exists():
        raise BenchError("There is no nginx in .venv/proxies: .ci/prepare proxies fetches one.")
    with TemporaryDirectory() as name, reserved_ports(1) as (port,):
        folder = Path(name)
        configuration = folder / "nginx.conf"
        site = (var / "current" / "site").resolve()
        configuration.write_text(_written(folder, site, port), encoding="utf-8")
        process = subprocess.Popen(
            (NGINX, "-e", "stderr", "-p", folder, "-c", configuration), start_new_session=True
        )
        try:
            _wait_for(process, port)
            yield Server(master=process.pid, port=port)
        finally:
            stop(process)


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + _PATIENCE_SECONDS
    while not listens(port):
        if process.poll() is not None or time.monotonic() > end:
            raise BenchError("nginx did not start.")
        time.sleep(0.01)


def _written(folder: Path, site: Path, port: int) -> str:
    """Return the configuration. Workers of root's nginx run as root: others may not read here."""
    user = "user root;" if os.geteuid() == 0 else ""
    return _CONFIGURATION.format(
        module=MODULE, user=user, workers=WORKERS, folder=folder, port=port, site=site
    )


def listens(port: int) -> bool:
    """Return whether something listens on a port of this machine."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0

"""The recipes of deploy/, edited as an operator would, and the commands that serve them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from bench.nginx import MODULE, NGINX, UNPACKED
from bench.project import NAME, PROJECT

DEPLOY: Final = PROJECT / "deploy"
# The recipes, and what each sends itself: nothing, or the files of the current generation.
PASSING: Final = ("nginx.conf", "Caddyfile")
SENDING: Final = ("nginx-files.conf", "Caddyfile-files")
RECIPES: Final = (*PASSING, *SENDING)
# What docs/deploying.md has an operator write into Debian's nginx.conf.
WORKER_CONNECTIONS: Final = 4_096
WORKER_FILES: Final = 8_192


def edited(text: str, changes: Mapping[str, str]) -> str:
    """Change a recipe. Raises AssertionError where it does not have what is to be changed."""
    for old, new in changes.items():
        assert old in text, f"the recipe has no {old}"
        text = text.replace(old, new)
    return text


def make_certificate(folder: Path) -> Path:
    """Make a certificate that signs itself; its key lies beside it."""
    certificate = folder / "certificate.pem"
    made = (
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
        "-subj",
        f"/CN={NAME}",
    )
    files = (
        "-addext",
        f"subjectAltName=DNS:{NAME}",
        "-keyout",
        str(folder / "key.pem"),
        "-out",
        str(certificate),
    )
    subprocess.run(("openssl", *made, *files), check=True, capture_output=True)
    return certificate


def nginx_command(
    folder: Path, recipe: str, port: int, plain_port: int, worker_connections: int
) -> tuple[str, ...]:
    """Write the recipe beside Debian's own nginx.conf, and return the command that serves them."""
    _write_nginx_site(folder, recipe, port, plain_port)
    _write_nginx_conf(folder, worker_connections)
    configuration = ("-p", str(folder), "-c", str(folder / "nginx.conf"))
    return (str(NGINX), "-e", "stderr", *configuration, "-g", "daemon off;")


def _write_nginx_site(folder: Path, recipe: str, port: int, plain_port: int) -> None:
    changes = {
        f"/etc/letsencrypt/live/{NAME}/fullchain.pem": str(folder / "certificate.pem"),
        f"/etc/letsencrypt/live/{NAME}/privkey.pem": str(folder / "key.pem"),
        "listen 443 ": f"listen 127.0.0.1:{port} ",
        "listen [::]:443 ssl http2;": "",
        "listen 80;": f"listen 127.0.0.1:{plain_port};",
        "listen [::]:80;": "",
    }
    (folder / "site.conf").write_text(edited(recipe, changes), encoding="utf-8")


def _write_nginx_conf(folder: Path, worker_connections: int) -> None:
    """Write Debian's nginx.conf, which logs and compresses unless told otherwise."""
    temporary = "".join(
        f"{kind}_temp_path {folder / kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "temporary.conf").write_text(temporary, encoding="utf-8")
    changes = {
        # Who is not root cannot serve as another, and is told so.
        "user www-data;": "user root;" if os.geteuid() == 0 else "",
        "include /etc/nginx/modules-enabled/*.conf;": f"load_module {MODULE};",
        "/etc/nginx/mime.types": str(UNPACKED / "etc/nginx/mime.types"),
        "/etc/nginx/conf.d/*.conf": str(folder / "temporary.conf"),
        "/etc/nginx/sites-enabled/*": str(folder / "site.conf"),
        "/var/log/nginx/": f"{folder}/",
        "/run/nginx.pid": str(folder / "nginx.pid"),
        "events {": f"worker_rlimit_nofile {WORKER_FILES};\nevents {{",
        "worker_connections 768;": f"worker_connections {worker_connections};",
    }
    debian = (UNPACKED / "etc/nginx/nginx.conf").read_text(encoding="utf-8")
    (folder / "nginx.conf").write_text(edited(debian, changes), encoding="utf-8")


def caddy_command(folder: Path, recipe: str, port: int, plain_port: int) -> tuple[str, ...]:
    """Write the recipe, and return the command that serves it."""
    options = f"\tadmin off\n\tdefault_bind 127.0.0.1\n\thttp_port {plain_port}\n"
    changes = {
        "tls operator@example.org": f"tls {folder / 'certificate.pem'} {folder / 'key.pem'}",
        "\tservers {\n": f"{options}\thttps_port {port}\n\tservers {{\n",
    }
    configuration = folder / "Caddyfile"
    configuration.write_text(edited(recipe, changes), encoding="utf-8")
    caddy = str(UNPACKED / "usr/bin/caddy")
    return (caddy, "run", "--config", str(configuration), "--adapter", "caddyfile")

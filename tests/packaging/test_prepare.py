"""Somebody with a fresh machine is told in one sentence what is missing, without a traceback."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from support.source_modules import PROJECT

NEEDED = ("sh", "cat", "cksum", "tr", "dirname", "grep", "env")


@pytest.fixture
def workshop(tmp_path: Path) -> Path:
    """Copy what the preparation reads into a folder of its own."""
    for name in (".ci/prepare", "constraints/run.txt", "pyproject.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(PROJECT / name, tmp_path / name)
    (tmp_path / "bin").mkdir()
    return tmp_path


def program(workshop: Path, name: str, script: str) -> Path:
    file = workshop / "bin" / name
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(0o755)
    return file


def give_python(workshop: Path) -> None:
    """Make an environment that has an interpreter and nothing else."""
    (workshop / ".venv" / "bin").mkdir(parents=True)
    (workshop / ".venv" / "bin" / "python").symlink_to(sys.executable)


def prepare(workshop: Path, *words: str, **variables: str) -> tuple[int, str]:
    """Run the preparation and return its status and what it says."""
    done = subprocess.run(
        [workshop / ".ci" / "prepare", *words],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


def test_a_machine_without_python_is_told_which_version_to_install(workshop):
    status, said = prepare(workshop, "run", PYTHON="python-nowhere")

    assert status == 2
    assert said.startswith("There is no python-nowhere: install Python 3.11 or newer")


def test_an_old_python_is_named_with_its_version(workshop):
    old = program(workshop, "python3", 'case "$2" in *platform*) echo 3.9.2 ;; *) exit 1 ;; esac')

    status, said = prepare(workshop, "run", PYTHON=str(old))

    assert status == 2
    assert "is 3.9.2" in said


def test_a_python_that_cannot_make_environments_names_the_package_to_install(workshop):
    bare = program(
        workshop,
        "python3",
        f'case "$2" in *ensurepip*) exit 1 ;; *) exec {sys.executable} "$@" ;; esac',
    )

    status, said = prepare(workshop, "run", PYTHON=str(bare))

    assert status == 2
    assert f"apt-get install python3.{sys.version_info.minor}-venv" in said


def test_an_installation_without_a_network_stops_and_says_where_the_reason_is(workshop):
    base = Path(sys.base_prefix) / "bin" / f"python3.{sys.version_info.minor}"

    status, said = prepare(
        workshop, "run", PYTHON=str(base), PIP_NO_INDEX="1", PIP_CONFIG_FILE=os.devnull
    )

    assert status == 2
    assert "is there a network? The reason is in .venv/install.log" in said
    assert not (workshop / ".venv" / "run.ready").exists()


def test_what_is_ready_is_left_alone(workshop):
    (workshop / ".venv" / "bin").mkdir(parents=True)
    shutil.copy(program(workshop, "python", "exit 0"), workshop / ".venv" / "bin" / "python")
    both = [(workshop / name).read_bytes() for name in ("constraints/run.txt", "pyproject.toml")]
    checksum = (
        subprocess.run(["cksum"], input=b"".join(both), capture_output=True, check=True)
        .stdout.decode()
        .strip()
        .replace(" ", "-")
    )
    (workshop / ".venv" / "run.ready").write_text(checksum, encoding="utf-8")

    assert prepare(workshop, "run", PYTHON="python-nowhere") == (0, "")


def test_a_port_that_is_taken_is_named(workshop):
    give_python(workshop)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = str(other.getsockname()[1])
        status, said = prepare(workshop, "port", "127.0.0.1", taken)

    assert status == 2
    assert said.startswith(f"Port {taken} of 127.0.0.1 cannot be used")
    assert prepare(workshop, "port", "127.0.0.1", "0") == (0, "")


@pytest.mark.parametrize(
    ("host", "port"),
    [("127.0.0.1", "eighty"), ("127.0.0.1", "99999999999"), ("nowhere.invalid", "8000")],
)
def test_a_port_that_is_none_is_said_to_be_of_no_use(workshop, host, port):
    give_python(workshop)

    assert prepare(workshop, "port", host, port)[0] == 2


def test_who_may_not_install_programs_is_given_the_line_for_apt(workshop):
    for name in NEEDED:
        (workshop / "bin" / name).symlink_to(shutil.which(name) or name)
    program(workshop, "id", "echo 1000")

    status, said = prepare(workshop, "browsers", PATH=str(workshop / "bin"))

    assert status == 2
    assert "apt-get install --yes chromium" in said
    assert "lynx w3m links2 elinks dillo xvfb" in said
    assert "make test-python runs the rest" in said


def test_only_the_programs_that_are_missing_are_named(workshop):
    for name in NEEDED:
        (workshop / "bin" / name).symlink_to(shutil.which(name) or name)
    for name in ("chromium", "lynx", "w3m", "elinks", "Xvfb"):
        program(workshop, name, "exit 0")
    program(workshop, "id", "echo 1000")

    assert (
        "apt-get install --yes links2 dillo  (make"
        in prepare(workshop, "browsers", PATH=str(workshop / "bin"))[1]
    )

    for name in ("links2", "dillo"):
        program(workshop, name, "exit 0")

    assert prepare(workshop, "browsers", PATH=str(workshop / "bin")) == (0, "")


def test_a_screen_reader_without_its_programs_is_asked_for_by_the_names_of_their_packages(workshop):
    for name in NEEDED:
        (workshop / "bin" / name).symlink_to(shutil.which(name) or name)
    for name in ("firefox-esr", "xdotool"):
        program(workshop, name, "exit 0")
    program(workshop, "id", "echo 1000")

    assert (
        "apt-get install --yes orca openbox dbus-daemon netsurf-gtk xvfb  (make"
        in prepare(workshop, "screenreader", PATH=str(workshop / "bin"))[1]
    )

    for name in ("orca", "openbox", "dbus-daemon", "netsurf-gtk", "Xvfb"):
        program(workshop, name, "exit 0")

    assert prepare(workshop, "screenreader", PATH=str(workshop / "bin")) == (0, "")


def test_proxies_are_unpacked_and_never_installed(workshop):
    program(
        workshop,
        "apt-get",
        'echo "$@" >>asked; [ "$1" = update ] && touch updated'
        " || { [ -e ../../updated ] && touch a.deb; }",
    )
    program(
        workshop,
        "dpkg-deb",
        "mkdir -p $3/usr/sbin $3/usr/bin;"
        " for each in sbin/nginx bin/caddy; do cp bin/curl $3/usr/$each; done",
    )
    program(workshop, "sudo", 'shift; exec "$@"')
    for name in ("curl", "openssl", "wget"):
        program(workshop, name, "exit 0")
    path = f"{workshop / 'bin'}:{os.environ['PATH']}"

    assert prepare(workshop, "proxies", PATH=path) == (0, "")
    assert (workshop / ".venv" / "proxies" / "usr" / "sbin" / "nginx").is_file()
    assert (workshop / "asked").read_text() == "update\n"

    program(workshop, "apt-get", "echo asked again >&2; exit 1")
    assert prepare(workshop, "proxies", PATH=path) == (0, "")


def test_proxies_that_cannot_be_fetched_stop_the_preparation_with_one_sentence(workshop):
    for name in ("apt-get", "sudo"):
        program(workshop, name, "exit 100")
    for name in ("curl", "openssl", "wget"):
        program(workshop, name, "exit 0")

    status, said = prepare(workshop, "proxies", PATH=f"{workshop / 'bin'}:{os.environ['PATH']}")

    assert status == 2
    assert said.startswith(
        "apt-get could not fetch nginx nginx-common libnginx-mod-http-brotli-static caddy; "
        "the reason is in .venv/install.log"
    )


def browsers(workshop: Path) -> str:
    """Stand in for every browser; return the path of their folder and of the machine's programs."""
    for name in ("chromium", "lynx", "w3m", "links2", "elinks", "dillo", "Xvfb"):
        program(workshop, name, "exit 0")
    program(workshop, "sudo", 'shift; exec "$@"')
    return f"{workshop / 'bin'}:{os.environ['PATH']}"


def test_a_chromium_without_a_window_is_unpacked_once_and_never_installed(workshop):
    path = browsers(workshop)
    program(workshop, "apt-get", 'echo "$1" >>../../asked; touch a.deb')
    program(
        workshop,
        "dpkg-deb",
        "mkdir -p $3/usr/lib/chromium; cp bin/lynx $3/usr/lib/chromium/chromium-headless-shell",
    )

    assert prepare(workshop, "browsers", PATH=path) == (0, "")
    assert (workshop / ".venv/headless/usr/lib/chromium/chromium-headless-shell").is_file()
    assert prepare(workshop, "browsers", PATH=path) == (0, "")
    assert (workshop / "asked").read_text() == "download\n"


@pytest.mark.parametrize("fault", ["no package", "does not run"])
def test_where_it_cannot_be_had_chromium_itself_is_used(workshop, fault):
    path = browsers(workshop)
    program(workshop, "apt-get", "exit 100" if fault == "no package" else "touch a.deb")
    program(
        workshop,
        "dpkg-deb",
        "mkdir -p $3/usr/lib/chromium; touch $3/usr/lib/chromium/chromium-headless-shell",
    )

    assert prepare(workshop, "browsers", PATH=path) == (0, "")
    assert not (workshop / ".venv/headless/usr").exists()


def test_a_word_that_is_no_preparation_is_refused(workshop):
    assert prepare(workshop, "brwsers") == (2, '.ci/prepare does not know "brwsers".\n')

"""One version of each package is installed, by its hash, from any index."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from support.source_modules import PROJECT, imported, modules

PINNED = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)
LOCKS = (
    "constraints/run.txt",
    "constraints/files.txt",
    "constraints/test.txt",
    "constraints/fallback.txt",
    "tests/validators/package-lock.json",
)
# A host of packages, and a path of somebody's machine.
FOREIGN = re.compile(
    r"https?://[^\"\s]*(?:registry|pypi|pythonhosted|npmjs|simple|\.whl|\.tgz)|file:"
    r"|(?<![\w.])/(?:home|root|tmp|opt|usr|work)/",
    re.IGNORECASE,
)


def pins(name: str) -> dict[str, str]:
    return dict(PINNED.findall((PROJECT / name).read_text(encoding="utf-8")))


def asked_for(*parts: str) -> list[Requirement]:
    """Return what pyproject.toml asks for: the dependencies, or groups."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"]
    groups = project["dependency-groups"]
    lines = {"dependencies": project["project"]["dependencies"], **groups, **extras}
    return [Requirement(line) for part in parts for line in lines[part]]


def imported_packages() -> set[str]:
    """Return the names of the packages that hold what the reader imports."""
    holders = packages_distributions()
    names = {
        name.split(".")[0]
        for module in modules(PROJECT, "reader")
        for _, name in imported(module)
        if not name.startswith(".")
    }
    return {
        canonicalize_name(holders[name][0]) for name in names - sys.stdlib_module_names - {"reader"}
    }


def test_the_extras_are_what_is_pinned_for_them():
    assert sorted(map(str, asked_for("pdf", "zim"))) == sorted(map(str, asked_for("files")))


def test_what_the_reader_imports_is_what_it_asks_for():
    declared = {
        canonicalize_name(asked.name)
        for asked in asked_for("dependencies", "pdf", "zim", "postgresql")
    }

    assert imported_packages() == declared


def test_everything_asked_for_is_pinned_in_its_range():
    pinned = {
        **pins("constraints/fallback.txt"),
        **pins("constraints/test.txt"),
        **pins("constraints/files.txt"),
        **pins("constraints/run.txt"),
    }

    assert [
        str(asked)
        for asked in asked_for("dependencies", "build", "files", "test", "fallback")
        if not asked.specifier.contains(pinned[canonicalize_name(asked.name)])
    ] == []


@pytest.mark.parametrize("name", LOCKS[1:4])
def test_the_tests_run_with_what_readers_are_served_with(name):
    run, test = pins("constraints/run.txt"), pins(name)

    assert {
        name: (run[name], test[name])
        for name in run.keys() & test.keys()
        if run[name] != test[name]
    } == {}


@pytest.mark.parametrize("name", LOCKS[:4])
def test_every_pin_has_hashes(name):
    blocks = re.split(
        r"^(?=[a-z0-9])", (PROJECT / name).read_text(encoding="utf-8"), flags=re.MULTILINE
    )[1:]

    assert blocks
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_registry_and_no_machine(name):
    assert FOREIGN.findall((PROJECT / name).read_text(encoding="utf-8")) == []


def test_only_what_is_pinned_is_installed():
    """Asked for an extra of a pinned package, pip took the newest release and missed its hash."""
    prepare = (PROJECT / ".ci/prepare").read_text(encoding="utf-8")

    assert "\npinned='--no-deps --require-hashes --only-binary :all:'\n" in prepare
    assert re.findall(r"install (\S+) -r constraints/(\w+)\.txt", prepare) == [
        ("$pinned", part) for part in ("run", "test", "files", "fallback")
    ]


def test_the_pins_have_all_that_they_need():
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", "check"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout


def test_a_registry_and_a_machine_are_found():
    foreign = [
        '"resolved": "https://registry.example/axe-core/-/axe-core.tgz"',
        "# via -r /tmp/x/in.txt",
        "--index-url https://pypi.example/simple",
        "a @ file:///a",
    ]

    assert [bool(FOREIGN.search(line)) for line in foreign] == [True] * 4


def test_every_validator_is_pinned_with_its_digest():
    lock = json.loads((PROJECT / "tests/validators/package-lock.json").read_text(encoding="utf-8"))
    asked = json.loads((PROJECT / "tests/validators/package.json").read_text(encoding="utf-8"))[
        "dependencies"
    ]

    assert lock["packages"][""]["dependencies"] == asked
    assert [
        name
        for name, package in lock["packages"].items()
        if name and not package.get("integrity", "").startswith("sha512-")
    ] == []


def test_nothing_that_is_made_is_kept():
    ignored = (PROJECT / ".gitignore").read_text(encoding="utf-8").split()

    assert {"/.venv/", "/var/", "__pycache__/", "node_modules/"} <= set(ignored)

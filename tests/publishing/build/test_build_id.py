"""The name of a generation changes with all that decides its bytes, and with nothing else."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from support.source_modules import PROJECT

from reader.publishing.build.build_id import Sources, identifier, package_versions


def sources(root: Path) -> Sources:
    """Make a small set of sources below ``root``."""
    for name, text in {
        "content/library.yaml": "name: x",
        "content/pages/about/en.md": "About",
        "translations/es/LC_MESSAGES/messages.po": 'msgid ""',
        "reader/a.py": "A = 1",
        "reader/templates/a.html": "<p>",
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return Sources(
        content=root / "content",
        translations=root / "translations",
        package=root / "reader",
        base_url="https://a.example",
    )


def test_the_name_is_the_same_wherever_the_sources_are(tmp_path: Path) -> None:
    here = sources(tmp_path / "here")
    there = sources(tmp_path / "there")

    assert identifier(here) == identifier(there)
    assert len(identifier(here)) == 16


CHANGES: dict[str, Callable[[Path], object]] = {
    "text": lambda root: (root / "content/pages/about/en.md").write_text("about"),
    "name": lambda root: (root / "content/pages/about/en.md").rename(
        root / "content/pages/about/es.md"
    ),
    "file": lambda root: (root / "content/pages/about/es.md").write_text(""),
    "folder": lambda root: (root / "content/pages/empty").mkdir(),
    "link": lambda root: (root / "content/pages/link").symlink_to("about"),
    "catalogue": lambda root: (root / "translations/es/LC_MESSAGES/messages.po").write_text("x"),
    "code": lambda root: (root / "reader/a.py").write_text("A = 2"),
    "template": lambda root: (root / "reader/templates/a.html").write_text("<b>"),
    "everything": lambda root: shutil.rmtree(root / "content/pages"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_change_of_what_is_published_changes_the_name(
    tmp_path: Path, change: Callable[[Path], object]
) -> None:
    before = identifier(sources(tmp_path))

    change(tmp_path)

    assert identifier(Sources(**_folders(tmp_path), base_url="https://a.example")) != before


@pytest.mark.parametrize(
    "name",
    [
        "content/pages/.about.swp",
        "content/pages/about~",
        "translations/messages.pot",
        "translations/es/LC_MESSAGES/messages.mo",
        "reader/__pycache__/a.cpython-311.pyc",
    ],
)
def test_what_is_derived_or_hidden_does_not_change_the_name(tmp_path: Path, name: str) -> None:
    before = identifier(sources(tmp_path))

    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("derived")

    assert identifier(Sources(**_folders(tmp_path), base_url="https://a.example")) == before


def test_the_public_address_is_part_of_the_name(tmp_path: Path) -> None:
    first = sources(tmp_path)

    assert identifier(replace(first, base_url="https://b.example")) != identifier(first)


def test_installing_the_test_tools_does_not_change_the_name() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    # What makes PDFs is an extra: whoever installs it wants other generations.
    lines = (*project["dependencies"], *project["optional-dependencies"]["pdf"])
    declared = {canonicalize_name(Requirement(line).name) for line in lines}

    named = {line.split()[0] for line in package_versions().splitlines()} - {"unicode"}

    assert named - declared == set()


def test_moving_text_from_one_file_into_the_next_changes_the_name(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir(parents=True)
    (tmp_path / "content/a").write_text("12")
    (tmp_path / "content/b").write_text("3")
    folders = Sources(**_folders(tmp_path), base_url="")
    before = identifier(folders)

    (tmp_path / "content/a").write_text("1")
    (tmp_path / "content/b").write_text("23")

    assert identifier(folders) != before


def _folders(root: Path) -> dict[str, Path]:
    return {
        "content": root / "content",
        "translations": root / "translations",
        "package": root / "reader",
    }

"""The real site, exported once into a folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from publishing.exports.tree import Tree
from support.built_site import BuiltSite

from reader.wiring.commands import ExportFormat, ExportRequest, LanguageTag, export


@pytest.fixture(scope="package")
def copy(site: BuiltSite, tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """Export the site for a folder."""
    return exported_site(site, tmp_path_factory.mktemp("copy") / "site")


@pytest.fixture(scope="package")
def public_copy(site: BuiltSite, tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """Export the site for an address with a path, as GitHub gives it to projects."""
    folder = tmp_path_factory.mktemp("copy") / "site"
    return exported_site(site, folder, address="https://people.example.net/library")


def exported_site(
    site: BuiltSite, folder: Path, *, edition: LanguageTag | None = None, address: str = ""
) -> Tree:
    request = ExportRequest(
        format=ExportFormat.SITE, target=folder, edition=edition, address=address
    )
    export(site.settings, request)
    return Tree(folder)

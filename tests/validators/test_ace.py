"""DAISY Ace, the judge of books for people who cannot read print: no violation in any."""

from __future__ import annotations

import json
import os
import subprocess
from io import BytesIO
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pytest
from support.browser_program import headless_path
from support.built_site import BuiltSite
from support.html_validators import FOLDER, NODE, PACKAGES

from reader.delivery.http.content_codings import Coding

pytestmark = pytest.mark.browser


def violations(folder: Path, books: dict[str, bytes]) -> dict[str, list[str]]:
    """Return what Ace says of each book with a violation. It ends with 0 also then."""
    files = {name: folder / f"{number:03}.epub" for number, name in enumerate(books)}
    for name, file in files.items():
        file.write_bytes(books[name])
    report = folder / "violations.json"
    # Chromium puts a socket there, and the path of one has a hundred letters at most.
    with TemporaryDirectory() as short:
        done = subprocess.run(
            [NODE, FOLDER / "ace.cjs", headless_path(), *files.values()],
            env={
                **os.environ,
                "ACE_REPORT": str(report),
                "NODE_PATH": str(PACKAGES),
                "TMPDIR": short,
                "XDG_CONFIG_HOME": str(folder),
                "XDG_STATE_HOME": str(folder),
            },
            capture_output=True,
            check=False,
            cwd=folder,
        )
    assert done.returncode == 0, done.stderr.decode()
    found = json.loads(report.read_text(encoding="utf-8"))
    return {name: found[str(file)] for name, file in files.items() if found[str(file)]}


def books_of(site: BuiltSite) -> dict[str, bytes]:
    """Return every EPUB of one work, by its address; that of a language is made of the same."""
    return {
        address: site.shelf.body(entry.bodies[Coding.IDENTITY])
        for address, entry in sorted(site.shelf.pages.items())
        if address.endswith(".epub") and not address.endswith("library.epub")
    }


def test_one_book_of_each_kind_and_language_has_no_violation(
    tmp_path: Path, site: BuiltSite
) -> None:
    books = books_of(site)
    kinds = groupby(books, key=lambda address: address.split("/")[1:3])
    chosen = {address: books[address] for address in (next(group) for _, group in kinds)}

    assert len(chosen) == 8
    assert violations(tmp_path, chosen) == {}


@pytest.mark.long
def test_no_book_has_a_violation(tmp_path: Path, site: BuiltSite) -> None:
    books = books_of(site)

    assert len(books) > 50
    assert violations(tmp_path, books) == {}


def test_a_book_that_says_nothing_of_its_access_is_found(tmp_path: Path, site: BuiltSite) -> None:
    address, book = next(iter(books_of(site).items()))
    target = BytesIO()
    with ZipFile(BytesIO(book)) as source, ZipFile(target, "w") as archive:
        for name in source.namelist():
            content = source.read(name).replace(b"schema:accessMode", b"schema:keywords")
            archive.writestr(name, content)

    assert violations(tmp_path, {address: target.getvalue()})

"""Every book of the site is EPUB 3.3, by the W3C's own judge."""

from __future__ import annotations

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from support.built_site import BuiltSite

from reader.delivery.http.content_codings import Coding
from reader.wiring.commands import ExportFormat, ExportRequest, LanguageTag, export


def complaints(folder: Path, books: dict[str, bytes]) -> dict[str, list[str]]:
    """Return what EPUBCheck says of each book, by its name."""
    files = {name: folder / f"{number:03}.epub" for number, name in enumerate(books)}
    for name, file in files.items():
        file.write_bytes(books[name])
    program = Path(__file__).with_name("epub_check.py")
    said = subprocess.run(
        [sys.executable, program, *files.values()], capture_output=True, check=True, text=True
    ).stdout
    found = json.loads(said.splitlines()[-1])
    return {name: found[str(file)] for name, file in files.items() if found[str(file)]}


def test_every_book_of_the_site_is_valid(tmp_path: Path, site: BuiltSite) -> None:
    books = {
        address: site.shelf.body(entry.bodies[Coding.IDENTITY])
        for address, entry in site.shelf.pages.items()
        if address.endswith(".epub")
    }

    request = ExportRequest(
        format=ExportFormat.EPUB, target=tmp_path / "books", edition=LanguageTag("es")
    )
    export(site.settings, request)
    for name in ("cuidarnos-es", "cuidarnos-es-zines", "cuidarnos-es-topic-food"):
        books[name] = (tmp_path / "books" / f"{name}.epub").read_bytes()

    assert len(books) > 50
    assert complaints(tmp_path, books) == {}


def test_a_broken_book_is_found(tmp_path: Path, site: BuiltSite) -> None:
    address = next(each for each in site.shelf.pages if each.endswith(".epub"))
    source = ZipFile(BytesIO(site.shelf.body(site.shelf.pages[address].bodies[Coding.IDENTITY])))
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name in source.namelist():
            content = source.read(name).replace(b'href="c1.xhtml"', b'href="c9.xhtml"')
            archive.writestr(name, content)

    assert complaints(tmp_path, {"broken": target.getvalue()})["broken"]

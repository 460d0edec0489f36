"""The library as ZIM files: judged by openZIM's own tool, opened by Kiwix, read and searched."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.error import URLError
from urllib.parse import unquote
from urllib.request import urlopen

import pytest
from libzim.reader import Archive
from support.built_site import BuiltSite
from support.waiting import PATIENCE_SECONDS, wait_for

from bench.ports import reserved_ports
from reader.publishing.exports import zim_archives
from reader.publishing.generations.errors import FailureCode, PublishingError
from reader.wiring.commands import ExportFormat, ExportRequest, LanguageTag, export

NAMES = {"en": "safe-together-en", "es": "cuidarnos-es"}
# A word of each language, one typed without its accent.
WORDS = {"en": "fridge", "es": "policia"}


def exported(site: BuiltSite, folder: Path, edition: str | None = None) -> Path:
    tag = LanguageTag(edition) if edition else None
    export(site.settings, ExportRequest(format=ExportFormat.ZIM, target=folder, edition=tag))
    return folder


@pytest.fixture(scope="module")
def archives(site: BuiltSite, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = exported(site, tmp_path_factory.mktemp("zim") / "files")
    return {tag: folder / f"{name}.zim" for tag, name in NAMES.items()}


@pytest.fixture(scope="module")
def kiwix(archives: dict[str, Path]) -> Iterator[str]:
    """Start Debian's Kiwix with both files."""
    with reserved_ports(1) as (port,):
        process = subprocess.Popen(
            ["kiwix-serve", "--address", "127.0.0.1", "--port", str(port), *archives.values()],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        address = f"http://127.0.0.1:{port}"
        try:
            wait_for(lambda: answers(f"{address}/catalog/v2/entries"))
            yield address
        finally:
            process.terminate()
            process.wait(PATIENCE_SECONDS)


def answers(address: str) -> bool:
    try:
        urlopen(address).close()
    except URLError:
        return False
    return True


def fetched(address: str) -> str:
    with urlopen(address) as response:
        return response.read().decode()


@pytest.mark.proxy
@pytest.mark.parametrize("tag", NAMES)
def test_the_tool_of_the_format_finds_no_fault(archives: dict[str, Path], tag: str) -> None:
    done = subprocess.run(["zimcheck", archives[tag]], capture_output=True, text=True, check=False)
    assert "[ERROR]" not in done.stdout
    assert "Overall Test Status: Pass" in done.stdout
    assert done.returncode == 0


@pytest.mark.proxy
@pytest.mark.parametrize("tag", NAMES)
def test_kiwix_shows_a_page_and_finds_a_word(kiwix: str, tag: str) -> None:
    home = fetched(f"{kiwix}/{NAMES[tag]}/{tag}/index.html")
    assert f'<html lang="{tag}"' in home

    found = fetched(f"{kiwix}/search?content={NAMES[tag]}&pattern={WORDS[tag]}")
    links = re.findall(rf'href="(/{NAMES[tag]}/[^"]+)"', found)
    assert links
    page = fetched(kiwix + links[0])
    assert "<h1" in page
    assert re.search("polic[ií]a" if tag == "es" else "fridge", page)


@pytest.mark.parametrize("tag", NAMES)
def test_an_archive_says_what_it_is(site: BuiltSite, archives: dict[str, Path], tag: str) -> None:
    archive = Archive(archives[tag])
    said = {key: archive.get_metadata(key).decode() for key in ("Title", "Language", "Source")}

    assert said == {
        "Title": site.library.identity.name[LanguageTag(tag)],
        "Language": {"en": "eng", "es": "spa"}[tag],
        "Source": "https://reader.example",
    }
    assert len(archive.get_metadata("Description").decode()) <= 80
    assert archive.has_fulltext_index
    assert archive.has_title_index
    assert bytes(archive.get_illustration_item(48).content).startswith(b"\x89PNG")
    assert archive.main_entry.get_item().path == f"{tag}/index.html"


@pytest.mark.parametrize("tag", NAMES)
def test_every_link_of_an_archive_leads_to_a_page_of_it_or_out_into_the_world(
    archives: dict[str, Path], tag: str
) -> None:
    """The tool lets links pass that begin at the root, and these fail in Kiwix."""
    archive = Archive(archives[tag])
    entries = [archive._get_entry_by_id(number) for number in range(archive.all_entry_count)]
    pages = {entry.path: entry for entry in entries if entry.path.endswith(".html")}
    faults = []
    for path, entry in pages.items():
        html = bytes(entry.get_item().content).decode()
        for target in re.findall(r' href="([^"]*)"', html):
            file = unquote(target.partition("#")[0])
            if re.match(r"(https?|mailto|tel|data):", target) or not file:
                continue
            if file.startswith("/") or normpath(join(dirname(path), file)) not in pages:
                faults.append((path, target))
    assert len(pages) > 150
    assert faults == []
    assert not [path for path in pages if "<form" in bytes(pages[path].get_item().content).decode()]


def test_a_title_is_that_of_its_text(archives: dict[str, Path]) -> None:
    entry = Archive(archives["es"]).get_entry_by_path("es/experiments/cahoots/index.html")

    assert entry.title == "CAHOOTS en Eugene: ayuda en una crisis, sin armas"


def test_the_same_generation_gives_the_same_bytes(
    site: BuiltSite, archives: dict[str, Path], tmp_path: Path
) -> None:
    again = exported(site, tmp_path / "again", "es") / archives["es"].name

    assert again.read_bytes() == archives["es"].read_bytes()


def test_nothing_is_printed_by_the_writer(
    site: BuiltSite, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    exported(site, tmp_path / "files", "en")

    assert capfd.readouterr().out == ""


def test_a_python_without_a_writer_is_refused_with_words(
    site: BuiltSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 14, 0, "final", 0))
    with pytest.raises(PublishingError) as refused:
        exported(site, tmp_path / "files")

    assert refused.value.why is FailureCode.NO_ZIM_FOR_PYTHON
    assert refused.value.arguments == {"version": "3.14"}
    assert not (tmp_path / "files").exists()


def test_without_the_package_the_command_that_installs_it_is_named(
    site: BuiltSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zim_archives, "find_spec", lambda _: None)
    with pytest.raises(PublishingError) as refused:
        exported(site, tmp_path / "files")

    assert refused.value.why is FailureCode.NO_ZIM

"""The whole library as one file: made once the pages are live, and offered from then on."""

from __future__ import annotations

import json
import re
import signal
import subprocess
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from support.builders import edition
from support.serving import serving
from wiring.small_site import environment, get

from reader.cli.main import main
from reader.delivery.wsgi_door import WsgiDoor
from reader.publishing.build import pipeline
from reader.publishing.build.build_report import BuildOutcome, BuildReport
from reader.publishing.bundles import add_bundles, extended_generation
from reader.publishing.generations import pointer
from reader.publishing.generations.checksums import first_damage
from reader.settings import Settings
from reader.storage import atomic_files
from reader.wiring import commands, server, site_build
from reader.wiring.commands import ExportFormat, ExportRequest


@pytest.mark.parametrize("tag", ["en", "es"])
def test_the_page_offers_the_files_with_their_sizes(settings: Settings, tag: str) -> None:
    door = WsgiDoor(server.current(settings))
    page = get(door, f"/{tag}/follow").body.decode()

    for name in ("zip", "epub"):
        body = get(door, f"/{tag}/library.{name}").body
        size = re.search(rf'href="/{tag}/library.{name}" download>[^<]*, ([^<]+)</a>', page)
        assert size
        number = float(size[1].split()[0].replace(",", "."))
        assert abs(number * 1000 - len(body)) <= 51


def test_a_bundle_is_the_copy_of_one_language_and_says_nothing_of_itself(
    settings: Settings,
) -> None:
    door = WsgiDoor(server.current(settings))
    with ZipFile(BytesIO(get(door, "/es/library.zip").body)) as archive:
        names = archive.namelist()
        follow = archive.read(next(each for each in names if "follow" in each)).decode()

    assert all("/es/" in each or each.count("/") < 3 for each in names if "/x/" not in each)
    assert "library.zip" not in follow
    assert not [each for each in names if each.endswith(("library.zip", ".pdf"))]


def test_catalogs_lead_to_the_bundles_with_their_sizes(settings: Settings) -> None:
    door = WsgiDoor(server.current(settings))
    sizes = {
        f"https://library.example.org/en/library.{name}": len(get(door, f"/en/library.{name}").body)
        for name in ("zip", "epub")
    }
    root = json.loads(get(door, "/en/opds.json").body)
    (book,) = root["publications"]
    assert {link["href"]: link["size"] for link in book["links"]} == sizes

    assert b'href="https://library.example.org/en/library.xml"' in get(door, "/en/opds.xml").body
    feed = get(door, "/en/library.xml").body.decode()
    found = re.findall(r'type="application/[a-z+]*zip" href="([^"]*)" length="(\d+)"', feed)
    assert {href: int(length) for href, length in found} == sizes


def test_a_build_without_changes_does_nothing(settings: Settings) -> None:
    current = pointer.current(settings.var)
    report = commands.build(settings)

    assert report.outcome is BuildOutcome.UNCHANGED
    assert report.identifier == pointer.current(settings.var) == current
    assert pointer.history(settings.var) == (current,)


def test_a_change_is_in_the_next_bundle_and_going_back_leads_to_the_old_one(
    settings: Settings,
) -> None:
    before = pointer.current(settings.var)
    words = edition("About", "Nobody owns this zyzzyva.\n")
    (settings.content / "pages/about/en.md").write_text(words)

    report = commands.build(settings)
    door = WsgiDoor(server.current(settings))

    with ZipFile(BytesIO(get(door, "/en/library.zip").body)) as archive:
        about = next(name for name in archive.namelist() if name.endswith("/about/index.html"))
        assert b"zyzzyva" in archive.read(about)
    assert pointer.history(settings.var) == (report.identifier, before)
    assert {each.name for each in pointer.generations(settings.var).iterdir()} == {
        *pointer.history(settings.var)
    }


def test_the_extended_generation_is_the_other_one_but_for_what_offers_bundles(
    settings: Settings, tmp_path: Path
) -> None:
    directory = pointer.generation(settings.var, str(pointer.current(settings.var)))
    again = tmp_path / "again"
    again.mkdir()

    extended_generation.extend_generation(directory, again, {})

    files = {path.relative_to(directory) for path in directory.rglob("*") if path.is_file()}
    copies = {path.relative_to(again) for path in again.rglob("*") if path.is_file()}
    assert files - copies == {Path("checksums.json")}
    assert copies <= files
    # The order of the page file is that of the entries, so only these may differ.
    ordered = {"shelf.bin", "manifest.json", "register.bin", "dictionaries.bin"}
    for name in copies:
        if str(name) not in ordered:
            assert (again / name).read_bytes() == (directory / name).read_bytes(), name
    assert (again / "library.json.gz").stat().st_ino == (
        directory / "library.json.gz"
    ).stat().st_ino


@pytest.mark.parametrize("address", ["", "https://people.example.net/library"])
def test_a_copy_for_a_server_offers_the_bundles_and_one_for_a_card_does_not(
    settings: Settings, tmp_path: Path, address: str
) -> None:
    copy = tmp_path / "copy"
    commands.export(settings, ExportRequest(format=ExportFormat.SITE, target=copy, address=address))
    follow = (copy / "es/follow/index.html").read_text(encoding="utf-8")

    assert ('href="../library.zip"' in follow) is bool(address)
    assert ("library.epub" in follow) is bool(address)
    assert (copy / "es/library.zip").is_file() is bool(address)
    if address:
        catalog = (copy / "es/library.xml").read_text(encoding="utf-8")
        assert f'href="{address}/es/library.zip"' in catalog
        assert f"{address}/es/library.xml" in (copy / "es/opds.xml").read_text(encoding="utf-8")


def test_content_that_changes_meanwhile_leaves_the_pages_live_without_bundles(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    about = settings.content / "pages/about/en.md"
    about.write_text(edition("About", "Nobody owns this zyzzyva.\n"))
    make_pages = pipeline.build

    def build_and_change(*arguments: object) -> BuildReport:
        report = make_pages(*arguments)
        about.write_text(edition("About", "Nobody owns this quokka.\n"))
        return report

    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "build", build_and_change)
        report = commands.build(settings)
    door = WsgiDoor(server.current(settings))
    assert not report.has_bundles
    assert b"zyzzyva" in get(door, "/en/about").body
    assert b"library.zip" not in get(door, "/en/follow").body

    assert commands.build(settings).has_bundles


def no_room(*_: object) -> None:
    raise OSError(28, "No space left on device")


def interrupt(*_: object) -> None:
    signal.raise_signal(signal.SIGINT)


@pytest.mark.parametrize(
    ("fails", "sentence"),
    [
        (no_room, "could not be made: No space left on device. Run `reader build` again"),
        (interrupt, "Stopped. The pages are live, without the files that hold the whole library"),
    ],
    ids=["a full disk", "Ctrl+C"],
)
def test_what_stops_the_bundles_is_one_sentence_and_leaves_the_pages_live_without_them(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    fails: Callable[..., None],
    sentence: str,
) -> None:
    words = edition("About", "Nobody owns this zyzzyva.\n")
    (settings.content / "pages/about/en.md").write_text(words)

    with monkeypatch.context() as patched:
        patched.setattr(add_bundles, "write_checksums", fails)
        result = CliRunner().invoke(main, ["build"], env=environment(settings))

    assert result.exit_code == 3
    assert sentence in result.output
    assert result.output.count("\n") == 1
    door = WsgiDoor(server.current(settings))
    assert b"zyzzyva" in get(door, "/en/about").body
    assert b"library.zip" not in get(door, "/en/follow").body
    assert {each.name for each in pointer.generations(settings.var).iterdir()} == {
        *pointer.history(settings.var)
    }
    assert commands.build(settings).has_bundles


def test_a_generation_that_was_left_without_bundles_gets_them_from_the_next_build(
    settings: Settings,
) -> None:
    made = pipeline.build(
        site_build.sources(settings), settings.var, partial(site_build.renderer, settings)
    )
    assert made.has_bundles
    extended = pointer.generation(settings.var, made.identifier)
    (extended / "library.json.gz").write_text("damaged")

    report = commands.build(settings)

    assert report.outcome is BuildOutcome.BUILT
    assert report.identifier == made.identifier
    assert first_damage(extended) is None


def test_it_is_whole_and_its_texts_can_still_be_exported(
    settings: Settings, tmp_path: Path
) -> None:
    directory = pointer.generation(settings.var, str(pointer.current(settings.var)))
    assert first_damage(directory) is None

    report = commands.export(
        settings, ExportRequest(format=ExportFormat.JSON, target=tmp_path / "data")
    )
    assert report.files == 2


def test_without_second_names_files_are_copied(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no links on this disk")

    monkeypatch.setattr(atomic_files.os, "link", refuse)
    directory = pointer.generation(settings.var, str(pointer.current(settings.var)))
    again = tmp_path / "again"
    again.mkdir()
    extended_generation.extend_generation(directory, again, {})

    for name in ("library.json.gz", "shelf.bin"):
        assert (again / name).read_bytes() == (directory / name).read_bytes()
        assert not (again / name).samefile(directory / name)


def test_a_generation_that_is_current_no_more_gets_no_bundles(settings: Settings) -> None:
    current = pointer.current(settings.var)
    name = add_bundles.add_bundles(
        settings.var,
        "0123456789abcdef",
        site_build.sources(settings),
        site_build.render_page,
        site_build.offers,
    )
    assert name == "0123456789abcdef"
    assert pointer.current(settings.var) == current


def resumed(address: str, part: Path, condition: str) -> str:
    """Go on with what there is of a bundle, as curl does; return the status."""
    command = ("curl", "-sf", "-C", "-", "-H", condition, "-o", part, "-w", "%{http_code}", address)
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


@pytest.mark.proxy
def test_curl_goes_on_with_a_bundle_and_never_splices_two(
    settings: Settings, tmp_path: Path
) -> None:
    door, path = WsgiDoor(server.current(settings)), "/en/library.zip"
    whole, part = get(door, path), tmp_path / "library.zip"
    etag = dict(whole.headers)["etag"]
    with serving(door) as address:
        part.write_bytes(whole.body[:1_000])
        assert resumed(address + path, part, f"If-Match: {etag}") == "206"
    assert part.read_bytes() == whole.body

    words = edition("About", "Nobody owns this zyzzyva.\n")
    (settings.content / "pages/about/en.md").write_text(words)
    commands.build(settings)
    with serving(WsgiDoor(server.current(settings))) as address:
        for condition, status in (("If-Match", "412"), ("If-Range", "200")):
            part.write_bytes(whole.body[:1_000])
            assert resumed(address + path, part, f"{condition}: {etag}") == status
            assert part.read_bytes() == whole.body[:1_000]

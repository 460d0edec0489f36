"""The library as ZIP files, as books and as data."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from jsonschema import Draft202012Validator
from playwright.sync_api import BrowserContext
from publishing.exports.tree import Tree
from support.built_site import BuiltSite

from reader.library.loading.loader import load
from reader.library.model import LanguageTag, Slug
from reader.publishing.generations.errors import FailureCode, PublishingError
from reader.settings import Settings
from reader.wiring.commands import ExportFormat, ExportRequest, export

SPANISH = LanguageTag("es")


def written(site: BuiltSite, folder: Path, wanted: ExportFormat, topic: str | None = None) -> Path:
    request = ExportRequest(
        format=wanted,
        target=folder,
        edition=SPANISH,
        topic=Slug(topic) if topic else None,
        zines=bool(topic),
    )
    export(site.settings, request)
    return folder


@pytest.fixture(scope="module")
def unpacked(site: BuiltSite, tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """Export the site in Spanish as a ZIP file, and unpack it."""
    folder = tmp_path_factory.mktemp("zip")
    (bundle,) = written(site, folder / "zip", ExportFormat.ZIP).glob("*.zip")
    with ZipFile(bundle) as archive:
        archive.extractall(folder)
    return Tree(folder / bundle.stem)


def test_a_bundle_unpacks_into_one_folder_in_which_every_link_leads_somewhere(
    unpacked: Tree,
) -> None:
    assert unpacked.folder.name == "cuidarnos-es"
    assert unpacked.faults() == []
    assert len(unpacked.pages) > 200
    assert sorted(path.name for path in unpacked.folder.iterdir()) == ["es", "index.html", "x"]


@pytest.mark.browser
def test_a_browser_opens_the_bundle_from_the_disk_and_finds_its_way(
    unpacked: Tree, chromium: BrowserContext
) -> None:
    page = chromium.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto((unpacked.folder / "index.html").as_uri())
    page.wait_for_url("**/es/index.html")
    page.click("text=Si necesitas ayuda ahora >> nth=0")
    assert page.url.endswith("/es/help/index.html")
    page.click("header >> text=Índice")
    page.click("main >> text=/^N$/ >> nth=0")
    page.click("li:has-text('nevera') >> a >> nth=0")
    assert "nevera" in page.inner_text("main").lower()
    page.go_back()
    page.click("header >> text=Cuidarnos")
    assert page.url.endswith("/es/index.html")
    assert asked
    assert all(address.startswith("file://") for address in asked)


def test_a_book_of_a_topic_has_a_chapter_for_each_work_and_part(
    site: BuiltSite, tmp_path: Path
) -> None:
    books = written(site, tmp_path / "books", ExportFormat.EPUB, topic="food")
    names = sorted(path.name for path in books.glob("*.epub"))
    with ZipFile(books / "cuidarnos-es-zines.epub") as book:
        said = {name: book.read(name).decode() for name in book.namelist()}

    assert names == ["cuidarnos-es-topic-food.epub", "cuidarnos-es-zines.epub"]
    for zine in site.library.zines:
        edition = zine.editions[SPANISH]
        for title in (edition.title, *(part.title for part in edition.parts)):
            assert any(f">{title}</h1>" in chapter for chapter in said.values()), title
    assert "<dc:title" in said["package.opf"]
    assert "En este libro" in said["c0.xhtml"]
    assert 'href="c1.xhtml"' in said["c0.xhtml"]


@pytest.fixture(scope="module")
def exported(site: BuiltSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Export the data once."""
    folder = tmp_path_factory.mktemp("json") / "data"
    export(site.settings, ExportRequest(format=ExportFormat.JSON, target=folder))
    return folder


def judge(folder: Path) -> Draft202012Validator:
    return Draft202012Validator(json.loads((folder / "library.schema.json").read_text()))


def test_the_data_are_what_the_schema_says_and_hold_every_text(
    site: BuiltSite, exported: Path
) -> None:
    data = json.loads((exported / "library.json").read_text())
    library = load(site.settings.content).library
    assert library is not None

    Draft202012Validator.check_schema(judge(exported).schema)
    assert [error.message for error in judge(exported).iter_errors(data)] == []
    assert len(data["documents"]) == len(list(library.documents()))
    texts = sum(
        len(edition.get("parts", [])) + 1
        for document in data["documents"]
        for edition in document["editions"].values()
    )
    assert texts == len(library.texts)
    assert all(
        edition["text"] for each in data["documents"] for edition in each["editions"].values()
    )


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("documents", 0, "kind"), "poem"),
        (("documents", 0, "phone"), "555"),
        (("documents", 0, "editions", "es", "written"), "yesterday"),
        (("documents", 0, "status", "as_of"), "2026-1"),
        (("vocabulary", "places", 0, "region"), "California"),
    ],
)
def test_the_schema_finds_a_fault(exported: Path, path: tuple[str | int, ...], value: str) -> None:
    data = json.loads((exported / "library.json").read_text())
    data["documents"] = data["documents"][:1]
    assert judge(exported).is_valid(data)
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value

    assert not judge(exported).is_valid(data)


def test_content_that_changed_since_the_build_is_not_mixed_in(
    site: BuiltSite, tmp_path: Path
) -> None:
    elsewhere = Settings(
        base_url=site.settings.base_url,
        content=tmp_path,
        translations=site.settings.translations,
        var=site.settings.var,
    )
    request = ExportRequest(format=ExportFormat.JSON, target=tmp_path / "data")
    with pytest.raises(PublishingError) as refusal:
        export(elsewhere, request)

    assert refusal.value.why is FailureCode.CHANGED
    assert not (tmp_path / "data").exists()

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path

import brotli
import pytest
from delivery.tiny_site import PAGE, quick_bodies, write_generation

from reader.delivery.http.content_codings import PREFERRED, Coding
from reader.delivery.http.response_headers import CachePolicy
from reader.delivery.prebuilt.address_index import write_address_index
from reader.delivery.prebuilt.damaged_entries import damaged_entries
from reader.delivery.prebuilt.manifest import FORMAT
from reader.delivery.prebuilt.page_file import PageFile, PageFileError
from reader.delivery.prebuilt.page_file_writer import HTML, PageFileWriter, Resource
from reader.delivery.prebuilt.plain_tree import file_name

TEXT = "text/plain; charset=utf-8"


def resource(address: str, body: bytes = b"words " * 50, media_type: str = HTML) -> Resource:
    return Resource(
        address=address, media_type=media_type, policy=CachePolicy.PAGE, bodies=quick_bodies(body)
    )


def home_in_english() -> Resource:
    return replace(resource("/"), language="en", negotiated=True)


def missing_in_english() -> Resource:
    return replace(resource(""), status=404, language="en")


def writer(folder: Path) -> PageFileWriter:
    return PageFileWriter(folder, languages=("en", "es"), coders="coders 1")


def test_a_page_file_gives_back_what_was_written_in_every_coding(tmp_path: Path) -> None:
    with writer(tmp_path) as shelving:
        shelving.add(resource("/en/", b"words " * 50))
        shelving.add(resource("/en/short", b"hi"))
    page_file = PageFile.open(tmp_path)
    entry, short = page_file.entry("/en/"), page_file.entry("/en/short")
    assert entry and short
    bodies = page_file.bodies_of(entry)
    assert bodies == quick_bodies(b"words " * 50)
    for decode, coding in (
        (brotli.decompress, "br"),
        (gzip.decompress, "gzip"),
    ):
        assert decode(bodies[Coding(coding)]) == bodies[Coding.IDENTITY]
    assert page_file.bodies_of(short) == {Coding.IDENTITY: b"hi"}
    assert damaged_entries(page_file) == ()


def test_every_coding_has_its_own_validator_of_twelve_digits(page_file: PageFile) -> None:
    entry = page_file.entry(PAGE)
    assert entry
    tags = {kept.etag for kept in entry.bodies.values()}
    assert len(tags) == len(PREFERRED)
    assert {len(tag) for tag in tags} == {12}


def test_the_same_input_makes_the_same_bytes_everywhere(tmp_path: Path) -> None:
    one, two = (write_generation(tmp_path / name, "gen") for name in ("a", "b"))
    for name in ("shelf.bin", "dictionaries.bin", "register.bin", "manifest.json"):
        assert (one / name).read_bytes() == (two / name).read_bytes()


def test_the_same_body_is_kept_once(tmp_path: Path) -> None:
    with writer(tmp_path) as shelving:
        shelving.add(resource("/en/"))
        shelving.add(resource("/es/"))
    page_file = PageFile.open(tmp_path)
    assert page_file.pages["/en/"].bodies == page_file.pages["/es/"].bodies


def test_the_home_of_a_language_answers_without_its_last_slash(page_file: PageFile) -> None:
    assert page_file.entry("/es") == page_file.entry("/es/")
    assert page_file.entry("/es//") is None
    assert page_file.entry("") is None


@pytest.mark.parametrize(
    ("address", "media_type", "name"),
    [
        ("/en/", HTML, "en/index.html"),
        ("/en/experiments", HTML, "en/experiments/index.html"),
        ("/en/experiments/fridge", HTML, "en/experiments/fridge/index.html"),
        ("/en/experiments/fridge.txt", TEXT, "en/experiments/fridge.txt"),
        ("/robots.txt", TEXT, "robots.txt"),
        ("/en/opds", "application/atom+xml", "en/opds"),
        ("/en/404.html", HTML, "en/404.html"),
        ("/", HTML, "index.html"),
    ],
)
def test_an_address_has_one_place_in_the_plain_tree(
    address: str, media_type: str, name: str
) -> None:
    assert file_name(address, media_type) == name


@pytest.mark.parametrize(
    "address", ["", "en/", "/../secret", "/en/../../secret", "//en", "/en//x", "/nul\0", "/x.txt/"]
)
def test_no_address_leads_out_of_the_plain_tree(address: str) -> None:
    with pytest.raises(ValueError, match="cannot be a file"):
        file_name(address, TEXT)


def test_the_plain_tree_has_each_file_beside_its_smaller_codings(tmp_path: Path) -> None:
    folder = write_generation(tmp_path, "one")
    site = folder / "site"
    page = site / "en/experiments/fridge/index.html"
    assert brotli.decompress(page.with_name("index.html.br").read_bytes()) == page.read_bytes()
    assert gzip.decompress(page.with_name("index.html.gz").read_bytes()) == page.read_bytes()
    assert (site / "robots.txt").is_file()
    assert not (site / "robots.txt.br").exists(), "a coding that is not smaller is left out"
    assert (site / "es/404.html").is_file()
    assert not (site / "index.html").exists(), "what is negotiated has no file of its own"


def test_a_file_can_stand_in_the_plain_tree_where_the_server_negotiates(tmp_path: Path) -> None:
    with writer(tmp_path) as shelving:
        shelving.add(home_in_english())
        shelving.write_plain("index.html", b"choose")
    assert (tmp_path / "site/index.html").read_bytes() == b"choose"


def test_the_manifest_tells_other_tools_weight_and_policy(tmp_path: Path) -> None:
    folder = write_generation(tmp_path, "one")
    manifest = json.loads((folder / "manifest.json").read_text())
    alike, bodies = manifest["pages"][PAGE]
    like = manifest["alike"][alike]
    entry = PageFile.open(folder).pages[PAGE]
    assert entry.weight_bytes == bodies["br"][1] == entry.bodies[Coding.BROTLI].length
    assert (like["policy"], like["scope"]) == ("page", "/en/*") == (entry.policy, entry.scope)
    assert manifest["alike"][manifest["pages"]["/en/search"][0]]["parameters"] == ["q"]
    assert manifest["aliases"]["es"]["busqueda-rapida"] == "search"
    assert manifest["coders"] == "coders 1"


def test_an_older_server_reads_a_manifest_with_fields_it_does_not_know(tmp_path: Path) -> None:
    folder = write_generation(tmp_path, "one")
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["pages"][PAGE].append("blue")
    manifest["alike"][0]["colour"] = "blue"
    manifest["colours"] = {"x": 1}
    content = json.dumps(manifest, separators=(",", ":")).encode()
    path.write_bytes(content)
    entries = {
        address: json.dumps(entry, separators=(",", ":")).encode()
        for address, entry in manifest["pages"].items()
    }
    write_address_index(folder, content, entries)
    assert PageFile.open(folder).entry(PAGE)


def test_an_address_cannot_be_given_twice(tmp_path: Path) -> None:
    with writer(tmp_path) as shelving:
        shelving.add(resource("/en/"))
        shelving.add(home_in_english())
        shelving.add(missing_in_english())
        for again in (
            lambda: shelving.add(resource("/en/")),
            lambda: shelving.add_redirect("/en/", "/es/"),
            lambda: shelving.add_dynamic("/"),
            lambda: shelving.add(home_in_english()),
            lambda: shelving.add(missing_in_english()),
        ):
            with pytest.raises(ValueError, match="twice"):
                again()
        with pytest.raises(ValueError, match="not an address"):
            shelving.add_dynamic("healthz")


def test_nothing_is_left_to_open_when_a_build_breaks_off(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), writer(tmp_path) as shelving:
        shelving.add(resource("/en/"))
        raise RuntimeError
    with pytest.raises(PageFileError):
        PageFile.open(tmp_path)


def test_an_empty_page_file_opens(tmp_path: Path) -> None:
    with writer(tmp_path):
        pass
    assert damaged_entries(PageFile.open(tmp_path)) == ()


def test_one_changed_byte_is_found(tmp_path: Path) -> None:
    folder = write_generation(tmp_path, "one")
    kept = PageFile.open(folder).pages[PAGE].bodies[Coding.BROTLI]
    with (folder / "shelf.bin").open("r+b") as file:
        file.seek(kept.offset + 5)
        byte = file.read(1)
        file.seek(kept.offset + 5)
        file.write(bytes([byte[0] ^ 1]))
    assert damaged_entries(PageFile.open(folder)) == (PAGE,)


def test_a_faulty_variant_and_a_faulty_error_page_are_named_with_their_language(
    tmp_path: Path,
) -> None:
    folder = write_generation(tmp_path, "one")
    size = (folder / "shelf.bin").stat().st_size
    (folder / "shelf.bin").write_bytes(b"\0" * size)
    faulty = damaged_entries(PageFile.open(folder))
    assert "/ (es)" in faulty
    assert "404 (en)" in faulty


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("manifest.json", None, "missing"),
        ("manifest.json", b"{", "manifest"),
        ("manifest.json", b"\xff\xfe", "manifest"),
        ("manifest.json", b"[]", "manifest"),
        ("register.bin", None, "missing"),
        ("register.bin", b"short", "index"),
        ("register.bin", bytes(8 + 8 * 16), "index"),
        ("shelf.bin", None, "missing"),
        ("shelf.bin", b"", "size"),
        ("shelf.bin", b"short", "size"),
    ],
)
def test_a_damaged_shelf_is_refused_with_a_reason(
    tmp_path: Path, name: str, content: bytes | None, code: str
) -> None:
    path = write_generation(tmp_path, "one") / name
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(PageFileError) as caught:
        PageFile.open(path.parent)
    assert caught.value.code == code


def test_a_manifest_of_another_format_is_refused(tmp_path: Path) -> None:
    path = write_generation(tmp_path, "one") / "manifest.json"
    path.write_bytes(path.read_bytes().replace(b'"format":%d' % FORMAT, b'"format":3', 1))
    with pytest.raises(PageFileError, match="format"):
        PageFile.open(path.parent)

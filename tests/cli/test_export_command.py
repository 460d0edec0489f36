"""``reader export`` says in one sentence why nothing was written, and leaves the folder alone."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from cli.commands import variables
from click.testing import CliRunner, Result
from support.builders import edition, write_content
from support.sites import TRANSLATIONS
from support.source_modules import PROJECT

from reader.cli.main import main
from reader.publishing.build.parallel import parallel_map
from reader.publishing.exports import write_export
from reader.publishing.exports.export_folder import FILE_LIST
from reader.publishing.generations import pointer

Export = Callable[..., Result]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a small library once. Its catalogues are the real ones: messages come in Spanish."""
    folder = tmp_path_factory.mktemp("built")
    write_content(folder)
    assert command(folder, "build").exit_code == 0
    return folder


@pytest.fixture
def export(built: Path) -> Export:
    return lambda *words, **more: command(built, "export", *map(str, words), **more)


def environment(folder: Path) -> dict[str, str]:
    return {**variables(folder), "READER_TRANSLATIONS": str(TRANSLATIONS)}


def command(folder: Path, *words: str, **more: str) -> Result:
    return CliRunner().invoke(main, words, env={**environment(folder), **more})


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_an_export_says_what_it_wrote_and_then_that_nothing_is_to_do(
    export: Export, built: Path, tmp_path: Path
) -> None:
    first, second = export("site", tmp_path / "a"), export("site", tmp_path / "a")

    name = pointer.current(built / "var")
    assert f"{tmp_path / 'a'} has generation {name}: " in first.output
    assert second.output == f"Nothing to do: {tmp_path / 'a'} has all of generation {name}.\n"
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert names(tmp_path) == ["a"]


def test_a_lost_file_is_written_again(export: Export, tmp_path: Path) -> None:
    export("site", tmp_path / "a")
    (tmp_path / "a/index.html").unlink()

    assert export("site", tmp_path / "a").exit_code == 0
    assert (tmp_path / "a/index.html").is_file()


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("pdf2",), 2, "Los formatos son site, zip, epub, json, zim."),
        (("site", "--edition", "fr"), 3, "La biblioteca no tiene nada en “fr”."),
        (("epub", "--topic", "golf"), 3, "No hay nada para un libro de “golf” (en, es)."),
        (("epub", "--zines", "--edition", "fr"), 3, "Sus idiomas son en, es."),
        (
            ("zip", "--address", "https://example.org"),
            2,
            "--address solo sirve para el formato site",
        ),
        (("site", "--zines"), 2, "--zines solo sirve para el formato epub."),
        (("site", "--address", "example.org"), 2, "“example.org” no es una dirección"),
    ],
    ids=[
        "format",
        "edition",
        "empty book",
        "edition of a book",
        "idle address",
        "idle zines",
        "address",
    ],
)
def test_what_cannot_be_meant_is_said_in_the_language_of_the_editor(
    export: Export, tmp_path: Path, words: tuple[str, ...], status: int, said: str
) -> None:
    result = export(words[0], tmp_path / "a", *words[1:], "--language", "es")

    assert result.exit_code == status
    assert said in result.output
    assert names(tmp_path) == []


def test_what_changed_since_the_build_is_not_exported(built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, tmp_path / "copy", symlinks=True)
    (tmp_path / "copy/content/pages/about/en.md").write_text(edition("About", "Another one.\n"))

    result = command(tmp_path / "copy", "export", "json", str(tmp_path / "a"))

    assert result.exit_code == 3
    assert "Something has changed since generation" in result.output
    assert not (tmp_path / "a").exists()


def test_an_export_of_another_format_stays(export: Export, tmp_path: Path) -> None:
    export("json", tmp_path / "a")

    result = export("site", tmp_path / "a")

    assert result.exit_code == 3
    assert "has an export of the format json" in result.output
    assert (tmp_path / "a/library.json").is_file()


def test_without_a_build_there_is_nothing_to_export(tmp_path: Path) -> None:
    write_content(tmp_path)

    result = command(tmp_path, "export", "site", str(tmp_path / "a"))

    assert result.exit_code == 3
    assert "run `reader build` first" in result.output


def test_a_folder_with_other_files_stays_as_it_is(export: Export, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos/us.jpg").touch()

    result = export("site", tmp_path / "photos")

    assert result.exit_code == 3
    assert "has files that no export wrote, such as us.jpg" in result.output
    assert names(tmp_path) == ["photos"]
    assert names(tmp_path / "photos") == ["us.jpg"]


def test_a_file_is_not_a_folder(export: Export, tmp_path: Path) -> None:
    (tmp_path / "a").touch()

    assert "is not a folder" in export("site", tmp_path / "a").output


def test_what_was_added_to_an_export_or_changed_in_it_is_not_lost(
    export: Export, built: Path, tmp_path: Path
) -> None:
    export("site", tmp_path / "a")
    (tmp_path / "a/es/index.html").write_text("mine")

    result = export("site", tmp_path / "a")

    assert "such as es/index.html" in result.output
    assert (tmp_path / "a/es/index.html").read_text() == "mine"


def test_a_full_disk_is_one_sentence_and_leaves_nothing(built: Path, tmp_path: Path) -> None:
    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))

    result = subprocess.run(
        program("export", "site", str(tmp_path / "a")),
        cwd=PROJECT,
        env={**os.environ, **environment(built), "PYTHONPATH": "."},
        preexec_fn=little_room,
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 3
    assert result.stderr == (
        f"Error: The export could not be written: File too large. {tmp_path / 'a'} stays as it "
        "was.\n"
    )
    assert names(tmp_path) == []


def test_an_earlier_export_stays_when_the_next_one_fails(
    export: Export, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export("site", tmp_path / "a")
    before = (tmp_path / "a" / FILE_LIST).read_bytes()

    def no_room(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(write_export, "checksum", no_room)
    result = export("site", tmp_path / "a", "--edition", "es")

    assert "No space left on device" in result.output
    assert (tmp_path / "a" / FILE_LIST).read_bytes() == before
    assert names(tmp_path) == ["a"]


def test_ctrl_c_is_one_sentence_and_leaves_nothing(
    export: Export, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*arguments: Any, **options: Any) -> Iterator[object]:
        yield from islice(parallel_map(*arguments, **options), 5)
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(write_export, "parallel_map", interrupt)
    result = export("site", tmp_path / "a", "--language", "es")

    assert result.exit_code == 3
    assert result.output == f"Error: Interrumpido. {tmp_path / 'a'} se queda como estaba.\n"
    assert names(tmp_path) == []


def test_a_switch_meanwhile_does_not_mix_two_generations(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(built, tmp_path / "copy", symlinks=True)
    first = pointer.current(built / "var")
    assert first

    def switch_and_delete(*arguments: Any, **options: Any) -> Iterator[object]:
        written = parallel_map(*arguments, **options)
        yield next(written)
        var = tmp_path / "copy/var"
        pointer.pointer_file(var).write_text("0" * 16)
        shutil.rmtree(pointer.generation(var, first))
        yield from written

    with monkeypatch.context() as patched:
        patched.setattr(write_export, "parallel_map", switch_and_delete)
        result = command(tmp_path / "copy", "export", "site", str(tmp_path / "a"))
    command(built, "export", "site", str(tmp_path / "b"))

    assert f"has generation {first}" in result.output
    assert not pointer.generation(tmp_path / "copy/var", first).exists()
    a, b = (json.loads((tmp_path / name / FILE_LIST).read_bytes()) for name in ("a", "b"))
    assert a["files"] == b["files"]


def program(*words: str) -> list[str]:
    return [sys.executable, "-c", "from reader.cli.main import main; main()", *words]

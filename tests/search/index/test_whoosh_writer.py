"""The index on disk: made anew, the same from the same entries, and never read when damaged."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from search.small_index import EN, ES, ask, engine_of, entry, slugs

from reader.search.engine import Corpus, IndexDamagedError
from reader.search.index.whoosh_files import VERSION
from reader.search.index.whoosh_writer import build_index
from reader.search.open_index import open_index

ENTRIES = [
    *(
        entry(f"n{number}", f"Neighbors number {number} share bread and a fridge.")
        for number in range(5)
    ),
    entry("es", "Vecinas y vecinos.", language="es"),
]
CORPUS = Corpus(entries=ENTRIES, languages=(EN, ES))


def files(directory: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(directory.iterdir())}


def test_only_the_owner_may_enter_an_index(tmp_path: Path) -> None:
    (tmp_path / "index").mkdir(mode=0o755)
    build_index(CORPUS, tmp_path / "index")
    assert (tmp_path / "index").stat().st_mode & 0o777 == 0o700


def test_an_index_is_built_in_place_of_an_older_one(tmp_path: Path) -> None:
    engine_of(ENTRIES, tmp_path / "index").close()
    engine = engine_of([entry("new", "Neighbors.")], tmp_path / "index")
    assert slugs(ask(engine, "neighbors")) == ["new"]
    engine.close()


def test_the_same_entries_make_the_same_bytes_whatever_the_order_of_sets(tmp_path: Path) -> None:
    build_index(CORPUS, tmp_path / "first")
    script = (
        "import sys; from pathlib import Path; sys.path.insert(0, 'tests'); "
        "from search.index.test_whoosh_writer import CORPUS, build_index; "
        "build_index(CORPUS, Path(sys.argv[1]))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": "."}
    root = Path(__file__).parents[3]
    subprocess.run(
        [sys.executable, "-c", script, tmp_path / "second"], check=True, env=environment, cwd=root
    )
    assert files(tmp_path / "first") == files(tmp_path / "second")


def test_a_word_of_more_entries_than_a_block_of_postings_holds_is_found_in_all(
    tmp_path: Path,
) -> None:
    count = 300
    engine = engine_of(
        [entry(f"n{number}", f"Bread {'x' * (number % 30 + 3)}.") for number in range(count)],
        tmp_path / "index",
    )
    assert ask(engine, "bread").total == ask(engine, "brea*").total == count
    assert ask(engine, "x" * 32).total == ask(engine, "bread " + "x" * 32).total == 10
    assert slugs(ask(engine, "bread", page=30)) == [f"n{number}" for number in range(290, count)]
    engine.close()


def test_an_entry_in_a_language_that_is_not_offered_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="fr"):
        build_index(
            Corpus(entries=[entry("fr", "Bonjour.", language="fr")], languages=(EN, ES)),
            tmp_path / "index",
        )


def test_an_index_that_was_not_finished_is_not_opened(tmp_path: Path) -> None:
    build_index(CORPUS, tmp_path / "index")
    with pytest.raises(KeyError):
        build_index(
            Corpus(entries=[*ENTRIES, entry("fr", "Bonjour.", language="fr")], languages=(EN, ES)),
            tmp_path / "index",
        )
    with pytest.raises(IndexDamagedError):
        open_index(tmp_path / "index")
    build_index(CORPUS, tmp_path / "index")
    open_index(tmp_path / "index").close()


def test_what_a_killed_build_left_behind_is_cleared_away(tmp_path: Path) -> None:
    build_index(CORPUS, tmp_path / "index")
    whole = files(tmp_path / "index")
    (tmp_path / "index" / "MANIFEST").unlink()
    (tmp_path / "index" / "BASE.tmp").mkdir()
    (tmp_path / "index" / "BASE.tmp" / "half.ctmp").write_bytes(b"half")
    (tmp_path / "index" / "BASE_WRITELOCK").touch()
    (tmp_path / "index" / "_BASE_2.toc").write_bytes(b"half")
    build_index(CORPUS, tmp_path / "index")
    assert files(tmp_path / "index") == whole


def test_a_missing_index_is_said(tmp_path: Path) -> None:
    with pytest.raises(IndexDamagedError, match="no index"):
        open_index(tmp_path / "nowhere")


def test_an_empty_folder_and_a_file_are_no_index(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    for path in (tmp_path, tmp_path / "file"):
        with pytest.raises(IndexDamagedError):
            open_index(path)


def test_another_version_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build_index(CORPUS, tmp_path / "index")
    monkeypatch.setattr("reader.search.index.whoosh_reader.VERSION", f"{VERSION} and newer")
    with pytest.raises(IndexDamagedError, match="version"):
        open_index(tmp_path / "index")


def emptied(content: bytes) -> bytes:
    return content[:0]


def halved(content: bytes) -> bytes:
    return content[: len(content) // 2]


def longer(content: bytes) -> bytes:
    return content + b"\0"


def flipped_in_the_middle(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


@pytest.mark.parametrize("damage", [emptied, halved, longer, flipped_in_the_middle])
def test_damage_to_any_file_is_found_before_it_is_read(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    build_index(CORPUS, tmp_path / "index")
    for name, content in files(tmp_path / "index").items():
        (tmp_path / "index" / name).write_bytes(damage(content))
        with pytest.raises(IndexDamagedError):
            open_index(tmp_path / "index")
        (tmp_path / "index" / name).write_bytes(content)
    open_index(tmp_path / "index").close()


def test_a_file_that_is_gone_is_found(tmp_path: Path) -> None:
    build_index(CORPUS, tmp_path / "index")
    for name, content in files(tmp_path / "index").items():
        (tmp_path / "index" / name).unlink()
        with pytest.raises(IndexDamagedError):
            open_index(tmp_path / "index")
        (tmp_path / "index" / name).write_bytes(content)


def test_a_file_that_the_build_did_not_write_is_found(tmp_path: Path) -> None:
    build_index(CORPUS, tmp_path / "index")
    (tmp_path / "index" / "_DELTA_1.toc").write_bytes(b"half")
    with pytest.raises(IndexDamagedError, match="_DELTA_1"):
        open_index(tmp_path / "index")


def test_every_flipped_bit_of_the_manifest_is_found(tmp_path: Path) -> None:
    build_index(CORPUS, tmp_path / "index")
    manifest = tmp_path / "index" / "MANIFEST"
    content = manifest.read_bytes()
    for at in range(len(content) - 1):  # the last byte ends the line
        manifest.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        with pytest.raises(IndexDamagedError):
            open_index(tmp_path / "index")


def test_an_open_index_is_read_on_after_its_files_were_taken_away(tmp_path: Path) -> None:
    engine = engine_of(ENTRIES, tmp_path / "index")
    for path in (tmp_path / "index").iterdir():
        path.unlink()
    assert ask(engine, "neighbors").total == 5
    engine.close()

from __future__ import annotations

import os

import pytest
from support.builders import EPISODE, FILES, write_content
from support.nasty import NASTY, NASTY_BYTES

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings, FindingCollector
from reader.library.loading.source_tree import (
    MAX_FILE_BYTES,
    decode,
    project_path,
    read_bytes,
    read_tree,
)

NOTES = f"{EPISODE}/en.md"


def read(root):
    collector = FindingCollector()
    return read_tree(root, collector), collector.findings()


def decoded(raw: bytes):
    findings = FileFindings(path="content/x.md")
    return decode(raw, findings), [(finding.code, finding.line) for finding in findings.findings]


def test_every_file_is_read_by_its_path_inside_content(tmp_path):
    tree, findings = read(write_content(tmp_path))

    assert tree.files == FILES
    assert findings == ()
    assert {"zines", "zines/stay-calm", "zines/stay-calm/en"} <= tree.folders


def test_the_digest_is_of_paths_and_bytes_and_not_of_the_folder(tmp_path):
    digests = [
        read(write_content(tmp_path / name, extra))[0].digest for name, extra in CHANGES.items()
    ]

    assert digests[0] == digests[1]
    assert len(set(digests)) == len(CHANGES) - 1
    assert len(digests[0]) == 64


CHANGES = {
    "here": {},
    "there": {},
    "one-byte-more": {NOTES: FILES[NOTES] + "\n"},
    "another-name": {NOTES: None, f"{EPISODE}/fr.md": FILES[NOTES]},
    "one-file-more": {f"{EPISODE}/fr.md": ""},
}


def test_hidden_files_and_backups_of_editors_are_ignored(tmp_path):
    plain, _ = read(write_content(tmp_path / "plain"))
    tree, findings = read(
        write_content(
            tmp_path / "edited", {".git/x": "words", f"{NOTES}~": b"\xff", ".en.md.swp": b"\x00"}
        )
    )

    assert tree == plain
    assert findings == ()


def test_lines_that_end_as_on_windows_are_read_like_others():
    assert decoded(b"one\r\ntwo\rthree\n") == ("one\ntwo\nthree\n", [])


def test_a_letter_and_its_accent_become_one():
    assert decoded("Que\u0301".encode()) == ("Qu\u00e9", [])


def test_bad_characters_are_reported_once_a_line_and_removed():
    text, found = decoded("a\x00\x00b\n\n\ufeffc \ue000\u00a0\u00a0d\n".encode())

    assert text == "ab\n\nc d\n"
    assert found == [
        (FindingCode.CONTROL_CHARACTER, 1),
        (FindingCode.BYTE_ORDER_MARK, 3),
        (FindingCode.PRIVATE_USE, 3),
        (FindingCode.NO_BREAK_LAYOUT, 3),
    ]


def test_a_no_break_space_inside_a_sentence_stays():
    assert decoded("5\u00a0km, no\u202f! and   spaces\n".encode()) == (
        "5\u00a0km, no\u202f! and   spaces\n",
        [],
    )


@pytest.mark.parametrize(
    "line",
    ["\u00a0HOME", "HOME\u00a0", "HOME \u00a0NEXT", "HOME\u2007\u202fNEXT", "HOME\u00a0\tNEXT"],
)
def test_no_break_spaces_for_layout_are_reported_and_removed(line):
    text, found = decoded(f"Words\n{line}\nWords\n".encode())

    assert found == [(FindingCode.NO_BREAK_LAYOUT, 2)]
    assert text in ("Words\nHOME\nWords\n", "Words\nHOME NEXT\nWords\n")


def test_a_letter_that_is_not_utf_8_is_reported_at_its_line():
    assert decoded("one\ntwo\nse\u00f1al".encode("latin-1")) == (None, [(FindingCode.NOT_UTF8, 3)])


def test_a_file_of_the_largest_size_is_read_and_one_byte_more_is_not():
    assert decoded(b"a" * MAX_FILE_BYTES) == ("a" * MAX_FILE_BYTES, [])
    assert decoded(b"a" * (MAX_FILE_BYTES + 1)) == (None, [(FindingCode.TOO_LARGE, 1)])


@pytest.mark.parametrize(
    "raw",
    [*NASTY_BYTES.values(), *(text.encode() for text in NASTY.values())],
    ids=[*NASTY_BYTES, *(f"text-{name}" for name in NASTY)],
)
def test_nothing_that_a_file_holds_raises(raw):
    text, found = decoded(raw)

    assert (text is None) <= bool(found)


def test_a_file_that_is_gone_when_it_is_opened_is_reported(tmp_path):
    findings = FileFindings(path="content/x.md")

    assert read_bytes(tmp_path / "x.md", tmp_path, findings) is None
    assert [(finding.code, finding.arguments) for finding in findings.findings] == [
        (FindingCode.UNREADABLE, {"reason": "No such file or directory"})
    ]


def test_a_pipe_is_not_waited_for(tmp_path):
    root = write_content(tmp_path)
    os.mkfifo(root / "pages/pipe.md")

    tree, findings = read(root)

    assert tree.files["pages/pipe.md"] is None
    assert [finding.code for finding in findings] == [FindingCode.NEITHER_FILE_NOR_FOLDER]


def test_a_link_inside_content_is_read(tmp_path):
    root = write_content(tmp_path, {"pages/about/es.md": None})
    (root / "pages/about/es.md").symlink_to("../privacy/es.md")

    tree, findings = read(root)

    assert tree.files["pages/about/es.md"] == FILES["pages/privacy/es.md"]
    assert findings == ()


def test_content_that_is_itself_a_link_is_read(tmp_path):
    root = write_content(tmp_path)
    (tmp_path / "elsewhere").symlink_to(root)

    assert read(tmp_path / "elsewhere") == read(root)


def test_a_folder_that_does_not_exist_is_an_empty_tree_with_a_finding(tmp_path):
    tree, findings = read(tmp_path / "nowhere")

    assert tree.files == {}
    assert [(finding.code, finding.place) for finding in findings] == [
        (FindingCode.UNREADABLE, "content/:1")
    ]


def test_a_name_that_is_not_utf_8_is_shown_with_escapes(tmp_path):
    root = write_content(tmp_path)
    name = os.fsencode(root) + b"/pages/caf\xe9\n.md"
    with open(name, "wb") as file:  # noqa: PTH123  # no Path can hold this name
        file.write(b"words")

    tree, _ = read(root)

    (name,) = tree.files.keys() - FILES.keys()
    assert project_path(name) == "content/pages/caf\\udce9\\x0a.md"

"""What the operator may decide, and what is said about decisions that cannot work."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.settings import Settings, SettingsError, read


def test_no_variable_at_all_gives_folders_of_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert read({"PATH": "/bin"}) == Settings(
        base_url="http://127.0.0.1:8000",
        content=tmp_path / "content",
        translations=tmp_path / "translations",
        var=tmp_path / "var",
        submissions=tmp_path / "submissions",
    )


def test_every_variable_is_used(tmp_path: Path) -> None:
    for name in ("texts", "catalogues"):
        (tmp_path / name).mkdir()

    settings = read(
        {
            "READER_BASE_URL": "https://library.example.org/",
            "READER_CONTENT": str(tmp_path / "texts"),
            "READER_TRANSLATIONS": str(tmp_path / "catalogues"),
            "READER_VAR": str(tmp_path / "state"),
            "READER_TRUSTED_PROXY": "X-Real-IP",
            "READER_PLAIN_TREE": "yes",
            "READER_SUBMISSIONS": "off",
            "READER_SUBMISSIONS_DATABASE": "postgresql://reader@db.example.org/reader",
        }
    )

    assert settings == Settings(
        base_url="https://library.example.org",
        content=tmp_path / "texts",
        translations=tmp_path / "catalogues",
        var=tmp_path / "state",
        trusted_proxy="X-Real-IP",
        plain_tree=True,
        submissions=None,
        submissions_database="postgresql://reader@db.example.org/reader",
    )


def test_every_fault_is_reported_at_once_with_its_name(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")

    with pytest.raises(SettingsError) as caught:
        read(
            {
                "READER_BASE_URL": "library.example.org",
                "READER_CONTENT": str(tmp_path / "absent"),
                "READER_TRANSLATIONS": "",
                "READER_VAR": str(file),
                "READER_COLOUR": "green",
                "READER_TRUSTED_PROXY": "X-Real-IP: 1",
                "READER_PLAIN_TREE": "perhaps",
                "READER_SUBMISSIONS": str(file),
                "READER_SUBMISSIONS_DATABASE": "mysql://reader:secret@db/reader",
            }
        )

    assert [fault.split()[0] for fault in caught.value.faults] == [
        "READER_COLOUR",
        "READER_BASE_URL",
        "READER_CONTENT",
        "READER_TRANSLATIONS",
        "READER_VAR",
        "READER_TRUSTED_PROXY",
        "READER_PLAIN_TREE",
        "READER_SUBMISSIONS",
        "READER_SUBMISSIONS_DATABASE",
    ]
    assert str(caught.value).count("\n") == 8
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("name", ["READER_CONTENT", "READER_TRANSLATIONS", "READER_VAR"])
def test_what_readers_send_lies_apart_from_what_is_published(tmp_path: Path, name: str) -> None:
    inside = {name: str(tmp_path), "READER_SUBMISSIONS": str(tmp_path / "x" / ".." / "kept")}

    with pytest.raises(SettingsError) as caught:
        read(inside)

    (fault,) = caught.value.faults
    assert fault.startswith(f"READER_SUBMISSIONS must lie outside {name}")
    beside = str(tmp_path.with_name(f"{tmp_path.name}-kept"))
    assert read({**inside, "READER_SUBMISSIONS": beside}).submissions == Path(beside)


@pytest.mark.parametrize(
    ("base_url", "folder", "is_open"),
    [
        ("https://library.example.org", "submissions", True),
        ("http://127.0.0.1:8000", "submissions", True),
        ("http://[::1]:8000", "submissions", True),
        ("http://library.example.org", "submissions", False),
        ("https://library.example.org", "off", False),
    ],
)
def test_forms_open_where_nobody_on_the_way_can_read_along(
    base_url: str, folder: str, is_open: bool
) -> None:
    settings = read({"READER_BASE_URL": base_url, "READER_SUBMISSIONS": folder})

    assert settings.takes_submissions is is_open


@pytest.mark.parametrize(
    "address",
    [
        "",
        "library.example.org",
        "ftp://library.example.org",
        "https://",
        "https://library.example.org/reader",
        "https://library.example.org?x=1",
        "https://library.example.org/#top",
        "https://me:secret@library.example.org",
        "https://library.example.org:port",
        "https://library.example.org:0",
        "https://[::1",
        'https://library.example.org">',
        "https://biblioteca.españa.example",
    ],
)
def test_an_address_that_pages_could_not_link_to_is_a_fault(address: str) -> None:
    with pytest.raises(SettingsError, match="READER_BASE_URL"):
        read({"READER_BASE_URL": address})


def test_an_empty_var_folder_name_is_a_fault() -> None:
    with pytest.raises(SettingsError, match="READER_VAR"):
        read({"READER_VAR": ""})

"""A build and a switch write only into a folder that nobody else could have prepared."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cli.commands import Run

ID = "a" * 16
NOBODY = 65534
PLANTED_NAMES = (
    "lock",
    "pointer",
    ".pointer.draft",
    "refused.json",
    ".refused.json.draft",
    "generations",
    f"generations/{ID}",
    f"generations/.{ID}",
)


@pytest.fixture
def var(folder: Path) -> Path:
    """Return a folder to build in, as an operator makes it, whatever the umask."""
    path = folder / "var"
    for each in (path, path / "generations"):
        each.mkdir()
        each.chmod(0o755)
    return path


@pytest.fixture
def precious(folder: Path) -> Path:
    """Return a folder of the operator's elsewhere, with something in it."""
    path = folder / "precious"
    path.mkdir()
    (path / "letters").write_text("Dear Ana,")
    return path


@pytest.fixture
def umask() -> Iterator[Callable[[int], None]]:
    """Set a umask, and put the earlier one back at the end."""
    earlier = os.umask(0o022)
    yield lambda mask: os.umask(mask) and None
    os.umask(earlier)


def state(folder: Path) -> dict[str, tuple[int, object]]:
    """Return name → mode and content of everything below a folder."""
    return {
        str(path.relative_to(folder)): (path.lstat().st_mode, content(path))
        for path in sorted(folder.rglob("*"))
    }


def content(path: Path) -> object:
    if path.is_symlink():
        return path.readlink()
    return path.read_bytes() if path.is_file() else None


def refusal(run: Run, folder: Path, *command: str, **settings: str) -> str:
    """Return the one sentence with which a command is refused, having changed nothing."""
    before = state(folder)
    result = run(*command, **settings)
    assert (result.exit_code, state(folder)) == (3, before)
    said = re.fullmatch(r"Error: (.+)\n", result.output)
    assert said, result.output
    return said[1]


@pytest.mark.parametrize("name", PLANTED_NAMES)
@pytest.mark.parametrize("target", ["precious", "precious/letters", "precious/not-yet"])
@pytest.mark.parametrize("command", [("build",), ("switch", "--back")], ids=" ".join)
def test_a_planted_link_is_refused_and_nothing_is_written_through_it(
    run: Run,
    folder: Path,
    var: Path,
    precious: Path,
    name: str,
    target: str,
    command: tuple[str, ...],
) -> None:
    if name == "generations":
        (var / name).rmdir()
    (var / name).symlink_to(folder / target)

    assert refusal(run, folder, *command).startswith(
        f"{var / name} was not made by a build: it is a link"
    )


def test_a_pipe_that_was_planted_is_refused_and_not_waited_for(
    run: Run, folder: Path, var: Path
) -> None:
    os.mkfifo(var / "pointer", 0o600)

    assert f"{var / 'pointer'} was not made by a build" in refusal(run, folder, "build")


def test_a_second_name_of_a_file_elsewhere_does_not_lose_that_file(
    run: Run, var: Path, precious: Path
) -> None:
    for name in ("lock", ".pointer.draft", "refused.json"):
        (var / name).hardlink_to(precious / "letters")
    (precious / "letters").chmod(0o600)

    assert run("build").exit_code == 0
    assert (precious / "letters").read_text() == "Dear Ana,"


@pytest.mark.parametrize("mode", [0o775, 0o757, 0o1777, 0o2775])
@pytest.mark.parametrize("name", ["", "generations", f"generations/{ID}"])
def test_a_folder_that_others_may_write_to_is_refused_sticky_or_not(
    run: Run, folder: Path, var: Path, name: str, mode: int
) -> None:
    (var / name).mkdir(exist_ok=True)
    (var / name).chmod(mode)

    said = refusal(run, folder, "build")

    assert (
        said == f"Other users may write to {var / name}: run `chmod -R go-w {var}`, "
        "or name another folder in READER_VAR."
    )


def test_a_pointer_that_others_may_write_to_is_refused(run: Run, folder: Path, var: Path) -> None:
    (var / "pointer").touch()
    (var / "pointer").chmod(0o664)

    assert refusal(run, folder, "build").startswith(f"Other users may write to {var / 'pointer'}")


def other_users_folder(folder: Path) -> Path:
    """Return a folder that belongs to somebody else than who runs the tests."""
    if os.geteuid() != 0:
        return Path("/")
    path = folder / "theirs"
    path.mkdir()
    os.chown(path, NOBODY, NOBODY)
    return path


@pytest.mark.parametrize(
    "command", [("build",), ("switch", "--back"), ("switch", ID)], ids=" ".join
)
def test_a_folder_of_another_user_is_refused_with_the_names_of_both(
    run: Run, folder: Path, command: tuple[str, ...]
) -> None:
    theirs = other_users_folder(folder)

    said = refusal(run, folder, *command, READER_VAR=str(theirs))

    pattern = (
        r"(\S+) belongs to (\S+), and this command runs as (\S+): run it as \2, "
        r"or name a folder of your own in READER_VAR\."
    )
    found = re.fullmatch(pattern, said)
    assert found
    assert found[1] == str(theirs)
    assert found[2] != found[3]


def test_what_another_user_owns_is_refused_be_it_the_folder_or_a_file_in_it(
    run: Run, folder: Path, var: Path
) -> None:
    if os.geteuid() != 0:  # nobody else can give a file away
        assert " belongs to " in refusal(run, folder, "build", READER_VAR="/")
        return
    for name in ("lock", "pointer", "generations/.draft"):
        (var / name).touch(0o644)
        os.chown(var / name, NOBODY, NOBODY)
        assert refusal(run, folder, "build").startswith(f"{var / name} was not made by a build")
        (var / name).unlink()


def test_a_link_to_a_folder_of_another_user_is_refused(run: Run, folder: Path) -> None:
    (folder / "link").symlink_to(other_users_folder(folder))

    assert " belongs to " in refusal(run, folder, "build", READER_VAR=str(folder / "link"))


def test_the_refusal_is_in_spanish_too(run: Run, folder: Path) -> None:
    real = Path(__file__).parents[2] / "translations"

    said = refusal(
        run,
        folder,
        "build",
        "--language",
        "es",
        READER_VAR=str(other_users_folder(folder)),
        READER_TRANSLATIONS=str(real),
    )

    assert "ejecútala como" in said


def test_a_folder_may_be_a_link_of_the_operators_own(run: Run, folder: Path, var: Path) -> None:
    (folder / "link").symlink_to(var)

    assert run("build", READER_VAR=str(folder / "link")).exit_code == 0
    assert (var / "current").is_symlink()


def test_what_a_build_makes_can_be_written_to_by_nobody_else_so_that_the_next_build_goes_on(
    run: Run, folder: Path, umask: Callable[[int], None]
) -> None:
    umask(0o002)

    first, second = run("build"), run("build")

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "Nothing to do" in second.output
    made = [folder / "var", *(folder / "var").rglob("*")]
    assert [
        path
        for path in made
        if not path.is_symlink() and path.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    ] == []
    assert os.umask(0o002) == 0o002


def test_a_stricter_umask_is_kept(run: Run, folder: Path, umask: Callable[[int], None]) -> None:
    umask(0o077)

    run("build")

    assert (folder / "var").stat().st_mode & 0o777 == 0o700

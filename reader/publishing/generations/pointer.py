"""The pointer: a text file that names the generation that is served, and those served before it.

A link beside it leads to the folder of the current one, for web servers that serve its files.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from pwd import getpwuid
from typing import Final

from reader.publishing.generations.errors import FailureCode, PublishingError
from reader.storage.atomic_files import draft_of, open_in_place, replace_file, replace_link
from reader.storage.private_folder import first_hazard, writable_by_owner_only

_HISTORY_LENGTH: Final = 3
_ID: Final = re.compile(r"[0-9a-f]{16}")


def history(var: Path) -> tuple[str, ...]:
    """Return the generations in the pointer, the current one first. Malformed lines are skipped."""
    try:
        lines = pointer_file(var).read_text(encoding="utf-8", errors="replace").split()
    except FileNotFoundError:
        return ()
    return tuple(line for line in lines if _ID.fullmatch(line))


def current(var: Path) -> str | None:
    """Return the generation that is served, or None before the first build."""
    return next(iter(history(var)), None)


def pointer_file(var: Path) -> Path:
    """Return the path of the pointer of ``var``."""
    return var / "pointer"


def link(var: Path) -> Path:
    """Return the path of the link to the current generation, whether or not it exists."""
    return var / "current"


def recent_generations(var: Path, identifier: str) -> tuple[Path, ...]:
    """Return the folders of a generation and of the others in the pointer, existing or not."""
    return tuple(generation(var, each) for each in dict.fromkeys((identifier, *history(var))))


def switched_at(var: Path) -> int:
    """Return when the current generation became current, in seconds since 1970. Raises OSError."""
    return int(pointer_file(var).stat().st_mtime)


def cache(var: Path) -> Path:
    """Return the folder of results that one run keeps for the next. It may be deleted."""
    return var / "cache"


def generations(var: Path) -> Path:
    """Return the folder of all generations of ``var``."""
    return var / "generations"


def generation(var: Path, identifier: str) -> Path:
    """Return the folder of a generation, whether or not it exists.

    Raises PublishingError for a malformed identifier.
    """
    if not _ID.fullmatch(identifier):
        raise PublishingError(FailureCode.NOT_A_NAME, name=identifier)
    return generations(var) / identifier


def with_bundles(identifier: str) -> str:
    """Return the name of the generation that a generation becomes when it gets its bundles."""
    return hashlib.sha256(f"{identifier} with bundles".encode()).hexdigest()[: len(identifier)]


def switch(var: Path, identifier: str) -> None:
    """Make a generation current, atomically. Raises PublishingError if it does not exist."""
    if not generation(var, identifier).is_dir():
        raise PublishingError(
            FailureCode.NO_GENERATION, name=identifier, folder=str(generations(var))
        )
    earlier = (each for each in history(var) if each != identifier)
    _write(var, (identifier, *earlier)[:_HISTORY_LENGTH])


def previous(var: Path) -> str | None:
    """Return the generation that ``back`` would switch to, or None."""
    return next(
        (identifier for identifier in history(var)[1:] if generation(var, identifier).is_dir()),
        None,
    )


def back(var: Path) -> str:
    """Switch to the generation before the current one and return its name.

    The one that was current stays on the disk until the next build, so it can be switched to by
    name. Raises PublishingError if there is none before it.
    """
    target = previous(var)
    if target is None:
        raise PublishingError(FailureCode.NOTHING_EARLIER)
    names = history(var)
    _write(var, names[names.index(target) :])
    return target


def forget(var: Path, identifiers: Collection[str]) -> None:
    """Take generations other than the current one out of the pointer: nobody can switch to them."""
    names = history(var)
    _write(var, tuple(name for name in names if name == names[0] or name not in identifiers))


def update_link(var: Path) -> None:
    """Point the link at the current generation, atomically, unless it points there.

    If ``var`` was copied with its links followed, the folder in place of the link is deleted.
    """
    name = current(var)
    # Relative, so that ``var`` can be moved, and mounted elsewhere for the web server.
    target = generation(var, name).relative_to(var) if name else None
    if target is None or (link(var).is_symlink() and link(var).readlink() == target):
        return
    if link(var).is_dir() and not link(var).is_symlink():
        shutil.rmtree(link(var))
    replace_link(link(var), target)


def prune(var: Path) -> None:
    """Delete every generation that is not in the pointer, and what interrupted builds left."""
    named = set(history(var))
    if not named:
        return
    for folder in generations(var).iterdir():
        if folder.name not in named:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def locked(var: Path) -> Iterator[None]:
    """Let only one process at a time build or switch, and nobody else write to what it makes.

    Raises PublishingError while another process does, and for a folder that another user owns or
    could have prepared.
    """
    with writable_by_owner_only():
        var.mkdir(parents=True, exist_ok=True)
        _refuse_unsafe(var)
        with open_in_place(var / "lock") as lock:
            try:
                flock(lock, LOCK_EX | LOCK_NB)
            except BlockingIOError:
                raise PublishingError(FailureCode.BUSY, folder=str(var)) from None
            yield


def _refuse_unsafe(var: Path) -> None:
    links = {link(var).name, draft_of(link(var)).name}
    hazard = first_hazard(var, links=links)
    if not hazard and generations(var).exists():
        hazard = first_hazard(generations(var))
    if hazard:
        owner, user = _name_of(hazard.owner), _name_of(os.geteuid())
        where = {"path": str(hazard.path), "folder": str(var)}
        raise PublishingError(FailureCode(hazard.why), **where, owner=owner, user=user)


def _name_of(user: int) -> str:
    try:
        return getpwuid(user).pw_name
    except KeyError:
        return str(user)


def _write(var: Path, identifiers: Sequence[str]) -> None:
    replace_file(
        pointer_file(var), "".join(f"{identifier}\n" for identifier in identifiers).encode()
    )
    update_link(var)

"""The pointer: the text file that says which generation is served, and which were served before it.

A link beside it leads to the folder of the current one, for web servers that send its files themselves.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from pwd import getpwuid
from typing import Final

from reader.publishing.generations.errors import FailureCode, PublishingError
from reader.storage.atomic_files import draft_of, open_in_place, replace_file, replace_link
from reader.storage.private_folder import first_hazard, writable_by_owner_only

KEPT: Final = 3
_ID: Final = re.compile(r"[0-9a-f]{16}")


def history(var: Path) -> tuple[str, ...]:
    """Return the generations that the pointer names, the current first. Lines that name none are skipped."""
    try:
        lines = pointer_file(var).read_text(encoding="utf-8", errors="replace").split()
    except FileNotFoundError:
        return ()
    return tuple(line for line in lines if _ID.fullmatch(line))


def current(var: Path) -> str | None:
    """Return the generation that is served, or None before the first build."""
    return next(iter(history(var)), None)


def pointer_file(var: Path) -> Path:
    """Return where the pointer of ``var`` is."""
    return var / "pointer"


def link(var: Path) -> Path:
    """Return the link that leads to the folder of the current generation, whether or not it exists."""
    return var / "current"


def kept(var: Path, identifier: str) -> tuple[Path, ...]:
    """Return the folders of a generation and of the others that the pointer names, whether or not they exist."""
    return tuple(generation(var, each) for each in dict.fromkeys((identifier, *history(var))))


def switched(var: Path) -> int:
    """Return when the current generation became it, in whole seconds since 1970. Raises OSError."""
    return int(pointer_file(var).stat().st_mtime)


def generations(var: Path) -> Path:
    """Return the folder of all generations of ``var``."""
    return var / "generations"


def generation(var: Path, identifier: str) -> Path:
    """Return the folder of one generation, whether or not it exists. Raises PublishingError for what is no identifier."""
    if not _ID.fullmatch(identifier):
        raise PublishingError(FailureCode.NOT_A_NAME, name=identifier)
    return generations(var) / identifier


def switch(var: Path, identifier: str) -> None:
    """Make one generation the current one, at once and whole. Raises PublishingError where there is no such generation."""
    if not generation(var, identifier).is_dir():
        raise PublishingError(
            FailureCode.NO_GENERATION, name=identifier, folder=str(generations(var))
        )
    earlier = (each for each in history(var) if each != identifier)
    _write(var, (identifier, *earlier)[:KEPT])


def previous(var: Path) -> str | None:
    """Return the generation that ``back`` returns to, or None."""
    return next(
        (identifier for identifier in history(var)[1:] if generation(var, identifier).is_dir()),
        None,
    )


def back(var: Path) -> str:
    """Return to the generation before the current one, and return its name. Raises PublishingError where there is none.

    The generation that is left stays on the disk until the next build, so that it can be switched to by name.
    """
    target = previous(var)
    if target is None:
        raise PublishingError(FailureCode.NOTHING_EARLIER)
    names = history(var)
    _write(var, names[names.index(target) :])
    return target


def lead(var: Path) -> None:
    """Let the link lead to the current generation, at once: who follows it sees one generation or the other, never none.

    Does nothing where it does so already. Where a folder was copied with what its links lead to, the copy gives way.
    """
    name = current(var)
    # Relative, so that the folder can be moved, and mounted elsewhere for the web server.
    target = generation(var, name).relative_to(var) if name else None
    if target is None or (link(var).is_symlink() and link(var).readlink() == target):
        return
    if link(var).is_dir() and not link(var).is_symlink():
        shutil.rmtree(link(var))
    replace_link(link(var), target)


def prune(var: Path) -> None:
    """Delete every generation that the pointer does not name, and what interrupted builds left."""
    named = set(history(var))
    if not named:
        return
    for folder in generations(var).iterdir():
        if folder.name not in named:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def locked(var: Path) -> Iterator[None]:
    """Let only one process at a time build or switch, and nobody else write to what it makes.

    Raises PublishingError while another does, and for a folder that is another user's or that others
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
    lead(var)

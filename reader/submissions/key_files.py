"""The files beside the store: the keys of the team, and the secret that stamps are signed with."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from reader.storage.atomic_files import sync
from reader.submissions.encryption import new_key_pair, public_half

PUBLIC_FILE: Final = "team.pub"
PRIVATE_FILE: Final = "team.key"
SIGNING_FILE: Final = "signing.key"
_SECRET_BYTES: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerKeys:
    """What a server needs: the public key of the team, and its own secret."""

    public_key: str
    secret: bytes = field(repr=False)


def ensure_keys(folder: Path) -> bool:
    """Make the keys that are missing. Return whether a pair was made. Raises OSError.

    Two processes at once end up with the same keys: a file is written aside and linked into place,
    which fails if another one is there.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not (folder / SIGNING_FILE).exists():
        _create(folder / SIGNING_FILE, secrets.token_hex(_SECRET_BYTES))
    if (folder / PUBLIC_FILE).exists():
        return False
    public_key, private_key = new_key_pair()
    # The private half first: without a public one nothing is encrypted to it.
    if not _create(folder / PRIVATE_FILE, private_key):
        private_key = (folder / PRIVATE_FILE).read_text(encoding="ascii").strip()
        public_key = public_half(private_key)
    return _create(folder / PUBLIC_FILE, public_key)


def read_keys(folder: Path) -> ServerKeys:
    """Return the keys of a folder. Raises OSError, and ValueError for a damaged secret."""
    return ServerKeys(
        public_key=(folder / PUBLIC_FILE).read_text(encoding="ascii").strip(),
        secret=bytes.fromhex((folder / SIGNING_FILE).read_text(encoding="ascii").strip()),
    )


def has_server_keys(folder: Path) -> bool:
    """Return whether a folder has what a server needs."""
    return (folder / PUBLIC_FILE).exists() and (folder / SIGNING_FILE).exists()


def holds_private_key(folder: Path) -> bool:
    """Return whether the private key still lies beside what it opens."""
    return (folder / PRIVATE_FILE).exists()


def _create(path: Path, text: str) -> bool:
    """Write a file that only its owner can read, unless it exists. Return whether it was made."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(f"{text}\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        with suppress(FileExistsError):
            os.link(draft, path)
            sync(path.parent)
            return True
        return False
    finally:
        draft.unlink()

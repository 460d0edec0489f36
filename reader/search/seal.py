"""The seal of an index: what it is made of, with a digest of every file, written last and checked before anything else is read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from reader.library.model import LanguageTag
from reader.search.engine import IndexDamagedError
from reader.storage.checksums import checksum, damaged_files, folder_checksums

SEAL: Final = "SEAL"


def break_seal(directory: Path) -> None:
    """Take the seal off, so that a half-built index is never taken for a whole one."""
    (directory / SEAL).unlink(missing_ok=True)


def set_seal(directory: Path, version: str, languages: Sequence[LanguageTag]) -> None:
    """Seal the files of a directory as they are. The first line is a digest of the second."""
    files = folder_checksums(directory, apart_from=SEAL)
    content = json.dumps({"version": version, "languages": list(languages), "files": files})
    (directory / SEAL).write_text(f"{checksum(content.encode())}\n{content}\n", encoding="utf-8")


def sealed_languages(directory: Path, version: str) -> tuple[LanguageTag, ...]:
    """Return the languages of an index that is whole and of this version. Raises IndexDamagedError."""
    try:
        digest, _, rest = (
            (directory / SEAL).read_text(encoding="utf-8", errors="replace").partition("\n")
        )
        content = rest.removesuffix("\n")
        if digest != checksum(content.encode()):
            raise IndexDamagedError(f"{directory}: the seal is damaged")
        sealed = json.loads(content)
        if sealed["version"] != version:
            raise IndexDamagedError(
                f"{directory}: built as version {sealed['version']!r}, not {version!r}"
            )
        damaged = damaged_files(directory, sealed["files"], apart_from=SEAL)
    except OSError as error:
        raise IndexDamagedError(f"{directory}: no index, or a part of it is missing") from error
    if damaged:
        raise IndexDamagedError(f"{directory}: damaged: {', '.join(damaged)}")
    return tuple(sealed["languages"])

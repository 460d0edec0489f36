"""Write and verify the manifest of an index: version, languages and a checksum of every file.

It is written last, and verified before any other file is read: a half-built index never opens.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from reader.library.model import LanguageTag
from reader.search.engine import IndexDamagedError
from reader.storage.checksums import checksum, damaged_files, folder_checksums

MANIFEST_FILE: Final = "MANIFEST"


def write_manifest(directory: Path, version: str, languages: Sequence[LanguageTag]) -> None:
    """Write the manifest of the files in a directory: a checksum of its second line, and that."""
    files = folder_checksums(directory, apart_from=MANIFEST_FILE)
    content = json.dumps({"version": version, "languages": list(languages), "files": files})
    (directory / MANIFEST_FILE).write_text(
        f"{checksum(content.encode())}\n{content}\n", encoding="utf-8"
    )


def verified_languages(directory: Path, version: str) -> tuple[LanguageTag, ...]:
    """Return the languages of a whole index of this version. Raises IndexDamagedError."""
    try:
        manifest = (directory / MANIFEST_FILE).read_text(encoding="utf-8", errors="replace")
        expected, _, rest = manifest.partition("\n")
        content = rest.removesuffix("\n")
        if expected != checksum(content.encode()):
            raise IndexDamagedError(f"{directory}: the manifest is damaged")
        described = json.loads(content)
        if described["version"] != version:
            raise IndexDamagedError(
                f"{directory}: built as version {described['version']!r}, not {version!r}"
            )
        damaged = damaged_files(directory, described["files"], apart_from=MANIFEST_FILE)
    except OSError as error:
        raise IndexDamagedError(f"{directory}: no index, or a part of it is missing") from error
    if damaged:
        raise IndexDamagedError(f"{directory}: damaged: {', '.join(damaged)}")
    return tuple(described["languages"])

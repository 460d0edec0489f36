"""The name of a generation: a digest of everything that decides its bytes.

This imports little of ours: it decides whether a build has anything to do, and an unchanged one
should be quick.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final
from unicodedata import unidata_version

from reader.publishing.build.old_dates import too_old
from reader.storage.result_cache import NO_CACHE

_IDENTIFIER_LENGTH: Final = 16

# The packages whose versions can change a built byte. Python's version is left out, so that the
# name is the same on every machine; its Unicode tables count, because the index separates words by
# them.
_PACKAGES: Final = (
    "babel",
    "brotli",
    "flask",
    "flask-babel",
    "htmlmin2",
    "jinja2",
    "markdown-it-py",
    "mdit-py-plugins",
    "msgspec",
    "nh3",
    "pikepdf",
    "pystemmer",
    "pyyaml",
    "segno",
    "typst",
    "werkzeug",
    "whoosh3",
    "zopfli",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What a generation is made from: content, catalogues, our own code, and the public address.

    ``today`` decides which help entries are too old for a number; without it none is.
    ``takes_submissions`` says whether pages link to the forms that readers send. With
    ``plain_tree`` each page is also a file, for web servers that send files.
    """

    content: Path
    translations: Path
    package: Path
    base_url: str
    today: date | None = None
    takes_submissions: bool = False
    plain_tree: bool = False


def identifier(sources: Sources) -> str:
    """Return the name of a generation: 16 hexadecimal digits of the SHA-256 of its sources."""
    digest = hashlib.sha256()
    for label, content in _inputs(sources):
        digest.update(f"{label}\0{len(content)}\0".encode("utf-8", "surrogateescape") + content)
    return digest.hexdigest()[:_IDENTIFIER_LENGTH]


def code_digest(package: Path) -> str:
    """Return a digest of our code and of the packages that decide bytes."""
    digest = hashlib.sha256(package_versions().encode())
    for label, content in _code(package):
        digest.update(f"{label}\0{len(content)}\0".encode("utf-8", "surrogateescape") + content)
    return digest.hexdigest()


def package_versions() -> str:
    """Return the names and versions of the packages that decide bytes, one a line."""
    return (
        "".join(f"{name} {_version(name)}\n" for name in _PACKAGES) + f"unicode {unidata_version}\n"
    )


def _entries_below(root: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield the path, below a folder, of every file and folder there. There may be thousands.

    Links to folders are not followed. Hidden files and backup copies are left out.
    """
    folders = [os.fspath(root)]
    below = len(folders[0]) + 1
    while folders:
        with suppress(OSError), os.scandir(folders.pop()) as found:
            for entry in found:
                if _is_source(entry.name):
                    yield entry.path[below:], entry
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)


def _is_source(name: str) -> bool:
    """Return whether a file or folder counts. The loader leaves out the same ones."""
    return not name.startswith(".") and not name.endswith("~")


def _inputs(sources: Sources) -> Iterator[tuple[str, bytes]]:
    yield "base_url", sources.base_url.encode()
    yield "plain_tree", str(sources.plain_tree).encode()
    yield "coders", package_versions().encode()
    yield "forms", b"open" if sources.takes_submissions else b""
    # The checks report an empty folder in content/, so the names of folders count there. There may
    # be thousands of files, which are read once.
    content = dict(_files("content", sources.content, lambda _: True))
    words = {
        name.removeprefix("content/"): raw.decode("utf-8", "replace")
        for name, raw in content.items()
    }
    # Not the day itself: tomorrow's build is the same one, unless a number has become too old.
    old = too_old(words, sources.today, NO_CACHE)
    del words
    yield "too_old", "\n".join(sorted(old)).encode()
    yield from content.items()
    yield from _files(
        "translations", sources.translations, lambda entry: entry.name.endswith(".po")
    )
    yield from _code(sources.package)


def _code(package: Path) -> Iterator[tuple[str, bytes]]:
    return _files(
        "reader", package, lambda entry: entry.is_file() and not entry.name.endswith(".pyc")
    )


def _files(
    label: str, root: Path, include: Callable[[os.DirEntry[str]], bool]
) -> Iterator[tuple[str, bytes]]:
    for path, entry in sorted(_entries_below(root)):
        if include(entry):
            yield f"{label}/{path}", _bytes(entry)


def _bytes(entry: os.DirEntry[str]) -> bytes:
    """Return the content of a file, after its target if it is a link; nothing if it cannot be read.

    The checks report what cannot be read.
    """
    try:
        path = Path(entry.path)
        link = os.fsencode(path.readlink()) if entry.is_symlink() else b""
        return link + (path.read_bytes() if entry.is_file() else b"")
    except OSError:
        return b""


def _version(name: str) -> str:
    # Takes a tenth of the start of a command, and most need none.
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415

    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"

"""The name of a generation: a digest of everything that decides its bytes.

Computing it reads files and imports nothing, since it decides whether an unchanged build does nothing at all.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final
from unicodedata import unidata_version

from reader.publishing.build.old_dates import too_old

IDENTIFIER_LENGTH: Final = 16

# The packages whose versions can change a built byte. Python's own version is left out: the name is to be the same on every
# machine. Only its Unicode tables count, because words are told apart by them in the index.
_CODERS: Final = (
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
    "pystemmer",
    "pyyaml",
    "werkzeug",
    "whoosh3",
    "zopfli",
    "zstandard",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What a generation is made from: folders of content, of catalogues and of our own code, and the public address.

    ``today`` decides which help entries are too old to print a number; without it none is.
    """

    content: Path
    translations: Path
    package: Path
    base_url: str
    today: date | None = None


def identifier(sources: Sources) -> str:
    """Return the name of the generation that ``sources`` make: the first 16 hexadecimal digits of a SHA-256."""
    whole = hashlib.sha256()
    for label, piece in _pieces(sources):
        whole.update(f"{label}\0{len(piece)}\0".encode("utf-8", "surrogateescape") + piece)
    return whole.hexdigest()[:IDENTIFIER_LENGTH]


def coders() -> str:
    """Return the names and versions of what makes bytes, one a line."""
    return (
        "".join(f"{name} {_version(name)}\n" for name in _CODERS) + f"unicode {unidata_version}\n"
    )


def entries_below(root: Path) -> Iterator[Path]:
    """Yield the paths of all files and folders below a folder, sorted. Links are not descended, hidden files and copies left out."""
    yield from sorted(_entries_below(root))


def _entries_below(root: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(root):
        folders[:] = filter(_counts, folders)
        yield from (Path(folder, name) for name in (*folders, *filter(_counts, files)))


def _counts(name: str) -> bool:
    """Return whether a name is looked at; the loader leaves out the same ones."""
    return not name.startswith(".") and not name.endswith("~")


def _pieces(sources: Sources) -> Iterator[tuple[str, bytes]]:
    yield "base_url", sources.base_url.encode()
    yield "coders", coders().encode()
    # Not the day itself: a build of tomorrow is the same one, unless a number has become too old.
    yield "too_old", "\n".join(sorted(too_old(sources.content, sources.today))).encode()
    # An empty folder in content/ is a fault that the checks find, so the names of folders count there.
    yield from _contents("content", sources.content, lambda _: True)
    yield from _contents("translations", sources.translations, lambda path: path.suffix == ".po")
    yield from _contents(
        "reader", sources.package, lambda path: path.is_file() and path.suffix != ".pyc"
    )


def _contents(
    label: str, root: Path, wanted: Callable[[Path], bool]
) -> Iterator[tuple[str, bytes]]:
    for path in filter(wanted, entries_below(root)):
        yield f"{label}/{path.relative_to(root).as_posix()}", _bytes(path)


def _bytes(path: Path) -> bytes:
    """Return what a file holds, of a link also where it leads; nothing of what cannot be read, which the checks find."""
    try:
        link = os.fsencode(path.readlink()) if path.is_symlink() else b""
        return link + (path.read_bytes() if path.is_file() else b"")
    except OSError:
        return b""


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"

"""The plain tree of a generation: each answer as a file, beside its codings, for web servers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from pathlib import Path, PurePosixPath

from reader.delivery.http.content_codings import SUFFIXES, Coding
from reader.delivery.prebuilt.bodies import BodyRef, read_pieces
from reader.delivery.prebuilt.segments import SegmentedFile, read_segments


def write_files(site: Path, name: str, bodies: Mapping[Coding, bytes]) -> None:
    """Write a body as a file, and each of its codings beside it. Raises FileExistsError."""
    path = site / name
    for coding, body in bodies.items():
        _write_file(path.with_name(path.name + SUFFIXES[coding]), (body,))


def write_stored_files(site: Path, directory: Path, bodies: Mapping[str, BodyRef]) -> None:
    """Write large bodies of the finished page file in a directory, each by the name of its file."""
    if bodies:
        stored = SegmentedFile(directory, read_segments(directory))
        for name, ref in bodies.items():
            _write_file(site / name, read_pieces(stored, ref, range(ref.length)))


def file_of(address: str, media_type: str, status: int) -> str | None:
    """Return the name of an answer in the plain tree; None for what is there no longer."""
    return file_name(address, media_type) if status == HTTPStatus.OK else None


def file_name(address: str, media_type: str) -> str:
    """Return the name of an address in the plain tree, such as ``en/zines/index.html``.

    Raises ValueError for an address that would leave the tree or name no file.
    """
    path = PurePosixPath(address.lstrip("/"))
    if not address.startswith("/") or "//" in address or ".." in path.parts or "\0" in address:
        raise ValueError(f"{address!r} cannot be a file")
    if media_type.startswith("text/html") and path.suffix != ".html":
        path /= "index.html"
    if not path.name or (address.endswith("/") and path.name != "index.html"):
        raise ValueError(f"{address!r} cannot be a file")
    return str(path)


def _write_file(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a new file from its pieces. Raises FileExistsError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.writelines(pieces)

"""The plain tree of a generation: each answer as a file, beside its codings, for web servers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from reader.delivery.http.content_codings import SUFFIXES, Coding


def write_files(site: Path, name: str, bodies: Mapping[Coding, bytes]) -> None:
    """Write a body as a file, and each of its codings beside it. Raises FileExistsError."""
    path = site / name
    path.parent.mkdir(parents=True, exist_ok=True)
    for coding, body in bodies.items():
        with path.with_name(path.name + SUFFIXES[coding]).open("xb") as file:
            file.write(body)


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

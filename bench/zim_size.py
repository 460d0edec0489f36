"""The size of a ZIM file, to that of the one which openZIM's own writer makes of the same pages."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Final

from bench.figures import BenchError, Figure

_MOST: Final = 1.1
_SIDE: Final = 48  # pixels of the icon
# What the writer asks for → what it is called in an archive.
_METADATA: Final = {
    "--language": "Language",
    "--name": "Name",
    "--title": "Title",
    "--description": "Description",
    "--creator": "Creator",
    "--publisher": "Publisher",
}


def zim_size(archive: Path, scratch: Path) -> Figure:
    """Unpack an archive, let ``zimwriterfs`` pack its pages, and compare.

    Raises BenchError if the tool is missing or refuses them.
    """
    from libzim.reader import Archive  # noqa: PLC0415  # an extra

    source, pages = Archive(archive), scratch / "pages"
    for number in range(source.all_entry_count):
        entry = source._get_entry_by_id(number)
        if entry.path.endswith(".html"):
            file = pages / entry.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(bytes(entry.get_item().content))
    (pages / "icon.png").write_bytes(bytes(source.get_illustration_item(_SIDE).content))
    other = scratch / "other.zim"
    _write(pages, other, source.main_entry.get_item().path, _said(source))
    return Figure(
        name=f"{archive.name}, to that of zimwriterfs",
        value=archive.stat().st_size / other.stat().st_size,
        form="{:.3f} times",
        at_most=_MOST,
    )


def _said(source: object) -> list[str]:
    said = {
        option: source.get_metadata(name).decode()  # type: ignore[attr-defined]
        for option, name in _METADATA.items()
    }
    return [f"{option}={value}" for option, value in said.items()]


def _write(pages: Path, target: Path, welcome: str, said: list[str]) -> None:
    command = ["zimwriterfs", f"--welcome={welcome}", "--illustration=icon.png", *said]
    try:
        done = subprocess.run([*command, pages, target], capture_output=True, check=False)
    except FileNotFoundError:
        raise BenchError("zimwriterfs is missing: it is in Debian's zim-tools.") from None
    if done.returncode:
        raise BenchError(f"zimwriterfs failed: {done.stderr.decode(errors='replace')}")

"""Read the files of ``content/`` as text. What is wrong becomes a finding, not an exception."""

from __future__ import annotations

import hashlib
import re
import stat
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings, FindingCollector
from reader.library.text import bad_characters

CONTENT: Final = "content"
SUFFIXES: Final = (".md", ".yaml")

# Bounds the cost of a file: several times the text that fits into a page of 13,000 bytes.
MAX_FILE_BYTES: Final = 100_000
# content/zines/<slug>/<language>/<part>.md
MAX_DEPTH: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTree:
    """The files of ``content/``, by path inside it, with forward slashes.

    A text is None, with a finding, if the file is unusable. ``digest`` is of all paths and bytes.
    """

    files: Mapping[str, str | None]
    folders: frozenset[str]
    digest: str


def read_tree(root: Path, collector: FindingCollector) -> SourceTree:
    """Read everything below ``root``, except hidden files and editors' backups (``name~``)."""
    files: dict[str, str | None] = {}
    folders: set[str] = set()
    digest = hashlib.sha256()
    for path, name in _walk(root, "", collector):
        findings = collector.of(project_path(name))
        if _is_folder(path):
            folders.add(name)
            if path.suffix in SUFFIXES:
                findings.add(FindingCode.FOLDER_NAMED_LIKE_FILE)
                files[name] = None
            continue
        raw = read_bytes(path, root, findings)
        for piece in (name.encode("utf-8", "surrogateescape"), raw or b""):
            digest.update(len(piece).to_bytes(8, "big") + piece)
        if path.suffix not in SUFFIXES:
            if raw is not None:
                findings.add(FindingCode.UNEXPECTED_FILE)
            continue
        files[name] = None if raw is None else decode(raw, findings)
    return SourceTree(files=files, folders=frozenset(folders), digest=digest.hexdigest())


def project_path(name: str) -> str:
    """Return the path of a file of ``content/`` as findings show it: always printable."""
    if name.isprintable():
        return f"{CONTENT}/{name}"
    shown = name.encode("utf-8", "backslashreplace").decode("utf-8")
    return f"{CONTENT}/" + "".join(
        letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in shown
    )


def decode(raw: bytes, findings: FileFindings) -> str | None:
    """Return the text of a file, or None if it is empty, too large or not UTF-8.

    Line ends become line feeds, and the text is normalized to NFC. Characters that do not belong in
    text are reported and removed.
    """
    if len(raw) > MAX_FILE_BYTES:
        findings.add(FindingCode.TOO_LARGE, size=str(MAX_FILE_BYTES // 1000))
        return None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        findings.add(FindingCode.NOT_UTF8, raw.count(b"\n", 0, fault.start) + 1)
        return None
    text = bad_characters.check(re.sub(r"\r\n?", "\n", text), findings)
    if not text.strip():
        findings.add(FindingCode.EMPTY)
        return None
    return unicodedata.normalize("NFC", text)


def _walk(folder: Path, prefix: str, collector: FindingCollector) -> Iterator[tuple[Path, str]]:
    """Yield every entry and its path inside ``content/``, sorted, without following links."""
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as fault:
        collector.of(project_path(prefix)).add(FindingCode.UNREADABLE, reason=fault.strerror or "")
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith("~"):
            continue
        name = f"{prefix}{entry.name}"
        yield entry, name
        if _is_folder(entry) and entry.suffix not in SUFFIXES:
            if name.count("/") >= MAX_DEPTH - 1:
                collector.of(project_path(name)).add(FindingCode.UNEXPECTED_FILE)
            else:
                yield from _walk(entry, f"{name}/", collector)


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def read_bytes(path: Path, root: Path, findings: FileFindings) -> bytes | None:
    """Return the bytes of a file inside ``root``, or None with a finding.

    Reads one byte more than a file may have, so that ``decode`` can tell that it is too large.
    """
    try:
        if path.is_symlink():
            path = path.resolve(strict=True)
            if not path.is_relative_to(root.resolve()) or not path.is_file():
                findings.add(FindingCode.LINK_AWAY)
                return None
        # Reading from a pipe could wait forever.
        if not stat.S_ISREG(path.lstat().st_mode):
            findings.add(FindingCode.NEITHER_FILE_NOR_FOLDER)
            return None
        with path.open("rb") as file:
            return file.read(MAX_FILE_BYTES + 1)
    # Python 3.11 and 3.12 raise RuntimeError for a loop of symbolic links.
    except (OSError, RuntimeError) as fault:
        findings.add(
            FindingCode.LINK_AWAY if path.is_symlink() else FindingCode.UNREADABLE,
            reason=getattr(fault, "strerror", None) or "",
        )
        return None

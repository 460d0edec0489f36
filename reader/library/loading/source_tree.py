"""Read the files of ``content/`` as text. What is wrong becomes a finding, not an exception."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings, FindingCollector
from reader.library.findings import Finding
from reader.library.text import bad_characters
from reader.storage.result_cache import NO_CACHE, ResultCache, Task

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


@dataclass(frozen=True, slots=True, kw_only=True)
class _FileContent:
    """What a file holds, and what is wrong with it. ``text`` is None if it is of no use."""

    text: str | None
    digest: bytes
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _SourceFile:
    """A file by its path inside ``content/``. ``status`` is another one after it was written."""

    name: str
    path: str
    is_file: bool
    status: str


def read_tree(root: Path, collector: FindingCollector, cache: ResultCache = NO_CACHE) -> SourceTree:
    """Read everything below ``root``, except hidden files and editors' backups (``name~``)."""
    files: dict[str, str | None] = {}
    folders: set[str] = set()
    entries: list[_SourceFile] = []
    for entry, name in _walk(str(root), "", collector):
        if not entry.is_dir(follow_symlinks=False):
            is_file = entry.is_file(follow_symlinks=False)
            status = _status(entry)
            entries.append(_SourceFile(name=name, path=entry.path, is_file=is_file, status=status))
            continue
        folders.add(name)
        if name.endswith(SUFFIXES):
            collector.of(project_path(name)).add(FindingCode.FOLDER_NAMED_LIKE_FILE)
            files[name] = None
    task: Task[_SourceFile, _FileContent] = Task(
        name="files",
        run=lambda entry: _read(entry, root),
        key=lambda entry: (entry.path, entry.status),
        result_type=_FileContent,
        is_quick=True,
    )
    digest = hashlib.sha256()
    for file, content in zip(entries, cache.results(task, entries), strict=True):
        piece = file.name.encode("utf-8", "surrogateescape")
        digest.update(len(piece).to_bytes(8, "big") + piece + content.digest)
        if content.findings:
            collector.of(project_path(file.name)).add_all(content.findings)
        if file.name.endswith(SUFFIXES):
            files[file.name] = content.text
    return SourceTree(files=files, folders=frozenset(folders), digest=digest.hexdigest())


def _status(entry: os.DirEntry[str]) -> str:
    """Return what changes when a file, or the file that a link leads to, is written."""
    try:
        found = [entry.stat(follow_symlinks=False)]
        if entry.is_symlink():
            found.append(entry.stat())
    except OSError:
        return ""
    return " ".join(
        f"{each.st_mtime_ns} {each.st_ctime_ns} {each.st_size} {each.st_ino}" for each in found
    )


def _read(entry: _SourceFile, root: Path) -> _FileContent:
    findings = FileFindings(path=project_path(entry.name))
    raw = read_bytes(Path(entry.path), root, findings, is_file=entry.is_file)
    text = None
    if not entry.name.endswith(SUFFIXES):
        if raw is not None:
            findings.add(FindingCode.UNEXPECTED_FILE)
    elif raw is not None:
        text = decode(raw, findings)
    digest = hashlib.sha256(raw or b"").digest()
    return _FileContent(text=text, digest=digest, findings=tuple(findings.findings))


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
    if "\r" in text:
        text = re.sub(r"\r\n?", "\n", text)
    text = bad_characters.check(text, findings)
    if not text or text.isspace():
        findings.add(FindingCode.EMPTY)
        return None
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _walk(
    folder: str, prefix: str, collector: FindingCollector
) -> Iterator[tuple[os.DirEntry[str], str]]:
    """Yield every entry and its path inside ``content/``, sorted, without following links."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as fault:
        collector.of(project_path(prefix)).add(FindingCode.UNREADABLE, reason=fault.strerror or "")
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith("~"):
            continue
        name = f"{prefix}{entry.name}"
        yield entry, name
        if entry.is_dir(follow_symlinks=False) and not name.endswith(SUFFIXES):
            if name.count("/") >= MAX_DEPTH - 1:
                collector.of(project_path(name)).add(FindingCode.UNEXPECTED_FILE)
            else:
                yield from _walk(entry.path, f"{name}/", collector)


def read_bytes(
    path: Path, root: Path, findings: FileFindings, *, is_file: bool = False
) -> bytes | None:
    """Return the bytes of a file inside ``root``, or None with a finding.

    Reads one byte more than a file may have, so that ``decode`` can tell that it is too large.
    ``is_file``: it is known to be a regular file, and no link.
    """
    try:
        if not is_file and path.is_symlink():
            path = path.resolve(strict=True)
            if not path.is_relative_to(root.resolve()) or not path.is_file():
                findings.add(FindingCode.LINK_AWAY)
                return None
        # Reading from a pipe could wait forever.
        if not is_file and not stat.S_ISREG(path.lstat().st_mode):
            findings.add(FindingCode.NEITHER_FILE_NOR_FOLDER)
            return None
        return _first_bytes(path)
    # Python 3.11 and 3.12 raise RuntimeError for a loop of symbolic links.
    except (OSError, RuntimeError) as fault:
        findings.add(
            FindingCode.LINK_AWAY if path.is_symlink() else FindingCode.UNREADABLE,
            reason=getattr(fault, "strerror", None) or "",
        )
        return None


def _first_bytes(path: Path) -> bytes:
    """Read a file in the fewest calls: there may be thousands. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return os.read(descriptor, MAX_FILE_BYTES + 1)
    finally:
        os.close(descriptor)

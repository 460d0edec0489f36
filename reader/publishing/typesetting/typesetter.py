"""Set books as PDF in a process of its own, which is started for the first and ends with ours."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Final
from weakref import finalize

from reader.renditions.book import Book
from reader.renditions.pdf.pdf_data import Layout, UnsettableTextError, pdf_data

_NEEDED: Final = ("typst", "pikepdf", "segno")
# What Typst says of a character that no font has.
_NO_GLYPH: Final = "could not be displayed with font"
_SECONDS: Final = 10.0


def can_set_pdf() -> bool:
    """Return whether the extra ``pdf`` is installed."""
    return all(find_spec(name) for name in _NEEDED)


class Typesetter:
    """Sets books as PDF, one after the other. Every fork has a process of its own."""

    def __init__(self) -> None:
        self._worker: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._sources = _sources()

    def pdf_of(self, book: Book, layout: Layout, earlier: bytes | None = None) -> bytes:
        """Return a book as PDF. Takes some 50 ms, a booklet five times as long.

        If ``earlier`` was made from the same, it is returned, and nothing is set.
        Raises UnsettableTextError with the reason, and ChildProcessError if the process ended.
        """
        data = json.dumps(pdf_data(book, layout), ensure_ascii=False).encode()
        mark = b"%%%b\n" % sha256(self._sources + data).hexdigest().encode()
        if earlier is not None and earlier.endswith(mark):
            return earlier
        return self._set(data) + mark

    def _set(self, data: bytes) -> bytes:
        worker = self._running()
        assert worker.stdin and worker.stdout  # noqa: S101  # both are pipes
        try:
            worker.stdin.write(data + b"\n")
            worker.stdin.flush()
            answer = json.loads(worker.stdout.readline())
            body = worker.stdout.read(answer["bytes"])
        except (OSError, ValueError) as error:
            raise ChildProcessError("The process that sets PDFs has ended.") from error
        if _NO_GLYPH in answer["reason"]:
            raise UnsettableTextError(answer["reason"])
        if answer["reason"]:
            raise RuntimeError(answer["reason"])  # a fault of the template
        return body

    def _running(self) -> subprocess.Popen[bytes]:
        if self._worker is None or self._owner != os.getpid():
            self._worker = subprocess.Popen(  # our own program
                [sys.executable, "-m", "reader.publishing.typesetting.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
            self._owner = os.getpid()
            finalize(self, _end, self._worker, self._owner)
        return self._worker


def _sources() -> bytes:
    """Return what decides the bytes of a PDF beside its words: our sources, and their versions."""
    versions = " ".join(f"{name} {version(name)}" for name in _NEEDED)
    folder = Path(__file__).parent
    files = sorted((*folder.glob("*.typ"), *folder.glob("*.py")))
    return versions.encode() + b"".join(file.read_bytes() for file in files)


def _end(worker: subprocess.Popen[bytes], owner: int) -> None:
    """Let the process end, unless it is that of the process that this one was forked from."""
    if owner != os.getpid():
        return
    for pipe in (worker.stdin, worker.stdout):
        with suppress(OSError):
            if pipe:
                pipe.close()
    worker.wait(_SECONDS)

"""The program that sets PDFs, as a module of its own: ``typesetter`` starts it and feeds it.

It is a process of its own, because Typst has threads, which a fork of the process would lose, and
keeps 150 MB. Each request and each answer is a line of JSON; after an answer come its bytes.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Final

import pikepdf
import segno
import typst

from reader.publishing.typesetting.imposition import impose

_TEMPLATE: Final = Path(__file__).with_name("document.typ")
# The largest type that adds no page to the folded sheets is taken. In points.
_SMALLEST, _LARGEST, _STEP = 10.5, 12.9, 0.8


class _Press:
    def __init__(self) -> None:
        self._fonts = typst.Fonts(include_system_fonts=False)
        self._compiler = typst.Compiler(
            input=str(_TEMPLATE), root=str(_TEMPLATE.parent), font_paths=self._fonts
        )

    def pdf(self, data: str) -> bytes:
        """Return the PDF of a document given as JSON. Raises typst.TypstError."""
        told = json.loads(data)
        year, month, day = told["date"]
        set_on = datetime(year, month, day, tzinfo=UTC)
        if told["qr"]:
            data = json.dumps({**told, "qr": _qr_code(told["qr"])}, ensure_ascii=False)
        if not told["form"].startswith("booklet"):
            return _packed(self._set(data, set_on, 0), is_booklet=False)
        return _packed(self._largest(data, set_on), is_booklet=True)

    def _largest(self, data: str, set_on: datetime) -> bytes:
        """Return the booklet in the largest type that takes no more sheets than the smallest."""
        best = self._set(data, set_on, _SMALLEST)
        fewest = _pages(best)
        low, high = 0, round((_LARGEST - _SMALLEST) / _STEP)
        while low < high:
            middle = (low + high + 1) // 2
            tried = self._set(data, set_on, _SMALLEST + middle * _STEP)
            if _pages(tried) <= fewest:
                best, low = tried, middle
            else:
                high = middle - 1
        return best

    def _set(self, data: str, set_on: datetime, size: float) -> bytes:
        # Without the standard, a character that no font has would be an empty box.
        made = self._compiler.compile(
            sys_inputs={"doc": data, "size": str(size)},
            pdf_standards="ua-1",
            timestamp=set_on,
            format="pdf",
        )
        assert isinstance(made, bytes)  # noqa: S101  # one file without a path
        return made


def _qr_code(address: str) -> str:
    """Return an address as a picture for cameras, in vectors. Source: ISO/IEC 18004."""
    picture = BytesIO()
    segno.make(address, error="m", micro=False).save(
        picture, kind="svg", border=0, omitsize=True, xmldecl=False
    )
    return picture.getvalue().decode()


def _pages(file: bytes) -> int:
    with pikepdf.open(BytesIO(file)) as document:
        return len(document.pages)


def _packed(file: bytes, *, is_booklet: bool) -> bytes:
    """Return a PDF with its objects compressed, which halves it, and a booklet in its sheets."""
    target = BytesIO()
    with pikepdf.open(BytesIO(file)) as document:
        if is_booklet:
            impose(document)
        document.save(
            target,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            recompress_flate=False,
        )
    return target.getvalue()


def main() -> None:
    """Answer requests until there are no more."""
    press = _Press()
    for line in sys.stdin.buffer:
        body, reason = b"", ""
        try:
            body = press.pdf(line.decode())
        except typst.TypstError as error:
            reason = str(error)
        head = json.dumps({"bytes": len(body), "reason": reason})
        sys.stdout.buffer.write(head.encode() + b"\n" + body)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()

"""A ZIP file of many files, the same bytes for the same files."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

# Files in a ZIP have a date. The first that there is stands for none.
_NO_DATE: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_READABLE: Final = 0o100644 << 16
# Is compressed already.
_PACKED: Final = (".epub", ".pdf")


def zip_of(folder: str, files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return files, name and content, as a ZIP file that unpacks into one folder."""
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, content in files:
            info = ZipInfo(f"{folder}/{name}", _NO_DATE)
            info.create_system, info.external_attr = _UNIX, _READABLE
            info.compress_type = ZIP_STORED if name.endswith(_PACKED) else ZIP_DEFLATED
            archive.writestr(info, content, compresslevel=9)
    return target.getvalue()

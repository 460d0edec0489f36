"""The library as one ZIM file for each language, which Kiwix opens on any device, with its search.

Source: openZIM, ZIM file format 6.1, and its convention for metadata.
"""

from __future__ import annotations

import hashlib
import os
import re
import struct
import sys
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from reader.library.model import LanguageTag
from reader.publishing.exports.file_names import file_name
from reader.publishing.exports.generation_source import GenerationSource
from reader.publishing.exports.site.site_files import REDIRECTS_FILE, site_files
from reader.publishing.exports.site.site_map import CopyContent
from reader.publishing.exports.write_export import ExportFiles
from reader.publishing.generations.errors import FailureCode, PublishingError

if TYPE_CHECKING:
    from libzim.writer import Creator

# Who has Kiwix needs no other files, and no page that offers them: they would be as much again.
_CONTENT: Final = CopyContent(
    left_out=(".pdf", ".epub", ".txt", ".html", "/keep"), has_redirects=False
)
_UNSUPPORTED: Final = (3, 14)
_TITLE: Final = re.compile(r"<title>(.*?)</title>", re.DOTALL)
# ISO 639-3 of languages that have a shorter code. Source: ISO 639-1.
_THREE_LETTERS: Final[Mapping[str, str]] = {
    **{"ar": "ara", "bn": "ben", "de": "deu", "en": "eng", "es": "spa", "fa": "fas", "fr": "fra"},
    **{"hi": "hin", "ht": "hat", "it": "ita", "ja": "jpn", "ko": "kor", "ne": "nep", "pl": "pol"},
    **{"pt": "por", "ru": "rus", "so": "som", "sw": "swa", "tl": "tgl", "uk": "ukr", "ur": "urd"},
    **{"vi": "vie", "zh": "zho"},
}
_UNKNOWN: Final = "und"
_DESCRIPTION_LENGTH: Final = 80
_SIDE: Final = 48  # pixels of the icon, as the format demands
_RED, _DARK = b"\xee\x55\x33", b"\x22\x22\x11"
_STRIPE: Final = 8
# Where in a file its own name, its checksum, and those of an index are.
_FILE_ID: Final = slice(8, 24)
_CHECKSUM_AT: Final = slice(72, 80)
_INDEX: Final = re.compile(rb"\x0f\x0dXapian Glass")
_INDEX_ID: Final = slice(16, 32)


def zim_archives(
    source: GenerationSource, languages: tuple[LanguageTag, ...], scratch: Path
) -> ExportFiles:
    """Return a ZIM file for each language. Raises PublishingError without the extra ``zim``.

    Its writer needs a folder, ``scratch``, for what is not finished.
    """
    if sys.version_info >= _UNSUPPORTED:
        version = ".".join(map(str, sys.version_info[:2]))
        raise PublishingError(FailureCode.NO_ZIM_FOR_PYTHON, version=version)
    if find_spec("libzim") is None:
        raise PublishingError(FailureCode.NO_ZIM)
    makers = [
        (f"{file_name(source.library, tag)}.zim", partial(_archive, source, scratch, tag))
        for tag in languages
    ]
    return ExportFiles(makers=makers, chunk_size=1)


def _archive(source: GenerationSource, scratch: Path, tag: LanguageTag) -> bytes:
    with TemporaryDirectory(dir=scratch) as folder:
        path = Path(folder) / "library.zim"
        with _quiet():
            _write(source, tag, path)
        return _settled(path.read_bytes())


@contextmanager
def _quiet() -> Iterator[None]:
    """Throw away what the writer prints past Python."""
    sys.stdout.flush()
    kept = os.dup(1)
    try:
        with open(os.devnull, "wb") as nowhere:  # noqa: PTH123  # no path of ours
            os.dup2(nowhere.fileno(), 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def _write(source: GenerationSource, tag: LanguageTag, path: Path) -> None:
    from libzim.writer import Creator  # noqa: PLC0415  # an extra

    code = tag.partition("-")[0]
    language = _THREE_LETTERS.get(code, code if len(code) > len("en") else _UNKNOWN)
    creator = Creator(str(path))
    creator.config_indexing(True, language)
    creator.config_verbose(False)
    creator.config_nbworkers(1)  # more would write in another order each time
    creator.set_mainpath(f"{tag}/index.html")
    with creator:
        _add_metadata(creator, source, tag, language)
        for name, body in site_files(source, (tag,), content=_CONTENT).files:
            if name != REDIRECTS_FILE:
                creator.add_item(_item(name, body))


def _add_metadata(
    creator: Creator, source: GenerationSource, tag: LanguageTag, language: str
) -> None:
    identity = source.library.identity
    description = identity.description[tag]
    short = description
    if len(short) > _DESCRIPTION_LENGTH:
        short = description[: _DESCRIPTION_LENGTH - 1].rpartition(" ")[0] + "…"
    written = (
        edition.provenance.written
        for document in source.library.documents()
        for edition in document.editions.values()
    )
    creator.add_illustration(_SIDE, _icon())
    for name, value in {
        "Title": identity.name[tag],
        "Description": short,
        "LongDescription": description,
        "Language": language,
        "Name": file_name(source.library, tag),
        "Creator": identity.publisher,
        "Publisher": identity.publisher,
        "Date": max(written).isoformat(),
        "Source": source.base_url,
    }.items():
        creator.add_metadata(name, value, "text/plain;charset=utf-8")


def _item(name: str, body: bytes) -> object:
    from libzim.writer import Hint, Item, StringProvider  # noqa: PLC0415  # an extra

    is_page = name.endswith(".html")
    found = _TITLE.search(body.decode()) if is_page else None
    # Every title ends with the name of the library, which a search for titles would show each time.
    title = unescape(found[1]).rpartition(" – ")[0] or unescape(found[1]) if found else name

    class _File(Item):  # type: ignore[misc]  # the package has no annotations
        def get_path(self) -> str:
            return name

        def get_title(self) -> str:
            return title

        def get_mimetype(self) -> str:
            return "text/html" if is_page else "text/plain"

        def get_contentprovider(self) -> object:
            return StringProvider(body)

        def get_hints(self) -> dict[object, bool]:
            return {Hint.FRONT_ARTICLE: is_page}

    return _File()


def _settled(file: bytes) -> bytes:
    """Return a ZIM file with what its writer drew by lot made from the content.

    Its own identifier, those of its indexes, and the checksum at its end.
    """
    settled = bytearray(file)
    for index in _INDEX.finditer(file):
        start = index.start()
        settled[start + _INDEX_ID.start : start + _INDEX_ID.stop] = bytes(16)
    settled[_FILE_ID] = bytes(16)
    end = int.from_bytes(settled[_CHECKSUM_AT], "little")
    settled[_FILE_ID] = hashlib.sha256(settled[:end]).digest()[:16]
    settled[end:] = hashlib.md5(settled[:end], usedforsecurity=False).digest()
    return bytes(settled)


def _icon() -> bytes:
    """Return a PNG of stripes, as on the cover of a zine. Source: PNG 3 §10, §11.2."""
    rows = b"".join(
        b"\0"
        + b"".join(_RED if (row + column) // _STRIPE % 2 else _DARK for column in range(_SIDE))
        for row in range(_SIDE)
    )
    head = struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )

"""The keys that each kind of file has, and how a table is read by them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeVar

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings
from reader.library.loading.value_readers import Read
from reader.library.loading.yaml_nodes import Node, Scalar, Sequence, Table
from reader.library.model import Kind

T = TypeVar("T")

REQUIRED: Final = True
MAY_BE_LEFT_OUT: Final = False

# Key → whether it must be there, by kind of table. docs/content-format.md is the same in words; a test compares them.
Keys = Mapping[str, bool]

LIBRARY: Final[Keys] = {
    "name": REQUIRED,
    "description": REQUIRED,
    "publisher": REQUIRED,
    "contact": REQUIRED,
    "languages": REQUIRED,
    "formats": MAY_BE_LEFT_OUT,
}
VOCABULARY: Final[Keys] = {"topics": REQUIRED, "attributes": REQUIRED, "places": REQUIRED}
LABELS: Final[Keys] = {
    **VOCABULARY,
    "introductions": MAY_BE_LEFT_OUT,
    "shelves": MAY_BE_LEFT_OUT,
    "glossary": MAY_BE_LEFT_OUT,
    "abbreviations": MAY_BE_LEFT_OUT,
}
CONTACT: Final[Keys] = {"email": REQUIRED, "site": REQUIRED}
SOURCE: Final[Keys] = {
    "title": REQUIRED,
    "publisher": REQUIRED,
    "date": REQUIRED,
    "url": REQUIRED,
    "language": MAY_BE_LEFT_OUT,
}
FIGURE: Final[Keys] = {"figure": REQUIRED, "meaning": REQUIRED, "source": REQUIRED}
HELP_ENTRY: Final[Keys] = {
    "entry": REQUIRED,
    "name": REQUIRED,
    "serves": REQUIRED,
    "site": REQUIRED,
    "sure": REQUIRED,
    "numbers": REQUIRED,
    "hours": REQUIRED,
    "languages": REQUIRED,
    "interpreters": MAY_BE_LEFT_OUT,
    "police": REQUIRED,
    "sources": REQUIRED,
    "checked": REQUIRED,
}
HELP_NUMBER: Final[Keys] = {
    "call": MAY_BE_LEFT_OUT,
    "text": MAY_BE_LEFT_OUT,
    "word": MAY_BE_LEFT_OUT,
    "press": MAY_BE_LEFT_OUT,
    "language": MAY_BE_LEFT_OUT,
}
HELP_SOURCE: Final[Keys] = {
    "title": REQUIRED,
    "publisher": REQUIRED,
    "date": REQUIRED,
    "url": REQUIRED,
}
HELP_CHECK: Final[Keys] = {"by": REQUIRED, "on": REQUIRED, "how": REQUIRED}
STATUS: Final[Keys] = {"word": REQUIRED, "as_of": MAY_BE_LEFT_OUT, "source": MAY_BE_LEFT_OUT}

_DOCUMENT: Final[Keys] = {
    "topics": REQUIRED,
    "sources": REQUIRED,
    "former_addresses": MAY_BE_LEFT_OUT,
    "about_violence": MAY_BE_LEFT_OUT,
}
DOCUMENT: Final[Mapping[Kind, Keys]] = {
    Kind.EXPERIMENT: {
        **_DOCUMENT,
        "name": REQUIRED,
        "organization": REQUIRED,
        "places": REQUIRED,
        "contact": REQUIRED,
        "status": REQUIRED,
        "attributes": REQUIRED,
        "zine": REQUIRED,
        "episodes": REQUIRED,
    },
    Kind.ZINE: {**_DOCUMENT, "parts": REQUIRED},
    Kind.EPISODE: {
        **_DOCUMENT,
        "show": REQUIRED,
        "season": REQUIRED,
        "number": REQUIRED,
        "aired": REQUIRED,
        "guests": REQUIRED,
        "page_url": REQUIRED,
        "transcript_url": REQUIRED,
        "audio_url": REQUIRED,
        "experiments": REQUIRED,
    },
    Kind.LIST: {**_DOCUMENT, "documents": REQUIRED},
    Kind.PAGE: _DOCUMENT,
}

PART: Final[Keys] = {
    "title": REQUIRED,
    "summary": REQUIRED,
    "written": REQUIRED,
    "translators": MAY_BE_LEFT_OUT,
    "original": MAY_BE_LEFT_OUT,
    "original_digest": MAY_BE_LEFT_OUT,
}
EDITION: Final[Keys] = {**PART, "in_short": MAY_BE_LEFT_OUT}


class TableReader:
    """A table read by its keys: what is missing or unknown is found on opening, values as they are taken."""

    def __init__(self, table: Node, keys: Keys, report: FileFindings, prefix: str = "") -> None:
        self._entries: Mapping[str, Node] = {}
        self._report = report
        self._prefix = prefix
        self.line = table.line
        if not isinstance(table, Table):
            report.add(FindingCode.NOT_A_TABLE, table.line, key=prefix.rstrip("."))
            return
        self._entries = table.entries
        for name, line in table.lines.items():
            report.mark(f"{prefix}{name}", line)
            if name not in keys:
                report.add(FindingCode.UNKNOWN_KEY, line, key=f"{prefix}{name}")
        for name, required in keys.items():
            if required and name not in table.entries:
                report.add(FindingCode.MISSING_KEY, table.line, key=f"{prefix}{name}")

    def take(self, name: str, read: Read[T], instead: T) -> T:
        """Read the value of a key, or return ``instead`` where it is left out."""
        node = self._entries.get(name)
        if node is None:
            return instead
        for item in node.items if isinstance(node, Sequence) else ():
            if isinstance(item, Scalar):
                self._report.mark(f"{self._prefix}{name}.{item.text}", item.line)
        for key, line in node.lines.items() if isinstance(node, Table) else ():
            self._report.mark(f"{self._prefix}{name}.{key}", line)
        return read(node, self._report)

    def line_of(self, name: str) -> int:
        """Return the line of a key's value, or of the table where the key is left out."""
        node = self._entries.get(name)
        return self.line if node is None else node.line

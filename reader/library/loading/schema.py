"""The keys of each kind of file, and a reader of tables that checks them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeVar

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings
from reader.library.loading.source_tree import SourceTree
from reader.library.loading.value_readers import Reader
from reader.library.loading.yaml_nodes import Node, Scalar, Sequence, Table, compose
from reader.library.model import Kind

T = TypeVar("T")

REQUIRED: Final = True
OPTIONAL: Final = False

# Key → whether it is required. docs/content-format.md says the same; a test compares them.
Keys = Mapping[str, bool]

LIBRARY: Final[Keys] = {
    "name": REQUIRED,
    "description": REQUIRED,
    "publisher": REQUIRED,
    "contact": REQUIRED,
    "languages": REQUIRED,
    "formats": OPTIONAL,
    "lists": OPTIONAL,
    "channels": OPTIONAL,
}
VOCABULARY: Final[Keys] = {"topics": REQUIRED, "attributes": REQUIRED, "places": REQUIRED}
LABELS: Final[Keys] = {
    **VOCABULARY,
    "introductions": OPTIONAL,
    "shelves": OPTIONAL,
    "glossary": OPTIONAL,
    "abbreviations": OPTIONAL,
}
INTENTS: Final[Keys] = {"intents": REQUIRED, "words": REQUIRED}
PHRASE_WORDS: Final[Keys] = {
    "persons": REQUIRED,
    "skipped": OPTIONAL,
    "spellings": OPTIONAL,
    "sets": OPTIONAL,
}
INTENT: Final[Keys] = {
    "phrases": REQUIRED,
    "idioms": OPTIONAL,
    "words": OPTIONAL,
    "danger": OPTIONAL,
    "whole": OPTIONAL,
    "help": OPTIONAL,
    "says": OPTIONAL,
    "call": OPTIONAL,
    "topic": OPTIONAL,
    "document": OPTIONAL,
}
# The whole file of a document that was withdrawn, and what it says.
WITHDRAWN: Final[Keys] = {"withdrawn": REQUIRED}
WITHDRAWAL: Final[Keys] = {"on": REQUIRED, "why": REQUIRED}
CONTACT: Final[Keys] = {"email": REQUIRED, "site": REQUIRED}
SOURCE: Final[Keys] = {
    "title": REQUIRED,
    "publisher": REQUIRED,
    "date": REQUIRED,
    "url": REQUIRED,
    "language": OPTIONAL,
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
    "interpreters": OPTIONAL,
    "police": REQUIRED,
    "sources": REQUIRED,
    "checked": REQUIRED,
}
HELP_NUMBER: Final[Keys] = {
    "call": OPTIONAL,
    "text": OPTIONAL,
    "word": OPTIONAL,
    "press": OPTIONAL,
    "language": OPTIONAL,
}
HELP_SOURCE: Final[Keys] = {
    "title": REQUIRED,
    "publisher": REQUIRED,
    "date": REQUIRED,
    "url": REQUIRED,
}
HELP_CHECK: Final[Keys] = {"by": REQUIRED, "on": REQUIRED, "how": REQUIRED}
STATUS: Final[Keys] = {"word": REQUIRED, "as_of": OPTIONAL, "source": OPTIONAL}

_DOCUMENT: Final[Keys] = {
    "topics": REQUIRED,
    "sources": REQUIRED,
    "former_addresses": OPTIONAL,
    "about_violence": OPTIONAL,
    "code": OPTIONAL,
    "draft": OPTIONAL,
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
    Kind.ZINE: {**_DOCUMENT, "parts": REQUIRED, "cover": OPTIONAL},
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
    "translators": OPTIONAL,
    "original": OPTIONAL,
    "original_digest": OPTIONAL,
    "draft": OPTIONAL,
}
EDITION: Final[Keys] = {**PART, "in_short": OPTIONAL}


class TableReader:
    """Read a table by its keys: it reports unknown and missing keys when made, values when read."""

    def __init__(self, table: Node, keys: Keys, findings: FileFindings, prefix: str = "") -> None:
        self._entries: Mapping[str, Node] = {}
        self._findings = findings
        self._prefix = prefix
        self.line = table.line
        if not isinstance(table, Table):
            findings.add(FindingCode.NOT_A_TABLE, table.line, key=prefix.rstrip("."))
            return
        self._entries = table.entries
        for name, line in table.lines.items():
            findings.record_line(f"{prefix}{name}", line)
            if name not in keys:
                findings.add(FindingCode.UNKNOWN_KEY, line, key=f"{prefix}{name}")
        for name, required in keys.items():
            if required and name not in table.entries:
                findings.add(FindingCode.MISSING_KEY, table.line, key=f"{prefix}{name}")

    def get(self, name: str, reader: Reader[T], default: T) -> T:
        """Read the value of a key, or return ``default`` if the key is left out."""
        node = self._entries.get(name)
        if node is None:
            return default
        for item in node.items if isinstance(node, Sequence) else ():
            if isinstance(item, Scalar):
                self._findings.record_line(f"{self._prefix}{name}.{item.text}", item.line)
        for key, line in node.lines.items() if isinstance(node, Table) else ():
            self._findings.record_line(f"{self._prefix}{name}.{key}", line)
        return reader(node, self._findings)

    def line_of(self, name: str) -> int:
        """Return the line of a key's value, or of the table if the key is left out."""
        node = self._entries.get(name)
        return self.line if node is None else node.line


def read_table(
    tree: SourceTree, name: str, keys: Keys, findings: FileFindings
) -> TableReader | None:
    """Return a reader of the table in a file, or None with a finding if there is no table."""
    if name not in tree.files:
        findings.add(FindingCode.MISSING_FILE)
        return None
    source = tree.files[name]
    table = None if source is None else compose(source, findings)
    return None if table is None else TableReader(table, keys, findings)

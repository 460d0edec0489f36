"""Compose YAML into nodes with line numbers. Scalars stay text: the key decides their type.

Nodes are composed from the parser's events in one pass, without recursion. Anchors, aliases and
tags are refused at their event, before anything is expanded, so that a YAML bomb costs nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import yaml

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings
from reader.library.text import bad_characters

MAX_DEPTH: Final = 8
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})

# About eight times as fast; a PyYAML built without it yields the same events.
_Loader: Final = getattr(yaml, "CLoader", yaml.Loader)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """One value as written. A ``quoted`` one is never null."""

    text: str
    quoted: bool
    line: int

    @property
    def is_null(self) -> bool:
        """Whether the value is empty or written as null."""
        return not self.quoted and self.text in _NULLS


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    """A list of values."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Keys and values; ``lines`` gives the line of each key."""

    entries: Mapping[str, Node]
    lines: Mapping[str, int]
    line: int


Node = Scalar | Sequence | Table


def compose(text: str, findings: FileFindings, first_line: int = 1) -> Table | None:
    """Return the table in a YAML text, or None with a finding.

    ``first_line`` is the line of the file that the text begins on.
    """
    node = _compose_node(text, findings, first_line)
    if node is None or isinstance(node, Table):
        return node
    findings.add(FindingCode.NOT_A_TABLE, node.line, key="---")
    return None


def compose_list(text: str, findings: FileFindings) -> Sequence | None:
    """Return the list in a YAML text, or None with a finding."""
    node = _compose_node(text, findings, first_line=1)
    if node is None or isinstance(node, Sequence):
        return node
    findings.add(FindingCode.NOT_A_LIST, node.line)
    return None


def _compose_node(text: str, findings: FileFindings, first_line: int) -> Node | None:
    composer = _Composer(findings=findings, first_line=first_line)
    try:
        # Safe with any loader: only nodes become objects, and events hold nothing but text.
        for event in yaml.parse(text, Loader=_Loader):
            if not composer.handle(event):
                return None
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        findings.add(
            FindingCode.YAML_SYNTAX,
            first_line + (mark.line if mark else 0),
            problem=str(fault.problem or fault.context),
        )
        return None
    except yaml.YAMLError:
        findings.add(FindingCode.YAML_SYNTAX, first_line, problem="unreadable character")
        return None
    return composer.root()


@dataclass(slots=True, kw_only=True)
class _OpenCollection:
    """A list or table that has not ended yet. In a table, ``items`` are keys and values in turn."""

    is_table: bool
    line: int
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class _Composer:
    """Compose nodes from events. ``root()`` is the result."""

    findings: FileFindings
    first_line: int
    documents: int = 0
    open: list[_OpenCollection] = field(default_factory=list)
    ended: Node | None = None

    def handle(self, event: yaml.Event) -> bool:
        """Handle one event. Return False, with a finding, if the rest cannot be read."""
        line = self.first_line + (event.start_mark.line if event.start_mark else 0)
        if feature := self._refused_feature(event):
            self.findings.add(FindingCode.YAML_FEATURE, line, feature=feature)
            return False
        match event:
            case yaml.ScalarEvent():
                self._add(
                    Scalar(
                        text=bad_characters.check(event.value, self.findings, line),
                        quoted=bool(event.style),
                        line=line,
                    )
                )
            case yaml.CollectionStartEvent():
                if len(self.open) == MAX_DEPTH:
                    self.findings.add(FindingCode.YAML_TOO_DEEP, line)
                    return False
                self.open.append(
                    _OpenCollection(is_table=isinstance(event, yaml.MappingStartEvent), line=line)
                )
            case yaml.CollectionEndEvent():
                self._close()
        return True

    def root(self) -> Node | None:
        """Return the composed node, or None with a finding if there is nothing."""
        if self.ended is None or (isinstance(self.ended, Scalar) and self.ended.is_null):
            self.findings.add(FindingCode.EMPTY, self.first_line)
            return None
        return self.ended

    def _refused_feature(self, event: yaml.Event) -> str:
        """Return the syntax that content may not use, or an empty text."""
        if isinstance(event, yaml.ScalarEvent):  # as most are
            return _anchor_or_tag(event)
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            return "---" if self.documents > 1 else ""
        if isinstance(event, yaml.AliasEvent):
            return f"*{event.anchor}"
        if not isinstance(event, yaml.CollectionStartEvent):
            return ""
        awaits_key = (
            bool(self.open) and self.open[-1].is_table and len(self.open[-1].items) % 2 == 0
        )
        return _anchor_or_tag(event) or ("?" if awaits_key else "")

    def _add(self, node: Node) -> None:
        if self.open:
            self.open[-1].items.append(node)
        else:
            self.ended = node

    def _close(self) -> None:
        collection = self.open.pop()
        if not collection.is_table:
            self._add(Sequence(items=tuple(collection.items), line=collection.line))
            return
        entries: dict[str, Node] = {}
        lines: dict[str, int] = {}
        for key, value in zip(collection.items[::2], collection.items[1::2], strict=True):
            # Only scalars can be keys: see _refused_feature.
            name = key.text if isinstance(key, Scalar) else ""
            if name in entries:
                self.findings.add(FindingCode.DUPLICATE_KEY, key.line, key=name)
                continue
            entries[name], lines[name] = value, key.line
        self._add(Table(entries=entries, lines=lines, line=collection.line))


def _anchor_or_tag(event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> str:
    if not event.anchor and not event.tag:
        return ""
    return f"&{event.anchor}" if event.anchor else str(event.tag)

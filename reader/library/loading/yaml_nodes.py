"""YAML → nodes with line numbers. Scalars stay text: what type a value has is said by its key, not by its look.

Nodes are composed here from the parser's events, in one pass, without recursion: anchors, aliases and tags are refused
at the event that brings them, before anything is expanded, so that a YAML bomb costs nothing.
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

# The C parser is about eight times as fast; builds of PyYAML without it read the same events.
_Loader: Final = getattr(yaml, "CLoader", yaml.Loader)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """One value as it is written. ``quoted`` text is never null."""

    text: str
    quoted: bool
    line: int

    @property
    def is_null(self) -> bool:
        """Whether the value is left empty or written as null."""
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


def compose(text: str, report: FileFindings, first_line: int = 1) -> Table | None:
    """Return the table that a YAML text holds, or None with a finding. ``first_line`` is the line of the text in its file."""
    node = _composed(text, report, first_line)
    if node is None or isinstance(node, Table):
        return node
    report.add(FindingCode.NOT_A_TABLE, node.line, key="---")
    return None


def compose_list(text: str, report: FileFindings) -> Sequence | None:
    """Return the list that a YAML text holds, or None with a finding."""
    node = _composed(text, report, first_line=1)
    if node is None or isinstance(node, Sequence):
        return node
    report.add(FindingCode.NOT_A_LIST, node.line)
    return None


def _composed(text: str, report: FileFindings, first_line: int) -> Node | None:
    composer = _Composer(report=report, first_line=first_line)
    try:
        # yaml.Loader makes objects only from nodes; events are plain values, from text, whatever the loader's name.
        for event in yaml.parse(text, Loader=_Loader):
            if not composer.take(event):
                return None
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        report.add(
            FindingCode.YAML_SYNTAX,
            first_line + (mark.line if mark else 0),
            problem=str(fault.problem or fault.context),
        )
        return None
    except yaml.YAMLError:
        report.add(FindingCode.YAML_SYNTAX, first_line, problem="unreadable character")
        return None
    return composer.root()


@dataclass(slots=True, kw_only=True)
class _Open:
    """A list or a table whose end has not come yet. ``is_table``: items are keys and values in turn."""

    is_table: bool
    line: int
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class _Composer:
    """Put nodes together from events."""

    report: FileFindings
    first_line: int
    documents: int = 0
    open: list[_Open] = field(default_factory=list)
    done: Node | None = None

    def take(self, event: yaml.Event) -> bool:
        """Take one event. False: this file cannot be read further, and a finding says why."""
        line = self.first_line + (event.start_mark.line if event.start_mark else 0)
        if feature := self._refused(event):
            self.report.add(FindingCode.YAML_FEATURE, line, feature=feature)
            return False
        match event:
            case yaml.ScalarEvent():
                self._add(
                    Scalar(
                        text=bad_characters.check(event.value, self.report, line),
                        quoted=bool(event.style),
                        line=line,
                    )
                )
            case yaml.CollectionStartEvent():
                if len(self.open) == MAX_DEPTH:
                    self.report.add(FindingCode.YAML_TOO_DEEP, line)
                    return False
                self.open.append(
                    _Open(is_table=isinstance(event, yaml.MappingStartEvent), line=line)
                )
            case yaml.CollectionEndEvent():
                self._close()
        return True

    def root(self) -> Node | None:
        """Return the whole, or None with a finding where there is nothing."""
        if self.done is None or (isinstance(self.done, Scalar) and self.done.is_null):
            self.report.add(FindingCode.EMPTY, self.first_line)
            return None
        return self.done

    def _refused(self, event: yaml.Event) -> str:
        """Return the sign of a part of YAML that content does not use, or an empty text."""
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            return "---" if self.documents > 1 else ""
        if isinstance(event, yaml.AliasEvent):
            return f"*{event.anchor}"
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and (
            event.anchor or event.tag
        ):
            return f"&{event.anchor}" if event.anchor else str(event.tag)
        awaits_key = (
            bool(self.open) and self.open[-1].is_table and len(self.open[-1].items) % 2 == 0
        )
        return "?" if awaits_key and isinstance(event, yaml.CollectionStartEvent) else ""

    def _add(self, node: Node) -> None:
        if self.open:
            self.open[-1].items.append(node)
        else:
            self.done = node

    def _close(self) -> None:
        ended = self.open.pop()
        if not ended.is_table:
            self._add(Sequence(items=tuple(ended.items), line=ended.line))
            return
        entries: dict[str, Node] = {}
        lines: dict[str, int] = {}
        for key, value in zip(ended.items[::2], ended.items[1::2], strict=True):
            # Only scalars get into the place of a key: see _refused.
            name = key.text if isinstance(key, Scalar) else ""
            if name in entries:
                self.report.add(FindingCode.DUPLICATE_KEY, key.line, key=name)
                continue
            entries[name], lines[name] = value, key.line
        self._add(Table(entries=entries, lines=lines, line=ended.line))

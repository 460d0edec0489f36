"""Read the ``document.yaml`` of a document that was withdrawn: when, why, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Final

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings
from reader.library.loading.content_layout import DocumentFolder
from reader.library.loading.schema import WITHDRAWAL, WITHDRAWN, TableReader
from reader.library.loading.value_readers import full_date, mapping_of, text
from reader.library.loading.yaml_nodes import Node, compose
from reader.library.model import LanguageTag
from reader.library.withdrawal import Withdrawal

# The key, before any YAML is parsed: most documents are not withdrawn.
_KEY: Final = re.compile(r"^withdrawn\s*:", re.MULTILINE)


def is_withdrawn(source: str | None) -> bool:
    """Return whether a ``document.yaml`` says that its document was withdrawn."""
    return bool(source and "withdrawn" in source and _KEY.search(source))


def read_withdrawal(
    folder: DocumentFolder,
    source: str,
    languages: Collection[LanguageTag],
    findings: FileFindings,
) -> Withdrawal | None:
    """Return what is left of a document, or None if its file cannot be used.

    Words that are still there are reported: they would be kept in copies of ``content/``.
    """
    if folder.files:
        findings.add(FindingCode.WITHDRAWN_WITH_WORDS)
    table = compose(source, findings)
    if table is None:
        return None
    node = TableReader(table, WITHDRAWN, findings).get("withdrawn", _any, None)
    if node is None:
        return None
    fields = TableReader(node, WITHDRAWAL, findings, "withdrawn.")
    why: Mapping[str, str] = fields.get("why", mapping_of(text), {})
    for tag in languages:
        if tag not in why:
            findings.add(FindingCode.MISSING_KEY, fields.line_of("why"), key=f"withdrawn.why.{tag}")
    on = fields.get("on", full_date, None)
    if findings.broken or on is None:
        return None
    return Withdrawal(
        kind=folder.kind,
        slug=folder.slug,
        on=on,
        why={tag: why[tag] for tag in languages},
    )


def _any(node: Node, findings: FileFindings) -> Node:  # noqa: ARG001  # a Reader's signature
    return node

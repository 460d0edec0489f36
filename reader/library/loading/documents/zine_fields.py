"""Read what only a zine has in its ``document.yaml``: the order of its parts, and its cover."""

from __future__ import annotations

from typing import Final

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings
from reader.library.loading.content_layout import INDEX
from reader.library.loading.value_readers import list_of, slug, text
from reader.library.loading.yaml_nodes import Node
from reader.library.model import Slug
from reader.library.zines import COVERS, VOLUMES

# Pages of a zine that are none of its parts.
RESERVED_PARTS: Final = frozenset({*VOLUMES, "keep"})


def parts(node: Node, findings: FileFindings) -> tuple[Slug, ...]:
    """Read the order of a zine's parts: at least one, and none with the name of another page."""
    named = list_of(slug)(node, findings)
    if not named or INDEX in named:
        findings.add(FindingCode.WRONG_SLUG, node.line, value=INDEX if named else "")
    for part in RESERVED_PARTS.intersection(named):
        findings.add(FindingCode.RESERVED_SLUG, node.line, value=part)
    return tuple(part for part in named if part not in RESERVED_PARTS)


def cover(node: Node, findings: FileFindings) -> str:
    """Read the name of a cover. An unknown one becomes the first."""
    name = text(node, findings)
    if name and name not in COVERS:
        findings.add(FindingCode.UNKNOWN_COVER, node.line, value=name)
    return name if name in COVERS else COVERS[0]

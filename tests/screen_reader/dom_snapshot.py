"""Chromium's snapshot of a document: what its accessibility tree leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A node of the document. ``parent`` is an identifier; texts have no attributes."""

    tag: str
    attributes: Mapping[str, str]
    parent: int | None


def elements_of(snapshot: Mapping[str, Any]) -> dict[int, Element]:
    """Return the nodes of a snapshot of a document by their identifiers."""
    nodes, strings = snapshot["documents"][0]["nodes"], snapshot["strings"]
    identifiers = nodes["backendNodeId"]
    doctype = 10  # it is called "html" as well
    return {
        identifier: Element(
            tag=strings[name].lower(),
            attributes={
                strings[key]: strings[value]
                for key, value in zip(flat[::2], flat[1::2], strict=True)
            },
            parent=identifiers[parent] if parent >= 0 else None,
        )
        for identifier, kind, name, flat, parent in zip(
            identifiers,
            nodes["nodeType"],
            nodes["nodeName"],
            nodes["attributes"],
            nodes["parentIndex"],
            strict=True,
        )
        if kind != doctype
    }

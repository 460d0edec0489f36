"""What the rules of a page take and return."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reader.checks.page_facts import PageFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPage:
    """A page, and the language that its address promises."""

    facts: PageFacts
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFault:
    """What a rule reports; its code and the address of the page are added to it."""

    line: int = 1
    arguments: Mapping[str, str] = field(default_factory=dict)

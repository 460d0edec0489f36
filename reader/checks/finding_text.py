"""What a rule says: what is wrong, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingText:
    """Two English sentences with named placeholders (``%(name)s``), filled from a finding's arguments."""

    wrong: str
    advice: str

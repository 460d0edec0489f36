"""A document that was published and is so no longer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reader.library.model import Kind, LanguageTag, Slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """What is left of a withdrawn document: its place, the day, and why, in every language.

    No other document can have its place.
    """

    kind: Kind
    slug: Slug
    on: date
    why: Mapping[LanguageTag, str]

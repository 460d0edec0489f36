"""What the rules of weight say, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reader.checks.finding_text import FindingText
from reader.i18n.translator import N_

SENTENCES: Final[Mapping[str, FindingText]] = {
    "W001": FindingText(
        wrong=N_(
            "The page weighs %(all)s bytes; at most %(limit)s reach a phone in one round trip. "
            "Of these, the article takes %(article)s, the sources %(sources)s, the frame %(shell)s."
        ),
        advice=N_("Shorten what is heaviest, or divide the page."),
    ),
    "W002": FindingText(
        wrong=N_(
            "The page weighs %(all)s bytes; above %(limit)s it costs readers time and money. "
            "Of these, the article takes %(article)s, the sources %(sources)s, the frame %(shell)s."
        ),
        advice=N_("See whether what is heaviest can be shorter, or stand on a page of its own."),
    ),
}

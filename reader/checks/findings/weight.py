"""What can be wrong with the weight of a page, and what to do about it."""

from __future__ import annotations

from reader.checks.findings.table import ERROR, WARNING, FindingTable
from reader.i18n.translator import N_


class WeightCode(FindingTable):
    """Findings of ``checks.weight_rules``."""

    TOO_HEAVY = (
        "W001",
        ERROR,
        N_(
            "The page weighs %(all)s bytes; at most %(limit)s reach a phone in one round trip. Of "
            "these, the article takes %(article)s, the sources %(sources)s, the frame %(shell)s."
        ),
        N_("Shorten the heaviest part, or split the page."),
    )
    HEAVY = (
        "W002",
        WARNING,
        N_(
            "The page weighs %(all)s bytes; above %(limit)s it costs readers time and money. Of "
            "these, the article takes %(article)s, the sources %(sources)s, the frame %(shell)s."
        ),
        N_("If you can, shorten the heaviest part, or move it to a page of its own."),
    )

"""What can be wrong with the words of search, and what to do about it."""

from __future__ import annotations

from reader.checks.findings.table import WARNING, FindingTable
from reader.i18n.translator import N_


class SearchCode(FindingTable):
    """Findings of ``publishing.build.search_findings``."""

    STEM_OF_SMALL_WORD = (
        "L830",
        WARNING,
        N_("“%(value)s” has the stem of the small word “%(other)s”: search finds it as written."),
        N_(
            "Add its other forms to the group. Or list it with them among the words kept whole, in "
            "reader/search/analysis/word_lists."
        ),
    )
    SYNONYMS_EVERYWHERE = (
        "L831",
        WARNING,
        N_("“%(value)s” and its synonyms are in %(count)s of %(total)s texts in this language."),
        N_("What is nearly everywhere finds nothing in particular. Leave out the broadest term."),
    )

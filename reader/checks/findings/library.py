"""What can be wrong between the documents of a library, and what to do about it."""

from __future__ import annotations

from reader.checks.findings.table import ERROR, WARNING, FindingTable
from reader.i18n.translator import N_


class LibraryCode(FindingTable):
    """Findings of ``checks.library_rules``."""

    UNKNOWN_TERM = (
        "L310",
        ERROR,
        N_("The glossary has no term with the anchor “%(value)s” in this language."),
        N_("Copy the anchor of a heading of pages/glossary, or remove the line."),
    )
    DATE_IN_THE_FUTURE = (
        "L415",
        ERROR,
        N_("The date %(date)s is in the future."),
        N_("Check the source, and the clock of this computer."),
    )
    FORMER_ADDRESS_LIVES = (
        "L416",
        ERROR,
        N_("The former address %(address)s is in use."),
        N_("Remove it from former_addresses, or rename what is there now."),
    )
    FORMER_ADDRESS_TWICE = (
        "L417",
        ERROR,
        N_("The former address %(address)s is also claimed by %(other)s."),
        N_("Keep it in the document that readers should find there."),
    )
    SHORT_ADDRESS_TWICE = (
        "L421",
        ERROR,
        N_("The short address %(address)s is also claimed by %(other)s."),
        N_("Keep it in the document that had it first: what was printed must lead there."),
    )
    NO_SHORT_ADDRESS = (
        "L420",
        WARNING,
        N_("The document has no short address for paper and messages."),
        N_("Add the line code: %(value)s and never change it."),
    )
    ORIGINAL_CHANGED = (
        "L505",
        WARNING,
        N_("The original in “%(language)s” has changed since this was translated."),
        N_("Bring the translation up to date, then set original_digest to %(digest)s."),
    )
    REVIEW_DUE = (
        "L508",
        WARNING,
        N_("The accessibility statement was last reviewed on %(date)s, a year ago or more."),
        N_(
            "Review the site as docs/accessibility.md says, then write the day here and in the "
            "text, in every language."
        ),
    )
    STATUS_DUE = (
        "L509",
        WARNING,
        N_("The status “%(value)s” is as of %(date)s; a newer source has been due since %(due)s."),
        N_("Look for one. If there is none, leave the status: pages say of when it is."),
    )
    ANCHOR_ONLY_HERE = (
        "L611",
        ERROR,
        N_("The anchor “%(anchor)s” is not in the edition in “%(language)s”."),
        N_("Use the same anchors in every language."),
    )
    ANCHOR_MISSING_HERE = (
        "L612",
        ERROR,
        N_("The anchor “%(anchor)s” of the edition in “%(language)s” is missing here."),
        N_("Use the same anchors in every language."),
    )
    BROKEN_LINK = (
        "L613",
        ERROR,
        N_("There is nothing at %(target)s."),
        N_(
            "Write an address of this library without the language, such as "
            "/zines/de-escalation-basics."
        ),
    )
    BROKEN_ANCHOR = (
        "L614",
        ERROR,
        N_("There is no heading “%(anchor)s” at %(target)s."),
        N_("Copy the anchor from the heading you mean."),
    )

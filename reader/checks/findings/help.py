"""What can be wrong with help entries and with the way to them, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reader.checks.findings.table import ERROR, WARNING, FindingTable, FindingText
from reader.i18n.translator import N_
from reader.library.finding_codes import FindingCode
from reader.library.findings import RuleCode

HELP_TEXTS: Final[Mapping[RuleCode, FindingText]] = {
    FindingCode.HELP_ONE_SOURCE: FindingText(
        wrong=N_("Fewer than two independent sources give the number of “%(value)s”."),
        advice=N_("Add a second one, or write numbers: []. Name and address stay."),
    ),
    FindingCode.HELP_NOT_SURE: FindingText(
        wrong=N_("“%(value)s” has a number, but sure is not high."),
        advice=N_("Check the number, or write numbers: []. Name and address stay."),
    ),
    FindingCode.HELP_NO_DATE: FindingText(
        wrong=N_("“%(value)s” has a number, but no source with a date."),
        advice=N_("Fill in checked, add a source with a date, or write numbers: []."),
    ),
    FindingCode.WRONG_PHONE_NUMBER: FindingText(
        wrong=N_("“%(value)s” is not written as a telephone number."),
        advice=N_("Write digits in groups, such as 911, 1-800-555-0100 or +52 55 1234 5678."),
    ),
    FindingCode.WRONG_CERTAINTY: FindingText(
        wrong=N_("“%(value)s” does not say how sure the number is."),
        advice=N_("Write high, medium or low."),
    ),
    FindingCode.WRONG_HELP_NUMBER: FindingText(
        wrong=N_("This line does not say what to do with the number."),
        advice=N_("Write call, with press for a key; or text, with word for what to send."),
    ),
    FindingCode.HELP_ENTRY_TWICE: FindingText(
        wrong=N_("There are two entries “%(value)s”."),
        advice=N_("Keep one, or rename one and the place that shows it."),
    ),
}


class HelpCode(FindingTable):
    """Findings of ``checks.help_rules``."""

    UNKNOWN_HELP_LANGUAGE = (
        "L908",
        ERROR,
        N_("CLDR does not know the language “%(value)s”."),
        N_("Write its ISO 639 code, such as es, qu or ht."),
    )
    UNKNOWN_HELP_ENTRY = (
        "L909",
        ERROR,
        N_("There is no help entry “%(value)s”."),
        N_("Copy the name of an entry in help.yaml, or remove the line."),
    )
    HELP_ENTRY_NOT_SHOWN = (
        "L910",
        ERROR,
        N_("The help entry “%(value)s” is not in the edition in %(language)s."),
        N_("Write [[%(value)s]] there as a paragraph of its own, or remove the entry."),
    )
    HELP_ENTRY_SHOWN_TWICE = (
        "L911",
        ERROR,
        N_("The help entry “%(value)s” is shown twice."),
        N_("Show it once, and link to its section elsewhere."),
    )
    HELP_ENTRY_OLD = (
        "L912",
        WARNING,
        N_("Nobody has confirmed “%(value)s” since %(date)s."),
        N_("Check it on its own page, and fill in checked: by whom, when, how."),
    )
    HELP_NUMBER_LEFT_OUT = (
        "L913",
        WARNING,
        N_(
            "Nobody has confirmed “%(value)s” since %(date)s: pages leave its number out after "
            "%(months)s months."
        ),
        N_("Check it on its own page, and fill in checked: by whom, when, how."),
    )
    HELP_NOT_LINKED = (
        "L914",
        ERROR,
        N_("“%(text)s” does not lead to help."),
        N_("Make the words a link: [%(text)s](/help#emergency), or another section of it."),
    )
    HELP_ENTRY_IN_SENTENCE = (
        "L915",
        ERROR,
        N_("“[[%(value)s]]” is no paragraph of its own."),
        N_("Put it on a line of its own, with an empty line above and below."),
    )

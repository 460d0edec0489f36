"""What can be wrong with the Markdown of a text, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reader.checks.findings.table import FindingText
from reader.i18n.translator import N_
from reader.library.finding_codes import FindingCode
from reader.library.findings import RuleCode

MARKDOWN_TEXTS: Final[Mapping[RuleCode, FindingText]] = {
    FindingCode.RAW_HTML: FindingText(
        wrong=N_("This is HTML: %(html)s"),
        advice=N_(
            "Write it in Markdown. Put a backslash before a less-than sign that is meant as one."
        ),
    ),
    FindingCode.FORBIDDEN_LINK: FindingText(
        wrong=N_("A link may not lead to “%(target)s”."),
        advice=N_(
            "Begin it with https://, mailto:, tel:, with / for a page of this library or with # "
            "for a heading of this page."
        ),
    ),
    FindingCode.IMAGE: FindingText(
        wrong=N_("There is an image here."),
        advice=N_("Say in words what it shows: pages carry no images."),
    ),
    FindingCode.HEADING_LEVEL: FindingText(
        wrong=N_("This heading is level %(level)s; only levels 2 to 4 are used."),
        advice=N_("Begin it with ##, ### or ####; the title of the page is level 1."),
    ),
    FindingCode.HEADING_JUMP: FindingText(
        wrong=N_("This level %(level)s heading comes under one of level %(above)s."),
        advice=N_("Go down one level at a time, beginning with ##."),
    ),
    FindingCode.HEADING_WITHOUT_ANCHOR: FindingText(
        wrong=N_("The heading “%(title)s” has no anchor."),
        advice=N_("Add one at its end, the same in every language: {#how-it-works}"),
    ),
    FindingCode.WRONG_ANCHOR: FindingText(
        wrong=N_("“%(anchor)s” cannot be an anchor."),
        advice=N_(
            "Use lower-case letters without accents, digits, and single hyphens between words."
        ),
    ),
    FindingCode.DUPLICATE_ANCHOR: FindingText(
        wrong=N_("The anchor “%(anchor)s” appears twice in this file."),
        advice=N_("Give each heading an anchor of its own."),
    ),
    FindingCode.HEADING_WITHOUT_WORDS: FindingText(
        wrong=N_("This heading has no words."),
        advice=N_("Write them, or remove the heading."),
    ),
    FindingCode.WRONG_SPAN: FindingText(
        wrong=N_("Braces after words in brackets may only name a language."),
        advice=N_("Write [words]{lang=en}, or remove the braces."),
    ),
    FindingCode.LINK_WITHOUT_WORDS: FindingText(
        wrong=N_("A link has no words."),
        advice=N_("Write in the brackets where it leads."),
    ),
    FindingCode.HEADING_IN_INTRODUCTION: FindingText(
        wrong=N_("The introduction of “%(value)s” has a heading."),
        advice=N_("Write paragraphs only: its page already has a heading."),
    ),
    FindingCode.LONG_ADDRESS: FindingText(
        wrong=N_("The address “%(target)s” is longer than %(most)s characters."),
        advice=N_("Remove what the page opens without, often everything after the question mark."),
    ),
    FindingCode.TEXT_EXPANDS: FindingText(
        wrong=N_("From here on, the page would be more than %(times)s times as long as its text."),
        advice=N_(
            "Use a reference with a long address or title less often, and write the rows of a "
            "table in full."
        ),
    ),
    FindingCode.TABLE_WITH_GAPS: FindingText(
        wrong=N_("The rows of the tables in this text lack more than %(most)s cells."),
        advice=N_("Give every row as many cells as the head of its table, or write a list."),
    ),
}

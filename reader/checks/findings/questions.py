"""What can be wrong with the questions of a document, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reader.checks.findings.table import WARNING, FindingTable, FindingText
from reader.i18n.translator import N_
from reader.library.finding_codes import FindingCode
from reader.library.findings import RuleCode

QUESTION_TEXTS: Final[Mapping[RuleCode, FindingText]] = {
    FindingCode.UNKNOWN_QUESTION_PLACE: FindingText(
        wrong=N_("There is no part and no heading “%(value)s” to answer these questions."),
        advice=N_("Write the slug of a part, the anchor of a heading, or index."),
    ),
    FindingCode.QUESTION_TWICE: FindingText(
        wrong=N_("The question “%(value)s” is there twice."),
        advice=N_("Keep it where it is answered best."),
    ),
    FindingCode.QUESTION_TOO_LONG: FindingText(
        wrong=N_("The question “%(value)s” has more than %(most)s letters."),
        advice=N_("Write what somebody would type with thumbs."),
    ),
}


class QuestionCode(FindingTable):
    """Findings of ``checks.prose.questions``."""

    NOT_ASKED = (
        "L713",
        WARNING,
        N_("No question in “%(language)s” leads to “%(place)s”, but some in others do."),
        N_("Write what people type in that language: not a translation, their own words."),
    )

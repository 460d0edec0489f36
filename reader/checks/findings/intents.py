"""What can be wrong with intents and their phrases, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reader.checks.findings.table import ERROR, FindingTable, FindingText
from reader.i18n.translator import N_
from reader.library.finding_codes import FindingCode
from reader.library.findings import RuleCode

INTENT_TEXTS: Final[Mapping[RuleCode, FindingText]] = {
    FindingCode.INTENT_NOT_LISTED: FindingText(
        wrong=N_("“%(value)s” is not the file of an intent that intents.yaml lists."),
        advice=N_("Add its name to the intents there, where it is urgent enough, or delete it."),
    ),
    FindingCode.INTENT_SILENT: FindingText(
        wrong=N_("The intent has no phrase in “%(value)s”."),
        advice=N_("Write how people say it in that language."),
    ),
    FindingCode.INTENT_LEADS_NOWHERE: FindingText(
        wrong=N_("The intent leads nowhere."),
        advice=N_("Write help, a topic or a document."),
    ),
    FindingCode.WRONG_HELP_SECTION: FindingText(
        wrong=N_("“%(value)s” is not a section of a help page."),
        advice=N_("Write the page and the anchor of a heading there, such as help#suicide."),
    ),
    FindingCode.PHRASE_TWICE: FindingText(
        wrong=N_("“%(value)s” is also a phrase of the intent “%(other)s”."),
        advice=N_("Keep it in the more urgent one."),
    ),
    FindingCode.PHRASE_SWALLOWED: FindingText(
        wrong=N_("“%(value)s” is never heard: the idiom “%(other)s” is in it."),
        advice=N_("Remove one of the two, or add a word to the idiom."),
    ),
    FindingCode.PHRASE_WEIGHTLESS: FindingText(
        wrong=N_("“%(value)s” has no word that says what is the matter."),
        advice=N_("Add one, or remove the phrase: every second query would have it."),
    ),
    FindingCode.UNKNOWN_WORD_SET: FindingText(
        wrong=N_("There is no set of words “%(value)s” in this language."),
        advice=N_("Add it to the sets in intents.yaml, or write the words with / between them."),
    ),
}


class IntentCode(FindingTable):
    """Findings of ``checks.reference_rules``."""

    CALL_NOT_IN_HELP = (
        "L322",
        ERROR,
        N_("The section %(target)s does not say to call %(number)s in “%(language)s”."),
        N_("Remove call, or choose a section that says when to call."),
    )

"""What the rules of figures and of words say, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from reader.checks.finding_text import FindingText
from reader.i18n.translator import N_
from reader.library.finding_codes import FindingCode

_FIGURES: Final[Mapping[str, FindingText]] = {
    FindingCode.NO_FIGURES: FindingText(
        wrong=N_("This file is missing: the figure %(figure)s stands at %(place)s."),
        advice=N_(
            "Write it as docs/content-format.md says: every figure of the editions, with its source."
        ),
    ),
    FindingCode.WRONG_FIGURE: FindingText(
        wrong=N_("“%(value)s” is not written as a figure is listed."),
        advice=N_("Write digits only, such as 1800 or 2.1, without a sign between thousands."),
    ),
    FindingCode.FIGURE_TWICE: FindingText(
        wrong=N_("The figure %(figure)s is listed twice."),
        advice=N_("Keep one line, and say in it all that it counts."),
    ),
    FindingCode.FIGURE_SOURCE_NOT_LISTED: FindingText(
        wrong=N_("The source %(source)s is not among the sources of the document."),
        advice=N_(
            "Copy the address of one of them, or write structure for a count of our own text."
        ),
    ),
    FindingCode.FIGURE_NOT_LISTED: FindingText(
        wrong=N_("The figure %(figure)s is not listed in figures.yaml."),
        advice=N_("Look it up in the sources; then add it to figures.yaml, or correct it here."),
    ),
    FindingCode.FIGURE_NOT_USED: FindingText(
        wrong=N_("The figure %(figure)s stands in no edition."),
        advice=N_("Take the line out, or look for the figure that was meant."),
    ),
}

_REPETITION: Final[Mapping[str, FindingText]] = {
    FindingCode.TITLE_TWICE: FindingText(
        wrong=N_("The title “%(text)s” is also that of %(other)s."),
        advice=N_("Give each a title of its own: lists and results show little more."),
    ),
    FindingCode.SUMMARY_TWICE: FindingText(
        wrong=N_("The summary is also that of %(other)s."),
        advice=N_("Say what only this text is about."),
    ),
    FindingCode.IN_SHORT_TWICE: FindingText(
        wrong=N_("The line “%(text)s” also stands under “In short” in %(other)s."),
        advice=N_("Say what only this text says."),
    ),
    FindingCode.CODE_OF_ONE_DOCUMENT: FindingText(
        wrong=N_("Fewer than two documents have “%(value)s” (%(key)s)."),
        advice=N_(
            "Give it to a second document, or take it out: a choice with one answer is none."
        ),
    ),
    FindingCode.PLACE_NOT_USED: FindingText(
        wrong=N_("Nothing happens in the place “%(value)s”."),
        advice=N_("Take it out, here and in the labels."),
    ),
}

_MARKS: Final[Mapping[str, FindingText]] = {
    FindingCode.HARD_TO_READ: FindingText(
        wrong=N_("This is hard to read: %(formula)s gives %(value)s, not %(bound)s."),
        advice=N_(
            "Shorten sentences, beginning with this one of %(words)s words, and choose shorter words."
        ),
    ),
    FindingCode.MARK_NOT_OPENED: FindingText(
        wrong=N_("The mark %(mark)s closes nothing."),
        advice=N_("Write %(wanted)s where the question or the exclamation begins."),
    ),
    FindingCode.MARK_NOT_CLOSED: FindingText(
        wrong=N_("The mark %(mark)s is not closed."),
        advice=N_("Write %(wanted)s where the question or the exclamation ends."),
    ),
    FindingCode.WRONG_QUOTATION_MARK: FindingText(
        wrong=N_("The mark %(mark)s is not one that this language quotes with here."),
        advice=N_("Write %(wanted)s; the last is the apostrophe as well."),
    ),
    FindingCode.THREE_DOTS: FindingText(
        wrong=N_("There are dots in a row."),
        advice=N_("Write the one sign …, or end the sentence."),
    ),
    FindingCode.SPOKEN_ENDING: FindingText(
        wrong=N_("No voice can read “%(word)s”."),
        advice=N_("Choose words for everybody, as docs/writing.md shows."),
    ),
}

_CONTACTS: Final[Mapping[str, FindingText]] = {
    FindingCode.PHONE_NUMBER: FindingText(
        wrong=N_("%(number)s looks like a telephone number."),
        advice=N_(
            "Take it out, and lead to the site of the organization: a number outlives its line."
        ),
    ),
    FindingCode.STRANGE_MAILBOX: FindingText(
        wrong=N_("The mailbox %(mailbox)s is neither the document’s nor the library’s."),
        advice=N_(
            "Take it out, or write it as contact.email if the organization publishes it as its own."
        ),
    ),
    FindingCode.PERSONAL_MAILBOX: FindingText(
        wrong=N_("The mailbox %(mailbox)s looks like a person’s."),
        advice=N_("Write one that the organization publishes for everybody, or null."),
    ),
}

SENTENCES: Final[Mapping[str, FindingText]] = MappingProxyType(
    {**_FIGURES, **_REPETITION, **_MARKS, **_CONTACTS}
)

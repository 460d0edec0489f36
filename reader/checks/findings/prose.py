"""What can be wrong with the words of a library, and what to do about it."""

from __future__ import annotations

from reader.checks.findings.table import ERROR, WARNING, FindingTable
from reader.i18n.translator import N_


class ProseCode(FindingTable):
    """Findings of ``checks.prose``: L7 figures, L8 how a text is written."""

    NO_FIGURES = (
        "L701",
        ERROR,
        N_("This file is missing, but the figure %(figure)s appears at %(place)s."),
        N_(
            "Write it as docs/content-format.md says: every figure of the editions, with its "
            "source."
        ),
    )
    FIGURE_NOT_LISTED = (
        "L705",
        ERROR,
        N_("The figure %(figure)s is not listed in figures.yaml."),
        N_("Look it up in the sources; then add it to figures.yaml, or correct it here."),
    )
    FIGURE_NOT_USED = (
        "L706",
        WARNING,
        N_("The figure %(figure)s appears in no edition."),
        N_("Remove the line, or find the figure it was meant for."),
    )
    HARD_TO_READ = (
        "L801",
        WARNING,
        N_("This is hard to read: %(formula)s gives %(value)s, not %(bound)s."),
        N_(
            "Shorten sentences, beginning with this one of %(words)s words, and choose shorter "
            "words."
        ),
    )
    TITLE_TWICE = (
        "L802",
        WARNING,
        N_("The title “%(text)s” is also that of %(other)s."),
        N_("Give each a title of its own: lists and results show little more."),
    )
    SUMMARY_TWICE = (
        "L803",
        WARNING,
        N_("The summary is also that of %(other)s."),
        N_("Say what only this text is about."),
    )
    IN_SHORT_TWICE = (
        "L804",
        WARNING,
        N_("The line “%(text)s” is also under “In short” in %(other)s."),
        N_("Say what only this text says."),
    )
    CODE_OF_ONE_DOCUMENT = (
        "L805",
        WARNING,
        N_("Fewer than two documents have “%(value)s” (%(key)s)."),
        N_("Give it to a second document, or remove it: a filter with one result is no filter."),
    )
    PLACE_NOT_USED = (
        "L806",
        WARNING,
        N_("No experiment is in the place “%(value)s”."),
        N_("Remove it, here and in the labels."),
    )
    MARK_NOT_OPENED = (
        "L807",
        WARNING,
        N_("The mark %(mark)s closes nothing."),
        N_("Write %(wanted)s where the question or the exclamation begins."),
    )
    MARK_NOT_CLOSED = (
        "L808",
        WARNING,
        N_("The mark %(mark)s is not closed."),
        N_("Write %(wanted)s where the question or the exclamation ends."),
    )
    WRONG_QUOTATION_MARK = (
        "L809",
        WARNING,
        N_("The mark %(mark)s is not one that we quote with in this language."),
        N_("Use %(wanted)s; the last one is also the apostrophe."),
    )
    THREE_DOTS = (
        "L810",
        WARNING,
        N_("There are several dots in a row."),
        N_("Write the single character …, or end the sentence."),
    )
    SPOKEN_ENDING = (
        "L811",
        WARNING,
        N_("A screen reader cannot pronounce “%(word)s”."),
        N_("Choose words that include everybody, as docs/writing.md shows."),
    )
    PHONE_NUMBER = (
        "L812",
        ERROR,
        N_("%(number)s looks like a telephone number."),
        N_("Remove it, and link to the organization’s website: phone numbers change hands."),
    )
    WORD_OF_TODAY = (
        "L815",
        WARNING,
        N_("“%(word)s” was true on %(date)s, when this was written, a year ago or more."),
        N_("Say of when it is, or check it and write the day of today as written."),
    )
    STRANGE_MAILBOX = (
        "L813",
        ERROR,
        N_("The email address %(mailbox)s is neither the document’s nor the library’s."),
        N_("Remove it, or write it as contact.email if the organization publishes it as its own."),
    )
    PERSONAL_MAILBOX = (
        "L814",
        ERROR,
        N_("The email address %(mailbox)s looks like a person’s."),
        N_("Write one that the organization publishes for everybody, or null."),
    )

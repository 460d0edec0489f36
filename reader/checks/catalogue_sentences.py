"""What the rules of a catalogue say, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reader.checks.finding_text import FindingText
from reader.i18n.translator import N_

SENTENCES: Final[Mapping[str, FindingText]] = {
    "T001": FindingText(
        wrong=N_(
            "The template of texts is out of step with the code and the templates, from “%(text)s” on."
        ),
        advice=N_("Run `make catalogues`, and translate what is new."),
    ),
    "T002": FindingText(
        wrong=N_("The language %(language)s is offered and has no catalogue."),
        advice=N_(
            "Make the folder, run `make catalogues`, and translate the file; or take the language out of library.yaml."
        ),
    ),
    "T003": FindingText(
        wrong=N_("This is not a line of a PO file: %(text)s"),
        advice=N_(
            "Look for a missing or an extra quotation mark, or a keyword in the wrong place."
        ),
    ),
    "T004": FindingText(
        wrong=N_("The message “%(message)s” is not complete."),
        advice=N_(
            "Give it an msgid and an msgstr; for a counted message number the msgstr lines from 0."
        ),
    ),
    "T005": FindingText(
        wrong=N_("The message “%(message)s” stands twice."),
        advice=N_("Keep the better translation and take the other out."),
    ),
    "T006": FindingText(
        wrong=N_("The catalogue is not written in UTF-8."),
        advice=N_("Save the file as UTF-8 in your editor."),
    ),
    "T007": FindingText(
        wrong=N_("The message “%(message)s” is not translated."),
        advice=N_(
            "Write the translation. If the message is not in the file, run `make catalogues` first."
        ),
    ),
    "T008": FindingText(
        wrong=N_("The translation of “%(message)s” is marked as doubtful (fuzzy)."),
        advice=N_("Check it, correct it, and take the mark “fuzzy” away."),
    ),
    "T009": FindingText(
        wrong=N_(
            "The translation of “%(message)s” does not have the same placeholders. Missing: %(missing)s. Too many: %(extra)s."
        ),
        advice=N_(
            "Copy the placeholders letter by letter. A percent sign by itself is written twice."
        ),
    ),
    "T010": FindingText(
        wrong=N_(
            "The forms for one and many do not fit the language: “%(found)s” instead of “%(wanted)s”."
        ),
        advice=N_("Run `make catalogues`: it writes the line Plural-Forms of the language."),
    ),
    "T011": FindingText(
        wrong=N_(
            "The translation of “%(message)s” has %(found)s forms; the language has %(wanted)s."
        ),
        advice=N_("Write each form: msgstr[0], msgstr[1] and so on."),
    ),
    "T013": FindingText(
        wrong=N_(
            "The translation of “%(message)s” does not begin or end like it: spaces or punctuation differ."
        ),
        advice=N_("End with the same kind of mark, and with the same spaces."),
    ),
    "T014": FindingText(
        wrong=N_("The translation of “%(message)s” is a copy of it."),
        advice=N_(
            "Translate it. If the words are the same in both languages, write the comment “# same on purpose” above it."
        ),
    ),
    "T015": FindingText(
        wrong=N_("The message “%(message)s” is not used any more."),
        advice=N_("Run `make catalogues`: it puts the translation aside."),
    ),
    "T016": FindingText(
        wrong=N_(
            "“%(language)s” is offered and is not a language that CLDR, the list of the world’s languages, knows."
        ),
        advice=N_("Correct the tag in library.yaml, such as es or pt-BR."),
    ),
    "T017": FindingText(
        wrong=N_("The message “%(message)s” or its translation holds a sign of markup: %(found)s"),
        advice=N_(
            "Write words only: a message is shown letter by letter. The elements around it stand in the template."
        ),
    ),
}

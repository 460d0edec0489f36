"""What can be wrong with a catalogue of translations, and what to do about it."""

from __future__ import annotations

from reader.checks.findings.table import ERROR, WARNING, FindingTable
from reader.i18n.translator import N_


class CatalogueCode(FindingTable):
    """Findings of ``checks.catalogue_rules``."""

    TEMPLATE_OUT_OF_DATE = (
        "T001",
        ERROR,
        N_(
            "The template messages.pot is out of date: it differs from the code and the templates "
            "from “%(text)s” on."
        ),
        N_("Run `make catalogues`, and translate what is new."),
    )
    NO_CATALOGUE = (
        "T002",
        ERROR,
        N_("The language “%(language)s” is offered but has no catalogue."),
        N_(
            "Create the folder, run `make catalogues`, and translate the file; or remove the "
            "language from library.yaml."
        ),
    )
    SYNTAX = (
        "T003",
        ERROR,
        N_("This is not a line of a PO file: %(text)s"),
        N_("Look for a missing or an extra quotation mark, or a keyword in the wrong place."),
    )
    INCOMPLETE = (
        "T004",
        ERROR,
        N_("The message “%(message)s” is not complete."),
        N_("Give it a msgid and a msgstr; in a plural message, number the msgstr lines from 0."),
    )
    DUPLICATE = (
        "T005",
        ERROR,
        N_("The message “%(message)s” appears twice."),
        N_("Keep the better translation and remove the other."),
    )
    NOT_UTF8 = (
        "T006",
        ERROR,
        N_("The catalogue is not written in UTF-8."),
        N_("Save the file as UTF-8 in your editor."),
    )
    NOT_TRANSLATED = (
        "T007",
        ERROR,
        N_("The message “%(message)s” is not translated."),
        N_(
            "Write the translation. If the message is not in the file, run `make catalogues` first."
        ),
    )
    FUZZY = (
        "T008",
        ERROR,
        N_("The translation of “%(message)s” is marked as doubtful (fuzzy)."),
        N_("Check it, correct it, and remove the “fuzzy” flag."),
    )
    PLACEHOLDERS = (
        "T009",
        ERROR,
        N_(
            "The translation of “%(message)s” does not have the same placeholders. Missing: "
            "%(missing)s. Extra: %(extra)s."
        ),
        N_("Copy the placeholders exactly. Write any other percent sign twice."),
    )
    PLURAL_FORMS = (
        "T010",
        ERROR,
        N_("The plural forms do not fit the language: “%(found)s” instead of “%(wanted)s”."),
        N_("Run `make catalogues`: it writes the line Plural-Forms of the language."),
    )
    FORM_COUNT = (
        "T011",
        ERROR,
        N_("The translation of “%(message)s” has %(found)s forms; the language has %(wanted)s."),
        N_("Write each form: msgstr[0], msgstr[1] and so on."),
    )
    ENDS = (
        "T013",
        WARNING,
        N_(
            "The translation of “%(message)s” begins or ends differently: spaces or punctuation "
            "differ."
        ),
        N_("End with the same kind of mark, and with the same spaces."),
    )
    COPY = (
        "T014",
        WARNING,
        N_("The translation of “%(message)s” is a copy of it."),
        N_(
            "Translate it. If the words are the same in both languages, write the comment “# same "
            "on purpose” above it."
        ),
    )
    UNUSED = (
        "T015",
        WARNING,
        N_("The message “%(message)s” is not used any more."),
        N_("Run `make catalogues`: it marks the translation as obsolete."),
    )
    UNKNOWN_LANGUAGE = (
        "T016",
        ERROR,
        N_("“%(language)s” is offered but is not in CLDR, the list of the world’s languages."),
        N_("Correct the tag in library.yaml, such as es or pt-BR."),
    )
    MARKUP = (
        "T017",
        ERROR,
        N_("The message “%(message)s” or its translation has markup characters: %(found)s"),
        N_(
            "Write words only: a message is shown as it is written. The elements around it are "
            "in the template."
        ),
    )

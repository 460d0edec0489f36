"""What can be wrong with the codes, the documents and the words that the loader reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reader.checks.findings.table import FindingText
from reader.i18n.translator import N_
from reader.library.finding_codes import FindingCode
from reader.library.findings import RuleCode

DOCUMENT_TEXTS: Final[Mapping[RuleCode, FindingText]] = {
    FindingCode.UNKNOWN_TOPIC: FindingText(
        wrong=N_("There is no topic “%(value)s”."),
        advice=N_(
            "Choose one of vocabulary.yaml, or add it there and its label in every language."
        ),
    ),
    FindingCode.UNKNOWN_ATTRIBUTE: FindingText(
        wrong=N_("There is no attribute “%(value)s”."),
        advice=N_(
            "Choose one of vocabulary.yaml, or add it there and its label in every language."
        ),
    ),
    FindingCode.UNKNOWN_PLACE: FindingText(
        wrong=N_("There is no place “%(value)s”."),
        advice=N_(
            "Choose one of vocabulary.yaml, or add it there and its label in every language."
        ),
    ),
    FindingCode.UNKNOWN_COVER: FindingText(
        wrong=N_("There is no cover “%(value)s”."),
        advice=N_(
            "Choose one of: diagonals, dots, rings, rules, triangles, zigzag, checks, columns."
        ),
    ),
    FindingCode.UNKNOWN_LANGUAGE: FindingText(
        wrong=N_("The language “%(value)s” is not offered."),
        advice=N_("Add it to the languages of library.yaml, or correct the name."),
    ),
    FindingCode.MISSING_LABEL: FindingText(
        wrong=N_("“%(value)s” (%(key)s) has no label in this language."),
        advice=N_("Add a line with its label."),
    ),
    FindingCode.LABEL_WITHOUT_CODE: FindingText(
        wrong=N_("“%(value)s” is not among the %(key)s of vocabulary.yaml."),
        advice=N_("Correct the name, add it to vocabulary.yaml, or remove the label."),
    ),
    FindingCode.REPEATED: FindingText(
        wrong=N_("“%(value)s” appears twice in this list."),
        advice=N_("Keep one of the two."),
    ),
    FindingCode.MISSING_INTRODUCTION: FindingText(
        wrong=N_("“%(value)s” has an introduction in another language, but none in this one."),
        advice=N_("Write it under %(key)s; until then readers of this language see none."),
    ),
    FindingCode.UNKNOWN_SHELF: FindingText(
        wrong=N_("There is no shelf “%(value)s”."),
        advice=N_("Write experiments, zines, podcast or lists."),
    ),
    FindingCode.SYNONYM_TWICE: FindingText(
        wrong=N_("“%(value)s” is in two groups of synonyms."),
        advice=N_("Keep it in one of them, or merge the two groups."),
    ),
    FindingCode.SYNONYM_ALONE: FindingText(
        wrong=N_("This group has no two terms that could mean the same."),
        advice=N_("Add a term, in this language or in another, or remove the group."),
    ),
    FindingCode.SYNONYM_TOO_LONG: FindingText(
        wrong=N_("“%(value)s” has more words than search looks up as one term."),
        advice=N_("Write at most %(most)s words."),
    ),
    FindingCode.DUPLICATE_SLUG: FindingText(
        wrong=N_(
            "Another document of this kind has the name “%(value)s”; only capital letters differ."
        ),
        advice=N_("Rename one of the two folders."),
    ),
    FindingCode.RESERVED_SLUG: FindingText(
        wrong=N_("The address of “%(value)s” belongs to another part of the site."),
        advice=N_("Give the page, or the part, another name."),
    ),
    FindingCode.NO_DOCUMENT: FindingText(
        wrong=N_("This folder has no document.yaml."),
        advice=N_("Write the facts of the document there, or delete the folder."),
    ),
    FindingCode.NO_EDITIONS: FindingText(
        wrong=N_("The document has no words in any language."),
        advice=N_("Write its text in one of the languages of the library, or delete the folder."),
    ),
    FindingCode.MISSING_PART: FindingText(
        wrong=N_("The part “%(value)s” is missing in this language."),
        advice=N_("Write or translate it; until then the zine is not shown in this language."),
    ),
    FindingCode.EXTRA_PART: FindingText(
        wrong=N_("“%(value)s” is not one of the parts that document.yaml lists."),
        advice=N_("Add it to the parts, in every language, or delete the file."),
    ),
    FindingCode.UNKNOWN_ZINE: FindingText(
        wrong=N_("There is no zine “%(value)s”."),
        advice=N_("Write the name of a folder in zines/, or null."),
    ),
    FindingCode.UNKNOWN_EPISODE: FindingText(
        wrong=N_("There is no episode “%(value)s”."),
        advice=N_("Write names of folders in podcast/, or []."),
    ),
    FindingCode.UNKNOWN_EXPERIMENT: FindingText(
        wrong=N_("There is no experiment “%(value)s”."),
        advice=N_("Write names of folders in experiments/, or []."),
    ),
    FindingCode.WRONG_STATUS: FindingText(
        wrong=N_("“%(value)s” is not a status."),
        advice=N_("Write open, paused, closed or unknown."),
    ),
    FindingCode.STATUS_WITHOUT_SOURCE: FindingText(
        wrong=N_("The status “%(value)s” needs a source and its date."),
        advice=N_("Add source and as_of; if no dated source says it, write {word: unknown}."),
    ),
    FindingCode.STATUS_SOURCE_NOT_LISTED: FindingText(
        wrong=N_("The source of the status is not among the sources."),
        advice=N_("Add it to the sources, or copy the address of one of them."),
    ),
    FindingCode.STATUS_DATE_NOT_OF_SOURCE: FindingText(
        wrong=N_("The date of the status is not the date of its source."),
        advice=N_(
            "Copy the date of the source to as_of; if the source has none, write {word: unknown}."
        ),
    ),
    FindingCode.UNKNOWN_STATUS_WITH_SOURCE: FindingText(
        wrong=N_("The status “%(value)s” has a source or a date."),
        advice=N_("Write what the source says, or only {word: unknown}."),
    ),
    FindingCode.DRAFT: FindingText(
        wrong=N_("This is a draft: `reader serve` shows it, and no build publishes it."),
        advice=N_("When it is ready, remove the line “draft: true”."),
    ),
    FindingCode.WITHDRAWN_WITH_WORDS: FindingText(
        wrong=N_("The document is withdrawn, but its words are still in this folder."),
        advice=N_("Delete the files of its editions, or the key withdrawn."),
    ),
    FindingCode.UNKNOWN_DOCUMENT: FindingText(
        wrong=N_("There is no document “%(value)s” to read."),
        advice=N_(
            "Name at least one: experiments/, zines/ or podcast/ and the name of its folder; after "
            "a zine, a part of it."
        ),
    ),
    FindingCode.SUMMARY_TOO_LONG: FindingText(
        wrong=N_("The summary has %(count)s letters; 160 is the most."),
        advice=N_("Shorten it to one sentence that stands alone."),
    ),
    FindingCode.IN_SHORT_TOO_LONG: FindingText(
        wrong=N_("“In short” has %(count)s lines; three is the most."),
        advice=N_("Keep the three that a reader in a hurry needs."),
    ),
    FindingCode.MISSING_TRANSLATION: FindingText(
        wrong=N_("The document is not translated into “%(value)s”."),
        advice=N_("Translate it; until then its readers get another language, with a notice."),
    ),
    FindingCode.ORIGINAL_MISSING: FindingText(
        wrong=N_("The original in “%(language)s” does not exist."),
        advice=N_(
            "Name the language this was translated from, or remove original and original_digest."
        ),
    ),
    FindingCode.ORIGINAL_HALF_NAMED: FindingText(
        wrong=N_("Only one of original and original_digest is there."),
        advice=N_("Write both, or neither if this is not a translation."),
    ),
    FindingCode.INTRODUCTION_TOO_LONG: FindingText(
        wrong=N_("The introduction of “%(value)s” has %(count)s letters; %(most)s is the most."),
        advice=N_("Keep what helps a reader to choose."),
    ),
    FindingCode.WRONG_FIGURE: FindingText(
        wrong=N_("“%(value)s” is not in the form of a listed figure."),
        advice=N_("Write digits only, such as 1800 or 2.1, without a thousands separator."),
    ),
    FindingCode.FIGURE_TWICE: FindingText(
        wrong=N_("The figure %(figure)s is listed twice."),
        advice=N_("Keep one line, and say in it everything that the figure counts."),
    ),
    FindingCode.FIGURE_SOURCE_NOT_LISTED: FindingText(
        wrong=N_("The source %(source)s is not among the sources of the document."),
        advice=N_(
            "Copy the address of one of them, or write structure for a count of our own text."
        ),
    ),
}

"""What the rules of a library say, and what to do about it. Those of a file by itself are in ``file_sentences``."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from reader.checks import file_sentences
from reader.checks.finding_text import FindingText
from reader.i18n.translator import N_
from reader.library.finding_codes import FindingCode

_CODES: Final[Mapping[str, FindingText]] = {
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
        advice=N_("Correct the name, add it to vocabulary.yaml, or take the label out."),
    ),
    FindingCode.REPEATED: FindingText(
        wrong=N_("“%(value)s” stands twice in this list."),
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
    FindingCode.UNKNOWN_TERM: FindingText(
        wrong=N_("The glossary has no term with the anchor “%(value)s” in this language."),
        advice=N_("Copy the anchor of a heading of pages/glossary, or take the line out."),
    ),
    FindingCode.SYNONYM_TWICE: FindingText(
        wrong=N_("“%(value)s” stands in two groups of synonyms."),
        advice=N_("Keep it in one of them, or make one group of the two."),
    ),
    FindingCode.SYNONYM_ALONE: FindingText(
        wrong=N_("This group has no two terms that could mean the same."),
        advice=N_("Add a term, in this language or in another, or take the group out."),
    ),
    FindingCode.SYNONYM_TOO_LONG: FindingText(
        wrong=N_("“%(value)s” has more words than search looks up as one term."),
        advice=N_("Write at most %(most)s words."),
    ),
}

_DOCUMENTS: Final[Mapping[str, FindingText]] = {
    FindingCode.DUPLICATE_SLUG: FindingText(
        wrong=N_(
            "Another document of this kind has the name “%(value)s”; only capital letters differ."
        ),
        advice=N_("Rename one of the two folders."),
    ),
    FindingCode.RESERVED_SLUG: FindingText(
        wrong=N_("The address of “%(value)s” belongs to another part of the site."),
        advice=N_("Give the page another name."),
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
        advice=N_("Add source and as_of; where no dated source says it, write {word: unknown}."),
    ),
    FindingCode.STATUS_SOURCE_NOT_LISTED: FindingText(
        wrong=N_("The source of the status is not among the sources."),
        advice=N_("Add it to the sources, or copy the address of one of them."),
    ),
    FindingCode.STATUS_DATE_NOT_OF_SOURCE: FindingText(
        wrong=N_("The date of the status is not the date of its source."),
        advice=N_(
            "Copy the date of the source to as_of; where the source has none, write {word: unknown}."
        ),
    ),
    FindingCode.UNKNOWN_STATUS_WITH_SOURCE: FindingText(
        wrong=N_("The status “%(value)s” has a source or a date."),
        advice=N_("Write what the source says, or only {word: unknown}."),
    ),
    FindingCode.DATE_IN_THE_FUTURE: FindingText(
        wrong=N_("The date %(date)s has not come yet."),
        advice=N_("Look at the source again, and at the clock of this computer."),
    ),
    FindingCode.FORMER_ADDRESS_LIVES: FindingText(
        wrong=N_("The former address %(address)s is in use."),
        advice=N_("Take it out of former_addresses, or rename what lives there."),
    ),
    FindingCode.FORMER_ADDRESS_TWICE: FindingText(
        wrong=N_("The former address %(address)s is also claimed by %(other)s."),
        advice=N_("Keep it in the document that readers should find there."),
    ),
    FindingCode.UNKNOWN_DOCUMENT: FindingText(
        wrong=N_("There is no document “%(value)s” to read."),
        advice=N_(
            "Name at least one: experiments/, zines/ or podcast/ and the name of its folder; after a zine, a part of it."
        ),
    ),
}

_WORDS: Final[Mapping[str, FindingText]] = {
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
            "Name the language this was translated from, or take original and original_digest out."
        ),
    ),
    FindingCode.ORIGINAL_CHANGED: FindingText(
        wrong=N_("The original in “%(language)s” has changed since this was translated."),
        advice=N_("Bring the translation up to date, then set original_digest to %(digest)s."),
    ),
    FindingCode.ORIGINAL_HALF_NAMED: FindingText(
        wrong=N_("Only one of original and original_digest is there."),
        advice=N_("Write both, or neither where this was not translated."),
    ),
    FindingCode.INTRODUCTION_TOO_LONG: FindingText(
        wrong=N_("The introduction of “%(value)s” has %(count)s letters; %(most)s is the most."),
        advice=N_("Keep what helps a reader to choose."),
    ),
    FindingCode.REVIEW_DUE: FindingText(
        wrong=N_("The accessibility statement was last reviewed on %(date)s, a year ago or more."),
        advice=N_(
            "Review the site as docs/accessibility.md says, then write the day here and in the text, in every language."
        ),
    ),
}

_MARKDOWN: Final[Mapping[str, FindingText]] = {
    FindingCode.RAW_HTML: FindingText(
        wrong=N_("This is HTML: %(html)s"),
        advice=N_(
            "Write it in Markdown. Put a backslash before a less-than sign that is meant as one."
        ),
    ),
    FindingCode.FORBIDDEN_LINK: FindingText(
        wrong=N_("A link may not lead to “%(target)s”."),
        advice=N_(
            "Begin it with https://, mailto:, tel:, with / for a page of this library or with # for a heading of this page."
        ),
    ),
    FindingCode.IMAGE: FindingText(
        wrong=N_("There is an image here."),
        advice=N_("Say in words what it shows: pages carry no images."),
    ),
    FindingCode.HEADING_LEVEL: FindingText(
        wrong=N_("This heading is of level %(level)s; only 2 to 4 are used."),
        advice=N_("Begin it with ##, ### or ####; the title of the page is level 1."),
    ),
    FindingCode.HEADING_JUMP: FindingText(
        wrong=N_("This heading of level %(level)s stands under one of level %(above)s."),
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
        wrong=N_("The anchor “%(anchor)s” stands twice in this file."),
        advice=N_("Give each heading an anchor of its own."),
    ),
    FindingCode.HEADING_WITHOUT_WORDS: FindingText(
        wrong=N_("This heading has no words."),
        advice=N_("Write them, or take the heading out."),
    ),
    FindingCode.WRONG_SPAN: FindingText(
        wrong=N_("Only a language can stand in braces after words in brackets."),
        advice=N_("Write [words]{lang=en}, or take the braces out."),
    ),
    FindingCode.ANCHOR_ONLY_HERE: FindingText(
        wrong=N_("The anchor “%(anchor)s” is not in the edition in “%(language)s”."),
        advice=N_("Use the same anchors in every language."),
    ),
    FindingCode.ANCHOR_MISSING_HERE: FindingText(
        wrong=N_("The anchor “%(anchor)s” of the edition in “%(language)s” is missing here."),
        advice=N_("Use the same anchors in every language."),
    ),
    FindingCode.BROKEN_LINK: FindingText(
        wrong=N_("There is nothing at %(target)s."),
        advice=N_(
            "Write an address of this library without the language, such as /zines/de-escalation-basics."
        ),
    ),
    FindingCode.BROKEN_ANCHOR: FindingText(
        wrong=N_("There is no heading “%(anchor)s” at %(target)s."),
        advice=N_("Copy the anchor from the heading that is meant."),
    ),
    FindingCode.LINK_WITHOUT_WORDS: FindingText(
        wrong=N_("A link has no words."),
        advice=N_("Write in the brackets where it leads."),
    ),
    FindingCode.HEADING_IN_INTRODUCTION: FindingText(
        wrong=N_("The introduction of “%(value)s” has a heading."),
        advice=N_("Write paragraphs only: it stands under the heading of its page."),
    ),
    FindingCode.LONG_ADDRESS: FindingText(
        wrong=N_("The address “%(target)s” is longer than %(most)s characters."),
        advice=N_(
            "Take out what the page opens without, often all that follows the question mark."
        ),
    ),
}

SENTENCES: Final[Mapping[str, FindingText]] = MappingProxyType(
    {**file_sentences.SENTENCES, **_CODES, **_DOCUMENTS, **_WORDS, **_MARKDOWN}
)

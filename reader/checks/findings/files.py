"""What can be wrong with a file, its YAML and its values, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reader.checks.findings.table import FindingText
from reader.i18n.translator import N_
from reader.library.finding_codes import FindingCode
from reader.library.findings import RuleCode

FILE_TEXTS: Final[Mapping[RuleCode, FindingText]] = {
    FindingCode.UNREADABLE: FindingText(
        wrong=N_("This cannot be read: %(reason)s."),
        advice=N_("Check its permissions and the disk."),
    ),
    FindingCode.NOT_UTF8: FindingText(
        wrong=N_("This file is not UTF-8 text."),
        advice=N_("Save it again in your editor as UTF-8."),
    ),
    FindingCode.BYTE_ORDER_MARK: FindingText(
        wrong=N_("There is an invisible byte order mark (%(character)s) here."),
        advice=N_("Save the file as UTF-8 without a byte order mark."),
    ),
    FindingCode.CONTROL_CHARACTER: FindingText(
        wrong=N_("There is an invisible control character (%(character)s) here."),
        advice=N_("Delete it; retype the words around it if you cannot see it."),
    ),
    FindingCode.EMPTY: FindingText(
        wrong=N_("There are no words here."),
        advice=N_("Write the text, or delete the file."),
    ),
    FindingCode.FOLDER_NAMED_LIKE_FILE: FindingText(
        wrong=N_("This is a folder with the name of a file."),
        advice=N_("Rename the folder, and put the file where it belongs."),
    ),
    FindingCode.LINK_AWAY: FindingText(
        wrong=N_("This link leads out of content/, to a folder, or to nothing."),
        advice=N_("Put a copy of the file here in place of the link."),
    ),
    FindingCode.TOO_LARGE: FindingText(
        wrong=N_("This file is larger than %(size)s kB."),
        advice=N_("Split it, so that a phone can load each page."),
    ),
    FindingCode.UNEXPECTED_FILE: FindingText(
        wrong=N_("Nothing reads this file or folder."),
        advice=N_("Move it to where docs/content-format.md says, or out of content/."),
    ),
    FindingCode.NEITHER_FILE_NOR_FOLDER: FindingText(
        wrong=N_("This is neither a file nor a folder."),
        advice=N_("Delete it."),
    ),
    FindingCode.PRIVATE_USE: FindingText(
        wrong=N_("The character %(character)s is for private use, and most phones cannot show it."),
        advice=N_("Write a word instead."),
    ),
    FindingCode.VARIATION_SELECTOR: FindingText(
        wrong=N_("There is an invisible variation selector (%(character)s) here."),
        advice=N_("Delete it, with the picture character before it; write a word instead."),
    ),
    FindingCode.NO_BREAK_LAYOUT: FindingText(
        wrong=N_("No-break spaces (%(character)s) are used for layout."),
        advice=N_(
            "Keep one between two words of a line at most, and use lists or paragraphs for layout."
        ),
    ),
    FindingCode.MISSING_FILE: FindingText(
        wrong=N_("This file is missing."),
        advice=N_("Write it as docs/content-format.md says."),
    ),
    FindingCode.UNKNOWN_LANGUAGE_FILE: FindingText(
        wrong=N_("The language “%(value)s” is not offered."),
        advice=N_("Add it to the languages of library.yaml, or correct the name."),
    ),
    FindingCode.YAML_SYNTAX: FindingText(
        wrong=N_("This cannot be read as YAML: %(problem)s."),
        advice=N_(
            "Look here and one line above for a missing quotation mark, colon or space; put text "
            "with a colon in quotation marks."
        ),
    ),
    FindingCode.YAML_FEATURE: FindingText(
        wrong=N_("“%(feature)s” has a special meaning in YAML that is not used here."),
        advice=N_("Write the value out, or put it in quotation marks."),
    ),
    FindingCode.YAML_TOO_DEEP: FindingText(
        wrong=N_("Lists and tables are nested too deeply."),
        advice=N_("Compare with the example in docs/content-format.md."),
    ),
    FindingCode.DUPLICATE_KEY: FindingText(
        wrong=N_("The key “%(key)s” appears twice."),
        advice=N_("Keep one of the two."),
    ),
    FindingCode.FRONT_MATTER: FindingText(
        wrong=N_("The file does not begin with a block between two lines of ---."),
        advice=N_(
            "Begin with a line of ---, the title and the other keys, and a second line of ---."
        ),
    ),
    FindingCode.MISSING_KEY: FindingText(
        wrong=N_("The key “%(key)s” is missing."),
        advice=N_(
            "Add it; docs/content-format.md says which keys may be null if nothing is known."
        ),
    ),
    FindingCode.UNKNOWN_KEY: FindingText(
        wrong=N_("There is no key “%(key)s”."),
        advice=N_("Look for a spelling mistake, or remove it."),
    ),
    FindingCode.NOT_TEXT: FindingText(
        wrong=N_("A text is needed here."),
        advice=N_("Write words, in quotation marks if they hold a colon."),
    ),
    FindingCode.NOT_A_LIST: FindingText(
        wrong=N_("A list is needed here."),
        advice=N_("Write [one, two], or [] for an empty list."),
    ),
    FindingCode.NOT_A_TABLE: FindingText(
        wrong=N_("Keys with values are needed here."),
        advice=N_("Write one “key: value” a line, or {key: value, key: value}."),
    ),
    FindingCode.NOT_A_FLAG: FindingText(
        wrong=N_("This must be true or false."),
        advice=N_("Write true or false, without quotation marks."),
    ),
    FindingCode.NOT_A_NUMBER: FindingText(
        wrong=N_("A whole number is needed here."),
        advice=N_("Write digits only, or null where the number is not known."),
    ),
    FindingCode.WRONG_DATE: FindingText(
        wrong=N_("This is not a real date in the form that is needed here."),
        advice=N_("Write 2025-07-01; a source may also give 2025-07 or 2025, or null."),
    ),
    FindingCode.WRONG_URL: FindingText(
        wrong=N_("This is not a complete web address."),
        advice=N_("Write it with https:// at the beginning, in quotation marks, without spaces."),
    ),
    FindingCode.WRONG_EMAIL: FindingText(
        wrong=N_("“%(value)s” is not an email address."),
        advice=N_("Write it as name@example.org, or null."),
    ),
    FindingCode.WRONG_LANGUAGE_TAG: FindingText(
        wrong=N_("“%(value)s” is not a language tag."),
        advice=N_("Write it as es, or as pt-BR if the country matters."),
    ),
    FindingCode.WRONG_SLUG: FindingText(
        wrong=N_("“%(value)s” cannot be part of an address."),
        advice=N_(
            "Use lower-case letters without accents, digits, and single hyphens between words; "
            "“index” is the cover of a zine."
        ),
    ),
    FindingCode.WRONG_LOCALE: FindingText(
        wrong=N_("“%(value)s” is not the name of a CLDR locale."),
        advice=N_("Write it as es or es_419."),
    ),
    FindingCode.WRONG_REGION: FindingText(
        wrong=N_("“%(value)s” is not an ISO 3166-2 code."),
        advice=N_("Write it as US-CA, or null."),
    ),
    FindingCode.WRONG_DIGEST: FindingText(
        wrong=N_("“%(value)s” is not a digest."),
        advice=N_("Copy the 12 letters and digits that `reader check` prints for the original."),
    ),
    FindingCode.WRONG_CODE: FindingText(
        wrong=N_("“%(value)s” cannot be a short address."),
        advice=N_("Use the code that `reader check` proposes: four digits and consonants."),
    ),
    FindingCode.WRONG_PATH: FindingText(
        wrong=N_("“%(value)s” is not a path of this library."),
        advice=N_("Write it without the language, as /experiments/old-name."),
    ),
}

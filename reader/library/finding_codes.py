"""The codes of what can be wrong in ``content/``. Their sentences are in ``checks/library_sentences.py``.

A code is never given to another rule: editors search for it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class FindingCode(StrEnum):
    """One rule each.

    L0 files and characters, L1 YAML, L2 keys and values, L3 codes, L4 documents, L5 words, L6 Markdown, L7 figures, L8 how it
    is written, L9 help.
    """

    UNREADABLE = "L001"
    NOT_UTF8 = "L002"
    BYTE_ORDER_MARK = "L003"
    CONTROL_CHARACTER = "L004"
    EMPTY = "L005"
    FOLDER_NAMED_LIKE_FILE = "L006"
    LINK_AWAY = "L007"
    TOO_LARGE = "L008"
    UNEXPECTED_FILE = "L009"
    NEITHER_FILE_NOR_FOLDER = "L010"
    PRIVATE_USE = "L011"
    VARIATION_SELECTOR = "L012"
    NO_BREAK_LAYOUT = "L013"
    MISSING_FILE = "L014"
    UNKNOWN_LANGUAGE_FILE = "L015"

    YAML_SYNTAX = "L101"
    YAML_FEATURE = "L102"
    YAML_TOO_DEEP = "L103"
    DUPLICATE_KEY = "L104"
    FRONT_MATTER = "L105"

    MISSING_KEY = "L201"
    UNKNOWN_KEY = "L202"
    NOT_TEXT = "L203"
    NOT_A_LIST = "L204"
    NOT_A_TABLE = "L205"
    NOT_A_FLAG = "L206"
    NOT_A_NUMBER = "L207"
    WRONG_DATE = "L208"
    WRONG_URL = "L209"
    WRONG_EMAIL = "L210"
    WRONG_LANGUAGE_TAG = "L211"
    WRONG_SLUG = "L212"
    WRONG_LOCALE = "L213"
    WRONG_REGION = "L214"
    WRONG_DIGEST = "L215"
    WRONG_PATH = "L216"

    UNKNOWN_TOPIC = "L301"
    UNKNOWN_ATTRIBUTE = "L302"
    UNKNOWN_PLACE = "L303"
    UNKNOWN_LANGUAGE = "L304"
    MISSING_LABEL = "L305"
    LABEL_WITHOUT_CODE = "L306"
    REPEATED = "L307"
    MISSING_INTRODUCTION = "L308"
    UNKNOWN_SHELF = "L309"
    UNKNOWN_TERM = "L310"
    SYNONYM_TWICE = "L311"
    SYNONYM_ALONE = "L312"
    SYNONYM_TOO_LONG = "L313"

    DUPLICATE_SLUG = "L401"
    RESERVED_SLUG = "L402"
    NO_DOCUMENT = "L403"
    NO_EDITIONS = "L404"
    MISSING_PART = "L405"
    EXTRA_PART = "L406"
    UNKNOWN_ZINE = "L407"
    UNKNOWN_EPISODE = "L408"
    UNKNOWN_EXPERIMENT = "L409"
    WRONG_STATUS = "L410"
    STATUS_WITHOUT_SOURCE = "L411"
    STATUS_SOURCE_NOT_LISTED = "L412"
    STATUS_DATE_NOT_OF_SOURCE = "L413"
    UNKNOWN_STATUS_WITH_SOURCE = "L414"
    DATE_IN_THE_FUTURE = "L415"
    FORMER_ADDRESS_LIVES = "L416"
    FORMER_ADDRESS_TWICE = "L417"
    UNKNOWN_DOCUMENT = "L418"

    SUMMARY_TOO_LONG = "L501"
    IN_SHORT_TOO_LONG = "L502"
    MISSING_TRANSLATION = "L503"
    ORIGINAL_MISSING = "L504"
    ORIGINAL_CHANGED = "L505"
    ORIGINAL_HALF_NAMED = "L506"
    INTRODUCTION_TOO_LONG = "L507"
    REVIEW_DUE = "L508"

    RAW_HTML = "L601"
    FORBIDDEN_LINK = "L602"
    IMAGE = "L603"
    HEADING_LEVEL = "L604"
    HEADING_JUMP = "L605"
    HEADING_WITHOUT_ANCHOR = "L606"
    WRONG_ANCHOR = "L607"
    DUPLICATE_ANCHOR = "L608"
    HEADING_WITHOUT_WORDS = "L609"
    WRONG_SPAN = "L610"
    ANCHOR_ONLY_HERE = "L611"
    ANCHOR_MISSING_HERE = "L612"
    BROKEN_LINK = "L613"
    BROKEN_ANCHOR = "L614"
    LINK_WITHOUT_WORDS = "L615"
    HEADING_IN_INTRODUCTION = "L616"
    LONG_ADDRESS = "L617"
    TEXT_EXPANDS = "L618"
    TABLE_WITH_GAPS = "L619"

    NO_FIGURES = "L701"
    WRONG_FIGURE = "L702"
    FIGURE_TWICE = "L703"
    FIGURE_SOURCE_NOT_LISTED = "L704"
    FIGURE_NOT_LISTED = "L705"
    FIGURE_NOT_USED = "L706"

    HARD_TO_READ = "L801"
    TITLE_TWICE = "L802"
    SUMMARY_TWICE = "L803"
    IN_SHORT_TWICE = "L804"
    CODE_OF_ONE_DOCUMENT = "L805"
    PLACE_NOT_USED = "L806"
    MARK_NOT_OPENED = "L807"
    MARK_NOT_CLOSED = "L808"
    WRONG_QUOTATION_MARK = "L809"
    THREE_DOTS = "L810"
    SPOKEN_ENDING = "L811"
    PHONE_NUMBER = "L812"
    STRANGE_MAILBOX = "L813"
    PERSONAL_MAILBOX = "L814"

    HELP_ONE_SOURCE = "L901"
    HELP_NOT_SURE = "L902"
    HELP_NO_DATE = "L903"
    WRONG_PHONE_NUMBER = "L904"
    WRONG_SURENESS = "L905"
    HELP_NUMBER_UNCLEAR = "L906"
    HELP_ENTRY_TWICE = "L907"
    UNKNOWN_HELP_LANGUAGE = "L908"
    UNKNOWN_HELP_ENTRY = "L909"
    HELP_ENTRY_NOT_SHOWN = "L910"
    HELP_ENTRY_SHOWN_TWICE = "L911"
    HELP_ENTRY_OLD = "L912"
    HELP_NUMBER_LEFT_OUT = "L913"
    HELP_NOT_LINKED = "L914"


# What lets the build pass.
WARNINGS: Final = frozenset(
    {
        FindingCode.MISSING_TRANSLATION,
        FindingCode.MISSING_INTRODUCTION,
        FindingCode.ORIGINAL_CHANGED,
        FindingCode.REVIEW_DUE,
        FindingCode.FIGURE_NOT_USED,
        FindingCode.HARD_TO_READ,
        FindingCode.TITLE_TWICE,
        FindingCode.SUMMARY_TWICE,
        FindingCode.IN_SHORT_TWICE,
        FindingCode.CODE_OF_ONE_DOCUMENT,
        FindingCode.PLACE_NOT_USED,
        FindingCode.MARK_NOT_OPENED,
        FindingCode.MARK_NOT_CLOSED,
        FindingCode.WRONG_QUOTATION_MARK,
        FindingCode.THREE_DOTS,
        FindingCode.SPOKEN_ENDING,
        FindingCode.HELP_ENTRY_OLD,
        FindingCode.HELP_NUMBER_LEFT_OUT,
    }
)

# What leaves no value to make a noun of: the file that holds it is left out of the library.
BREAKING: Final = frozenset(
    {
        FindingCode.MISSING_KEY,
        FindingCode.NOT_TEXT,
        FindingCode.NOT_A_LIST,
        FindingCode.NOT_A_TABLE,
        FindingCode.NOT_A_FLAG,
        FindingCode.NOT_A_NUMBER,
        FindingCode.WRONG_DATE,
        FindingCode.WRONG_URL,
        FindingCode.WRONG_EMAIL,
        FindingCode.WRONG_LANGUAGE_TAG,
        FindingCode.WRONG_SLUG,
        FindingCode.WRONG_LOCALE,
        FindingCode.WRONG_REGION,
        FindingCode.WRONG_PATH,
    }
)

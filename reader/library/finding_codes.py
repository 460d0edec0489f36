"""The codes of what can be wrong in a file of ``content/``.

Their texts, and the codes of rules that look across files, are in ``checks/findings/``. A code is
never given to another rule: editors search for it.
"""

from __future__ import annotations

from typing import Final

from reader.library.findings import RuleCode, Severity


class FindingCode(RuleCode):
    """What the loader reports.

    L0 files and characters, L1 YAML, L2 keys and values, L3 codes, L4 documents, L5 words,
    L6 Markdown, L7 figures and questions, L9 help.
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
    WRONG_CODE = "L217"

    UNKNOWN_TOPIC = "L301"
    UNKNOWN_ATTRIBUTE = "L302"
    UNKNOWN_PLACE = "L303"
    UNKNOWN_LANGUAGE = "L304"
    MISSING_LABEL = "L305"
    LABEL_WITHOUT_CODE = "L306"
    REPEATED = "L307"
    MISSING_INTRODUCTION = "L308", Severity.WARNING
    UNKNOWN_SHELF = "L309"
    SYNONYM_TWICE = "L311"
    SYNONYM_ALONE = "L312"
    SYNONYM_TOO_LONG = "L313"

    INTENT_NOT_LISTED = "L314"
    INTENT_SILENT = "L315"
    INTENT_LEADS_NOWHERE = "L316"
    WRONG_HELP_SECTION = "L317"
    PHRASE_TWICE = "L318"
    PHRASE_SWALLOWED = "L319"
    PHRASE_WEIGHTLESS = "L320"
    UNKNOWN_WORD_SET = "L321"
    UNKNOWN_COVER = "L325"

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
    UNKNOWN_DOCUMENT = "L418"
    WITHDRAWN_WITH_WORDS = "L419"
    DRAFT = "L422", Severity.WARNING

    SUMMARY_TOO_LONG = "L501"
    IN_SHORT_TOO_LONG = "L502"
    MISSING_TRANSLATION = "L503", Severity.WARNING
    ORIGINAL_MISSING = "L504"
    ORIGINAL_HALF_NAMED = "L506"
    INTRODUCTION_TOO_LONG = "L507"

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
    LINK_WITHOUT_WORDS = "L615"
    HEADING_IN_INTRODUCTION = "L616"
    LONG_ADDRESS = "L617"
    TEXT_EXPANDS = "L618"
    TABLE_WITH_GAPS = "L619"

    WRONG_FIGURE = "L702"
    FIGURE_TWICE = "L703"
    FIGURE_SOURCE_NOT_LISTED = "L704"

    UNKNOWN_QUESTION_PLACE = "L710"
    QUESTION_TWICE = "L711"
    QUESTION_TOO_LONG = "L712"

    HELP_ONE_SOURCE = "L901"
    HELP_NOT_SURE = "L902"
    HELP_NO_DATE = "L903"
    WRONG_PHONE_NUMBER = "L904"
    WRONG_CERTAINTY = "L905"
    WRONG_HELP_NUMBER = "L906"
    HELP_ENTRY_TWICE = "L907"


# The loader has no value to go on with: it leaves the file out of the library.
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

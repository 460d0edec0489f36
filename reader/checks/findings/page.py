"""What can be wrong with a page as it is served, and what to do about it."""

from __future__ import annotations

from reader.checks.findings.table import ERROR, WARNING, FindingTable
from reader.i18n.translator import N_


class PageCode(FindingTable):
    """Findings of ``checks.page_rules``, ``checks.page_markup`` and ``checks.hreflang``."""

    NO_DOCTYPE = (
        "P001",
        ERROR,
        N_("The page does not begin with the doctype of HTML."),
        N_("Put it first in the template, so that browsers follow the standard."),
    )
    NOT_ONE_MAIN_HEADING = (
        "P002",
        ERROR,
        N_("The page has %(count)s main headings (h1), or an empty one."),
        N_("Give the page exactly one h1, with words."),
    )
    HEADING_JUMP = (
        "P003",
        ERROR,
        N_("The heading “%(heading)s” is of level %(level)s, under one of level %(above)s."),
        N_("Begin with the h1 and go down one level at a time."),
    )
    FIELD_WITHOUT_LABEL = (
        "P004",
        ERROR,
        N_("The field “%(name)s” has no label."),
        N_("Write a visible label, tied to the field by its id."),
    )
    BUTTON_WITHOUT_WORDS = (
        "P005",
        ERROR,
        N_("A button has no words."),
        N_("Write on the button what it does."),
    )
    DUPLICATE_ID = (
        "P006",
        ERROR,
        N_("The id “%(id)s” is empty, or stands more than once."),
        N_("Give each element an id of its own."),
    )
    WRONG_LANGUAGE = (
        "P007",
        ERROR,
        N_("The page says it is in “%(found)s”; its address says “%(wanted)s”."),
        N_("Set lang on the html element to the language of the address."),
    )
    NO_DIRECTION = (
        "P008",
        ERROR,
        N_("The page does not say in which direction it is read."),
        N_("Set dir on the html element to ltr or rtl."),
    )
    SCRIPT = (
        "P009",
        ERROR,
        N_("The page has a script."),
        N_("Take it out: every page works without one."),
    )
    EVENT_HANDLER = (
        "P010",
        ERROR,
        N_("An element has the attribute “%(attribute)s”, which runs a script."),
        N_("Take the attribute out."),
    )
    SCRIPT_ADDRESS = (
        "P011",
        ERROR,
        N_("The attribute “%(attribute)s” holds an address that runs a script."),
        N_("Write an address that leads to a page."),
    )
    BROKEN_ANCHOR = (
        "P012",
        ERROR,
        N_("A link leads to “%(anchor)s”, which is not on the page."),
        N_("Correct the link, or give the element that id."),
    )
    WRONG_TITLE = (
        "P013",
        ERROR,
        N_("The title does not begin with the main heading, “%(heading)s”."),
        N_("Write one title: first the words of the h1, then the name of the site."),
    )
    NO_CANONICAL_ADDRESS = (
        "P014",
        ERROR,
        N_("The page does not give one canonical address in full."),
        N_("Write one canonical link, beginning with https:// or http://."),
    )
    NO_ALTERNATES = (
        "P015",
        ERROR,
        N_(
            "The page does not list itself as “%(language)s” among its translations, or has no "
            "x-default."
        ),
        N_("List every language, this one as well, and x-default."),
    )
    LINK_WITHOUT_WORDS = (
        "P016",
        ERROR,
        N_("The link to “%(address)s” has no words."),
        N_("Write where the link leads, in words that stand alone."),
    )
    NOT_ONE_MAIN_REGION = (
        "P017",
        ERROR,
        N_("The page has %(count)s main regions."),
        N_("Put what the page is about into exactly one main element."),
    )
    NO_SKIP_LINK = (
        "P018",
        ERROR,
        N_("The first link does not skip to the main region."),
        N_("Put the skip link first, and give main the id it leads to."),
    )
    SECOND_REQUEST = (
        "P020",
        ERROR,
        N_("The page fetches “%(address)s” as well."),
        N_("Put it into the page, or leave it out: a page is one request."),
    )
    ONE_SIDED_ALTERNATE = (
        "P021",
        ERROR,
        N_("The page names the translation %(other)s, which does not name it back."),
        N_("List the same languages on both pages."),
    )
    UNKNOWN_ELEMENT = (
        "P022",
        ERROR,
        N_("The page has the element %(element)s, which neither a template nor a text writes."),
        N_(
            "Find what let it through. If a template is to write it, add it to the table of "
            "allowed elements."
        ),
    )
    UNKNOWN_ATTRIBUTE = (
        "P023",
        ERROR,
        N_(
            "The element %(element)s has the attribute %(attribute)s=“%(value)s”, which neither a "
            "template nor a text writes."
        ),
        N_(
            "Find what let it through. If a template is to write it, add it to the table of "
            "allowed elements."
        ),
    )
    WRONG_ATTRIBUTE_VALUE = (
        "P024",
        ERROR,
        N_("The attribute %(attribute)s of the element %(element)s may not be “%(value)s”."),
        N_("Correct it at its source. The table of allowed elements says what it may be."),
    )
    STRAY_LESS_THAN_SIGN = (
        "P025",
        ERROR,
        N_("A less-than sign does not begin a tag in the form we write: %(text)s"),
        N_(
            "Escape the sign, or write the tag in lower case, with double quotes and without "
            "comments."
        ),
    )
    NO_FONT = (
        "P026",
        WARNING,
        N_("No font at hand has all characters of this text, so there is no PDF of it."),
        N_("Take out signs such as emoji. PDFs can have Latin, Greek and Cyrillic letters."),
    )

"""What the rules of a page say, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reader.checks.findings.table import N_, FindingText

SENTENCES: Final[Mapping[str, FindingText]] = {
    "P001": FindingText(
        wrong=N_("The page does not begin with the doctype of HTML."),
        advice=N_("Put it first in the template, so that browsers follow the standard."),
    ),
    "P002": FindingText(
        wrong=N_("The page has %(count)s main headings (h1), or an empty one."),
        advice=N_("Give the page exactly one h1, with words."),
    ),
    "P003": FindingText(
        wrong=N_("The heading “%(heading)s” is of level %(level)s, under one of level %(above)s."),
        advice=N_("Begin with the h1 and go down one level at a time."),
    ),
    "P004": FindingText(
        wrong=N_("The field “%(name)s” has no label."),
        advice=N_("Write a visible label, tied to the field by its id."),
    ),
    "P005": FindingText(
        wrong=N_("A button has no words."),
        advice=N_("Write on the button what it does."),
    ),
    "P006": FindingText(
        wrong=N_("The id “%(id)s” is empty, or stands more than once."),
        advice=N_("Give each element an id of its own."),
    ),
    "P007": FindingText(
        wrong=N_("The page says it is in “%(found)s”; its address says “%(wanted)s”."),
        advice=N_("Set lang on the html element to the language of the address."),
    ),
    "P008": FindingText(
        wrong=N_("The page does not say in which direction it is read."),
        advice=N_("Set dir on the html element to ltr or rtl."),
    ),
    "P009": FindingText(
        wrong=N_("The page has a script."),
        advice=N_("Take it out: every page works without one."),
    ),
    "P010": FindingText(
        wrong=N_("An element has the attribute “%(attribute)s”, which runs a script."),
        advice=N_("Take the attribute out."),
    ),
    "P011": FindingText(
        wrong=N_("The attribute “%(attribute)s” holds an address that runs a script."),
        advice=N_("Write an address that leads to a page."),
    ),
    "P012": FindingText(
        wrong=N_("A link leads to “%(anchor)s”, which is not on the page."),
        advice=N_("Correct the link, or give the element that id."),
    ),
    "P013": FindingText(
        wrong=N_("The title does not begin with the main heading, “%(heading)s”."),
        advice=N_("Write one title: first the words of the h1, then the name of the site."),
    ),
    "P014": FindingText(
        wrong=N_("The page does not give one canonical address in full."),
        advice=N_("Write one canonical link, beginning with https:// or http://."),
    ),
    "P015": FindingText(
        wrong=N_(
            "The page does not list itself as “%(language)s” among its translations, or has no x-default."
        ),
        advice=N_("List every language, this one as well, and x-default."),
    ),
    "P016": FindingText(
        wrong=N_("The link to “%(address)s” has no words."),
        advice=N_("Write where the link leads, in words that stand alone."),
    ),
    "P017": FindingText(
        wrong=N_("The page has %(count)s main regions."),
        advice=N_("Put what the page is about into exactly one main element."),
    ),
    "P018": FindingText(
        wrong=N_("The first link does not skip to the main region."),
        advice=N_("Put the skip link first, and give main the id it leads to."),
    ),
    "P020": FindingText(
        wrong=N_("The page fetches “%(address)s” as well."),
        advice=N_("Put it into the page, or leave it out: a page is one request."),
    ),
    "P021": FindingText(
        wrong=N_("The page names the translation %(other)s, which does not name it back."),
        advice=N_("List the same languages on both pages."),
    ),
    "P022": FindingText(
        wrong=N_(
            "The page holds the element %(element)s, which neither a template nor a text makes."
        ),
        advice=N_(
            "Find what let it through. If a template is to write it, add it to the table of what pages hold."
        ),
    ),
    "P023": FindingText(
        wrong=N_(
            "The element %(element)s has the attribute %(attribute)s=“%(value)s”, which neither a template nor a text makes."
        ),
        advice=N_(
            "Find what let it through. If a template is to write it, add it to the table of what pages hold."
        ),
    ),
    "P024": FindingText(
        wrong=N_("The attribute %(attribute)s of the element %(element)s may not be “%(value)s”."),
        advice=N_(
            "Correct it where it comes from. The table of what pages hold says what it may be."
        ),
    ),
    "P025": FindingText(
        wrong=N_("A less-than sign begins no tag as we write them: %(text)s"),
        advice=N_(
            "Escape the sign, or write the tag in small letters, with double quotes and without comments."
        ),
    ),
}

"""Labels of kinds and statuses, for pages, text files and the command line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reader.i18n.translator import N_
from reader.library.model import Kind, StatusWord

KIND_LABELS: Final[Mapping[Kind, str]] = {
    Kind.EXPERIMENT: N_("Experiment"),
    Kind.ZINE: N_("Zine"),
    Kind.EPISODE: N_("Podcast episode"),
    Kind.LIST: N_("Reading list"),
    Kind.PAGE: N_("Page"),
}
# Titles of the pages that list a kind, and names of the rows of statistics.
SECTION_TITLES: Final[Mapping[Kind, str]] = {
    Kind.EXPERIMENT: N_("Experiments"),
    Kind.ZINE: N_("Zines"),
    Kind.EPISODE: N_("Podcast"),
    Kind.LIST: N_("Reading lists"),
    Kind.PAGE: N_("Pages"),
}
# Words of the link to what is read after a document of a kind.
NEXT_LABELS: Final[Mapping[Kind, str]] = {
    Kind.EXPERIMENT: N_("Next experiment"),
    Kind.ZINE: N_("First part"),
    Kind.EPISODE: N_("Next episode"),
    Kind.LIST: N_("Next reading list"),
}
STATUS_LABELS: Final[Mapping[StatusWord, str]] = {
    StatusWord.OPEN: N_("Open"),
    StatusWord.PAUSED: N_("Paused"),
    StatusWord.CLOSED: N_("Closed"),
    StatusWord.UNKNOWN: N_("Not known"),
}

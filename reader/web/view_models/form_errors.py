"""What is wrong with what a reader sent, and how to correct it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from reader.search.engine import Cut
from reader.search.query.parser import (
    BEGINNINGS_CONSIDERED,
    CHARACTERS_CONSIDERED,
    LETTERS_OF_A_BEGINNING,
    WORDS_CONSIDERED,
)
from reader.web.translations import gettext as _
from reader.web.translations import ngettext

QUERY_FIELD: Final = "q_"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormError:
    """One error. ``field`` is the id of its field, or of the first one of a group."""

    field: str
    message: str


def of_query(cuts: Collection[Cut]) -> tuple[FormError, ...]:
    """Return the errors of a query that was cut. The heading of the results has what is left."""
    too_long = _(
        "We shortened your search. "
        "There is room for %(words)s words and %(characters)s characters.",
        words=WORDS_CONSIDERED,
        characters=CHARACTERS_CONSIDERED,
    )
    table: Mapping[Cut, str] = {
        Cut.LENGTH: too_long,
        Cut.WORDS: too_long,
        Cut.LONG_WORD: _(
            "We shortened your search. One word was very long, so we looked for its beginning."
        ),
        Cut.SHORT_BEGINNING: ngettext(
            "We shortened your search. A star needs %(num)s letter before it.",
            "We shortened your search. A star needs %(num)s letters before it.",
            LETTERS_OF_A_BEGINNING,
        ),
        Cut.BEGINNINGS: ngettext(
            "We shortened your search. There is room for %(num)s star.",
            "We shortened your search. There is room for %(num)s stars.",
            BEGINNINGS_CONSIDERED,
        ),
    }
    messages = dict.fromkeys(message for cut, message in table.items() if cut in cuts)
    return tuple(FormError(field=QUERY_FIELD, message=message) for message in messages)

"""What the command says when something stops it: the sentence of every failure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reader.wiring.commands import N_, FailureCode

ERROR_MESSAGES: Final[Mapping[FailureCode, str]] = {
    FailureCode.BUSY: N_(
        "Another process builds or switches in %(folder)s; try again when it has ended."
    ),
    FailureCode.OTHER_OWNER: N_(
        "%(path)s belongs to %(owner)s, and this command runs as %(user)s: run it as %(owner)s, or name a folder of your own in READER_VAR."
    ),
    FailureCode.WRITABLE_BY_OTHERS: N_(
        "Other users may write to %(path)s: run `chmod -R go-w %(folder)s`, or name another folder in READER_VAR."
    ),
    FailureCode.PLANTED: N_(
        "%(path)s was not made by a build: it is a link, not an ordinary file, or another user’s. "
        "Look at it and remove it, or name another folder in READER_VAR."
    ),
    FailureCode.NOT_A_NAME: N_(
        "“%(name)s” is not the name of a generation: it has sixteen digits from 0 to 9 and a to f."
    ),
    FailureCode.NO_GENERATION: N_("There is no generation %(name)s in %(folder)s."),
    FailureCode.NOTHING_EARLIER: N_("There is no earlier generation to go back to."),
    FailureCode.DAMAGED: N_(
        "Generation %(name)s cannot be used: %(what)s. What was served before is served on."
    ),
    FailureCode.NO_TEMPLATE: N_("There is no messages.pot in %(folder)s; run `make catalogues`."),
    FailureCode.NO_CATALOGUE: N_("There is no catalogue of the language “%(language)s”."),
    FailureCode.LANGUAGE: N_("A language cannot be served: %(what)s"),
    FailureCode.PAGE: N_("The page %(address)s could not be made: its view answered %(status)s."),
}

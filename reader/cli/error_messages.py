"""The message of every failure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reader.wiring.commands import N_, FailureCode

ERROR_MESSAGES: Final[Mapping[FailureCode, str]] = {
    FailureCode.BUSY: N_(
        "Another build or switch is running in %(folder)s; try again when it is done."
    ),
    FailureCode.OTHER_OWNER: N_(
        "%(path)s belongs to %(owner)s, and this command runs as %(user)s: run it as %(owner)s, "
        "or name a folder of your own in READER_VAR."
    ),
    FailureCode.WRITABLE_BY_OTHERS: N_(
        "Other users may write to %(path)s: run `chmod -R go-w %(folder)s`, "
        "or name another folder in READER_VAR."
    ),
    FailureCode.PLANTED: N_(
        "%(path)s was not made by a build: it is a link, not a regular file, or belongs to "
        "another user. Look at it and remove it, or name another folder in READER_VAR."
    ),
    FailureCode.NOT_A_NAME: N_(
        "“%(name)s” is not the name of a generation, which is 16 hexadecimal digits."
    ),
    FailureCode.NO_GENERATION: N_("There is no generation %(name)s in %(folder)s."),
    FailureCode.NOTHING_EARLIER: N_("There is no earlier generation to go back to."),
    FailureCode.DAMAGED: N_(
        "Generation %(name)s cannot be used: %(what)s. The site stays as it was."
    ),
    FailureCode.NO_TEMPLATE: N_("There is no messages.pot in %(folder)s; run `make catalogues`."),
    FailureCode.NO_CATALOGUE: N_("There is no catalogue for the language “%(language)s”."),
    FailureCode.LANGUAGE: N_("A language cannot be served: %(what)s"),
    FailureCode.PAGE: N_(
        "The page %(address)s could not be rendered: its view returned status %(status)s."
    ),
    FailureCode.NO_BUNDLES: N_(
        "The pages are live. The files that hold the whole library could not be made: %(reason)s. "
        "Run `reader build` again when that is mended."
    ),
    FailureCode.BUNDLES_STOPPED: N_(
        "Stopped. The pages are live, without the files that hold the whole library: "
        "`reader build` makes them."
    ),
    FailureCode.NOTHING_BUILT: N_(
        "There is no generation in %(folder)s to export; run `reader build` first."
    ),
    FailureCode.NO_FOLDER: N_("%(folder)s is not a folder; name one that is empty or new."),
    FailureCode.FOREIGN_FILES: N_(
        "%(folder)s has files that no export wrote, such as %(name)s, and stays as it is: "
        "name a folder that is empty or new."
    ),
    FailureCode.OTHER_EXPORT: N_(
        "%(folder)s has an export of the format %(format)s, and stays as it is: "
        "name a folder that is empty or new."
    ),
    FailureCode.NOT_WRITTEN: N_(
        "The export could not be written: %(reason)s. %(folder)s stays as it was."
    ),
    FailureCode.CHANGED: N_(
        "Something has changed since generation %(name)s was built, and nothing was exported: "
        "run `reader build` first."
    ),
    FailureCode.NO_ZIM: N_("This needs a package that is not installed: run `make files` first."),
    FailureCode.NO_ZIM_FOR_PYTHON: N_(
        "There is nothing that writes ZIM files with Python %(version)s: "
        "use Python 3.11, 3.12 or 3.13 for this."
    ),
    FailureCode.NO_BOOK: N_("There is nothing for a book of “%(about)s” (%(languages)s)."),
    FailureCode.NO_EDITION: N_(
        "The library has nothing in “%(language)s”. Its languages are %(known)s."
    ),
}

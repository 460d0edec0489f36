"""What stops a build or a switch, as a code; the command line has a sentence for each."""

from __future__ import annotations

from enum import StrEnum
from functools import partial


class FailureCode(StrEnum):
    """Why nothing was published. The comments name the arguments of each."""

    BUSY = "busy"  # folder: another process builds or switches there
    OTHER_OWNER = "other-owner"  # path, owner, user: who owns the folder, and who runs this
    WRITABLE_BY_OTHERS = "writable-by-others"  # path, folder: of READER_VAR
    PLANTED = "planted"  # path: a link where none belongs, or another user's
    NOT_A_NAME = "not-a-name"  # name: no generation can have it
    NO_GENERATION = "no-generation"  # name, folder
    NOTHING_EARLIER = "nothing-earlier"
    DAMAGED = "damaged"  # name, what: the first thing that is wrong with a generation
    NO_TEMPLATE = "no-template"  # folder: it has no messages.pot
    NO_CATALOGUE = "no-catalogue"  # language
    LANGUAGE = "language"  # what: why a language cannot be served
    PAGE = "page"  # address, status: a view did not answer
    # Of the bundles: the pages are live without them.
    NO_BUNDLES = "no-bundles"  # reason: such as a full disk
    BUNDLES_STOPPED = "bundles-stopped"
    # Of an export.
    NOTHING_BUILT = "nothing-built"  # folder: READER_VAR, without a current generation
    NO_FOLDER = "no-folder"  # folder: a file is in its place
    FOREIGN_FILES = "foreign-files"  # folder, name: what no export wrote
    OTHER_EXPORT = "other-export"  # folder, format: of the export that is there
    NOT_WRITTEN = "not-written"  # folder, reason: such as a full disk
    CHANGED = "changed"  # name: content, catalogues or code are not what it was made from
    NO_ZIM = "no-zim"  # without the extra that writes it
    NO_ZIM_FOR_PYTHON = "no-zim-for-python"  # version: of Python
    NO_BOOK = "no-book"  # about, languages: nothing would be in it
    NO_EDITION = "no-edition"  # language, known: those that the library has


class PublishingError(Exception):
    """A build, a switch or bundles that were not made: the current generation stays current."""

    def __init__(self, why: FailureCode, **arguments: str) -> None:
        super().__init__(f"{why}: {', '.join(arguments.values())}")
        self.why = why
        self.arguments = arguments

    def __reduce__(self) -> tuple[partial[PublishingError], tuple[()], dict[str, object]]:
        """Return how to make it again in another process."""
        return partial(PublishingError, self.why, **self.arguments), (), self.__dict__

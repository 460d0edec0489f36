"""Open a generation as a server serves it, warm and without what it can do without, so that workers forked from there share it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from reader.delivery.prebuilt.compression_dictionaries import DictionaryCoder
from reader.delivery.prebuilt.page_file import PageFile
from reader.delivery.served_generation import ServedGeneration
from reader.i18n.cldr_trim import trim_cldr
from reader.i18n.languages import offered
from reader.i18n.negotiation import negotiate
from reader.library.library import Library
from reader.publishing.generations.generation_files import read_library
from reader.publishing.generations.pointer import generation, kept, switched
from reader.publishing.runtime.index_recovery import open_or_rebuild
from reader.publishing.runtime.warmup import warm
from reader.search.engine import Engine

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

# Makes the application of the generation in a folder, where there is an index with search. Handed in by the composition root.
MakeServed: TypeAlias = "Callable[[Path, Library, Engine | None], WSGIApplication]"


def open_generation(
    var: Path, name: str, content: Path, make_application: MakeServed
) -> ServedGeneration:
    """Return a generation as a door needs it. Raises whatever is wrong with it."""
    with _gc_paused():
        return _opened(var, name, content, make_application)


@contextmanager
def _gc_paused() -> Iterator[None]:
    """Spare a start the search for garbage: nearly all that is made then stays, and to look at it takes a tenth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _opened(var: Path, name: str, content: Path, make_application: MakeServed) -> ServedGeneration:
    directory = generation(var, name)
    library = read_library(directory)
    # Before the application is imported and made, which then takes the room: two megabytes.
    trim_cldr(offered(library.identity))
    engine = open_or_rebuild(directory, library, content)
    application = make_application(directory, library, engine)
    warm(application, library, searches=engine is not None)
    return ServedGeneration(
        page_file=PageFile.open(directory),
        application=application,
        negotiate=partial(negotiate, offered=library.languages),
        dictionaries=DictionaryCoder.open(kept(var, name)),
        published=switched(var),
    )

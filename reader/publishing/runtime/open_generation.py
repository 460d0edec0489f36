"""Open a generation for serving, warmed up and trimmed, so that workers forked later share it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from reader.delivery.prebuilt.compression_dictionaries import DictionaryCoder
from reader.delivery.prebuilt.page_file import PageFile
from reader.delivery.served_generation import ServedGeneration
from reader.i18n.cldr_trim import trim_cldr
from reader.i18n.languages import offered
from reader.i18n.negotiation import negotiate
from reader.library.addresses import form_addresses
from reader.library.library import Library
from reader.publishing.garbage_collector import collector_paused
from reader.publishing.generations.generation_files import read_library
from reader.publishing.generations.pointer import generation, recent_generations, switched_at
from reader.publishing.runtime.index_recovery import open_or_rebuild
from reader.publishing.runtime.warmup import warm
from reader.search.engine import Engine

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

# Makes the application of the generation in a folder, with search if there is an index. Handed in
# by the composition root.
MakeApplication: TypeAlias = "Callable[[Path, Library, Engine | None], WSGIApplication]"


def open_generation(
    var: Path,
    name: str,
    content: Path,
    make_application: MakeApplication,
    *,
    warms_form: bool = False,
) -> ServedGeneration:
    """Return a generation as a door serves it. Raises whatever is wrong with it.

    ``warms_form`` has a form opened too; the application makes the keys of the forms for that if
    there are none.
    """
    with collector_paused():
        return _open(var, name, content, make_application, warms_form=warms_form)


def _open(
    var: Path, name: str, content: Path, make_application: MakeApplication, *, warms_form: bool
) -> ServedGeneration:
    directory = generation(var, name)
    library = read_library(directory)
    # Before the application is imported and made, which then reuses the memory: two megabytes.
    trim_cldr(offered(library.identity))
    engine = open_or_rebuild(directory, library, content)
    application = make_application(directory, library, engine)
    page_file = PageFile.open(directory)
    forms = form_addresses(library.languages).intersection(page_file.manifest.dynamic)
    # What the first form of all imports and caches is enough; each would make a start longer.
    warmed = sorted(forms)[:1] if warms_form else ()
    warm(application, library, searches=engine is not None, forms=warmed)
    return ServedGeneration(
        page_file=page_file,
        application=application,
        negotiate=partial(negotiate, offered=library.languages),
        dictionaries=DictionaryCoder.open(recent_generations(var, name)),
        published=switched_at(var),
        forms=forms,
    )

"""The project as it is measured: built into its own folder, without the caller's settings."""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Final

from bench.figures import BenchError
from reader.library.addresses import document_address
from reader.library.library import Library
from reader.library.loading.loader import load
from reader.library.model import LanguageTag
from reader.publishing.generations import pointer
from reader.publishing.generations.generation_files import read_library
from reader.search.engine import Corpus
from reader.search.index.corpus import corpus

PROJECT: Final = Path(__file__).resolve().parents[1]
CONTENT: Final = PROJECT / "content"
# Its length is part of every weight: four times in the head of a page.
NAME: Final = "library.example.org"
BASE_URL: Final = f"https://{NAME}"
WORKERS: Final = 2
_LONG_WORD: Final = re.compile(r"[^\W\d_]{5,}")
# Without the last a server would compile our code anew at every start, which only happens once.
_OTHERS: Final = ("READER_", "GUNICORN_", "COVERAGE_", "PYTHONDONTWRITEBYTECODE")


def environment(var: Path, content: Path = CONTENT) -> dict[str, str]:
    """Return the caller's environment without everything that decides how the project runs."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OTHERS)}
    ours = {
        "READER_VAR": str(var),
        "READER_CONTENT": str(content),
        "READER_BASE_URL": BASE_URL,
        "READER_SUBMISSIONS": str(var.with_name(f"{var.name}-submissions")),
    }
    return {**kept, **ours, "HOST": "127.0.0.1", "PORT": "0", "WEB_CONCURRENCY": str(WORKERS)}


def library(var: Path) -> Library:
    """Return the library that was built in ``var``, without its texts."""
    identifier = pointer.current(var)
    if identifier is None:
        raise BenchError(f"Nothing was built in {var}.")
    return read_library(pointer.generation(var, identifier))


def document_page(var: Path) -> str:
    """Return the address of the first document that was built in ``var``."""
    shelf = library(var)
    document = next(shelf.documents())
    return document_address(document.kind, document.slug, shelf.languages[0])


def content_corpus() -> Corpus:
    """Return what an index of the project's own content is built from.

    Can be read more than once.
    """
    own = load(CONTENT).library
    assert own is not None
    found = corpus(own)
    return replace(found, entries=tuple(found.entries))


def frequent_words(shelf: Library, language: LanguageTag) -> tuple[str, ...]:
    """Return the words of five letters or more in titles and summaries, the most frequent first."""
    editions = (
        document.editions[language]
        for document in shelf.documents()
        if language in document.editions
    )
    counted = Counter(
        word
        for edition in editions
        for word in set(_LONG_WORD.findall(f"{edition.title} {edition.summary}".lower()))
    )
    return tuple(sorted(counted, key=lambda word: (-counted[word], word)))

"""The sidecar of an index: facet columns, titles, topic names and synonyms in one file.

The phrases of intents, the questions and the words of spellers are in others, which are mapped. All
are the same for every engine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Final

import msgspec

from reader.library.model import LanguageTag, Slug
from reader.search.analysis.lexicon import Lexicon
from reader.search.engine import Synonyms
from reader.search.index.entry_names import EntryNames
from reader.search.index.facet_columns import FacetColumns
from reader.search.index.work_columns import WorkColumns
from reader.search.intents.intent_index import (
    NO_INTENT_INDEX,
    IntentIndex,
)
from reader.search.intents.phrase_index import PhraseIndex
from reader.search.questions.question_index import QuestionIndex
from reader.storage.gzip_file import read_gzip

SIDECAR_FILE: Final = "SIDECAR"
PHRASES_FILE: Final = "PHRASES"
QUESTIONS_FILE: Final = "QUESTIONS"
LEXICON_FILE: Final = "LEXICON"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sidecar:
    """What a search needs besides terms, postings and stored entries.

    ``spellings``: language → the words of texts and synonyms that have accents. ``pins``: language
    → key of a document that an intent leads to → number of its entry.
    """

    languages: tuple[LanguageTag, ...]
    columns: FacetColumns
    works: WorkColumns
    spellings: Mapping[LanguageTag, tuple[str, ...]]
    names: EntryNames
    topics: Mapping[LanguageTag, Mapping[Slug, str]]
    synonyms: tuple[Synonyms, ...]
    intents: IntentIndex = NO_INTENT_INDEX
    pins: Mapping[LanguageTag, Mapping[str, int]] = field(default_factory=dict)
    questions: Mapping[LanguageTag, QuestionIndex] = field(default_factory=dict)
    lexicons: Mapping[LanguageTag, Lexicon] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _IntentsOfSidecar:
    """What of a sidecar a later build takes over."""

    intents: IntentIndex


def read_sidecar(directory: Path) -> Sidecar:
    """Return the sidecar of an index whose manifest was verified."""
    sidecar = msgspec.json.decode(read_gzip(directory / SIDECAR_FILE), type=Sidecar)
    return replace(
        sidecar,
        columns=sidecar.columns.packed(),
        works=sidecar.works.packed(),
        intents=_with_phrases(sidecar.intents, directory),
        questions=msgspec.msgpack.decode(
            _mapped(directory / QUESTIONS_FILE), type=dict[LanguageTag, QuestionIndex]
        ),
        lexicons=msgspec.msgpack.decode(
            _mapped(directory / LEXICON_FILE), type=dict[LanguageTag, Lexicon]
        ),
    )


def read_intents(directory: Path) -> IntentIndex:
    """Return the index of the intents alone. The manifest was verified."""
    content = read_gzip(directory / SIDECAR_FILE)
    return _with_phrases(msgspec.json.decode(content, type=_IntentsOfSidecar).intents, directory)


def _with_phrases(intents: IntentIndex, directory: Path) -> IntentIndex:
    phrases = msgspec.msgpack.decode(
        _mapped(directory / PHRASES_FILE), type=dict[LanguageTag, PhraseIndex]
    )
    return replace(intents, phrases=phrases)


def _mapped(path: Path) -> mmap:
    """Return a file, mapped, so that all processes share what is read of it."""
    with path.open("rb") as file:
        return mmap(file.fileno(), 0, access=ACCESS_READ)

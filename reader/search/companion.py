"""What lies beside an index whatever the engine: columns, spelled words, names of topics, synonyms. One file, sealed with the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import msgspec

from reader.library.model import LanguageTag, Slug
from reader.search.analysis import Analysis
from reader.search.columns import Columns, Gatherer
from reader.search.engine import Corpus, Entry, Synonyms
from reader.search.prepared import Prepared, StoredEntry, found_by, prepare
from reader.search.spelling import Lexicon

FILE: Final = "COMPANION"


@dataclass(frozen=True, slots=True, kw_only=True)
class Companion:
    """What a search needs beside terms, postings and stored entries. ``words``: language → word → how many entries have it."""

    languages: tuple[LanguageTag, ...]
    columns: Columns
    words: Mapping[LanguageTag, Mapping[str, int]]
    topics: Mapping[LanguageTag, Mapping[Slug, str]]
    synonyms: tuple[Synonyms, ...]


class Preparing:
    """Prepares the entries of a corpus, one after another, and writes what lies beside the index at the end.

    ``words`` are those of entries that are known already, as ``words`` of an earlier build returned them.
    """

    def __init__(self, corpus: Corpus, words: Mapping[LanguageTag, Mapping[str, int]] | None = None) -> None:
        self._corpus = corpus
        self._gatherer = Gatherer()
        self._analyses = {language: Analysis(language) for language in corpus.languages}
        self._lexicons = {language: Lexicon((words or {}).get(language, {})) for language in corpus.languages}

    def prepare(self, entry: Entry) -> Prepared:
        """Return the next entry as it is written into an index. Raises KeyError for one in a language that the corpus has not."""
        prepared = prepare(entry, self._analyses[entry.language])
        self._gatherer.add(entry, prepared.length)
        self._lexicons[entry.language].add(prepared.spelled)
        return prepared

    def keep(self, entry: Entry, length: int) -> None:
        """Take the next entry for one whose words are known, of so many terms."""
        self._gatherer.add(entry, length)

    def forget(self, stored: StoredEntry, language: LanguageTag) -> frozenset[str]:
        """Take the words of an entry out of those that are known, and return the terms that it is found by."""
        terms, spelled = found_by(stored, self._analyses[language])
        self._lexicons[language].remove(spelled)
        return terms

    def words(self) -> dict[LanguageTag, Mapping[str, int]]:
        """Return in how many entries each word is that is known, as it is spelled."""
        return {language: lexicon.spelled() for language, lexicon in self._lexicons.items()}

    def write(self, directory: Path) -> None:
        """Write what was gathered of the entries."""
        companion = Companion(
            languages=self._corpus.languages,
            columns=self._gatherer.columns(),
            words={language: lexicon.words() for language, lexicon in self._lexicons.items()},
            topics=self._corpus.topics,
            synonyms=self._corpus.synonyms,
        )
        (directory / FILE).write_bytes(msgspec.json.encode(companion))


def read_companion(directory: Path) -> Companion:
    """Return what lies beside an index that is whole."""
    read = msgspec.json.decode((directory / FILE).read_bytes(), type=Companion)
    return replace(read, columns=read.columns.packed())

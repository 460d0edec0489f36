"""What lies beside an index whatever the engine: columns, spelled words, names of topics, synonyms. One file, sealed with the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import msgspec

from reader.library.model import LanguageTag, Slug
from reader.search.analysis.analyzer import Analyzer
from reader.search.analysis.spelling import WordCounts
from reader.search.engine import Corpus, SearchEntry, Synonyms
from reader.search.index.facet_columns import FacetColumns, FacetColumnsBuilder
from reader.search.index.indexing import IndexedEntry, StoredEntry, found_by, prepare

FILE: Final = "COMPANION"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sidecar:
    """What a search needs beside terms, postings and stored entries. ``tokens``: language → word → how many entries have it."""

    languages: tuple[LanguageTag, ...]
    columns: FacetColumns
    words: Mapping[LanguageTag, Mapping[str, int]]
    topics: Mapping[LanguageTag, Mapping[Slug, str]]
    synonyms: tuple[Synonyms, ...]


class IndexBuilder:
    """Prepares the entries of a corpus, one after another, and writes what lies beside the index at the end.

    ``tokens`` are those of entries that are known already, as ``tokens`` of an earlier build returned them.
    """

    def __init__(
        self, corpus: Corpus, words: Mapping[LanguageTag, Mapping[str, int]] | None = None
    ) -> None:
        self._corpus = corpus
        self._gatherer = FacetColumnsBuilder()
        self._analyses = {language: Analyzer(language) for language in corpus.languages}
        self._lexicons = {
            language: WordCounts((words or {}).get(language, {})) for language in corpus.languages
        }

    def prepare(self, entry: SearchEntry) -> IndexedEntry:
        """Return the next entry as it is written into an index. Raises KeyError for one in a language that the corpus has not."""
        prepared = prepare(entry, self._analyses[entry.language])
        self._gatherer.add(entry, prepared.length)
        self._lexicons[entry.language].add(prepared.spelled)
        return prepared

    def keep(self, entry: SearchEntry, length: int) -> None:
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
        companion = Sidecar(
            languages=self._corpus.languages,
            columns=self._gatherer.columns(),
            words={language: lexicon.words() for language, lexicon in self._lexicons.items()},
            topics=self._corpus.topics,
            synonyms=self._corpus.synonyms,
        )
        (directory / FILE).write_bytes(msgspec.json.encode(companion))


def read_sidecar(directory: Path) -> Sidecar:
    """Return what lies beside an index that is whole."""
    read = msgspec.json.decode((directory / FILE).read_bytes(), type=Sidecar)
    return replace(read, columns=read.columns.packed())

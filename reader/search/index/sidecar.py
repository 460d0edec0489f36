"""The sidecar of an index: facet columns, word counts, topic names and synonyms in one file.

The phrases of intents and the questions are in two others. All are the same for every engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Final

import msgspec

from reader.library.model import LanguageTag, Slug
from reader.search.analysis.analyzer import Analyzer
from reader.search.analysis.letters import UNFOLDED_LETTERS, fold, normalize
from reader.search.analysis.tokenizer import tokens
from reader.search.analysis.word_counts import WordCounts
from reader.search.engine import Corpus, SearchEntry, Synonyms
from reader.search.index.base_and_delta import NO_BASE, BaseRecord, EntryRecord
from reader.search.index.entry_names import EntryNames, EntryNamesBuilder
from reader.search.index.facet_columns import FacetColumns, FacetColumnsBuilder
from reader.search.index.indexing import IndexedEntry, StoredEntry, index_entry, terms_and_words
from reader.search.index.question_builder import (
    NO_RECORD,
    QuestionIndexBuilder,
    QuestionRecord,
)
from reader.search.index.question_index import QuestionIndex
from reader.search.index.work_columns import WorkColumns, WorkColumnsBuilder
from reader.search.intents.intent_index import (
    NO_INTENT_INDEX,
    IntentIndex,
    intent_index,
    vocabulary_digest,
)
from reader.search.intents.phrase_index import PhraseIndex
from reader.search.intents.pins import PinCollector

SIDECAR_FILE: Final = "SIDECAR"
PHRASES_FILE: Final = "PHRASES"
QUESTIONS_FILE: Final = "QUESTIONS"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sidecar:
    """What a search needs besides terms, postings and stored entries.

    ``words``: language → word → how many entries have it. ``spellings``: language → the words of
    texts and synonyms that have accents. ``pins``: language → key of a document that an intent
    leads to → number of its entry.
    """

    languages: tuple[LanguageTag, ...]
    columns: FacetColumns
    works: WorkColumns
    words: Mapping[LanguageTag, Mapping[str, int]]
    spellings: Mapping[LanguageTag, tuple[str, ...]]
    names: EntryNames
    topics: Mapping[LanguageTag, Mapping[Slug, str]]
    synonyms: tuple[Synonyms, ...]
    intents: IntentIndex = NO_INTENT_INDEX
    pins: Mapping[LanguageTag, Mapping[str, int]] = field(default_factory=dict)
    questions: Mapping[LanguageTag, QuestionIndex] = field(default_factory=dict)


class IndexBuilder:
    """Analyzes the entries of a corpus one by one, and writes the sidecar at the end.

    ``base`` is what an earlier build recorded, ``earlier`` its index of the intents. ``records``
    has what was worked out of each entry.
    """

    def __init__(
        self, corpus: Corpus, base: BaseRecord = NO_BASE, earlier: IntentIndex = NO_INTENT_INDEX
    ) -> None:
        self._earlier = earlier
        self._corpus = corpus
        self._columns = FacetColumnsBuilder()
        self._works = WorkColumnsBuilder()
        self._names = EntryNamesBuilder(corpus.languages)
        self._pins = PinCollector(corpus)
        self._analyzers = {language: Analyzer(language) for language in corpus.languages}
        self._questions = {
            language: QuestionIndexBuilder(analyzer, base.questions.get(language, NO_RECORD))
            for language, analyzer in self._analyzers.items()
        }
        self._word_counts = {
            language: WordCounts(base.words.get(language, {})) for language in corpus.languages
        }
        self.records: list[EntryRecord] = []

    def add(self, entry: SearchEntry) -> IndexedEntry:
        """Analyze the next entry. Raises KeyError if the corpus does not have its language."""
        indexed = index_entry(entry, self._analyzers[entry.language])
        questions = self._questions[entry.language]
        record = EntryRecord(indexed.length, self._names.keys(entry), questions.count)
        questions.add(len(self.records), entry.questions)
        self._word_counts[entry.language].add(indexed.words)
        self._add(entry, record)
        return indexed

    def add_unchanged(self, entry: SearchEntry, record: EntryRecord) -> None:
        """Add the next entry without analyzing it: the base has its record and counts its words."""
        questions = self._questions[entry.language]
        now = record._replace(first_question=questions.count)
        questions.add_unchanged(len(self.records), entry.questions, record.first_question)
        self._add(entry, now)

    def _add(self, entry: SearchEntry, record: EntryRecord) -> None:
        self._columns.add(entry, record.length)
        self._works.add(entry)
        self._names.add(entry, record.names)
        self._pins.add(entry)
        self.records.append(record)

    def delete(self, stored: StoredEntry, language: LanguageTag) -> frozenset[str]:
        """Subtract the words of an entry of an earlier build, and return the terms it had."""
        terms, words = terms_and_words(stored, self._analyzers[language])
        self._word_counts[language].remove(words)
        return terms

    def word_counts(self) -> dict[LanguageTag, Mapping[str, int]]:
        """Return language → word as written → how many entries have it."""
        return {language: counts.spelled() for language, counts in self._word_counts.items()}

    def question_records(self) -> dict[LanguageTag, QuestionRecord]:
        """Return what a later build needs to know of the questions of each language."""
        return {language: questions.record() for language, questions in self._questions.items()}

    def write_sidecar(self, directory: Path) -> None:
        """Write what was collected from the entries."""
        sidecar = Sidecar(
            languages=self._corpus.languages,
            columns=self._columns.columns(),
            works=self._works.columns(),
            words={language: counts.words() for language, counts in self._word_counts.items()},
            spellings={
                language: _accented(counts.spelled(), self._corpus.synonyms, language)
                for language, counts in self._word_counts.items()
            },
            names=self._names.names(),
            topics=self._corpus.topics,
            synonyms=self._corpus.synonyms,
            intents=self._intents(),
            pins=self._pins.numbers,
        )
        bare = replace(sidecar, intents=replace(sidecar.intents, phrases={}))
        (directory / SIDECAR_FILE).write_bytes(msgspec.json.encode(bare))
        (directory / PHRASES_FILE).write_bytes(msgspec.msgpack.encode(sidecar.intents.phrases))
        questions = {
            language: own.index(sidecar.words[language])
            for language, own in self._questions.items()
        }
        (directory / QUESTIONS_FILE).write_bytes(msgspec.msgpack.encode(questions))

    def _intents(self) -> IntentIndex:
        """Return the index of the intents, that of the earlier build if nothing has changed."""
        digest = vocabulary_digest(self._corpus.intents)
        if self._earlier.digest == digest:
            return self._earlier
        return intent_index(self._corpus.intents, self._analyzers)


def _accented(
    spelled: Mapping[str, int], synonyms: Iterable[Synonyms], language: LanguageTag
) -> tuple[str, ...]:
    """Return the words of texts and synonyms that have accents, sorted."""
    terms = (term for group in synonyms for term in group.get(language, ()))
    listed = (normalize(token.joined) for term in terms for token in tokens(term))
    words = {*(word for word, count in spelled.items() if count), *listed}
    return tuple(sorted(word for word in words if fold(word, UNFOLDED_LETTERS) != word))


@dataclass(frozen=True, slots=True, kw_only=True)
class _IntentsOfSidecar:
    """What of a sidecar a later build takes over."""

    intents: IntentIndex


def read_sidecar(directory: Path) -> Sidecar:
    """Return the sidecar of an index whose manifest was verified."""
    sidecar = msgspec.json.decode((directory / SIDECAR_FILE).read_bytes(), type=Sidecar)
    return replace(
        sidecar,
        columns=sidecar.columns.packed(),
        works=sidecar.works.packed(),
        intents=_with_phrases(sidecar.intents, directory),
        questions=msgspec.msgpack.decode(
            _mapped(directory / QUESTIONS_FILE), type=dict[LanguageTag, QuestionIndex]
        ),
    )


def read_intents(directory: Path) -> IntentIndex:
    """Return the index of the intents alone. The manifest was verified."""
    content = (directory / SIDECAR_FILE).read_bytes()
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

"""Collect what an index holds besides terms, postings and stored entries, entry by entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import msgspec

from reader.library.model import LanguageTag
from reader.search.analysis.analyzer import Analyzer, query_analyzer
from reader.search.analysis.letters import UNFOLDED_LETTERS, fold, normalize
from reader.search.analysis.lexicon import Lexicon, lexicon
from reader.search.analysis.tokenizer import tokens
from reader.search.analysis.word_counts import WordCounts
from reader.search.engine import Corpus, SearchEntry, Synonyms
from reader.search.index.base_and_delta import NO_BASE, BaseRecord, EntryRecord
from reader.search.index.entry_names import EntryNamesBuilder
from reader.search.index.facet_columns import FacetColumnsBuilder
from reader.search.index.indexing import IndexedEntry, StoredEntry, index_entry, terms_and_words
from reader.search.index.sidecar import (
    LEXICON_FILE,
    PHRASES_FILE,
    QUESTIONS_FILE,
    SIDECAR_FILE,
    Sidecar,
)
from reader.search.index.work_columns import WorkColumnsBuilder
from reader.search.intents.intent_index import (
    NO_INTENT_INDEX,
    IntentIndex,
    intent_index,
    vocabulary_digest,
)
from reader.search.intents.pins import PinCollector
from reader.search.questions.question_builder import QuestionIndexBuilder
from reader.search.questions.question_index import NO_RECORD, QuestionRecord
from reader.storage.gzip_file import write_gzip


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
        write_gzip(directory / SIDECAR_FILE, msgspec.json.encode(bare))
        (directory / PHRASES_FILE).write_bytes(msgspec.msgpack.encode(sidecar.intents.phrases))
        questions = {language: own.index() for language, own in self._questions.items()}
        (directory / QUESTIONS_FILE).write_bytes(msgspec.msgpack.encode(questions))
        lexicons = {tag: self._lexicon(tag, sidecar.spellings[tag]) for tag in sidecar.languages}
        (directory / LEXICON_FILE).write_bytes(msgspec.msgpack.encode(lexicons))

    def _lexicon(self, language: LanguageTag, spellings: Sequence[str]) -> Lexicon:
        """Return the words of texts, of synonyms, and of questions if no text has them."""
        counts = self._word_counts[language].words()
        listed = {
            *(self._questions[language].words() - counts.keys()),
            *(
                normalize(part)
                for group in self._corpus.synonyms
                for term in group.get(language, ())
                for token in tokens(term)
                for part, _, _ in token.parts
            ),
        }
        return lexicon(counts, sorted(listed), query_analyzer(language, spellings))

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

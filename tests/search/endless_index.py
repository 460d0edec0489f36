"""An index in which every word is known and in nearly every entry: the worst case of any query."""

from __future__ import annotations

from functools import cache

from search.small_index import EN, ES, entry

from reader.library.model import LanguageTag
from reader.search.analysis.analyzer import Analyzer
from reader.search.analysis.lexicon import lexicon
from reader.search.engine import Synonyms
from reader.search.index.entry_names import EntryNamesBuilder
from reader.search.index.facet_columns import FacetColumns, FacetColumnsBuilder
from reader.search.index.index_reader import Postings
from reader.search.index.indexing import StoredEntry, index_entry, pack
from reader.search.index.sidecar import Sidecar
from reader.search.index.work_columns import WorkColumns
from reader.search.searcher import Searcher
from reader.search.work_budget import Clock, stopped_clock

ENTRIES = 2000  # of each language
POSITIONS = 200  # of each term in each entry


class EndlessField:
    """The terms that ``knows`` begins, without end."""

    def __init__(self, numbers: range, knows: str) -> None:
        self._numbers = numbers
        self._knows = knows

    def frequency(self, term: str) -> int:
        return len(self._numbers) if term.startswith(self._knows) else 0

    def expand_prefix(self, prefix: str, limit: int) -> tuple[str, ...]:
        return tuple(f"{prefix}{number}" for number in range(limit))

    def postings(self, term: str) -> Postings:
        positions = pack(range(len(term) % 7, 7 * POSITIONS, 7))
        return Postings(self._numbers, [1.0] * len(self._numbers), [positions] * len(self._numbers))


class EndlessStore:
    """Such fields in two languages, and entries that are all alike."""

    def __init__(self, knows: str) -> None:
        self._fields = {
            EN: EndlessField(range(ENTRIES), knows),
            ES: EndlessField(range(ENTRIES, 2 * ENTRIES), knows),
        }

    def field(self, language: LanguageTag) -> EndlessField:
        return self._fields[language]

    def entry(self, number: int) -> StoredEntry:
        return _stored("en" if number < ENTRIES else "es")

    def close(self) -> None:
        """Close nothing."""


def endless(
    synonyms: tuple[Synonyms, ...] = (), clock: Clock = stopped_clock, knows: str = ""
) -> Searcher:
    """Return a search over such an index, whose spellers know as many words as they may."""
    words = {
        language: {f"{first}{second}abcd": 1 for first in _LETTERS for second in _LETTERS}
        for language in (EN, ES)
    }
    sidecar = Sidecar(
        languages=(EN, ES),
        columns=_columns(),
        spellings={EN: (), ES: ()},
        names=EntryNamesBuilder((EN, ES)).names(),
        works=WorkColumns(works=range(2 * ENTRIES), wholes=range(2 * ENTRIES), parts={}),
        topics={},
        synonyms=synonyms,
        lexicons={
            language: lexicon(known, (), Analyzer(language)) for language, known in words.items()
        },
    )
    return Searcher(EndlessStore(knows), sidecar, clock)


_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@cache
def _columns() -> FacetColumns:
    builder = FacetColumnsBuilder()
    for language in (EN, ES):
        for _ in range(ENTRIES):
            builder.add(entry("alike", "calm", language=language), 1000)
    return builder.columns()


@cache
def _stored(language: str) -> StoredEntry:
    text = "calm words " * POSITIONS * 4
    return index_entry(
        entry("alike", text, language=language), Analyzer(LanguageTag(language))
    ).stored

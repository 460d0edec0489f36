"""The words that one language's speller knows, worked out when an index is built.

A server only opens them: for twenty thousand words that takes no time, and to work them out takes
a fifth of a second and many small objects.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from reader.search.analysis.analyzer import Analyzer
from reader.search.analysis.letters import bare, fold
from reader.search.analysis.spelling import WordsOfLength, words_by_length
from reader.search.packed_strings import pack_strings

_EMPTY: Final = memoryview(b"")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The words of one language, as they are stored.

    ``words`` may be suggested. ``terms`` are those under which synonyms and questions are known:
    sorted, and ``term_ends`` says where each ends.
    """

    words: tuple[WordsOfLength, ...] = ()
    terms: memoryview = _EMPTY
    term_ends: memoryview = _EMPTY


def lexicon(counts: Mapping[str, int], listed: Collection[str], analyzer: Analyzer) -> Lexicon:
    """Return the lexicon of a language.

    ``counts``: word of the texts → how many entries have it. ``listed`` are the words of synonyms
    and questions.
    """
    terms = {
        term for word in listed for term in (bare(word), fold(word), *analyzer.query_terms(word))
    }
    joined, ends = pack_strings(sorted(terms, key=str.encode))
    words = words_by_length({**dict.fromkeys(listed, 1), **counts})
    return Lexicon(words=words, terms=joined, term_ends=ends)

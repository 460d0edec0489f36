"""Find the entries that a query asks for by name: by their whole title, or by a term they explain.

Such an entry is the first result, whatever its score.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Final, TypeAlias

from reader.library.model import LanguageTag
from reader.search.analysis.analyzer import Analyzer
from reader.search.analysis.letters import title_key
from reader.search.query.parser import Query, QueryItem, QueryWord, parse_query
from reader.search.query.significance import Significance

MAX_TERM_WORDS: Final = 4
MAX_ANSWERS: Final = 3

# Number of the entry, anchor, forms of the term.
Definition: TypeAlias = tuple[int, str, Sequence[str]]
_BRACKET: Final = re.compile(r"[()]")


class DirectAnswers:
    """The titles of all entries, and the terms explained in each language.

    ``titles``: ``title_key`` → numbers of entries.
    """

    def __init__(
        self,
        titles: Mapping[str, Sequence[int]],
        definitions: Mapping[LanguageTag, Iterable[Definition]],
        analyzers: Mapping[LanguageTag, Analyzer],
        significance: Mapping[LanguageTag, Significance],
    ) -> None:
        self._titles = titles
        self._analyzers = analyzers
        self._significance = significance
        self._definitions = {
            tag: {
                key: (number, anchor)
                for number, anchor, forms in reversed(tuple(definitions[tag]))
                for form in forms
                for written in (form, *_BRACKET.split(form))
                for key in self._keys(parse_query(written).required, tag)
            }
            for tag in analyzers
        }

    def titled(self, query: Query) -> tuple[int, ...]:
        """Return the entries whose whole title was typed."""
        if query.excluded:
            return ()
        return tuple(self._titles.get(title_key(query.asked), ()))

    def defining(self, query: Query, language: LanguageTag) -> tuple[tuple[int, str], ...]:
        """Return the entries that explain the term that was typed, and the anchors there.

        Those in the reader's language come first.
        """
        tags = () if query.excluded else sorted(self._analyzers, key=lambda tag: tag != language)
        found = (
            self._definitions[tag][key]
            for tag in tags
            for key in self._keys(query.required, tag)
            if key in self._definitions[tag]
        )
        return tuple(dict.fromkeys(found))[:MAX_ANSWERS]

    def _keys(self, items: Sequence[QueryItem], tag: LanguageTag) -> Iterator[tuple[str, ...]]:
        """Yield the keys of a term: its words in any order, with and without small words."""
        significant = tuple(items[at] for at in self._significance[tag].significant(items))
        for own in dict.fromkeys((tuple(items), significant)):
            yield from _term_keys(
                [word for item in own for word in item.words], self._analyzers[tag]
            )


def _term_keys(words: Sequence[QueryWord], analyzer: Analyzer) -> Iterator[tuple[str, ...]]:
    """Yield the keys of words: each joined, in parts, and all of them as one word."""
    joined = tuple(word.joined for word in words)
    parts = tuple(part for word in words for part in word.parts)
    for written in dict.fromkeys((joined, parts, ("".join(parts),))):
        if 0 < len(written) <= MAX_TERM_WORDS:
            yield from (tuple(sorted(key)) for key in product(*map(analyzer.query_terms, written)))

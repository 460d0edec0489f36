"""What a query means in one language: which terms an entry must have, and which beside one another. Knows no engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, pairwise, zip_longest
from typing import Final, NamedTuple, Protocol, TypeAlias

from reader.search.analysis.analyzer import KEPT_LETTERS, Analyzer, fold, normalize
from reader.search.query.parser import Query, QueryItem, QueryShape, QueryWord
from reader.search.query.synonyms import SynonymMatch

WAYS_TRIED: Final = (
    16  # of writing one item: joined, in parts, taken apart, together with its neighbor
)
WAYS_TAKEN: Final = 4  # of those whose words are in the index
BRIDGES_TAKEN: Final = 12  # synonyms that are in the index
EXPANSIONS: Final = 12  # words that a typed beginning stands for
# Where a typed word may fall apart ("deescalation"): after two letters, and before three.
LETTERS_BEFORE_A_GAP: Final = 2
LETTERS_AFTER_A_GAP: Final = 3

Step: TypeAlias = tuple[str, ...]  # terms; any of them will do
Run: TypeAlias = tuple[Step, ...]  # steps at positions that follow one another


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One thing that an entry must have: any of the runs. All terms are in the index; no run at all means that nothing has it.

    The words of a beginning are worth the same, however rare one of them is.
    """

    runs: tuple[Run, ...]
    is_beginning: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Expansion:
    """Synonyms: who has any of the runs answers the wanted clauses of these numbers, if not as well."""

    clauses: tuple[int, ...]
    runs: tuple[Run, ...]
    term: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What must be found, what stands for it, and what must not be."""

    wanted: tuple[Clause, ...]
    unwanted: tuple[Clause, ...]
    bridges: tuple[Expansion, ...] = ()

    def neighbors(self) -> Iterator[Run]:
        """Yield runs of two words that were typed beside one another: who has them so answers better."""
        steps = [
            clause.runs[0] if clause.runs and len(clause.runs[0]) == 1 else ()
            for clause in self.wanted
            if not clause.is_beginning
        ]
        yield from (first + second for first, second in pairwise(steps) if first and second)

    def runs(self) -> Iterator[tuple[int, Run]]:
        """Yield every run that answers a wanted clause, with the number of the clause."""
        yield from (
            (number, run) for number, clause in enumerate(self.wanted) for run in clause.runs
        )
        yield from (
            (number, run)
            for bridge in self.bridges
            for number in bridge.clauses
            for run in bridge.runs
        )


class _Placed(NamedTuple):
    """An item, and which items of the query it is made of: from ``first`` to before ``end``."""

    item: QueryItem
    first: int
    end: int


class TermDictionary(Protocol):
    """The terms of one language in an index."""

    def has(self, term: str) -> bool:
        """Return whether any entry has the term."""

    def beginning_with(self, letters: str, count: int) -> tuple[str, ...]:
        """Return at most ``count`` terms that begin so, the commonest."""


class Planner:
    """Makes plans for one language of one index."""

    def __init__(self, analysis: Analyzer, lexicon: TermDictionary) -> None:
        self._analysis = analysis
        self._language = analysis.language
        self._lexicon = lexicon

    def plan(self, query: Query, stands: Sequence[SynonymMatch] = ()) -> Plan:
        """Return what a query means. Stop words are left out where other words remain."""
        items = tuple(self._bound(query.wanted))
        telling = tuple(each for each in items if not self._is_small(each.item)) or items
        clauses = tuple(each.item for each in telling)
        return Plan(
            wanted=tuple(map(self._clause, clauses, _together(clauses))),
            unwanted=tuple(self._clause(item) for item in query.unwanted),
            bridges=tuple(islice(self._bridges(telling, stands), BRIDGES_TAKEN)),
        )

    def _bridges(
        self, telling: Sequence[_Placed], stands: Iterable[SynonymMatch]
    ) -> Iterator[Expansion]:
        """Yield the synonyms that are in the index. One that stands for stop words alone is of no use."""
        for stand in stands:
            clauses = tuple(
                number
                for number, each in enumerate(telling)
                if each.first < stand.end and stand.first < each.end
            )
            for term in stand.terms.get(self._language, ()) if clauses else ():
                runs = self._runs(self._ways_of_phrase(term.words))
                if runs:
                    yield Expansion(clauses=clauses, runs=runs, term=term.written)

    def _bound(self, items: Sequence[QueryItem]) -> Iterator[_Placed]:
        """Yield the items with each bound prefix joined to the word after it: "de escalation" is read as "de-escalation"."""
        rest = enumerate(zip_longest(items, items[1:]))
        for at, (item, following) in rest:
            if following and self._is_prefix_of(item, following):
                first, second = item.words[0], following.words[0]
                word = QueryWord(
                    joined=first.joined + second.joined, parts=first.parts + second.parts
                )
                joined = QueryItem(
                    shape=QueryShape.WORD,
                    words=(word,),
                    without=False,
                    shown=f"{item.shown} {following.shown}",
                )
                yield _Placed(joined, at, at + 2)
                next(rest)
            else:
                yield _Placed(item, at, at + 1)

    def _is_prefix_of(self, item: QueryItem, following: QueryItem) -> bool:
        return (
            _both_words(item, following)
            and self._analysis.is_bound_prefix(item.words[0].joined)
            and not self._is_small(following)
        )

    def _is_small(self, item: QueryItem) -> bool:
        return item.shape is QueryShape.WORD and self._analysis.is_stop_word(item.words[0].joined)

    def _clause(self, item: QueryItem, together: Iterable[str] = ()) -> Clause:
        if item.shape is QueryShape.BEGINNING:
            letters = fold(normalize(item.words[0].joined), KEPT_LETTERS)
            terms = self._lexicon.beginning_with(letters, EXPANSIONS)
            return Clause(runs=((terms,),) if terms else (), is_beginning=True)
        ways = (
            self._ways_of_phrase(item.words)
            if item.shape is QueryShape.PHRASE
            else self._ways_of_word(item.words[0], together)
        )
        return Clause(runs=self._runs(ways))

    def _runs(self, ways: Iterable[tuple[str, ...]]) -> tuple[Run, ...]:
        """Return the first ways whose words are all in the index."""
        return tuple(islice(filter(None, map(self._run, islice(ways, WAYS_TRIED))), WAYS_TAKEN))

    def _ways_of_word(self, word: QueryWord, together: Iterable[str]) -> Iterator[tuple[str, ...]]:
        """Yield the ways a word is written: joined, in parts, apart, or joined to the word beside it ("mutual aid", "mutualaid")."""
        yield (word.joined,)
        yield from self._apart(word)
        yield from ((joined,) for joined in together)

    def _ways_of_phrase(self, words: tuple[QueryWord, ...]) -> Iterator[tuple[str, ...]]:
        """Yield the ways a phrase is written: all in parts, or one of its words otherwise, or two of its words joined."""
        parts = tuple(word.parts for word in words)
        yield tuple(chain.from_iterable(parts))
        for at, word in enumerate(words):
            before, after = (
                tuple(chain.from_iterable(parts[:at])),
                tuple(chain.from_iterable(parts[at + 1 :])),
            )
            if len(word.parts) > 1:
                yield (*before, word.joined, *after)
            else:
                yield from ((*before, *apart, *after) for apart in self._apart(word))
            if after:
                yield (*before, word.joined + after[0], *after[1:])

    def _apart(self, word: QueryWord) -> Iterator[tuple[str, ...]]:
        """Yield the parts of a compound, or the two known words that a word without hyphens may be made of."""
        if len(word.parts) > 1:
            yield word.parts
            return
        letters = normalize(word.joined)
        for at in range(LETTERS_BEFORE_A_GAP, len(letters) - LETTERS_AFTER_A_GAP + 1):
            first, second = letters[:at], letters[at:]
            if (
                self._known(first)
                and self._known(second)
                and not self._analysis.is_stop_word(second)
            ):
                yield first, second

    def _run(self, written: Iterable[str]) -> Run | None:
        """Return the steps of words in a row, or None where one of them is in no entry."""
        steps = tuple(map(self._known, written))
        return steps if all(steps) else None

    def _known(self, written: str) -> Step:
        return tuple(
            term for term in self._analysis.query_terms(written) if self._lexicon.has(term)
        )


def _together(items: Sequence[QueryItem]) -> tuple[tuple[str, ...], ...]:
    """Return for each item the words that it makes with the one before it and the one after it."""
    pairs = (
        first.words[0].joined + second.words[0].joined if _both_words(first, second) else ""
        for first, second in pairwise(items)
    )
    return tuple(tuple(filter(None, both)) for both in pairwise(("", *pairs, "")))


def _both_words(first: QueryItem, second: QueryItem) -> bool:
    return first.shape is second.shape is QueryShape.WORD

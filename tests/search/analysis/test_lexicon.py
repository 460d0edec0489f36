from __future__ import annotations

import msgspec
from search.small_index import EN, ES

from reader.search.analysis.analyzer import query_analyzer
from reader.search.analysis.lexicon import Lexicon, lexicon
from reader.search.analysis.spelling import SpellChecker
from reader.search.packed_strings import PackedStrings, index_of
from reader.search.work_budget import WorkBudget


def stored(own: Lexicon) -> Lexicon:
    return msgspec.msgpack.decode(msgspec.msgpack.encode(own), type=Lexicon)


def test_a_stored_lexicon_suggests_the_words_of_texts_and_those_that_are_listed():
    own = stored(lexicon({"neighbor": 3}, ("harassment",), query_analyzer(EN, ())))

    checker = SpellChecker(EN, own.words)

    suggested = [checker.suggestions(typed, WorkBudget()) for typed in ("nieghbor", "harrassment")]
    assert [[each.word for each in own] for own in suggested] == [["neighbor"], ["harassment"]]
    assert suggested[0][0].rank == -3


def test_a_stored_lexicon_knows_listed_words_by_their_letters_and_their_stems():
    own = stored(lexicon({}, ("refrigeradores", "corazón"), query_analyzer(ES, ("corazón",))))

    terms = PackedStrings(own.terms, own.term_ends)

    known = ("refrigeradores", "refriger", "corazon")
    assert all(index_of(word, terms) is not None for word in known)
    assert index_of("nevera", terms) is None
    assert list(terms) == sorted(terms)

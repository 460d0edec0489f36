"""Words, parts, offsets and positions."""

from __future__ import annotations

import pytest
from support.nasty import NASTY

from reader.library.model import LanguageTag
from reader.search.analysis.analyzer import Analyzer
from reader.search.analysis.tokenizer import occurrences, tokens


def test_words_keep_their_offsets_in_the_original_text() -> None:
    text = "El pingu\u0308ino, ¿comía 3 «peces»? 👍🏽 _sí_"
    assert [text[word.start : word.end] for word in tokens(text)] == [
        "El",
        "pingu\u0308ino",
        "comía",
        "3",
        "peces",
        "sí",
    ]


def test_a_compound_stands_whole_and_in_parts_at_following_positions() -> None:
    found = [
        (each.written, each.position) for each in occurrences("verbal de\u2011escalation skills")
    ]
    assert found == [
        ("verbal", 0),
        ("deescalation", 1),
        ("de", 1),
        ("escalation", 2),
        ("skills", 3),
    ]


def test_positions_leave_a_gap_between_lines() -> None:
    assert [each.position for each in occurrences("one two\nthree\n\nfour")] == [0, 1, 3, 6]


@pytest.mark.parametrize(
    "joiner", ["-", "\u2010", "\u2011", "\u00ad", "'", "’", "\u200c", "\u200d"]
)
def test_every_hyphen_and_apostrophe_joins(joiner: str) -> None:
    assert [word.joined for word in tokens(f"x de{joiner}escalation y")] == [
        "x",
        "deescalation",
        "y",
    ]


@pytest.mark.parametrize("edge", ["-word-", "'word'", "--word", "word--", "\u00adword"])
def test_hyphens_and_apostrophes_at_the_edge_do_not_belong_to_a_word(edge: str) -> None:
    assert [word.joined for word in tokens(edge)] == ["word"]


def test_vowel_signs_and_points_stay_inside_words() -> None:
    assert [word.joined for word in tokens("हिन्दी भाषा مُسَاعَدَة שָׁלוֹם")] == [
        "हिन्दी",
        "भाषा",
        "مُسَاعَدَة",
        "שָׁלוֹם",
    ]


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_nasty_text_is_cut_into_words_that_stand_in_it(text: str) -> None:
    english = Analyzer(LanguageTag("en"))
    for word in tokens(text):
        assert 0 <= word.start < word.end <= len(text)
        assert all(text[start:end] == written for written, start, end in word.parts)
        assert english.index_terms(word.joined)

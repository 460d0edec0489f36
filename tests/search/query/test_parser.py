"""What is made of what people type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.nasty import NASTY

from reader.search.analysis.language_words import EVERY_WEIGHTLESS_WORD
from reader.search.engine import Cut
from reader.search.query.parser import (
    CHARACTERS_CONSIDERED,
    WORDS_CONSIDERED,
    Query,
    QueryItem,
    QueryShape,
    is_weightless,
    parse_query,
)


def said(query: Query) -> list[str]:
    """Return the items in short: ``-`` excluded, ``*`` prefix, quotes around a phrase."""
    return [spelled(item) for item in query.items]


def spelled(item: QueryItem) -> str:
    words = " ".join(".".join(word.parts) for word in item.words)
    shape = {QueryShape.WORD: "{}", QueryShape.PHRASE: '"{}"', QueryShape.PREFIX: "{}*"}[item.shape]
    return ("-" if item.is_excluded else "") + shape.format(words)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("", []),
        ("mental health", ["mental", "health"]),
        ("de-escalation", ["de.escalation"]),
        ('"mental health" crisis', ['"mental health"', "crisis"]),
        ("“salud mental” «apoyo mutuo»", ['"salud mental"', '"apoyo mutuo"']),
        ('food -police -"food bank"', ["food", "-police", '-"food bank"']),
        ("desescal* com*", ["desescal*", "com*"]),
        ("ca*m *x * ** ?", ["ca", "m", "x"]),
        ('"unbalanced quote', ["unbalanced", "quote"]),
        ('one "two" three"', ["one", '"two"', "three"]),
        ('""', []),
        ("- -- --- -", []),
        ("a-b -c- d", ["a.b", "-c", "d"]),
        ("title:calm (AND) [a TO z] ^2 ~9", ["title", "calm", "AND", "a", "TO", "z", "2", "9"]),
        ("police/community,support", ["police", "community", "support"]),
        ("salud SALUD Salúd", ["salud"]),
        ("ano año", ["ano", "año"]),
        ("calm\x00down\x1b", ["calm", "down"]),
        ("🫶🏽 👩‍👩‍👧‍👦", []),
        ("half\ud800pair", ["half", "pair"]),
    ],
)
def test_words_phrases_without_and_beginnings_are_read_and_the_rest_is_just_characters(
    text: str, items: list[str]
) -> None:
    assert said(parse_query(text)) == items


def test_a_query_of_nothing_but_words_to_leave_out_asks_for_them() -> None:
    assert said(parse_query("-police -prison")) == ["police", "prison"]


def test_a_beginning_of_two_letters_is_a_word_and_is_said() -> None:
    query = parse_query("de*")
    assert said(query) == ["de"]
    assert query.cuts == {Cut.SHORT_BEGINNING}


def test_three_beginnings_are_considered_and_the_next_are_words() -> None:
    query = parse_query("abc* abd* abe* abf* abg")
    assert said(query) == ["abc*", "abd*", "abe*", "abf", "abg"]
    assert query.cuts == {Cut.BEGINNINGS}


def test_spaces_and_control_characters_are_put_in_order() -> None:
    assert parse_query(" one\u2003two\r\nthree\x00\x07 ").asked == "one two three"


def test_three_hundred_characters_are_considered_and_no_half_word() -> None:
    query = parse_query("police " * 60)
    assert len(query.asked) <= CHARACTERS_CONSIDERED
    assert query.asked.endswith("police")
    assert query.cuts == {Cut.LENGTH}


def test_sixteen_words_are_considered() -> None:
    query = parse_query(" ".join(f"w{number}" for number in range(20)))
    assert said(query) == [f"w{number}" for number in range(16)]
    assert query.cuts == {Cut.WORDS}


def test_words_of_phrases_and_parts_of_compounds_count() -> None:
    query = parse_query('"a b c d e f g h i j k l m n" o-p-q-r s')
    assert said(query) == ['"a b c d e f g h i j k l m n"', "o.p"]
    assert query.cuts == {Cut.WORDS}


def test_a_phrase_is_considered_up_to_sixteen_words() -> None:
    query = parse_query('"' + " ".join("abcdefghijklmnopqrst") + '"')
    assert said(query) == ['"a b c d e f g h i j k l m n o p"']


@pytest.mark.parametrize(
    "sentence",
    [
        "My husband hit me again last night and he took my phone and I am scared that he will "
        "hurt the kids so where can we go tonight without papers",
        "mi esposo me pego otra vez anoche y me quito el telefono y tengo miedo de que lastime a "
        "los ninos asi que a donde podemos ir esta noche sin papeles",
    ],
)
def test_a_sentence_of_thirty_words_is_searched_whole(sentence: str) -> None:
    query = parse_query(sentence)
    assert len(sentence.split()) >= 30
    assert query.cuts == frozenset()
    assert query.asked == sentence


def test_small_words_do_not_count_against_the_limit() -> None:
    wanted = [f"w{number}" for number in range(16)]
    query = parse_query("what do I do, I don't want " + " ".join(wanted))
    assert [item.typed for item in query.items][-16:] == wanted
    assert query.cuts == frozenset()


def test_a_word_of_ten_thousand_letters_is_cut() -> None:
    query = parse_query("x" * 10_000)
    assert query.asked == "x" * CHARACTERS_CONSIDERED
    assert query.cuts == {Cut.LENGTH, Cut.LONG_WORD}


def test_an_ordinary_query_is_not_said_to_be_cut() -> None:
    assert parse_query('how do I "call someone" -police').cuts == frozenset()


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_nasty_queries_stay_within_the_limits(text: str) -> None:
    assert_limited(parse_query(text))


@given(st.text() | st.text(alphabet="ab \"-*'’ñ\u0301"))
def test_any_query_stays_within_the_limits(text: str) -> None:
    assert_limited(parse_query(text))


def assert_limited(query: Query) -> None:
    assert len(query.asked) <= CHARACTERS_CONSIDERED
    assert (
        sum(
            len(word.parts)
            for item in query.items
            for word in item.words
            if not is_weightless(item, EVERY_WEIGHTLESS_WORD)
        )
        <= WORDS_CONSIDERED
    )
    assert all(
        item.words and (item.shape is QueryShape.PHRASE or len(item.words) == 1)
        for item in query.items
    )
    assert not query.items or query.required

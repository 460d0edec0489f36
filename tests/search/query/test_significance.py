"""Which words of a query are searched for."""

from __future__ import annotations

import pytest
from search.small_index import EN, ES

from reader.library.model import LanguageTag
from reader.search.query.parser import parse_query
from reader.search.query.significance import Significance


def significant(text: str, language: LanguageTag = EN, *pairs: tuple[str, str]) -> list[str]:
    items = parse_query(text).required
    return [items[at].typed for at in Significance(language, pairs).significant(items)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("how do I calm someone down", ["calm"]),
        ("what do i do if my friend wont stop crying", ["friend", "stop", "crying"]),
        ("I don't want to call the police", ["call", "police"]),
        ("i dont want 2 call the police", ["2", "call", "police"]),
        ("I'll help", ["help"]),
        ("my mother's house", ["mother's", "house"]),
        ("ID", ["ID"]),
        ("to-do list", ["list"]),
        ("no quiero llamar a la policía", ["llamar", "policía"]),
        ("qué le digo a mi hija", ["hija"]),
        ("xq me pasa esto", ["xq", "pasa"]),
        ('how "to be" calm', ["to be", "calm"]),
    ],
)
def test_words_of_no_weight_are_not_needed_in_either_language(
    text: str, expected: list[str]
) -> None:
    assert significant(text, EN) == significant(text, ES) == expected


def test_if_nothing_else_remains_small_words_are_searched_for() -> None:
    assert significant("I want to know") == ["want", "know"]
    assert significant("what is the") == ["what", "is", "the"]


def test_a_small_word_of_one_language_may_be_a_whole_word_of_the_other() -> None:
    assert significant("my son", EN) == ["son"]
    assert significant("como son", EN) == ["son"]
    assert significant("mi perro come", ES) == ["perro", "come"]


def test_a_small_word_that_stands_beside_its_neighbor_in_a_title_is_kept() -> None:
    pair = ("just", "practice")
    assert significant("just practice here", EN, pair) == ["just", "practice"]
    assert significant("just to practice", EN, pair) == ["practice"]
    assert significant("practice just", EN, pair) == ["practice"]

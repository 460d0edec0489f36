"""Intents are heard in what people type, and idioms are not taken for them."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library.intents import HelpSection, Intent, IntentVocabulary, PhraseWords
from reader.library.model import LanguageTag, Slug
from reader.search.analysis.analyzer import Analyzer
from reader.search.analysis.sounds import sound
from reader.search.intents.intent_index import IntentIndex, intent_index
from reader.search.intents.matcher import (
    HeardIntents,
    IntentMatcher,
)

EN, ES = LanguageTag("en"), LanguageTag("es")
ANALYZERS = {tag: Analyzer(tag) for tag in (EN, ES)}
WORDS = {
    EN: PhraseWords(
        persons=("i", "me", "my", "he", "somebody"),
        skipped=("the", "to", "is", "really"),
        spellings={"wanna": "want", "u": "you", "im": "i"},
        sets={"partner": ("husband", "boyfriend")},
    ),
    ES: PhraseWords(
        persons=("me", "mi", "yo"), skipped=("muy", "el"), spellings={"xq": "porque", "k": "que"}
    ),
}
SECTION = HelpSection(page=Slug("help"), anchor="violence")
DANGER = Intent(
    code=Slug("violence"),
    is_danger=True,
    help=SECTION,
    phrases={
        EN: ("hits me", "<partner> kicked/shoved me down", "overdose", "rat poison drank"),
        ES: ("me pega", "quiero que me muera ya", "sobredosis"),
    },
    idioms={EN: ("hits me up",), ES: ("me pega el sol", "sobredosis de azúcar")},
)
OTHER_DANGER = Intent(
    code=Slug("suicide"),
    is_danger=True,
    help=SECTION,
    phrases={EN: ("kill myself", "want to die"), ES: ("quiero morir",)},
    idioms={EN: ("rat poison", "killing time"), ES: ("me muero de hambre",)},
    words={EN: ("suicide",), ES: ("suicidio",)},
)
HUNGER = Intent(code=Slug("hunger"), phrases={EN: ("am hungry",), ES: ("me muero de hambre",)})
VOCABULARY = IntentVocabulary(intents=(DANGER, OTHER_DANGER, HUNGER), words=WORDS)
MATCHER = IntentMatcher(intent_index(VOCABULARY, ANALYZERS), ANALYZERS)
STORED = msgspec.msgpack.decode(
    msgspec.msgpack.encode(intent_index(VOCABULARY, ANALYZERS)), type=IntentIndex
)
OPENED = IntentMatcher(STORED, ANALYZERS)


def heard(text: str) -> tuple[str, ...]:
    return MATCHER.heard(text).intents


@pytest.mark.parametrize(
    "typed",
    [
        "he hits me",
        "HE HITS ME!!!",
        "he hitssss me",
        "he hits and hurts me",  # two words between
        "my boyfriend really kicks me right down",  # by stem
        "mi novio me pega",
        "mi novio me pegá",
        "me pega mi nobio xq si",
        "he   hits\u00a0me",
    ],
)
def test_a_cry_is_heard_however_it_is_typed(typed):
    assert heard(typed) == ("violence",)


@pytest.mark.parametrize("typed", ["kiero morir", "qiero morir", "QUIERO MORÍR"])
def test_spanish_is_heard_as_it_sounds(typed):
    assert heard(typed) == ("suicide",)


@pytest.mark.parametrize(
    "typed",
    ["quierro morir", "quiero morrir", "quiero moirr", "kill mysef", "i overdsoe"],
)
def test_one_letter_may_be_wrong_after_the_first(typed):
    assert heard(typed) != ()


@pytest.mark.parametrize(
    "typed",
    [
        "he fits me",  # a word of its own
        "he sits me",
        "bill mysef",  # the first letter
        "kill mysff",  # two letters
        "quiero mirar",
        "quiero comer",
    ],
)
def test_a_word_of_a_language_is_not_misspelled(typed):
    assert heard(typed) == ()


def test_only_a_few_words_of_a_query_are_doubted():
    unknown = " ".join(f"zqx{letter}zq" for letter in "abcd")
    assert heard("i overdsoe") == ("violence",)
    assert heard(f"{unknown} i overdsoe") == ()


def test_a_long_phrase_leaves_room_for_four_words():
    assert heard("my husband came home and shoved me so hard down") == ("violence",)
    assert heard("husband shoved one two three four five me down") == ()


def test_a_short_phrase_needs_no_person_where_nothing_else_counts():
    assert heard("the really the overdose") == ("violence",)
    assert heard("the overdose to remember fondly") == ()


@pytest.mark.parametrize(
    "typed",
    [
        "he hits the wall and then he looks at me",  # more than two words between
        "me he hits",  # another order
        "he hit me",  # two words are exact
        "pega me",
    ],
)
def test_other_words_are_not_taken_for_a_phrase(typed):
    assert heard(typed) == ()


@pytest.mark.parametrize("typed", ["hits me up", "she hits me right up", "me pega mucho el sol"])
def test_an_idiom_drops_the_phrase_in_it(typed):
    assert heard(typed) == ()


def test_beside_an_idiom_a_phrase_is_heard():
    assert heard("hits me up and then i want to die") == ("suicide",)


def test_the_idiom_of_another_danger_gives_way_to_a_longer_phrase():
    assert heard("he drank rat poison") == ()  # the words are in another order
    assert heard("rat poison he drank") == ("violence",)


def test_the_idiom_of_a_danger_says_nothing_of_other_needs():
    assert heard("me muero de hambre") == ("hunger",)


def test_a_word_of_danger_needs_a_person_in_a_sentence():
    assert heard("overdose") == ("violence",)
    assert heard("a sobering overdose of history") == ()
    assert heard("my friend took an overdose") == ("violence",)
    assert heard("sobredosis") == ("violence",)
    assert heard("sobredosis de azúcar") == ()


def test_intents_come_in_the_order_of_the_vocabulary_and_once():
    assert heard("i want to die he hits me he hits me") == ("violence", "suicide")


def test_what_else_is_heard_says_how_to_help():
    assert MATCHER.heard("the suicide of a star") == HeardIntents(is_sentence=True, has_word=True)
    assert MATCHER.heard("mi casa es grande").is_cry
    assert not MATCHER.heard("mi casa").is_cry
    assert not MATCHER.heard("the house is big").is_cry


def test_without_intents_nothing_is_heard():
    empty = IntentMatcher(intent_index(IntentVocabulary(), ANALYZERS), ANALYZERS)

    assert empty.heard("he hits me") == HeardIntents()


def test_a_language_without_rules_keeps_its_sounds():
    assert sound("quiero", "de") == "quiero"
    assert sound("quiero", "es-419") == sound("kiero", "es")


SAID = (
    "i me my he hits hit up the really husband kicked down want die kill myself overdose me pega "
    "el sol quiero morir sobredosis de azucar muero hambre x"
)
TYPED = st.lists(st.sampled_from(SAID.split()), max_size=14)


@given(TYPED)
@settings(deadline=None)
def test_capitals_accents_and_packing_never_matter(words):
    text = " ".join(words)
    loud = text.upper().replace("U", "\u00da").replace("I", "\u00cd")

    assert MATCHER.heard(loud).intents == heard(text)
    assert OPENED.heard(text) == MATCHER.heard(text)


@given(TYPED)
@settings(deadline=None)
def test_a_phrase_said_after_anything_harmless_is_heard(words):
    text = " ".join(word for word in words if word not in {"hits", "up", "pega", "sol"})

    assert "violence" in heard(f"{text} . . . x x x he hits me")


@given(st.text(max_size=200))
@settings(deadline=None)
def test_no_text_is_refused(text):
    assert set(heard(text)) <= {"violence", "suicide", "hunger"}

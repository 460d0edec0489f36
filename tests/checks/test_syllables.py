from __future__ import annotations

import pytest

from reader.checks.prose.syllables import count, has_counter

ENGLISH = {
    1: "the are home homes called asked whole while heart one eyes friends lived times clothes "
    "months don’t can’t it’s breathe",
    2: "people little table places houses wanted settled handled hundred safely someone "
    "sometimes movement being trying science "
    "quiet create business every police neighbor issue rely themselves because didn’t "
    "maybe written patience",
    3: "video radio media usual idea area violence animal understand element everyone guardian "
    "government families settlement racism",
    4: "experience society january relationship emergency everybody transformative "
    "ordinary evaluate",
    5: "organization refrigerator collaborative possibility de-escalation",
}
SPANISH = {
    1: "y muy rey buey que qué guion fui yo luz dio pie huir",
    2: "ciudad cuidar guerra aire día país ahí leer triunfo causa agua búho huía",
    3: "bilingüe querían ayuda ahora línea pingüino oían",
    4: "poesía averigüé comunidad necesita teléfono todavía alegría veíamos vehículo",
    5: "desescalada organización universidad telefónica",
    6: "organizaciones responsabilidad",
}
WORDS = [
    (language, word, number)
    for language, table in (("en", ENGLISH), ("es", SPANISH))
    for number, line in table.items()
    for word in line.split()
]


@pytest.mark.parametrize(("language", "word", "syllables"), WORDS)
def test_syllables_are_counted_as_they_are_spoken(language, word, syllables):
    assert count(word, language) == count(word.capitalize(), language) == syllables


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("911", 3), ("COVID-19", 4), ("11:30", 4), ("LGBTQ", 5), ("NYC", 1), ("…", 1), ("q", 1)],
)
def test_what_is_no_word_has_a_syllable_a_digit_or_a_letter(word, syllables):
    assert count(word, "en") == syllables


def test_the_work_on_one_word_is_bounded():
    assert count("banana" * 10_000, "en") < 100
    assert count("banana" * 10_000, "es") < 100


def test_only_languages_with_rules_are_counted():
    assert [language for language in ("en", "es", "pt", "zxx") if has_counter(language)] == [
        "en",
        "es",
    ]

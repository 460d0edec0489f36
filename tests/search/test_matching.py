"""What finds what: a table of what stands in a text and what is typed, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from search.shelf import engine_of, entry, found

from reader.search.engine import Engine

# language, text, query, whether the query finds the text
CASES: tuple[tuple[str, str, str, bool], ...] = (
    # one word, joined, hyphenated, apart
    ("en", "A talk on de-escalation at the door.", "de-escalation", True),
    ("en", "A talk on de-escalation at the door.", "deescalation", True),
    ("en", "A talk on de-escalation at the door.", "de escalation", True),
    ("en", "A talk on de-escalation at the door.", "De-Escalate", True),
    ("en", "A talk on de-escalation at the door.", "de\u2010escalation", True),
    ("en", "A talk on de-escalation at the door.", "de\u2011escalation", True),
    ("en", "A talk on de-escalation at the door.", "de\u00adescalation", True),
    ("en", "A talk on de-escalation at the door.", "de–escalation", True),
    ("en", "A talk on de-escalation at the door.", "escalation", True),
    ("en", "Learn deescalation at home.", "de-escalation", True),
    ("en", "Learn deescalation at home.", "de escalation", True),
    ("en", "Learn deescalation at home.", "DEESCALATING", True),
    ("en", "Words of de escalation help.", "de-escalation", True),
    ("en", "Words of de escalation help.", "deescalation", True),
    ("en", "Words of de escalation help.", "de escalation", True),
    ("en", "With de\u2011escalation in the hall.", "de-escalation", True),
    ("en", "With de\u00adescalation in the hall.", "deescalation", True),
    ("en", "The escalator at Plaza de Mayo is broken.", "de escalation", False),
    ("en", "The escalator at Plaza de Mayo is broken.", "de-escalation", False),
    ("en", "The escalator at Plaza de Mayo is broken.", "deescalation", False),
    ("en", "The escalator at Plaza de Mayo is broken.", "escalators", True),
    ("en", "Mutual aid in the Bronx.", "mutualaid", True),
    ("en", "Join #MutualAid today.", "mutual aid", True),
    ("en", "A non-profit of neighbors.", "nonprofit", True),
    ("en", "A nonprofit of neighbors.", "non profit", True),
    ("en", "They don’t call the police.", "don't", True),
    ("en", "They don’t call the police.", "dont", True),
    ("en", "The people's kitchen.", "people", True),
    ("en", "The people's kitchen.", "peoples", True),
    # endings, case, forms of letters
    ("en", "Mediators sat with both neighbors.", "mediation", True),
    ("en", "Mediators sat with both neighbors.", "NEIGHBOR", True),
    ("en", "Mediators sat with both neighbors.", "medicine", False),
    ("en", "A café for José.", "cafe jose", True),
    ("en", "A café for José.", "cafe\u0301", True),
    ("en", "A jalapeño garden.", "jalapeno", True),
    ("en", "ｃａｌｍ and ﬁre drills.", "calm fire", True),
    ("en", "Call 911 or 988.", "988", True),
    ("en", "Call 911 or 988.", "98", False),
    # phrases, without, beginnings
    ("en", "Mental health first responders.", '"mental health"', True),
    ("en", "Mental health first responders.", "“health first”", True),
    ("en", "Mental health first responders.", '"health mental"', False),
    ("en", "Mental health first responders.", '"mental first"', False),
    ("en", "Mental\n\nhealth", '"mental health"', False),
    ("en", "They teach verbal de-escalation skills.", '"verbal deescalation skills"', True),
    ("en", "They teach verbal de-escalation skills.", '"verbal de escalation skills"', True),
    ("en", "They teach verbal deescalation skills.", '"verbal de-escalation skills"', True),
    ("en", "To be or not to be, said the prince.", '"to be or not to be"', True),
    ("en", "To be or not to be, said the prince.", "to be or not to be", True),
    ("en", "Food without police.", "food -police", False),
    ("en", "Food without police.", 'food -"police food"', True),
    ("en", "Food without police.", "food -bread", True),
    ("en", "Responding to a crisis.", "respond*", True),
    ("en", "Responding to a crisis.", "respondin*", True),
    ("en", "Responding to a crisis.", "crises*", False),
    ("en", "Responding to a crisis.", "in a crisis", True),
    # Spanish
    ("es", "La desescalada empieza contigo.", "desescalada", True),
    ("es", "La desescalada empieza contigo.", "desescalar", True),
    ("es", "La desescalada empieza contigo.", "DESESCALADA", True),
    ("es", "La desescalada empieza contigo.", "desescalación", True),
    ("es", "La desescalada empieza contigo.", "desescalacion", True),
    ("es", "La desescalada empieza contigo.", "des-escalada", True),
    ("es", "La desescalada empieza contigo.", "desescal*", True),
    ("es", "La desescalada empieza contigo.", "escalera", False),
    ("es", "La des\u00adescalada empieza contigo.", "desescalada", True),
    ("es", "Salud mental para todas las personas.", "salud", True),
    ("es", "Salud mental para todas las personas.", "saludmental", True),
    ("es", "Salud mental para todas las personas.", "la salud mental", True),
    ("es", "Más información aquí.", "informacion", True),
    ("es", "Más información aquí.", "información", True),
    ("es", "Más información aquí.", "INFORMACIÓN", True),
    ("es", "Más información aquí.", "informacio\u0301n", True),
    ("es", "Más informacio\u0301n alla\u0301.", "información allá", True),
    ("es", "Mas informacion sin acentos.", "información", True),
    ("es", "Durante un año entero.", "ano", True),
    ("es", "Durante un año entero.", "año", True),
    ("es", "Durante un an\u0303o entero.", "AÑO", True),
    ("es", "Una palabra: ano.", "ano", True),
    ("es", "Una palabra: ano.", "año", False),
    ("es", "Niñas y niños comían aquí.", "ninos", True),
    ("es", "Niñas y niños comían aquí.", "niño", True),
    ("es", "Niñas y niños comían aquí.", "comía", True),
    ("es", "Niñas y niños comían aquí.", "comian", True),
    ("es", "Sin llamar a la policía.", "policia", True),
    ("es", "Sin llamar a la policía.", "policías", True),
    ("es", "Sin llamar a la policía.", "de la que el", False),
    ("es", "Sin llamar a la policía.", "la policia", True),
    ("es", "El pingüino y la vergüenza.", "verguenza", True),
    ("es", "Apoyo mutuo en el barrio.", '"apoyo mutuo"', True),
    ("es", "¿Quién llamó? ¡Ella!", "llamo", True),
    ("es", "La mediación entre vecinas.", "mediaciones", True),
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    texts = dict.fromkeys((language, text) for language, text, _, _ in CASES)
    shelf = [entry(f"n{number}", text, language=language) for number, (language, text) in enumerate(texts)]
    engine = engine_of(shelf, tmp_path_factory.mktemp("search") / "index")
    yield engine
    engine.close()


@pytest.mark.parametrize(("language", "text", "query", "expected"), CASES)
def test_a_query_finds_what_a_person_means_and_nothing_else(engine: Engine, language: str, text: str, query: str, expected: bool) -> None:
    texts = list(dict.fromkeys((language, text) for language, text, _, _ in CASES))
    assert (f"n{texts.index((language, text))}" in found(engine, query, language)) is expected


@pytest.mark.parametrize("query", ["deescalation", "de escalation", "De-Escalate", "de\u2011escalation", "DE-ESCALATING"])
def test_every_spelling_of_de_escalation_finds_the_same(engine: Engine, query: str) -> None:
    assert found(engine, query) == found(engine, "de-escalation") != set()


@pytest.mark.parametrize("query", ["desescalar", "DESESCALADA", "desescalación", "desescalacion"])
def test_every_form_of_desescalada_finds_the_same(engine: Engine, query: str) -> None:
    assert found(engine, query, "es") == found(engine, "desescalada", "es") != set()

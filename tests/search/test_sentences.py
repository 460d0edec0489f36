"""Sentences of frightened people, searched in the project's own library."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.library.model import LanguageTag
from reader.search.engine import Engine, SearchRequest, SearchResults
from reader.search.open_index import open_index


@pytest.fixture(scope="module")
def engine(own_index: Path) -> Engine:
    """Open an index of content/."""
    return open_index(own_index)


def ask(engine: Engine, typed: str, language: str = "en") -> SearchResults:
    return engine.search(SearchRequest(text=typed, language=LanguageTag(language)))


def first_pages(engine: Engine, typed: str, language: str, count: int) -> list[str]:
    hits = ask(engine, typed, language).hits[:count]
    return ["/".join(filter(None, (hit.slug, hit.part or hit.anchor))) for hit in hits]


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        ("i feel like dying", "en"),
        ("feel like dyin", "en"),
        ("I'd rather be dead", "en"),
        ("i dont feel like living", "en"),
        ("wanna die", "en"),
        ("i wnat to die", "en"),
        ("kms", "en"),
        ("kill me now", "en"),
        ("mátame ya", "es"),
        ("mátenme por favor", "es"),
        ("cuando ya no esté con ustedes", "es"),
        ("my life is over and i hate it", "en"),
        ("death would be easier", "en"),
        ("ya no quiero vivir", "es"),
        ("ya no kiero bivir", "es"),
        ("me quiero morir", "es"),
        ("cansado de la vida", "es"),
        ("debería estar muerta", "es"),
        ("me quiero ir de este mundo", "es"),
        ("dejenme morir", "es"),
    ],
)
def test_wanting_to_die_is_heard(engine: Engine, typed: str, language: str):
    assert "suicide" in ask(engine, typed, language).intents


@pytest.mark.parametrize(
    ("typed", "intent"),
    [
        ("le pegan al niño de al lado", "child-in-danger"),
        ("i can hear a child being hit", "child-in-danger"),
        ("my mom didnt come home", "child-in-danger"),
        ("mi mamá nos dejó solos", "child-in-danger"),
        ("mi hijo se tomo cloro", "poison"),
        ("my kid ate a plant and is sick", "poison"),
        ("a quien llamo por envenenamiento", "poison"),
        ("tiene un arma", "weapon-now"),
        ("esta golpeando la puerta", "weapon-now"),
        ("my ex is at the door", "weapon-now"),
        ("some dude is following me", "weapon-now"),
        ("mi hija dice que no quiere vivir", "someone-suicidal"),
        ("my best friend says she doesnt want to be here anymore", "someone-suicidal"),
        ("i was assaulted last night", "sexual-violence"),
        ("le dije que no y siguio", "sexual-violence"),
        ("mi viejo le pega a mi vieja", "violence-at-home"),
        ("una amiga vive con alguien que le pega", "violence-at-home"),
        ("my friend lives with someone who hits her", "violence-at-home"),
        ("tengo miedo de que venga mi ex", "violence-at-home"),
        ("que alguien me mate", "suicide"),
        ("esta sangrando mucho", "wounded"),
    ],
)
def test_danger_is_heard(engine: Engine, typed: str, intent: str):
    assert intent in ask(engine, typed).intents


@pytest.mark.parametrize(
    "typed",
    [
        "i feel like dying my hair",
        "my battery is dying",
        "i hate my job",
        "we are going to end the meeting early",
        "my son is missing his grandpa",
        "my school has a shooter drill tomorrow",
        "my mom left for work",
        "i am 15 years old and want to volunteer",
        "soap in my eyes stings",
        "me muero por un taco",
        "mi hijo se comio todas las galletas",
        "un perro me sigue a casa",
        "me siguen en facebook",
        "no quiero seguir en el equipo",
        "tengo 15 años y quiero ser voluntaria",
        "mi hijo pega estampas en la pared",
        "mi mama pega carteles en el barrio",
    ],
)
def test_harmless_sentences_show_no_danger(engine: Engine, typed: str):
    harmless = {"finding-helpers", "staying-calm", "hunger"}
    assert set(ask(engine, typed).intents) <= harmless


@pytest.mark.parametrize(
    ("typed", "language", "page"),
    [
        ("they took my husband", "en", "help/immigration"),
        ("my cousin was taken by ice", "en", "help/immigration"),
        ("ice se llevó a mi primo", "es", "help/immigration"),
        ("me quedé helada cuando pasó y no hice nada", "es", "bystander-intervention/delay"),
        ("i froze when it happened and did nothing", "en", "bystander-intervention/delay"),
        (
            "le pegue a mi novia y quiero cambiar",
            "es",
            "when-someone-close-does-harm/the-one-who-did-it",
        ),
        ("tengo miedo de que venga la migra", "es", "help/immigration"),
        ("someone is following a girl on the bus what do i do", "en", "bystander-intervention"),
        ("un hombre molesta a una muchacha en el camion", "es", "bystander-intervention"),
        ("una amiga vive con alguien que le pega", "es", "help/violence"),
        ("quien me puede escuchar", "es", "help/suicide"),
        ("who can listen to me", "en", "help/suicide"),
        ("se me murio mi mama", "es", "help/suicide"),
        ("my mom died", "en", "help/suicide"),
        ("everything is gone and nobody answers me", "en", "help/suicide"),
        ("se acabo todo y nadie me contesta", "es", "help/suicide"),
        ("afraid of ICE coming to my building", "en", "help/immigration"),
        ("tengo miedo de que la migra venga a mi edificio", "es", "help/immigration"),
        ("me quieren sacar de mi casa", "es", "help/food-and-shelter"),
        ("they want to kick me out of my apartment", "en", "help/food-and-shelter"),
        ("money for rent help", "en", "help/food-and-shelter"),
        ("ayuda para pagar la renta", "es", "help/food-and-shelter"),
        ("is there food near me tonight", "en", "help/food-and-shelter"),
        ("hay comida cerca de mi hoy", "es", "help/food-and-shelter"),
        ("my kid is being bullied at school", "en", "bystander-intervention"),
        ("bullying en la escuela", "es", "bystander-intervention"),
        ("my roommate is hearing voices", "en", "before-you-call/upset"),
        ("mi hermano escucha voces", "es", "before-you-call/upset"),
        ("mi vecina grita", "es", "before-you-call/next-door"),
        ("my neighbor is screaming", "en", "before-you-call/next-door"),
        ("no quiero llamar a la policia", "es", "before-you-call"),
        ("i dont want to call the police", "en", "before-you-call"),
        ("who do i call instead of 911", "en", "before-you-call/safety"),
        ("a quien llamo en vez del 911", "es", "before-you-call/safety"),
        ("how do we keep a meeting safe", "en", "a-safety-plan-for-a-gathering"),
        ("como cuidamos una reunion", "es", "a-safety-plan-for-a-gathering"),
        ("how do i listen to somebody who is upset", "en", "de-escalation-basics/listening"),
        ("como reparo el daño que hice", "es", "when-someone-close-does-harm/the-one-who-did-it"),
    ],
)
def test_a_sentence_leads_to_what_the_library_has(
    engine: Engine, typed: str, language: str, page: str
):
    found = first_pages(engine, typed, language, 2)
    assert page in found or any(each.startswith(f"{page}/") for each in found)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("tengo miedo de que venga la migra", "violence-at-home"),
        ("mi mama tiene miedo de que la agarre migracion", "violence-at-home"),
        ("un hombre me sigue en la calle", "place-to-sleep"),
        ("afraid of ICE coming to my building", "violence-at-home"),
        ("me quieren sacar de mi casa", "deportation-fear"),
        ("they want to kick me out of my apartment", "suicide"),
        ("my cousin was taken by ice", "child-in-danger"),
        ("ice se llevó a mi primo", "child-in-danger"),
        ("me quedé helada cuando pasó y no hice nada", "suicide"),
        ("i froze when it happened and did nothing", "suicide"),
        ("help me start a fridge", "asking-for-help"),
        ("ayúdame a empezar una nevera", "asking-for-help"),
    ],
)
def test_a_sentence_is_not_taken_for_another_need(engine: Engine, typed: str, wrong: str):
    assert wrong not in ask(engine, typed).intents


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        ("help me please", "en"),
        ("help us", "en"),
        ("sos", "en"),
        ("ayúdenme", "es"),
        ("ayudenme por favor", "es"),
        ("auxilio", "es"),
    ],
)
def test_a_bare_call_for_help_leads_to_help(engine: Engine, typed: str, language: str):
    assert "asking-for-help" in ask(engine, typed, language).intents
    assert first_pages(engine, typed, language, 1) == ["help/emergency"]


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        ("best laptop under 500", "en"),
        ("mejor laptop por menos de 500", "es"),
    ],
)
def test_what_the_library_lacks_finds_nothing(engine: Engine, typed: str, language: str):
    assert ask(engine, typed, language).total == 0


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_slip_of_the_thumb_hides_nothing(engine: Engine, language: str):
    found = ask(engine, "crisis zzzzz", language)
    assert found.total > 0
    assert found.unknown == ("zzzzz",)

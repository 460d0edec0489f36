"""The bench of cries counts what is heard, and fails when too little or too much is."""

from __future__ import annotations

import pytest

from bench.cries import CRIES, NEAR_MISSES, Sentence, figures, sentences, summary
from reader.library.intents import Intent
from reader.library.model import LanguageTag, Slug

EN, ES = LanguageTag("en"), LanguageTag("es")
DANGER = Intent(code=Slug("danger"), is_danger=True)
HUNGER = Intent(code=Slug("hunger"))
CRIES_TYPED = (
    Sentence(typed="help", reader=EN, intent="danger"),
    Sentence(typed="food", reader=ES, intent="danger"),
    Sentence(typed="nothing", reader=ES, intent="hunger"),
)


def hear(typed: str) -> tuple[Intent, ...]:
    return {"help": (DANGER,), "food": (HUNGER,)}.get(typed, ())


def measured(near_misses: int) -> dict[str, float]:
    misses = [Sentence(typed="help", reader=EN)] * near_misses
    return {each.name: each.value for each in summary(CRIES_TYPED, misses, hear)}


def test_cries_are_counted_by_language_and_intent():
    found = measured(0)

    assert found["cries heard, all (3)"] == pytest.approx(2 / 3)
    assert found["cries taken for what they are"] == pytest.approx(1 / 3)
    assert found["cries heard, en (1)"] == 1
    assert found["cries heard, hunger (1)"] == 0


def test_bounds_are_missed_by_deafness_and_by_false_alarms():
    kept = {each.name: each.is_kept for each in summary(CRIES_TYPED, [], hear)}
    alarms = [Sentence(typed="help", reader=EN)] * 6 + [Sentence(typed="food", reader=EN)]

    assert not kept["cries heard, all (3)"]
    alarmed = {each.name: each for each in summary(CRIES_TYPED, alarms, hear)}
    assert alarmed["false alarms of 7 near misses"].value == 6
    assert not alarmed["false alarms of 7 near misses"].is_kept


def test_the_judged_sentences_are_as_many_as_was_agreed_and_none_is_there_twice():
    cries, near_misses = sentences(CRIES), sentences(NEAR_MISSES)

    assert (len(cries), len(near_misses)) == (150, 200)
    assert len({each.typed for each in (*cries, *near_misses)}) == 350
    assert {each.reader for each in cries} == {"en", "es"}


def test_seven_of_ten_cries_are_heard_and_few_near_misses(tmp_path):
    assert [figure.name for figure in figures(tmp_path) if not figure.is_kept] == []

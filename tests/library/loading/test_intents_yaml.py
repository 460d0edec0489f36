"""Intents: what they lead to, and the phrases by which they are heard."""

from __future__ import annotations

import pytest
from support.builders import load_library, write_content
from support.intent_content import CODES, DANGER, INTENT_FILES, intent_files
from support.own_content import own_library

from reader.library.intents import NO_INTENTS, HelpSection, Intent
from reader.library.loading.loader import load
from reader.library.model import Kind, Reference, Slug
from reader.library.text.phrase_patterns import PhraseReader
from reader.publishing.generations.generation_files import read_library, write_library

PHRASES_OF_EACH = 60
# What is asked in as many ways as for help.
CALM = ("calming-somebody", "starting-a-group")


@pytest.fixture(scope="module")
def intents() -> tuple[Intent, ...]:
    """Read the intents of the project itself."""
    return own_library().vocabulary.intents.intents


def test_intents_are_read_in_their_order_with_what_they_lead_to(tmp_path):
    danger, calm = load_library(tmp_path, INTENT_FILES).vocabulary.intents.intents

    assert (danger.code, danger.is_danger, danger.call) == ("danger", True, "911")
    assert danger.help == HelpSection(page=Slug("help"), anchor="emergency")
    assert danger.phrases["en"] == (
        "hits me",
        "<partner> kicked/shoved my door",
        "want to die",
    )
    assert danger.idioms == {"en": ("hits me up", "die laughing"), "es": ("me pega el sol",)}
    assert (calm.is_danger, calm.help, calm.topic) == (False, None, "mental-health")
    assert calm.document == Reference(kind=Kind.ZINE, slug=Slug("stay-calm"))


def test_what_phrases_have_in_common_is_read_by_language(tmp_path):
    words = load_library(tmp_path, INTENT_FILES).vocabulary.intents.words

    assert words["en"].spellings["can not"] == "cant"
    assert words["es"].sets == {"pareja": ("novio", "marido")}


def test_a_library_without_intents_is_sound(tmp_path):
    assert load_library(tmp_path).vocabulary.intents == NO_INTENTS


def test_only_an_intent_with_a_fault_is_left_out(tmp_path):
    faulty = intent_files(danger=DANGER.replace("danger: true", "danger: very"))
    library = load(write_content(tmp_path, faulty)).library

    assert library is not None
    assert [intent.code for intent in library.vocabulary.intents.intents] == ["calm"]


@pytest.mark.parametrize("codes", ["[", CODES.replace("[danger, calm]", "none"), "intents: []\n"])
def test_without_its_list_a_library_has_no_intents_and_stands(codes, tmp_path):
    library = load(write_content(tmp_path, intent_files(codes=codes))).library

    assert library is not None
    assert library.vocabulary.intents == NO_INTENTS


def test_a_server_knows_what_intents_say_but_none_of_their_phrases(tmp_path):
    write_library(tmp_path, load_library(tmp_path, INTENT_FILES))
    kept = read_library(tmp_path).vocabulary.intents

    assert [intent.says.get("es") for intent in kept.intents] == ["Alguien te lastima", None]
    assert kept.words == {}
    assert not any(intent.phrases or intent.idioms for intent in kept.intents)


def test_what_leads_to_help_has_many_phrases_in_each_language_and_all_else_some(intents):
    # A bare call for help is heard only if nothing else is said, which a few words are enough for.
    leading = [
        intent for intent in intents if (intent.help or intent.code in CALM) and not intent.is_whole
    ]
    assert len(leading) > 15
    assert [
        (intent.code, language)
        for intent in intents
        for language in ("en", "es")
        if len(set(intent.phrases[language])) < (PHRASES_OF_EACH if intent in leading else 1)
    ] == []


def test_every_danger_leads_to_help_and_calls_nobody_where_the_page_does_not(intents):
    assert [each.code for each in intents if each.is_danger and not each.help] == []
    assert {each.code for each in intents if each.help and each.help.anchor == "suicide"} == {
        "suicide",
        "someone-suicidal",
        "somebody-to-listen",
    }
    assert [each.call for each in intents if each.help and each.help.anchor == "suicide"] == [
        None,
        None,
        None,
    ]


def test_a_phrase_is_listed_once(intents):
    for language, words in own_library().vocabulary.intents.words.items():
        reader = PhraseReader(words)
        for intent in intents:
            patterns = [reader.pattern(phrase) for phrase in intent.phrases[language]]
            assert len(patterns) == len(set(patterns)), (intent.code, language)

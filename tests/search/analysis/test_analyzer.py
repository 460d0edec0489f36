"""Words, parts, positions and terms, language by language."""

from __future__ import annotations

from pathlib import Path

import pytest
import Stemmer
from hypothesis import given
from hypothesis import strategies as st
from snowballstemmer.english_stemmer import EnglishStemmer
from snowballstemmer.spanish_stemmer import SpanishStemmer

from reader.library.model import LanguageTag
from reader.search.analysis.analyzer import Analyzer
from reader.search.analysis.language_words import LANGUAGE_WORDS
from reader.search.analysis.letters import UNFOLDED_LETTERS, fold, normalize
from reader.search.analysis.stemmers import STEMMERS
from reader.search.analysis.tokenizer import occurrences, tokens

EN, ES = Analyzer(LanguageTag("en")), Analyzer(LanguageTag("es"))


def test_arabic_is_found_with_and_without_its_points() -> None:
    arabic = Analyzer(LanguageTag("ar"))
    assert set(arabic.query_terms("مساعدة")) & set(arabic.index_terms("مُسَاعَدَة"))


@given(st.text())
def test_a_typed_word_always_meets_itself_in_a_text(text: str) -> None:
    for analysis in (EN, ES):
        for each in occurrences(text):
            assert set(analysis.query_terms(each.written)) <= set(
                analysis.index_terms(each.written)
            )


@given(st.text(alphabet="abcdeáéíóúüñÁÑ"))
def test_accents_may_be_left_out_or_typed_in_any_word(word: str) -> None:
    typed = fold(normalize(word))
    if typed:
        assert set(ES.query_terms(typed)) & set(ES.index_terms(word))


def test_a_typed_enye_is_only_itself_and_a_typed_n_is_both() -> None:
    assert not set(ES.query_terms("año")) & set(ES.index_terms("ano"))
    assert set(ES.query_terms("ano")) & set(ES.index_terms("año"))


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("línea", "líneas"),
        ("tarea", "tareas"),
        ("arma", "armas"),
        ("café", "cafés"),
        ("mujer", "mujeres"),
        ("noche", "noches"),
        ("idea", "IDEAS"),
        ("año", "años"),
        ("mes", "meses"),
        ("voz", "voces"),
    ],
)
def test_a_spanish_plural_meets_its_singular_with_and_without_accents(one: str, many: str) -> None:
    for typed, written in (
        (one, many),
        (many, one),
        (fold(one), many),
        (fold(normalize(many)), one),
    ):
        assert set(ES.query_terms(typed)) & set(ES.index_terms(written)), (typed, written)


def test_a_short_word_is_not_taken_for_a_plural() -> None:
    assert not set(ES.query_terms("mas")) & set(ES.index_terms("ma"))


@pytest.mark.parametrize("language", ["tlh", "x-made-up", "zxx", ""])
def test_a_language_without_a_stemmer_is_analyzed_all_the_same(language: str) -> None:
    analysis = Analyzer(LanguageTag(language))
    assert analysis.index_terms("Qaplá") == ("qapla",)
    assert not analysis.is_stop_word("the")


def test_a_regional_language_uses_the_stemmer_of_its_language() -> None:
    assert Analyzer(LanguageTag("pt-BR")).query_terms("mediações") == Analyzer(
        LanguageTag("pt")
    ).query_terms("mediações")


def test_every_stemmer_named_exists() -> None:
    assert set(STEMMERS.values()) <= set(Stemmer.algorithms())


def test_small_words_are_written_as_they_are_compared() -> None:
    for words in LANGUAGE_WORDS.values():
        for listed in (words.weightless, words.of_other_lists, words.bound_prefixes):
            assert listed
            assert all(word == fold(normalize(word), UNFOLDED_LETTERS) for word in listed)
        assert words.stop_words < words.weightless


def test_words_that_say_no_are_searched_for() -> None:
    assert not any(EN.is_stop_word(word) for word in ("no", "not", "without", "never"))
    assert not any(ES.is_stop_word(word) for word in ("no", "sin", "contra", "nunca"))


@pytest.mark.parametrize(
    ("typed", "small"),
    [("queer", "que"), ("comida", "como"), ("pares", "para"), ("sobres", "sobre"), ("nota", "no")],
)
def test_a_word_never_means_a_stop_word_with_the_same_stem(typed: str, small: str) -> None:
    assert not set(ES.query_terms(typed)) & set(ES.index_terms(small))
    assert not set(ES.query_terms(small)) & set(ES.index_terms(typed))


@pytest.mark.parametrize(("one", "many"), [("comida", "comidas"), ("queer", "queers")])
def test_a_word_that_is_kept_whole_still_meets_its_plural(one: str, many: str) -> None:
    assert set(ES.query_terms(one)) & set(ES.index_terms(many))
    assert set(ES.query_terms(many)) & set(ES.index_terms(one))


@pytest.mark.parametrize(("analysis", "language"), [(EN, "en"), (ES, "es")])
def test_a_stop_word_is_indexed_as_it_is_written_and_as_nothing_else(
    analysis: Analyzer, language: str
) -> None:
    for word in LANGUAGE_WORDS[language].stop_words:
        assert analysis.query_terms(word) == analysis.index_terms(word) == (word,)


def test_no_word_of_the_library_gets_a_term_of_a_stop_word() -> None:
    for language, analysis in (("en", EN), ("es", ES)):
        stop_words = LANGUAGE_WORDS[language].stop_words
        confused = {
            word: term
            for word in words_of_the_library(language)
            if fold(normalize(word), UNFOLDED_LETTERS) not in stop_words
            for term in analysis.query_terms(word)
            if term in stop_words
        }
        assert confused == {}


def words_of_the_library(language: str) -> set[str]:
    folder = Path(__file__).parents[3] / "content"
    return {
        word.joined
        for name in (f"{language}.md", f"{language}/*.md")
        for file in folder.rglob(name)
        for word in tokens(file.read_text(encoding="utf-8"))
    }


def test_a_long_word_is_considered_up_to_forty_letters() -> None:
    assert normalize("x" * 500) == "x" * 40


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_stemmer_in_python_gives_the_same_terms_as_the_compiled_one(language: str) -> None:
    said = words_of_the_library(language)
    pure = {"en": EnglishStemmer, "es": SpanishStemmer}[language]()
    compiled = Analyzer(LanguageTag(language))
    in_python = Analyzer(LanguageTag(language), stem=pure.stemWord)
    assert len(said) > 2000
    different = [word for word in said if compiled.index_terms(word) != in_python.index_terms(word)]
    assert different == []


@pytest.mark.parametrize(
    ("analysis", "typed", "written"),
    [
        (EN, "child", "children"),
        (EN, "violent", "violence"),
        (EN, "violence", "violent"),
        (EN, "gunshot", "shooting"),
        (EN, "neighbours", "neighbor"),
        (EN, "lost", "loss"),
        (ES, "suicidarse", "suicidio"),
        (ES, "violento", "violencia"),
        (ES, "ayúdame", "ayuda"),
        (ES, "ayudame", "ayudar"),
        (ES, "calmarme", "calmar"),
        (ES, "llorándole", "llorar"),
        (ES, "cuídense", "cuidar"),
        (ES, "duermo", "dormir"),
        (ES, "abrázame", "abrazar"),
    ],
)
def test_a_form_that_no_rule_explains_meets_its_word(
    analysis: Analyzer, typed: str, written: str
) -> None:
    assert set(analysis.query_terms(typed)) & set(analysis.index_terms(written))


@pytest.mark.parametrize(
    ("analysis", "typed", "written"),
    [
        (EN, "trans", "Tran"),
        (EN, "low", "Lowe"),
        (EN, "experience", "experiment"),
        (ES, "sábado", "sabemos"),
        (ES, "puerto", "puertas"),
        (ES, "guardería", "guardado"),
        (ES, "redada", "redes"),
        (ES, "sanar", "San"),
        (ES, "casa", "casos"),
        (ES, "salud", "saludar"),
        (ES, "hombros", "hombre"),
    ],
)
def test_two_words_with_one_stem_are_told_apart(
    analysis: Analyzer, typed: str, written: str
) -> None:
    assert not set(analysis.query_terms(typed)) & set(analysis.index_terms(written))
    assert not set(analysis.query_terms(written)) & set(analysis.index_terms(typed))


def test_forms_are_listed_once_and_written_as_they_are_compared() -> None:
    for words in LANGUAGE_WORDS.values():
        assert not words.inflections.keys() & words.kept_whole.keys()
        for form in (*words.inflections, *words.kept_whole):
            assert form == fold(normalize(form), UNFOLDED_LETTERS)
            assert form not in words.stop_words


@pytest.mark.parametrize("language", ["en", "es"])
def test_accents_never_matter_in_any_word_of_the_library(language: str) -> None:
    said = {normalize(word) for word in words_of_the_library(language)}
    spellings: dict[str, list[str]] = {}
    for word in said:
        if fold(word, UNFOLDED_LETTERS) != word:
            spellings.setdefault(fold(word, UNFOLDED_LETTERS), []).append(word)
    analysis = Analyzer(LanguageTag(language), spellings=spellings)
    different = [
        word
        for word in said
        if set(analysis.query_terms(word))
        != set(analysis.query_terms(fold(word, UNFOLDED_LETTERS)))
    ]
    assert different == []
    assert len(spellings) > (300 if language == "es" else 0)

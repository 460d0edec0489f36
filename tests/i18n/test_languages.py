"""Which languages can be offered, and what is said when one cannot."""

from __future__ import annotations

import pytest

from reader.i18n.catalogues import compiled_path
from reader.i18n.languages import Language, faults, language_name, offered
from reader.library.model import Contact, Identity, LanguageTag
from reader.library.vocabulary import Labels, Vocabulary


def identity(*tags: str, **formats: str) -> Identity:
    languages = tuple(map(LanguageTag, tags))
    return Identity(
        name=dict.fromkeys(languages, "Library"),
        description=dict.fromkeys(languages, "Described."),
        publisher="Somebody",
        contact=Contact(email=None, site=None),
        languages=languages,
        formats={LanguageTag(tag): locale for tag, locale in formats.items()},
    )


def vocabulary(*tags: str) -> Vocabulary:
    empty = Labels(topics={}, attributes={}, places={})
    return Vocabulary(
        topics=(), attributes=(), places={}, labels={LanguageTag(tag): empty for tag in tags}
    )


def test_a_language_knows_its_own_name_its_direction_and_its_formats():
    english, spanish, arabic, portuguese = offered(identity("en", "es", "ar", "pt-BR", es="es_419"))

    assert english == Language(
        tag=LanguageTag("en"), autonym="English", direction="ltr", locale="en"
    )
    assert spanish == Language(
        tag=LanguageTag("es"), autonym="Español", direction="ltr", locale="es_419"
    )
    assert (arabic.autonym, arabic.direction) == ("العربية", "rtl")
    assert (portuguese.tag, portuguese.autonym, portuguese.locale) == (
        "pt-BR",
        "Português (Brasil)",
        "pt_BR",
    )


def test_a_language_is_called_what_a_sentence_of_another_calls_it():
    english, spanish = offered(identity("en", "es", es="es_419"))

    assert language_name(english.tag, spanish) == "inglés"
    assert language_name(spanish.tag, spanish) == "español"
    assert language_name(spanish.tag, english) == "Spanish"


@pytest.mark.parametrize("tag", ["xx", "en_US_POSIX_1", "12", "", "junk-tag-here", "es-nowhere"])
def test_a_tag_that_no_language_has_is_refused(tag):
    with pytest.raises(ValueError, match="CLDR has no language"):
        offered(identity("en", tag))


def test_a_tag_may_name_less_than_cldr_does():
    assert offered(identity("zh-TW"))[0].locale == "zh_Hant_TW"


def test_every_fault_of_every_language_is_named_at_once(tmp_path):
    found = faults(identity("en", "es", "xx", es="tlh"), vocabulary("en"), tmp_path)

    assert found == (
        "library.yaml: languages: “xx” is not a language tag that CLDR knows, such as es or pt-BR.",
        "library.yaml: formats: es: “tlh” is not a language tag that CLDR knows, "
        "such as es or pt-BR.",
        f"{tmp_path}/es/LC_MESSAGES/messages.mo: the catalogue of the language es is missing.",
        f"{tmp_path}/xx/LC_MESSAGES/messages.mo: the catalogue of the language xx is missing.",
        "vocabulary/es.yaml: the labels of the language es are missing.",
        "vocabulary/xx.yaml: the labels of the language xx are missing.",
    )


def test_languages_with_catalogue_and_labels_have_no_faults(tmp_path):
    path = compiled_path(tmp_path, LanguageTag("es"))
    path.parent.mkdir(parents=True)
    path.write_bytes(b"")

    assert faults(identity("en", "es", es="es_419"), vocabulary("en", "es"), tmp_path) == ()

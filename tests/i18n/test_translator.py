"""Texts of the interface: found in the catalogue, filled in, and never the reason for a broken page."""

from __future__ import annotations

from collections.abc import Callable
from gettext import NullTranslations

import pytest
from markupsafe import Markup, escape
from support.bad_content.markup import HOSTILE

from reader.i18n.languages import Language
from reader.i18n.translator import Translator
from reader.library.model import LanguageTag

SPANISH = Language(tag=LanguageTag("es"), autonym="Español", direction="ltr", locale="es_419")


class DictionaryCatalogue(NullTranslations):
    """A catalogue made of a dictionary: message → translation."""

    def __init__(self, translations: dict[object, str]) -> None:
        super().__init__()
        self.translations = translations

    def gettext(self, message):
        return self.translations.get(message, message)

    def ngettext(self, msgid1, msgid2, n):
        return self.translations.get((msgid1, n), msgid1 if n == 1 else msgid2)


def translator(
    translations: dict[object, str] | None = None, form: Callable[[str], str] = str
) -> Translator:
    catalogue = DictionaryCatalogue(translations or {})
    return Translator(language=SPANISH, catalogue=catalogue, form=form)


def test_a_message_is_translated_and_its_values_are_put_in():
    spanish = translator({"Written %(date)s.": "Escrito el %(date)s."})

    assert spanish.gettext("Written %(date)s.", date="1 de mayo") == "Escrito el 1 de mayo."


def test_a_counted_message_gets_its_number_without_being_told():
    spanish = translator({("%(num)s result", 2): "%(num)s resultados"})

    assert spanish.ngettext("%(num)s result", "%(num)s results", 2) == "2 resultados"
    assert spanish.ngettext("%(num)s page", "%(num)s pages", 1200, num="1,200") == "1,200 pages"


def test_a_percent_sign_is_written_twice():
    assert translator({"100%% free": "100 %% gratis"}).gettext("100%% free") == "100 % gratis"


@pytest.mark.parametrize(
    "bad",
    [
        "Hola %(nombre)s",
        "Hola %(name)d",
        "100 % %(name)s",
        "Hola %(name",
        "Hola %(name)s %s %",
        "50%",
    ],
)
def test_a_bad_translation_shows_the_source_text_and_is_logged_without_values(bad, caplog):
    assert translator({"Hello %(name)s": bad}).gettext("Hello %(name)s", name="Ana") == "Hello Ana"

    assert "'Hello %(name)s'" in caplog.text
    assert "catalogue es" in caplog.text
    assert "Ana" not in caplog.text


def test_a_bad_form_of_a_counted_message_shows_the_source_form_of_that_number(caplog):
    spanish = translator({("%(num)s result", 1): "%(n)s", ("%(num)s result", 3): "%(n)s"})

    assert spanish.ngettext("%(num)s result", "%(num)s results", 1) == "1 result"
    assert spanish.ngettext("%(num)s result", "%(num)s results", 3) == "3 results"
    assert len(caplog.records) == 2


def test_a_value_our_own_code_forgot_is_an_exception():
    with pytest.raises(KeyError):
        translator().gettext("Hello %(name)s")
    with pytest.raises(KeyError):
        translator({"Hello %(name)s": "Hola %(name)s"}).gettext("Hello %(name)s")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_in_a_template_a_message_is_words_and_never_markup(text):
    spanish = translator(
        {"Search": f"Buscar{text}", ("%(num)s page", 2): f"%(num)s{text}"}, form=escape
    )

    assert spanish.gettext("Search") == escape(f"Buscar{text}")
    assert spanish.ngettext("%(num)s page", "%(num)s pages", 2) == escape(f"2{text}")


def test_values_are_escaped_in_a_template_unless_the_template_made_them():
    spanish = translator({"%(place)s: “%(asked)s”": "«%(asked)s» & %(place)s"}, form=escape)

    shown = spanish.gettext(
        "%(place)s: “%(asked)s”", asked='"><script>', place=Markup("<span>Zine</span>")
    )

    assert shown == Markup("«&#34;&gt;&lt;script&gt;» &amp; <span>Zine</span>")


def test_a_bad_translation_in_a_template_is_escaped_all_the_same(caplog):
    spanish = translator({"Asked: %(asked)s": "%(nada)s"}, form=escape)

    assert spanish.gettext("Asked: %(asked)s", asked="<i>") == Markup("Asked: &lt;i&gt;")
    assert len(caplog.records) == 1


def test_a_value_may_be_called_message_or_number():
    assert translator().gettext("%(message)s %(self)s", message="a", self="b") == "a b"
    assert translator().ngettext("%(number)s", "%(number)s", 1, number="c") == "c"

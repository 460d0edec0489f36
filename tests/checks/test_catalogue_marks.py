"""Placeholders and plural forms, which a page needs whole; and markup, of which it takes none."""

from __future__ import annotations

import pytest
from support.bad_content.catalogues import ARABIC, JAPANESE, check, codes, counted, message, quoted
from support.bad_content.markup import HOSTILE

from reader.checks.catalogue_rules import check_template
from reader.library.findings import Severity


@pytest.mark.parametrize(
    ("source", "translation", "missing", "extra"),
    [
        ("Written %(date)s.", "Escrito el %(fecha)s.", "%(date)s", "%(fecha)s"),
        ("Written %(date)s.", "Escrito.", "%(date)s", "—"),
        ("Search", "Buscar %(name)s", "—", "%(name)s"),
        ("%(n)d pages", "%(n)s páginas", "%(n)d", "%(n)s"),
        ("Hello {name}", "Hola {nombre}", "{name}", "{nombre}"),
        ("Hello {name}", "Hola", "{name}", "—"),
        ("Hello {name}", "Hola {name", "{name}", "{"),
        ("Written %(date)s.", "Escrito el %(date) s.", "%(date)s", "%(date) s"),
        ("Written %(date)s.", "Escrito el %(date).", "%(date)s", "%"),
        ("100%% free", "100% gratis", "%%", "% g"),
        ("Free", "100 % gratis", "—", "% g"),
        ("Free", "Gratis al 100%", "—", "%"),
    ],
)
def test_placeholders_that_differ_are_named(source, translation, missing, extra):
    finding = next(each for each in check(message(source, translation)) if each.code == "T009")

    assert (finding.arguments["missing"], finding.arguments["extra"]) == (missing, extra)
    assert (finding.line, finding.severity) == (4, Severity.ERROR)


def test_a_placeholder_may_move_and_stand_twice():
    assert check(message("%(kind)s by %(name)s", "%(name)s: %(kind)s de %(name)s")) == ()


def test_the_form_of_one_number_only_need_not_show_it():
    assert check(counted("One page", "%(num)s pages", "Una página", "%(num)s páginas")) == ()
    assert (
        check(counted("%(num)s page", "%(num)s pages", "%(num)s página", "%(num)s páginas")) == ()
    )


def test_a_form_of_many_numbers_must_show_the_number():
    assert codes(check(counted("One page", "%(num)s pages", "Una página", "Muchas páginas"))) == [
        "T009"
    ]
    french = check(
        counted("One page", "%(num)s pages", "Une page", "%(num)s pages "),
        header="nplurals=2; plural=(n > 1);",
    )
    assert "T010" in codes(french)


def test_a_singular_that_shows_the_number_may_not_lose_it():
    assert codes(
        check(counted("%(num)s page", "%(num)s pages", "Una página", "%(num)s páginas"))
    ) == ["T009"]


def test_each_language_has_its_own_number_of_forms():
    six = ("لا صفحات", "صفحة", "صفحتان", "%(num)s صفحات", "%(num)s صفحة", "%(num)s صفحة")

    assert check(counted("One page", "%(num)s pages", *six), language=ARABIC) == ()
    assert check(counted("One page", "%(num)s pages", "%(num)s ページ"), language=JAPANESE) == ()
    assert codes(check(counted("One page", "%(num)s pages", "ページ"), language=JAPANESE)) == [
        "T009"
    ]


@pytest.mark.parametrize(
    "forms", [("Una página",), ("Una página", ""), ("Una", "%(num)s", "%(num)s")]
)
def test_too_few_and_too_many_forms_are_named(forms):
    (finding,) = check(counted("One page", "%(num)s pages", *forms))

    assert (finding.code, finding.arguments["wanted"]) == ("T011", "2")


@pytest.mark.parametrize("text", [text for text in HOSTILE.values() if set("<>&") & set(text)])
@pytest.mark.parametrize("translation", ["Buscar{}", "{}Buscar", "Bus{}car"])
def test_a_translation_that_holds_markup_is_refused(text, translation):
    findings = check(message("Search", quoted(translation.format(text))))

    assert ("T017", Severity.ERROR) in [(finding.code, finding.severity) for finding in findings]


def test_markup_in_a_translation_that_is_not_used_is_refused():
    assert codes(check(message("Search", "<b>Buscar"), template="")) == ["T015", "T017"]


def test_one_form_with_markup_is_enough():
    entry = counted("%(num)s page", "%(num)s pages", "%(num)s página", "%(num)s <b>páginas")

    (finding,) = check(entry)

    assert (finding.code, finding.line, finding.arguments["found"]) == ("T017", 4, "< >")


@pytest.mark.parametrize(
    "text",
    [
        *("Lee esto", "Lee <b>esto", "Lee <i>esto</i>", "Lee < b>esto</b>", "Lee <b>esto</b>"),
        *("Lee <b onclick=x>esto</b>", "Lee <b>esto</b><script>x</script>"),
    ],
)
def test_a_message_whose_source_holds_markup_is_refused_whatever_its_translation(text):
    assert codes(check(message("Read <b>this</b>", text))) == ["T017"]


def test_a_template_with_markup_in_a_message_is_refused_at_its_line():
    template = (
        message("Search", "") + "\n" + counted("One & all", "%(num)s <i>more", "", "")
    ).encode()

    findings = check_template(template, template, path="translations/messages.pot")

    assert [(finding.code, finding.line, finding.arguments["found"]) for finding in findings] == [
        ("T017", 4, "& < >")
    ]

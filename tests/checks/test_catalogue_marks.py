"""Placeholders, plural forms and tags of a translation: the marks that a page needs whole."""

from __future__ import annotations

import pytest
from support.bad_content.catalogues import ARABIC, JAPANESE, check, codes, counted, message

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


@pytest.mark.parametrize(
    "translation",
    [
        "Lee esto",
        "Lee <b>esto",
        "Lee <i>esto</i>",
        "Lee <b>esto</b><script>x</script>",
        "Lee <b onclick=x>esto</b>",
        "Lee < b>esto</b>",
    ],
)
def test_tags_that_differ_are_named(translation):
    findings = check(message("Read <b>this</b>", translation))

    assert codes(findings) == ["T012"]
    assert findings[0].severity is Severity.ERROR


def test_a_tag_may_move_with_its_words():
    assert (
        check(
            message(
                'Read <a href=\\"%(x)s\\">this</a> now', 'Ahora lee <a href=\\"%(x)s\\">esto</a>'
            )
        )
        == ()
    )

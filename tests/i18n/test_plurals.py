"""Plural forms of languages, and of the header that says them."""

from __future__ import annotations

import pytest

from reader.i18n.plurals import plural_forms, read_plural_forms
from reader.library.model import LanguageTag


@pytest.mark.parametrize(
    ("tag", "count"), [("en", 2), ("es", 2), ("ar", 6), ("ja", 1), ("pl", 3), ("pt-BR", 2)]
)
def test_a_language_has_its_number_of_forms(tag, count):
    assert plural_forms(LanguageTag(tag)).count == count


def test_a_form_may_serve_one_number_only():
    arabic, french = plural_forms(LanguageTag("ar")), plural_forms(LanguageTag("fr"))

    assert [arabic.serves_one_number(form) for form in range(6)] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]
    assert not french.serves_one_number(0)


def test_a_header_agrees_with_a_language_however_its_formula_is_written():
    spanish = plural_forms(LanguageTag("es"))

    for header in (
        "nplurals=2; plural=(n != 1);",
        "nplurals=2;plural=n==1?0:1",
        " nplurals = 2 ; plural = n != 1 ; ",
    ):
        read = read_plural_forms(header)
        assert read is not None
        assert read.agrees_with(spanish)


@pytest.mark.parametrize(
    "header",
    ["nplurals=1; plural=0;", "nplurals=2; plural=(n > 1);", "nplurals=3; plural=(n != 1);"],
)
def test_a_header_of_another_language_does_not_agree(header):
    read = read_plural_forms(header)

    assert read is not None
    assert not read.agrees_with(plural_forms(LanguageTag("es")))


@pytest.mark.parametrize(
    "header",
    [
        "",
        "nonsense",
        "nplurals=two; plural=n;",
        "nplurals=2; plural=__import__('os');",
        "nplurals=2; plural=n%0;",
        "nplurals=2",
    ],
)
def test_a_header_that_cannot_be_read_is_none(header):
    assert read_plural_forms(header) is None

"""Compiled catalogues: the same words give the same bytes, and none with errors is written."""

from __future__ import annotations

from gettext import GNUTranslations, NullTranslations
from pathlib import Path

import pytest

from reader.checks.catalogue_rules import check_catalogue
from reader.i18n.catalogues import catalogue, compiled_path
from reader.i18n.compile import compile_catalogues
from reader.library.findings import Finding
from reader.library.model import LanguageTag

ENGLISH, SPANISH, BRAZILIAN = LanguageTag("en"), LanguageTag("es"), LanguageTag("pt-BR")
TEMPLATE = (
    'msgid "Search"\nmsgstr ""\n\nmsgctxt "month"\nmsgid "May"\nmsgstr ""\n\n'
    'msgid "%(num)s page"\nmsgid_plural "%(num)s pages"\nmsgstr[0] ""\nmsgstr[1] ""\n'
)
GOOD = (
    'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    'msgid "Search"\nmsgstr "Buscar"\n\n'
    'msgctxt "month"\nmsgid "May"\nmsgstr "mayo"\n\n'
    'msgid "%(num)s page"\nmsgid_plural "%(num)s pages"\n'
    'msgstr[0] "%(num)s página"\nmsgstr[1] "%(num)s páginas"\n'
)


def written(folder: Path, **languages: str) -> Path:
    source = folder / "translations"
    for name, text in languages.items():
        path = source / name / "LC_MESSAGES" / "messages.po"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    source.mkdir(exist_ok=True)
    (source / "messages.pot").write_text(TEMPLATE, encoding="utf-8")
    return source


def codes(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(finding.code, finding.place) for finding in findings]


def test_a_compiled_catalogue_says_what_the_translator_wrote(tmp_path):
    source, target = written(tmp_path, es=GOOD), tmp_path / "out"

    assert compile_catalogues(source, target, (ENGLISH, SPANISH), check_catalogue) == ()

    spanish = catalogue(target, SPANISH)
    assert spanish.gettext("Search") == "Buscar"
    assert spanish.pgettext("month", "May") == "mayo"
    assert spanish.gettext("May") == "May"
    assert [spanish.ngettext("%(num)s page", "%(num)s pages", n) for n in (0, 1, 2)] == [
        "%(num)s páginas",
        "%(num)s página",
        "%(num)s páginas",
    ]


def test_the_source_language_has_no_catalogue_and_says_the_source_texts(tmp_path):
    source, target = written(tmp_path, es=GOOD), tmp_path / "out"
    compile_catalogues(source, target, (ENGLISH, SPANISH), check_catalogue)

    assert not compiled_path(target, ENGLISH).exists()
    assert type(catalogue(target, ENGLISH)) is NullTranslations
    assert type(catalogue(target, SPANISH)) is GNUTranslations


def test_the_same_words_give_the_same_bytes_whatever_surrounds_them(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    touched = GOOD.replace('msgid "Search"', '# a note\n#: reader/a.py\nmsgid "Search"').replace(
        '"Buscar"', '""\n"Bus"\n"car"'
    )
    compile_catalogues(written(one, es=GOOD), one / "out", (ENGLISH, SPANISH), check_catalogue)
    compile_catalogues(written(two, es=touched), two / "out", (ENGLISH, SPANISH), check_catalogue)

    assert (
        compiled_path(one / "out", SPANISH).read_bytes()
        == compiled_path(two / "out", SPANISH).read_bytes()
    )


def test_one_bad_catalogue_keeps_every_catalogue_from_being_written(tmp_path):
    bad = GOOD.replace("%(num)s páginas", "%(n)s páginas")
    source, target = (
        written(tmp_path, es=bad, pt_BR=GOOD.replace("(n != 1)", "(n > 1)")),
        tmp_path / "out",
    )

    findings = compile_catalogues(source, target, (ENGLISH, SPANISH, BRAZILIAN), check_catalogue)

    assert codes(findings) == [("T009", "translations/es/LC_MESSAGES/messages.po:11")]
    assert not target.exists()


def test_a_warning_is_told_and_lets_the_catalogue_pass(tmp_path):
    source, target = written(tmp_path, es=GOOD.replace('"Buscar"', '"Buscar."')), tmp_path / "out"

    findings = compile_catalogues(source, target, (ENGLISH, SPANISH), check_catalogue)

    assert codes(findings) == [("T013", "translations/es/LC_MESSAGES/messages.po:4")]
    assert catalogue(target, SPANISH).gettext("Search") == "Buscar."


def test_a_language_without_a_catalogue_is_named(tmp_path):
    findings = compile_catalogues(
        written(tmp_path), tmp_path / "out", (ENGLISH, SPANISH), check_catalogue
    )

    assert codes(findings) == [("T002", "translations/es/LC_MESSAGES/messages.po:1")]


def test_a_language_that_does_not_exist_is_named_and_nothing_is_written(tmp_path):
    source, target = written(tmp_path, es=GOOD), tmp_path / "out"

    findings = compile_catalogues(
        source, target, (ENGLISH, SPANISH, LanguageTag("xx")), check_catalogue
    )

    assert codes(findings) == [("T016", "translations/xx/LC_MESSAGES/messages.po:1")]
    assert not target.exists()


def test_a_language_with_a_region_has_the_folder_gettext_expects(tmp_path):
    source, target = written(tmp_path, pt_BR=GOOD.replace("(n != 1)", "(n > 1)")), tmp_path / "out"

    assert compile_catalogues(source, target, (ENGLISH, BRAZILIAN), check_catalogue) == ()
    assert (target / "pt_BR" / "LC_MESSAGES" / "messages.mo").is_file()
    assert (
        catalogue(target, BRAZILIAN).ngettext("%(num)s page", "%(num)s pages", 0)
        == "%(num)s página"
    )


def test_without_a_template_nothing_can_be_judged(tmp_path):
    source = written(tmp_path, es=GOOD)
    (source / "messages.pot").unlink()

    with pytest.raises(FileNotFoundError):
        compile_catalogues(source, tmp_path / "out", (ENGLISH, SPANISH), check_catalogue)

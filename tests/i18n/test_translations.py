"""The project's own catalogues are in step with the code, complete, and without findings."""

from __future__ import annotations

import pytest
from support.source_modules import PROJECT

from reader.checks.catalogue_rules import check_catalogue, check_template
from reader.i18n.catalogues import TEMPLATE, catalogue, written_path
from reader.i18n.compile import compile_catalogues
from reader.i18n.extract import extract
from reader.library.model import LanguageTag

TRANSLATIONS = PROJECT / "translations"
TAGS = tuple(
    LanguageTag(folder.name.replace("_", "-"))
    for folder in sorted(TRANSLATIONS.iterdir())
    if folder.is_dir()
)


def test_the_template_is_what_extraction_gives_now():
    assert (
        check_template(
            (TRANSLATIONS / TEMPLATE).read_bytes(),
            extract(PROJECT),
            path=f"translations/{TEMPLATE}",
        )
        == ()
    )


def test_spanish_is_among_the_translations():
    assert "es" in TAGS


@pytest.mark.parametrize("tag", TAGS)
def test_every_message_of_a_language_is_translated_and_in_order(tag):
    path = written_path(TRANSLATIONS, tag)
    findings = check_catalogue(
        path.read_bytes(), (TRANSLATIONS / TEMPLATE).read_bytes(), path=path.name, language=tag
    )

    assert [(finding.code, finding.line, dict(finding.arguments)) for finding in findings] == []


def test_spanish_speaks_to_the_reader_as_tu(tmp_path):
    compile_catalogues(TRANSLATIONS, tmp_path, (LanguageTag("en"), *TAGS), check_catalogue)
    spanish = catalogue(tmp_path, LanguageTag("es"))

    assert (
        spanish.gettext("Try fewer words, or another word for the same thing.")
        == "Prueba con menos palabras, o con otra palabra para lo mismo."
    )
    assert spanish.gettext("In short") == "En pocas palabras"
    assert (
        " usted"
        not in written_path(TRANSLATIONS, LanguageTag("es")).read_text(encoding="utf-8").lower()
    )

"""The made-up language that shows what cannot be translated: it must itself be beyond reproach."""

from __future__ import annotations

from gettext import GNUTranslations

import pytest
from support.pseudo import pseudo, pseudo_catalogue
from support.source_modules import PROJECT

from reader.checks.catalogue_rules import check_catalogue
from reader.i18n.catalogues import catalogue
from reader.i18n.compile import compile_catalogues
from reader.i18n.extract import extract
from reader.i18n.po_file import read_messages
from reader.library.findings import Severity
from reader.library.model import LanguageTag

TAG = LanguageTag("pt-BR")
TEMPLATE = (
    b'msgid "Read %(name)s or \\"{other}\\": 100%% more"\nmsgstr ""\n\n'
    b'msgctxt "month"\nmsgid "May"\nmsgstr ""\n\n'
    b'msgid "%(num)s page"\nmsgid_plural "%(num)s pages"\nmsgstr[0] ""\nmsgstr[1] ""\n'
)


def test_a_pseudo_text_is_bracketed_longer_and_accented():
    made = pseudo("Search this library")

    assert made.startswith("⟦Ŝéàŕćĥ ťĥîŝ ļîbŕàŕý ~")
    assert made.endswith("~⟧")
    assert len(made) >= 1.4 * len("Search this library")


def test_placeholders_stay_as_they_are():
    made = pseudo("Read %(name)s or {other}: 100%% more")

    for kept in ("%(name)s", "{other}", "100%%"):
        assert kept in made


@pytest.mark.parametrize("tag", [TAG, LanguageTag("ar"), LanguageTag("ja")])
def test_a_pseudo_catalogue_has_no_errors_in_any_language(tag):
    findings = check_catalogue(pseudo_catalogue(TEMPLATE, tag), TEMPLATE, path="x.po", language=tag)

    assert [finding for finding in findings if finding.severity is Severity.ERROR] == []


def test_the_whole_interface_can_be_made_up(tmp_path):
    template = extract(PROJECT)
    path = tmp_path / "translations" / "pt_BR" / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    path.write_bytes(pseudo_catalogue(template, TAG))
    (tmp_path / "translations" / "messages.pot").write_bytes(template)

    findings = compile_catalogues(
        tmp_path / "translations", tmp_path / "out", (LanguageTag("en"), TAG), check_catalogue
    )

    assert [finding for finding in findings if finding.severity is Severity.ERROR] == []
    made = catalogue(tmp_path / "out", TAG)
    assert isinstance(made, GNUTranslations)
    for message in read_messages(template).messages:
        if message.context is None and len(message.source) == 1:
            assert made.gettext(message.source[0]) == pseudo(message.source[0])

"""Faults planted in catalogues: each is found with its line, and what is right is left in peace."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.bad_content.catalogues import (
    ARABIC,
    JAPANESE,
    PATH,
    SPANISH,
    check,
    codes,
    counted,
    message,
)

from reader.checks.catalogue_rules import check_catalogue, check_template
from reader.checks.findings.catalogue import CatalogueCode
from reader.checks.findings.texts import describe
from reader.library.findings import Severity
from reader.library.model import LanguageTag
from reader.wiring.commands import ENGLISH


def test_a_catalogue_in_order_has_no_findings():
    entries = [
        message("Search", "Buscar"),
        message("Written %(date)s.", "Escrito el %(date)s."),
        message("100%% free: {name}", "100 %% gratis: {name}"),
        counted("%(num)s page", "%(num)s pages", "%(num)s página", "%(num)s páginas"),
        message("Zine", "Zine"),
    ]

    assert check("\n".join(entries)) == ()


def test_a_language_without_a_file_is_named():
    (finding,) = check_catalogue(None, b"", path=PATH, language=SPANISH)

    assert (finding.code, finding.place, dict(finding.arguments)) == (
        "T002",
        f"{PATH}:1",
        {"language": "es"},
    )


@pytest.mark.parametrize(
    ("entry", "code", "line"),
    [
        ('msgid "a"\nmsgstr "hola\n', "T003", 5),
        ('msgid "a"\n', "T004", 4),
        ('msgid "a"\nmsgstr "A"\n\nmsgid "a"\nmsgstr "B"\n', "T005", 7),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(entry, code, line):
    assert (code, f"{PATH}:{line}") in [
        (finding.code, finding.place) for finding in check(entry, template="")
    ]


@pytest.mark.parametrize("text", [None, b"", b'msgid "a"\nmsgstr "A"\n'])
def test_a_language_that_does_not_exist_is_named(text):
    (finding,) = check_catalogue(text, b"", path=PATH, language=LanguageTag("xx"))

    assert (finding.code, finding.arguments["language"]) == ("T016", "xx")


def test_a_catalogue_in_another_encoding_is_named():
    (finding,) = check_catalogue(
        message("a", "ñandú").encode("latin-1"), b"", path=PATH, language=SPANISH
    )

    assert (finding.code, finding.line) == ("T006", 2)


def test_a_message_that_the_catalogue_lacks_is_missing():
    (finding,) = check("", template=message("Search", ""))

    assert (finding.code, finding.line, finding.arguments["message"]) == ("T007", 1, "Search")


def test_a_message_without_a_translation_is_missing():
    (finding,) = check(message("Search", ""))

    assert (finding.code, finding.line, finding.severity) == ("T007", 4, Severity.ERROR)


def test_a_message_of_the_same_words_in_another_context_is_another_message():
    assert codes(
        check(
            message("May", "mayo"),
            template='msgctxt "month"\n' + message("May", "") + message("May", ""),
        )
    ) == ["T007"]


def test_a_doubtful_translation_is_an_error():
    (finding,) = check(message("Search", "Buscar", above="#, fuzzy\n"))

    assert (finding.code, finding.line, finding.severity) == ("T008", 5, Severity.ERROR)


@pytest.mark.parametrize(
    "header", ["nplurals=1; plural=0;", "nplurals=2; plural=(n > 1);", "nonsense"]
)
def test_a_header_that_does_not_fit_the_language_is_named(header):
    (finding,) = check("", header=header)

    assert (finding.code, finding.arguments["found"]) == ("T010", header)


def test_a_catalogue_without_a_header_is_named():
    assert [finding.code for finding in check_catalogue(b"", b"", path=PATH, language=SPANISH)] == [
        "T010"
    ]


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("Search", "Buscar "),
        (" Search", "Buscar"),
        ("Search:", "Buscar"),
        ("Search", "Buscar."),
        ("Who?", "Quién."),
        ("Line\\n", "Línea"),
        ("Stop.", "Para"),
    ],
)
def test_other_spaces_or_marks_at_the_ends_are_a_warning(source, translation):
    findings = check(message(source, translation))

    assert [(finding.code, finding.severity) for finding in findings] == [
        ("T013", Severity.WARNING)
    ]


def test_the_marks_of_other_scripts_are_the_same_marks():
    assert check(message("Who?", "من؟"), language=ARABIC) == ()
    assert check(message("Stop.", "止まれ。"), language=JAPANESE) == ()


def test_a_copy_of_a_longer_text_is_a_warning():
    findings = check(message("Search this library", "Search this library"))

    assert [(finding.code, finding.severity) for finding in findings] == [
        ("T014", Severity.WARNING)
    ]


@pytest.mark.parametrize(
    "text", ["Podcast", "No", "RSS %(name)s", "Zine %(number)s", "Anti Police"]
)
def test_a_short_text_may_be_the_same_in_both_languages(text):
    assert check(message(text, text)) == ()


def test_a_copy_that_is_meant_is_left_in_peace():
    assert (
        check(
            message(
                "One Million Experiments podcast",
                "One Million Experiments podcast",
                above="# Same on purpose: a name.\n",
            )
        )
        == ()
    )


def test_a_message_that_is_not_used_any_more_is_a_warning():
    findings = check(message("Old", "Viejo"), template="")

    assert [(finding.code, finding.severity) for finding in findings] == [
        ("T015", Severity.WARNING)
    ]


def test_every_fault_is_named_in_the_order_of_lines_and_a_long_message_is_cut():
    long = "word " * 40
    entries = message(long, "") + "\n" + message("Read <b>%(name)s</b>.", "Lee", above="#, fuzzy\n")

    findings = check(entries)

    assert [(finding.code, finding.line) for finding in findings] == [
        ("T007", 4),
        ("T008", 8),
        ("T009", 8),
        ("T013", 8),
        ("T017", 8),
    ]
    assert len(findings[0].arguments["message"]) == 60


def test_a_template_that_is_what_extraction_gives_has_no_findings():
    assert check_template(b"a\nb\n", b"a\nb\n", path="translations/messages.pot") == ()


@pytest.mark.parametrize(
    ("committed", "extracted", "line", "text"),
    [
        (b"a\nb\n", b"a\nc\n", 2, "c"),
        (b"", b"a\n", 1, "a"),
        (b"a\nb", b"a", 2, "b"),
        (b"a\n\xff", b"a\nb", 2, "b"),
    ],
)
def test_a_template_out_of_step_is_named_with_the_first_line_that_differs(
    committed, extracted, line, text
):
    (finding,) = check_template(committed, extracted, path="translations/messages.pot")

    assert (finding.code, finding.place, finding.arguments["text"]) == (
        "T001",
        f"translations/messages.pot:{line}",
        text,
    )


def test_every_rule_says_in_words_what_it_found():
    planted = [
        *check_template(b"a", b"b", path="translations/messages.pot"),
        *check_catalogue(None, b"", path=PATH, language=SPANISH),
        *check_catalogue(b"", b"", path=PATH, language=LanguageTag("xx")),
        *check('100 %\nmsgid "c"\nmsgstr "C"\n\nmsgid "c"\nmsgstr "C"\n\nmsgid "a"\n'),
        *check_catalogue(b"\xff", b"", path=PATH, language=SPANISH),
        *check(message("Gone", ""), template=""),
        *check(message("100%% <b>free</b>", "gratis.", above="#, fuzzy\n")),
        *check(counted("One page", "%(num)s pages", "Una"), header="100 %"),
        *check(message("Search this library", "Search this library")),
        *check("", template=message("Search", "")),
    ]

    assert {finding.code for finding in planted} == set(CatalogueCode)
    for finding in planted:
        assert all(describe(finding, ENGLISH))


@given(st.binary(), st.binary())
def test_any_bytes_are_judged_without_an_exception(po_text, pot_text):
    check_catalogue(po_text, pot_text, path=PATH, language=SPANISH)
    check_template(po_text, pot_text, path=PATH)

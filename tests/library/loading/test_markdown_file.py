from __future__ import annotations

import pytest
from support.builders import edition

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings
from reader.library.loading.markdown_file import Role, digest, letter_count, read_markdown_file
from reader.library.model import LanguageTag
from reader.library.text.markdown import MarkdownRenderer

BODY = "Words and words.\n\n## How {#how}\n\nMore words.\n"


def words_of(source: str, role: Role = Role.WHOLE):
    findings = FileFindings(path="content/x.md")
    return read_markdown_file(source, LanguageTag("en"), MarkdownRenderer(), findings, role), [
        (finding.code, finding.line) for finding in findings.findings
    ]


def digest_of(source: str) -> str:
    words, found = words_of(source)
    assert words is not None, found
    return words.provenance.digest


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("ñandú", 5),
        ("n\u0303andu\u0301", 5),
        ("a" + "\u0301" * 100, 1),
        ("التهدئة", 7),
        ("👩\u200d👧", 2),
        ("a b", 3),
    ],
    ids=["nothing", "composed", "combining", "many-accents", "arabic", "joined", "space"],
)
def test_letters_are_counted_with_their_accents(text, count):
    assert letter_count(text) == count


def test_a_summary_of_160_letters_with_accents_apart_is_not_too_long():
    assert words_of(edition("Title", BODY, summary="n\u0303" * 160))[1] == []
    assert words_of(edition("Title", BODY, summary="n\u0303" * 161))[1] == [
        (FindingCode.SUMMARY_TOO_LONG, 3)
    ]


def test_a_rewrap_or_another_date_does_not_make_translations_out_of_date():
    first = digest_of(edition("Title", BODY))

    assert digest_of(edition("Title", BODY.replace("and words", "and\nwords"))) == first
    assert (
        digest_of(edition("Title", BODY, more="original: es\noriginal_digest: 0123456789ab\n"))
        == first
    )
    assert digest_of(edition("Title", BODY).replace("2026-11-23", "2026-11-22")) == first
    assert len(first) == 12


@pytest.mark.parametrize(
    "changed",
    [
        edition("Another", BODY, summary="Title."),
        edition("Title", BODY, summary="Another."),
        edition("Title", BODY.replace("More", "Fewer")),
        edition("Title", BODY.replace("## ", "### ")),
        edition("Title", BODY, more="in_short: [One]\n"),
    ],
    ids=["title", "summary", "word", "level", "in-short"],
)
def test_other_words_make_translations_out_of_date(changed):
    assert digest_of(changed) != digest_of(edition("Title", BODY))


def test_words_that_move_from_one_field_to_the_next_change_the_digest():
    assert digest("one", "two three") != digest("one two", "three")


def test_spaces_may_follow_the_fences_of_front_matter_and_rules_may_be_in_the_body():
    words, found = words_of(
        "---  \ntitle: T\nsummary: S\nwritten: 2026-11-23\n--- \nOne\n\n---\n\nTwo\n"
    )

    assert found == []
    assert words is not None
    assert words.text.html == "<p>One</p>\n<hr>\n<p>Two</p>\n"
    assert words.provenance.translators == ()


def test_only_a_cover_may_have_no_body():
    bare = edition("Title", "")

    assert words_of(bare)[1] == [(FindingCode.EMPTY, 7)]
    assert words_of(bare, Role.PART)[1] == [(FindingCode.EMPTY, 7)]
    assert words_of(bare, Role.COVER)[1] == []


def test_lines_in_short_beyond_the_third_are_cut():
    words, found = words_of(edition("Title", BODY, more="in_short: [a, b, c, d]\n"))

    assert words is not None
    assert words.in_short == ("a", "b", "c")
    assert found == [(FindingCode.IN_SHORT_TOO_LONG, 6)]


def test_faults_of_front_matter_and_body_are_reported_at_once():
    words, found = words_of("---\ntitle: [T]\nsummary: S\nwritten: never\n---\n<b>\n")

    assert words is None
    assert found == [
        (FindingCode.RAW_HTML, 6),
        (FindingCode.NOT_TEXT, 2),
        (FindingCode.WRONG_DATE, 4),
    ]

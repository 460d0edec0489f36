"""Introductions, other forms of terms, and abbreviations of each language."""

from __future__ import annotations

from support.builders import FILES, load_library, write_content

from reader.library.finding_codes import FindingCode
from reader.library.loading.loader import load
from reader.library.model import LanguageTag

EN, ES = LanguageTag("en"), LanguageTag("es")
ENGLISH = "vocabulary/en.yaml"
BARE = FILES[ENGLISH].partition("introductions")[0]


def test_introductions_are_markdown_whose_links_lead_into_the_language(tmp_path):
    labels = load_library(tmp_path).vocabulary.labels

    assert labels[EN].introductions == {
        "food": "<p>Everybody eats. "
        '<a href="/en/experiments/free-fridge">One fridge</a> began it.</p>\n'
    }
    assert 'href="/es/experiments/free-fridge"' in labels[ES].introductions["food"]
    assert labels[ES].shelves == {"zines": "<p>Cuadernillos para <em>doblar</em>.</p>\n"}


def test_an_introduction_of_several_paragraphs_is_written_as_a_block(tmp_path):
    block = "shelves:\n  lists: |\n    One.\n\n    - Two\n    - Three\n"
    labels = load_library(tmp_path, {ENGLISH: BARE + block}).vocabulary.labels

    assert labels[EN].shelves["lists"] == "<p>One.</p>\n<ul>\n<li>Two</li>\n<li>Three</li>\n</ul>\n"


def test_letters_are_counted_as_readers_see_them(tmp_path):
    link = f"[{'a' * 600}](https://example.org/{'x' * 200})"
    fits, does_not = (
        load(
            write_content(tmp_path / name, {ENGLISH: f"{BARE}introductions: {{food: '{words}'}}\n"})
        ).findings
        for name, words in (("fits", link), ("does-not", f"{link}b"))
    )

    assert [finding.code for finding in fits] == [FindingCode.MISSING_INTRODUCTION]
    assert [(finding.code, finding.arguments) for finding in does_not if finding not in fits] == [
        (FindingCode.INTRODUCTION_TOO_LONG, {"value": "food", "count": "601", "most": "600"})
    ]


def test_labels_alone_are_enough(tmp_path):
    spanish = FILES["vocabulary/es.yaml"].partition("introductions")[0]
    loaded = load(write_content(tmp_path, {ENGLISH: BARE, "vocabulary/es.yaml": spanish}))

    assert loaded.findings == ()
    assert loaded.library is not None
    labels = loaded.library.vocabulary.labels[EN]
    assert (labels.introductions, labels.shelves, labels.glossary, labels.abbreviations) == (
        {},
        {},
        {},
        {},
    )

"""Turn a project that somebody shared into a draft of the library: a document and its editions.

Her words are put down as words: nothing in them is markup. How to reach her is left out.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from reader.library.patterns import EMAIL, is_web_address
from reader.submissions.form_fields import Answers

FACTS_FILE: Final = "document.yaml"
_LONGEST_SLUG: Final = 60
_LONGEST_SUMMARY: Final = 160
_NOT_IN_SLUG: Final = re.compile(r"[^a-z0-9]+")
# What Markdown, and our own additions to it, would read. Source: CommonMark §2.4.
_MARKUP: Final = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~^:&=])")
_TO_TRANSLATE: Final = "TO TRANSLATE"
_DRAFT: Final = "draft: true\n"


def slug_of(name: str, taken: Iterable[str]) -> str:
    """Return a free slug for a document of this name."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = _NOT_IN_SLUG.sub("-", plain)[:_LONGEST_SLUG].strip("-") or "project"
    used = set(taken)
    return next(
        slug
        for number in range(1, len(used) + 2)
        if (slug := stem if number == 1 else f"{stem}-{number}") not in used
    )


def draft_files(
    reference: str, answers: Answers, languages: Iterable[str], written: date
) -> Mapping[str, str]:
    """Return the files of a draft, by name: its facts, her words, a stub in each other language.

    Words in a language that the library does not have stand where its first one is to be written.
    """
    offered = tuple(languages)
    is_offered = answers["written_in"] in offered
    own = answers["written_in"] if is_offered else offered[0]
    words = _edition(answers, written) if is_offered else _foreign(answers, written)
    return {
        FACTS_FILE: _facts(reference, answers),
        **{f"{tag}.md": words if tag == own else _stub(answers, own, written) for tag in offered},
    }


def _facts(reference: str, answers: Answers) -> str:
    contact, link = answers["contact"], answers["link"]
    email = contact if EMAIL.fullmatch(contact) else None
    site = next((each for each in (link, contact) if is_web_address(each)), None)
    return "\n".join(
        (
            "draft: true",
            f"# Shared as {reference}",
            f"# Where it is: {_line(answers['place'])}",
            f"# Whether it runs: {_line(answers['running'])}, known since: "
            f"{_line(answers['since'])}. A status needs a source with a date.",
            f"# How to reach the project: {_line(contact)}",
            f"# A zine or a link: {_line(link)}",
            f"name: {_text(answers['name'])}",
            f"organization: {_text(answers['organization'] or answers['name'])}",
            "places: []",
            f"contact: {{email: {_text(email)}, site: {_text(site)}}}",
            "status: {word: unknown}",
            f"attributes: [{_codes(answers['marks'])}]",
            f"topics: [{_codes(answers['topics'])}]",
            "zine: null",
            "episodes: []",
            "sources: []",
            "",
        )
    )


def _edition(answers: Answers, written: date) -> str:
    return _file(answers["name"], answers["what"], _body(answers), written)


def _foreign(answers: Answers, written: date) -> str:
    """Return her words, to be translated before they are published."""
    title = f"{_TO_TRANSLATE}: {answers['name']}"
    return _file(title, answers["what"], _body(answers), written, more=_DRAFT)


def _stub(answers: Answers, own: str, written: date) -> str:
    """Return an edition that says what is to be done. It is a draft of its own."""
    title = f"{_TO_TRANSLATE}: {answers['name']}"
    words = f"{_TO_TRANSLATE}: {own}.md"
    return _file(title, words, _MARKUP.sub(r"\\\1", words), written, more=_DRAFT)


def _body(answers: Answers) -> str:
    paragraphs = (
        _MARKUP.sub(r"\\\1", _line(each)) for each in re.split(r"\n\s*\n", answers["story"])
    )
    return "\n\n".join(paragraphs)


def _file(title: str, summary: str, body: str, written: date, more: str = "") -> str:
    return (
        f"---\n{more}title: {_text(_line(title))}\n"
        f"summary: {_text(_line(summary)[:_LONGEST_SUMMARY])}\n"
        f"written: {written.isoformat()}\ntranslators: []\n---\n{body}\n"
    )


def _text(value: str | None) -> str:
    """Write a value as YAML, of which JSON is a part."""
    return json.dumps(value, ensure_ascii=False)


def _line(text: str) -> str:
    return " ".join(text.split())


def _codes(chosen: str) -> str:
    return ", ".join(filter(None, chosen.split("\n")))

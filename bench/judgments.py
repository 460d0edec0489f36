"""Read the judged queries of ``tests/search/judged``: what people type, and grades for editions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml

from bench.project import PROJECT
from reader.library.loading.content_layout import FOLDERS
from reader.library.model import Kind, LanguageTag, Slug

FOLDER: Final = PROJECT / "tests" / "search" / "judged"
TUNE: Final = FOLDER / "tune.yaml"
HELD_BACK: Final = FOLDER / "held-back.yaml"
WRITTEN_FIRST: Final = FOLDER / "written-first.yaml"  # before the questions of content/
_KINDS: Final[Mapping[str, Kind]] = {folder: kind for kind, folder in FOLDERS.items()}

# What a grade is worth for an edition in the other language: to somebody who reads one language,
# and to somebody who typed that language.
_READ_WITH_DIFFICULTY: Final[Mapping[int, int]] = {3: 1, 2: 1, 1: 0}
_READ_AS_WELL: Final[Mapping[int, int]] = {3: 2, 2: 1, 1: 0}


class QueryClass(StrEnum):
    """What sort of query it is. ``NOTHING``: the library has nothing on it."""

    DISTRESS = "distress"
    SENTENCE = "sentence"
    TYPO = "typo"
    KEYWORD = "keyword"
    GLOSSARY = "glossary"
    NAME = "name"
    NOTHING = "nothing"


class EditionKey(NamedTuple):
    """The key of what a search can find: an edition of a document, or of one part of a zine."""

    kind: Kind
    slug: Slug
    part: Slug | None
    language: LanguageTag


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedQuery:
    """A query with grades from 1 to 3, typed on a page in the language ``reader``.

    ``help`` are the sections of the help page that are right to lead to, and ``definition`` the
    anchor of the glossary that should come first. ``means`` are the right corrections of a
    misspelling. ``never_first`` may not be the first result in any language. ``grades`` are empty
    if the library has nothing on it.
    """

    asked: str
    reader: LanguageTag
    grades: Mapping[EditionKey, int]
    query_class: QueryClass = QueryClass.KEYWORD
    help: tuple[str, ...] = ()
    definition: str | None = None
    means: tuple[str, ...] = ()
    no_suggestion: bool = False
    never_first: frozenset[EditionKey] = field(default_factory=frozenset)


def judged(path: Path, languages: tuple[LanguageTag, ...]) -> tuple[JudgedQuery, ...]:
    """Read a file of judged queries, with grades for the editions in all these languages."""
    text = path.read_text(encoding="utf-8")
    listed: list[dict[str, Any]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return tuple(_judged(each, languages) for each in listed)


def _judged(listed: Mapping[str, Any], languages: tuple[LanguageTag, ...]) -> JudgedQuery:
    reader = LanguageTag(listed["reader"])
    grades: dict[EditionKey, int] = {}
    for grade, paths in listed["grades"].items():
        for path in paths:
            for language in languages:
                worth = _worth(grade, language, reader, listed.get("typed"))
                if worth:
                    grades[_key(path, language)] = worth
    return JudgedQuery(
        asked=listed["asked"],
        reader=reader,
        grades=grades,
        query_class=QueryClass(listed["class"]),
        help=tuple(listed.get("help", ())),
        definition=listed.get("definition"),
        means=tuple(listed.get("means", ())),
        no_suggestion=listed.get("no_suggestion", False),
        never_first=_keys(listed.get("never_first", ()), languages),
    )


def _worth(grade: int, language: LanguageTag, reader: LanguageTag, typed: str | None) -> int:
    if language == reader:
        return grade
    return (_READ_AS_WELL if language == typed else _READ_WITH_DIFFICULTY)[grade]


def _keys(paths: Iterable[str], languages: tuple[LanguageTag, ...]) -> frozenset[EditionKey]:
    return frozenset(_key(path, language) for path in paths for language in languages)


def _key(path: str, language: LanguageTag) -> EditionKey:
    """Return the key of a path such as ``zines/de-escalation-basics/steady``."""
    folder, slug, *part = path.split("/")
    return EditionKey(_KINDS[folder], Slug(slug), Slug(part[0]) if part else None, language)

"""No proper name in content/ is marked with a language: a new voice for each one tires the ear.

Source: WCAG 3.1.2, which excepts proper names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pytest
from support.own_content import own_library
from support.source_modules import PROJECT

from reader.library.library import Library

MARKED: Final = re.compile(r"\[+(?P<words>[^\[\]]+)\](?:\([^)]*\)\])?\{lang=")


@pytest.fixture(scope="module")
def names() -> set[str]:
    return set(names_of(own_library()))


def names_of(library: Library) -> Iterator[str]:
    """Yield what the facts call projects, organizations, people, shows and publishers."""
    yield from library.identity.name.values()
    for experiment in library.experiments:
        yield from (experiment.name, experiment.organization)
    for episode in library.episodes:
        yield from (episode.show, *episode.guests)
    for document in library.documents():
        yield from (source.publisher for source in document.sources)


def marked(text: str, names: set[str]) -> list[str]:
    """Return the names that a text marks with a language, linked or not."""
    return [found["words"] for found in MARKED.finditer(text) if found["words"] in names]


def test_no_text_of_the_library_marks_a_name_that_its_facts_have(names):
    files = [
        file
        for pattern in ("*.md", "*.yaml")
        for file in sorted((PROJECT / "content").rglob(pattern))
    ]
    found = [
        f"{file.relative_to(PROJECT)}: {name}"
        for file in files
        for name in marked(file.read_text(encoding="utf-8"), names)
    ]

    assert not found, "\n".join(found)


def test_a_name_is_found_marked_alone_and_as_a_link(names):
    text = (
        "[Project NIA]{lang=en}, [[Mental Health First](/x)]{lang=en}, "
        "[Mental Health First](/x), [pod]{lang=en}"
    )

    assert marked(text, names) == ["Project NIA", "Mental Health First"]

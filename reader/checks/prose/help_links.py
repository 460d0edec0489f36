"""Every sentence that says to get help leads to the help page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from reader.checks.edition_files import edition_files
from reader.checks.findings.help import HelpCode
from reader.checks.prose.sentence_splitter import primary
from reader.library.finding_collector import FindingCollector
from reader.library.help_entries import HELP, is_help_page
from reader.library.library import Library
from reader.library.loading.labels_yaml import labels_file
from reader.library.loading.source_tree import project_path
from reader.library.model import Html, Kind, LanguageTag
from reader.library.passages import Passage, PassageKind
from reader.storage.result_cache import ResultCache, Task

# The words in which texts say it: docs/writing.md. Languages that are not here are not checked.
_SAID: Final[Mapping[str, re.Pattern[str]]] = {
    "en": re.compile(r"\bget\s+help\b", re.IGNORECASE),
    "es": re.compile(r"\b(?:busca|busquen)\s+ayuda\b", re.IGNORECASE),
}
# What these words have in small letters: quick to look for, and most passages have none.
_SIGNS: Final[Mapping[str, str]] = {"en": "help", "es": "ayuda"}
# These cannot hold a link, or are no sentence.
_WITHOUT_LINKS: Final = frozenset(
    {PassageKind.TITLE, PassageKind.SUMMARY, PassageKind.IN_SHORT, PassageKind.HEADING}
)
# In sanitized HTML every attribute is in double quotes, and a link holds no other link.
_HEADING: Final = re.compile(r"<h([2-4])[ >].*?</h\1>", re.DOTALL)
_HELP_LINK: Final = re.compile(rf'<a href="/[^"/]+/{HELP}(?:#[^"]*)?"[^>]*>.*?</a>', re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    path: str
    language: LanguageTag
    html: Html


def check_help_links(
    library: Library,
    said: Mapping[str, Sequence[tuple[int, str]]],
    findings: FindingCollector,
    cache: ResultCache,
) -> None:
    """Report words that say to get help and are no link to the help page, if there is one.

    ``said``: path of a file → what ``words_of_help`` found in it.
    """
    if library.find(Kind.PAGE, HELP) is None:
        return
    texts = [text for text in _texts(library) if text.path in said]
    for text, linked in zip(texts, cache.results(_LINKED, texts), strict=True):
        places = said[text.path]
        for index, is_linked in enumerate(linked):
            if not is_linked:
                known = len(places) == len(linked)
                line, words = places[index] if known else (1, _SAID[primary(text.language)].pattern)
                findings.of(text.path).add(HelpCode.HELP_NOT_LINKED, line, text=words)


def words_of_help(passages: Sequence[Passage]) -> Iterator[tuple[int, str]]:
    """Yield line and words of each time a file says to get help, in reading order."""
    language = primary(passages[0].language) if passages else ""
    for passage in passages if language in _SAID else ():
        if passage.kind not in _WITHOUT_LINKS and _SIGNS[language] in passage.text.lower():
            for match in _SAID[language].finditer(passage.text):
                yield passage.line_at(match.start()), match[0]


def _texts(library: Library) -> Iterator[_Words]:
    """Yield the words of every file that may say it, help pages left out."""
    for document in library.documents():
        if document.kind is Kind.PAGE and is_help_page(document.slug):
            continue
        for file in edition_files(library, document):
            yield _Words(path=file.path, language=file.edition.language, html=file.text.html)
    for language, labels in library.vocabulary.labels.items():
        html = "\n".join((*labels.introductions.values(), *labels.shelves.values()))
        yield _Words(path=project_path(labels_file(language)), language=language, html=Html(html))


def _is_linked(words: _Words) -> Iterator[bool]:
    """Yield, for each time it is said, whether it is in a link to the help page."""
    said = _SAID[primary(words.language)]
    body = _HEADING.sub("", words.html)
    links = [match.span() for match in _HELP_LINK.finditer(body)]
    for match in said.finditer(body):
        yield any(start < match.start() and match.end() < end for start, end in links)


_LINKED: Final[Task[_Words, tuple[bool, ...]]] = Task(
    name="help links",
    run=lambda words: tuple(_is_linked(words)),
    key=lambda words: (words.language, words.html),
    result_type=tuple[bool, ...],
)

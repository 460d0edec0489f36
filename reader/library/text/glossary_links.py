"""Link the first use of a glossary term in a text, and say what an abbreviation stands for.

A term becomes a plain link, since ``dfn`` would mark the place as its definition. An abbreviation
becomes ``abbr`` with a ``title``, which not all readers see or hear, so one that matters belongs in
the glossary, whose link wins. The words of the text stay the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from itertools import groupby
from typing import Final

from reader.library.addresses import document_address
from reader.library.help_entries import is_help_page
from reader.library.library import Library, text_key
from reader.library.model import Heading, Html, Kind, LanguageTag, Slug, Text
from reader.library.text.links import targets
from reader.library.text.sanitized_reader import SanitizedReader
from reader.storage.checksums import digest
from reader.storage.result_cache import NO_CACHE, ResultCache, Task

GLOSSARY: Final = Slug("glossary")
# More would turn a text into a list of links.
MAX_LINKS: Final = 6
_MAX_TERM_LEVEL: Final = 3

# Headings, links, code, and words in another language get no links.
_SKIPPED_TAGS: Final = frozenset({"h2", "h3", "h4", "a", "abbr", "code", "pre", "span"})
# Not inside a word, a compound or a number.
_BEFORE: Final = r"(?<![\w-])(?<!\d[.,])"
_AFTER: Final = r"(?![\w-])(?![.,]\d)"


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryIndex:
    """The terms and abbreviations of one language.

    ``anchors``: form of a term → its anchor at ``address``. Forms are in lower case, except those
    all in capitals: they and abbreviations match only as written, since "ICE" is not "ice".
    ``abbreviations``: abbreviation → meaning. ``pattern`` matches the longest first; None if none.
    """

    address: str
    anchors: Mapping[str, str]
    abbreviations: Mapping[str, str]
    pattern: re.Pattern[str] | None

    def digest(self) -> bytes:
        """Return a digest of all that it finds, and where that leads."""
        found = (self.address, sorted(self.anchors.items()), sorted(self.abbreviations.items()))
        return digest(repr(found).encode())


def link_texts(
    library: Library, sanitize: Callable[[str], Html], cache: ResultCache = NO_CACHE
) -> Mapping[str, Text]:
    """Return the texts of a library with links. ``sanitize`` is that of MarkdownRenderer."""
    placed = dict(_indexed_texts(library))
    indexes = {id(index): index for index in placed.values()}
    digests = {number: index.digest() for number, index in indexes.items()}

    def linked(item: tuple[Html, GlossaryIndex]) -> Html:
        html = add_links(*item)
        return item[0] if html == item[0] else sanitize(html)

    task = Task(
        name="glossary links",
        run=linked,
        key=lambda item: (item[0], digests[id(item[1])]),
        result_type=Html,
    )
    items = [(library.texts[key].html, index) for key, index in placed.items()]
    texts = dict(library.texts)
    for key, html in zip(placed, cache.results(task, items), strict=True):
        texts[key] = replace(texts[key], html=html)
    return texts


def _indexed_texts(library: Library) -> Iterator[tuple[str, GlossaryIndex]]:
    """Yield the key of each text, and what is looked for in it."""
    indexes = {language: glossary_index(library, language) for language in library.languages}
    for document in library.documents():
        # On a page that helps, a link leads to help and to nothing else.
        is_left_alone = document.kind is Kind.PAGE and (
            document.slug == GLOSSARY or is_help_page(document.slug)
        )
        for language, edition in document.editions.items():
            index = indexes[language]
            if is_left_alone:
                index = replace(index, anchors={})
            for part in (None, *(part.slug for part in edition.parts)):
                yield text_key(document.kind, document.slug, language, part), index


def terms(library: Library, language: LanguageTag) -> tuple[Heading, ...]:
    """Return the terms of a language: its glossary's headings of level 2 or 3 with none below."""
    glossary = library.find(Kind.PAGE, GLOSSARY)
    if glossary is None or language not in glossary.editions:
        return ()
    headings = library.text(glossary, glossary.editions[language]).headings
    next_levels = (*(heading.level for heading in headings[1:]), 0)[: len(headings)]
    return tuple(
        heading
        for heading, next_level in zip(headings, next_levels, strict=True)
        if heading.level <= _MAX_TERM_LEVEL and next_level <= heading.level
    )


def glossary_index(library: Library, language: LanguageTag) -> GlossaryIndex:
    """Return the index of a language, with every form of a term.

    A term with an empty list of forms is left out: it is too common to be linked on every page.
    """
    labels = library.vocabulary.labels[language]
    anchors: dict[str, str] = {}
    for term in terms(library, language):
        others = labels.glossary.get(term.anchor)
        for form in () if others == () else (term.title, *(others or ())):
            anchors.setdefault(form, term.anchor)
    address = document_address(Kind.PAGE, GLOSSARY, language)
    return build_index(address, anchors, labels.abbreviations)


def build_index(
    address: str, anchors: Mapping[str, str], abbreviations: Mapping[str, str]
) -> GlossaryIndex:
    """Return an index of forms → anchors at ``address``, and of abbreviations → their meanings."""
    by_form = {_folded(_collapsed(form)): anchor for form, anchor in anchors.items()}
    meanings = {_collapsed(short): meaning for short, meaning in abbreviations.items()}
    forms = {*by_form, *meanings} - {""}
    alternatives = "|".join(_alternatives(forms))
    pattern = re.compile(f"{_BEFORE}(?:{alternatives}){_AFTER}", re.IGNORECASE)
    return GlossaryIndex(
        address=address,
        anchors=by_form,
        abbreviations=meanings,
        pattern=pattern if forms else None,
    )


def _alternatives(forms: Collection[str]) -> Iterator[str]:
    """Yield patterns, each for all forms with one first letter: most words have another.

    Of forms that begin alike, the longest is first.
    """
    ordered = sorted(forms, key=lambda form: (form[0].lower(), -len(form), form))
    for letter, own in groupby(ordered, key=lambda form: form[0].lower()):
        rests = (r"\s+".join(map(re.escape, form[1:].split(" "))) for form in own)
        yield f"{re.escape(letter)}(?:{'|'.join(rests)})"


def add_links(html: str, index: GlossaryIndex) -> str:
    """Return a sanitised text with the first use of each term and abbreviation marked."""
    if index.pattern is None:
        return html
    linker = _GlossaryLinker(index, set(_linked_anchors(html, index.address)))
    linker.feed(html)
    linker.close()
    return "".join(linker.output)


def _linked_anchors(html: str, address: str) -> Iterator[str]:
    """Yield the anchors of the terms that a text itself links to."""
    for target in targets(html):
        path, _, anchor = target.partition("#")
        if path == address:
            yield anchor


class _GlossaryLinker(SanitizedReader):
    """Copy sanitised HTML, and mark what is in the index. ``seen``: anchors and abbreviations."""

    def __init__(self, index: GlossaryIndex, seen: set[str]) -> None:
        super().__init__()
        self.output: list[str] = []
        self._index = index
        self._seen = seen
        self._link_count = 0
        self._skipped_depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs  # copied with the tag
        self._skipped_depth += tag in _SKIPPED_TAGS
        self.output.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self._skipped_depth -= tag in _SKIPPED_TAGS
        self.output.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        start = 0
        if self._index.pattern and not self._skipped_depth:
            for match in self._index.pattern.finditer(data):
                self.output += (_escaped(data[start : match.start()]), self._marked(match))
                start = match.end()
        self.output.append(_escaped(data[start:]))

    def _marked(self, match: re.Match[str]) -> str:
        """Return a match as HTML: linked, as an abbreviation, or as it is."""
        words, form = _escaped(match[0]), _collapsed(match[0])
        anchor = self._index.anchors.get(_folded(form))
        if anchor is not None:
            if _is_name(form, match) or anchor in self._seen or self._link_count == MAX_LINKS:
                return words
            self._seen.add(anchor)
            self._link_count += 1
            return f'<a href="{self._index.address}#{anchor}">{words}</a>'
        meaning = self._index.abbreviations.get(form)
        if meaning is None or form in self._seen:
            return words
        self._seen.add(form)
        return f'<abbr title="{escape(meaning)}">{words}</abbr>'


def _is_name(form: str, match: re.Match[str]) -> bool:
    """Return whether a capital is inside a sentence, where only names have one: "Ujimaa Medics"."""
    before = match.string[: match.start()].rstrip()[-1:]
    is_capitalized = form[0].isupper() and not form.isupper()
    return is_capitalized and (before.isalnum() or before in (",", ";"))


def _collapsed(form: str) -> str:
    return " ".join(form.split())


def _folded(form: str) -> str:
    """Return a form as it is compared: in lower case, unless it is all in capitals."""
    return form if form.isupper() else form.lower()


def _escaped(text: str) -> str:
    """Return text as the sanitiser writes it. Source: HTML Standard §13.3, escaping a string."""
    return escape(text, quote=False).replace("\u00a0", "&nbsp;")

"""Words that readers may not know: the first use of a term in a text leads to the glossary, an abbreviation says what it stands for.

A term becomes a plain link: ``dfn`` would call the place a definition. An abbreviation gets ``abbr`` with a ``title``, which only
some readers come to see or hear; so one that matters belongs in the glossary, whose link wins. No letter of the text changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape, unescape
from typing import Final

from reader.library.addresses import document_address
from reader.library.library import Library, text_key
from reader.library.model import Heading, Html, Kind, LanguageTag, Reference, Slug, Text
from reader.library.text.links import targets

GLOSSARY: Final = Slug("glossary")
# More would make a text of links; the first ones are met first.
MOST_LINKS: Final = 6
_DEEPEST_TERM: Final = 3

# In sanitised HTML every attribute is in double quotes, and text has no "<".
_PIECE: Final = re.compile(r'<(?P<end>/?)(?P<tag>[a-z0-9]+)(?:[^">]|"[^"]*")*>|[^<]+')
# What stands in these is a heading, leads elsewhere already, is no prose, or is in another language.
_LEFT_ALONE: Final = frozenset({"h2", "h3", "h4", "a", "abbr", "code", "pre", "span"})
_ENTITY: Final = r"&#?\w+;"
# Not in the middle of a word, of a compound or of a number.
_BEFORE: Final = r"(?<![\w-])(?<!\d[.,])"
_AFTER: Final = r"(?![\w-])(?![.,]\d)"


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryIndex:
    """What can be explained in one language: a written form → anchor of a term, or what an abbreviation stands for.

    ``terms`` are without capitals, but for forms that are all capitals: those and ``abbreviations`` count only as they are
    written, since "ICE" is not "ice". ``pattern`` finds all of them in HTML, the longest first, and nothing where there are none.
    """

    address: str
    terms: Mapping[str, str]
    abbreviations: Mapping[str, str]
    pattern: re.Pattern[str] | None


def explained(library: Library, sanitized: Callable[[str], Html]) -> Mapping[str, Text]:
    """Return the texts of a library with terms and abbreviations explained. ``sanitized`` is ``MarkdownRenderer.sanitized``."""
    by_language = {language: glossary_of(library, language) for language in library.languages}
    texts = dict(library.texts)
    for document in library.documents():
        for language, edition in document.editions.items():
            known = by_language[language]
            if document.reference == Reference(kind=Kind.PAGE, slug=GLOSSARY):
                known = replace(known, terms={})
            for part in (None, *(part.slug for part in edition.parts)):
                key = text_key(document.kind, document.slug, language, part)
                html = explain(texts[key].html, known)
                if html != texts[key].html:
                    texts[key] = replace(texts[key], html=sanitized(html))
    return texts


def terms(library: Library, language: LanguageTag) -> tuple[Heading, ...]:
    """Return the terms that the glossary explains in a language: headings of level 2 or 3 that have none below them."""
    glossary = library.find(Kind.PAGE, GLOSSARY)
    if glossary is None or language not in glossary.editions:
        return ()
    headings = library.text(glossary, glossary.editions[language]).headings
    below = (*(heading.level for heading in headings[1:]), 0)[: len(headings)]
    return tuple(
        heading
        for heading, level in zip(headings, below, strict=True)
        if heading.level <= _DEEPEST_TERM and level <= heading.level
    )


def glossary_of(library: Library, language: LanguageTag) -> GlossaryIndex:
    """Return what can be explained in a language: the terms of its glossary in all their forms, and its abbreviations.

    A term that is given an empty list of other forms is left out: one that would be linked on every page.
    """
    labels = library.vocabulary.labels[language]
    forms: dict[str, str] = {}
    for term in terms(library, language):
        for form in _forms(term.title, labels.glossary.get(term.anchor)):
            forms.setdefault(form, term.anchor)
    return compile_glossary(
        document_address(Kind.PAGE, GLOSSARY, language), forms, labels.abbreviations
    )


def compile_glossary(
    address: str, forms: Mapping[str, str], abbreviations: Mapping[str, str]
) -> GlossaryIndex:
    """Return what can be explained: ``forms`` of terms → anchors at ``address``, and abbreviations → what they stand for."""
    anchors = {_key(_spaced(form)): anchor for form, anchor in forms.items()}
    shorts = {_spaced(short): words for short, words in abbreviations.items()}
    longest_first = sorted({*anchors, *shorts} - {""}, key=lambda form: (-len(form), form))
    alternatives = "|".join(
        r"\s+".join(re.escape(escape(word, quote=False)) for word in form.split(" "))
        for form in longest_first
    )
    return GlossaryIndex(
        address=address,
        terms=anchors,
        abbreviations=shorts,
        pattern=re.compile(f"{_ENTITY}|{_BEFORE}(?:{alternatives}){_AFTER}", re.IGNORECASE)
        if longest_first
        else None,
    )


def explain(html: str, glosses: GlossaryIndex) -> str:
    """Return a sanitised text with what can be explained in it explained where it is first used."""
    pattern = glosses.pattern
    if pattern is None:
        return html
    first = _FirstUses(glosses=glosses, met=set(_anchors(html, glosses.address)))
    return "".join(
        piece if is_left else pattern.sub(first.explain, piece) for piece, is_left in _pieces(html)
    )


@dataclass(slots=True, kw_only=True)
class _FirstUses:
    """What of the glosses a text has used so far: anchors and abbreviations."""

    glosses: GlossaryIndex
    met: set[str]
    links: int = field(default=0)

    def explain(self, found: re.Match[str]) -> str:
        written = unescape(_spaced(found[0]))
        anchor = self.glosses.terms.get(_key(written))
        if anchor is not None:
            return found[0] if _is_name(written, found) else self._linked(anchor, found[0])
        words = self.glosses.abbreviations.get(written)
        if words is None or written in self.met:
            return found[0]
        self.met.add(written)
        return f'<abbr title="{escape(words)}">{found[0]}</abbr>'

    def _linked(self, anchor: str, words: str) -> str:
        if anchor in self.met or self.links == MOST_LINKS:
            return words
        self.met.add(anchor)
        self.links += 1
        return f'<a href="{self.glosses.address}#{anchor}">{words}</a>'


def _pieces(html: str) -> Iterator[tuple[str, bool]]:
    """Yield every tag and every text between tags, and whether it is left as it is."""
    depth = 0
    for match in _PIECE.finditer(html):
        if match["tag"] in _LEFT_ALONE:
            depth += -1 if match["end"] else 1
        yield match[0], bool(depth or match["tag"])


def _anchors(html: str, address: str) -> Iterator[str]:
    """Yield the terms that a text leads to by itself."""
    for target in targets(Html(html)):
        path, _, anchor = target.partition("#")
        if path == address:
            yield anchor


def _forms(title: str, others: tuple[str, ...] | None) -> tuple[str, ...]:
    return () if others == () else (title, *(others or ()))


def _is_name(written: str, found: re.Match[str]) -> bool:
    """Return whether a word with a capital stands inside a sentence, where only names have one: "Ujimaa Medics"."""
    before = found.string[: found.start()].rstrip()[-1:]
    return (
        written[0].isupper()
        and not written.isupper()
        and (before.isalnum() or before in (",", ";"))
    )


def _spaced(form: str) -> str:
    return " ".join(form.split())


def _key(form: str) -> str:
    """Return what a form is known by: itself where it is all capitals, else itself in small letters."""
    return form if form.isupper() else form.lower()

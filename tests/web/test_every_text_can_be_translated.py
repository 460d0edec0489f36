"""A made-up language shows which interface texts bypass the catalogues."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
from support.builders import load_library, third_language
from support.pseudo import CLOSING, OPENING
from support.sites import OneAnswer, hit, make_app

from reader.library.library import Library
from reader.library.model import Experiment, LanguageTag
from reader.library.site_places import places
from reader.web.static_render import ERROR_STATUSES, render_error

SPOKEN = ("aria-label", "value", "content", "alt", "title", "placeholder")
LATIN = re.compile(r"[A-Za-zÁÉÍÓÚÑáéíóúñ]{2,}")


def spoken(html: str) -> Iterator[str]:
    """Yield every text that a reader sees or hears, in elements and in attributes."""
    root = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag in {"style", "option-value"}:
            continue
        if not is_in_another_language(element):
            yield element.text or ""
        yield element.tail or ""
        technical = element.tag == "meta" and element.get("name") not in {"description"}
        yield from (
            element.get(name, "")
            for name in SPOKEN
            if not technical and not (name == "value" and is_code(element))
        )


def is_in_another_language(element: Element) -> bool:
    """Return whether an element is a link to another language, labelled in it."""
    return element.tag == "a" and element.get("lang", "") == element.get("hreflang")


def is_code(element: Element) -> bool:
    """Return whether the value of an element is never shown."""
    return element.tag == "option" or element.get("type") == "hidden"


def own_words(library: Library) -> set[str]:
    """Return what is not interface: everything that content says, and what languages are called."""
    words = {
        *library.identity.name.values(),
        *library.identity.description.values(),
        "English",
        "Español",
    }
    for labels in library.vocabulary.labels.values():
        words |= {*labels.topics.values(), *labels.attributes.values(), *labels.places.values()}
        words |= {
            piece.strip()
            for html in (*labels.introductions.values(), *labels.shelves.values())
            for piece in spoken(html)
        }
    for document in library.documents():
        words |= {text for source in document.sources for text in (source.title, source.publisher)}
        for edition in document.editions.values():
            words |= {edition.title, edition.summary, *edition.in_short}
            words |= {text for part in edition.parts for text in (part.title, part.summary)}
        if isinstance(document, Experiment):
            words |= {document.organization, document.name, document.contact.email or ""}
    for text in library.texts.values():
        words |= {heading.title for heading in text.headings}
        words |= {piece.strip() for piece in spoken(text.html)}
    for episode in library.episodes:
        words |= {episode.show, *episode.guests}
    return words


def untranslated(html: str, known: set[str]) -> list[str]:
    """Return the words of a page that are neither content nor in the made-up language."""
    left = "\n".join(spoken(html))
    for words in sorted(filter(None, known), key=len, reverse=True):
        left = left.replace(words, " ")
    return LATIN.findall(re.sub(f"{OPENING}[^{CLOSING}]*{CLOSING}", " ", left))


def test_every_text_of_every_page_goes_through_the_catalogues(tmp_path: Path) -> None:
    engine = OneAnswer(
        hits=(hit("zine", "stay-calm", "en", part="before", title="Before"),), asked=[]
    )
    app = make_app(tmp_path / "made", third_language("ar"), engine=engine)
    library = load_library(tmp_path / "read", third_language("ar"))
    # The follow page has an address to copy.
    known = own_words(library) | {"words", "https", "reader", "example", "ar", "pds", "xml", "js"}
    client = app.test_client()
    paths = [
        place.path
        for place in places(library)
        if place.path.startswith("/ar/") and not place.is_file
    ]
    paths += [
        "/ar/search?q=zzz",
        "/ar/search?q=zzz&in=en",
        "/ar/experiments?topic=food",
        "/ar/experiments?topic=food&place=nearby",
    ]
    found = {path: untranslated(client.get(path).text, known | {"zzz"}) for path in paths}
    found |= {
        f"{status}": untranslated(render_error(app, status, LanguageTag("ar")).body.decode(), known)
        for status in ERROR_STATUSES
    }
    assert {path: words for path, words in found.items() if words} == {}


def test_a_text_past_the_catalogues_is_noticed() -> None:
    assert untranslated(f"<p>{OPENING}Ŝéàŕćĥ{CLOSING} Search</p>", set()) == ["Search"]
    assert untranslated('<input aria-label="Search">', set()) == ["Search"]

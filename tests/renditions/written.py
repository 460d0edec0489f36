"""Write documents of a small library as text, for readers of English or Spanish."""

from __future__ import annotations

from gettext import NullTranslations

from reader.i18n.languages import Language, offered
from reader.i18n.translator import Translator
from reader.library.library import Library
from reader.library.model import Document, Kind, LanguageTag, Slug
from reader.renditions.formats import Format
from reader.renditions.imprint import Imprint
from reader.renditions.rendition import rendition

SPANISH_WORDS = {
    "In short": "En pocas palabras",
    "Paused": "En pausa",
    "as of %(date)s.": "según una fuente del %(date)s.",
    "We do not know if this is still running.": "No sabemos si sigue en marcha.",
    "Written %(date)s.": "Escrito el %(date)s.",
    "This page is not in your language yet. Here it is in %(language)s.": (
        "Esta página está en %(language)s."
    ),
    "Part %(number)s of %(count)s of “%(zine)s”": "Parte %(number)s de %(count)s de «%(zine)s»",
}


class Words(NullTranslations):
    """A Spanish catalogue of a few messages."""

    def gettext(self, message):
        return SPANISH_WORDS.get(message, message)


def translator(library: Library, tag: str) -> Translator:
    language: Language = {language.tag: language for language in offered(library.identity)}[
        LanguageTag(tag)
    ]
    return Translator(language=language, catalogue=Words() if tag == "es" else NullTranslations())


def document(library: Library, kind: Kind, slug: str) -> Document:
    found = library.find(kind, slug)
    assert found is not None
    return found


def text(library: Library, kind: Kind, slug: str, tag: str = "en", part: str | None = None) -> str:
    return file(library, Format.TEXT, kind, slug, tag, part).decode()


def file(
    library: Library,
    file_format: Format,
    kind: Kind,
    slug: str,
    tag: str = "en",
    part: str | None = None,
) -> bytes:
    found = document(library, kind, slug)
    shown = found.edition_for(LanguageTag(tag), library.languages)
    imprint = Imprint(
        library=library, translator=translator(library, tag), base_url="https://reader.example"
    )
    return rendition(imprint, file_format, found, shown, Slug(part) if part else None)

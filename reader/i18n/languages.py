"""The languages that a library is offered in, with what CLDR knows of each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from babel import Locale, UnknownLocaleError

from reader.i18n.catalogues import compiled_path
from reader.library.model import Identity, LanguageTag
from reader.library.vocabulary import Vocabulary

NAMES_CACHED: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language, as a page needs it.

    ``autonym`` is its name in itself, capitalized to stand alone: ``Español``. ``direction`` is
    ``ltr`` or ``rtl``. ``locale`` is the CLDR locale for dates, numbers and lists, such as
    ``es_419``; it may differ from ``tag``.
    """

    tag: LanguageTag
    autonym: str
    direction: str
    locale: str


def offered(identity: Identity) -> tuple[Language, ...]:
    """Return the languages of a library, source language first.

    Raises ValueError for a tag CLDR does not know.
    """
    return tuple(language_of(tag, identity.formats.get(tag)) for tag in identity.languages)


def language_of(tag: LanguageTag, formats: str | None = None) -> Language:
    """Return a language with what CLDR knows of it. Raises ValueError for a tag CLDR does not know.

    ``formats`` is the locale of its dates, numbers and lists, if that is not the one of the tag.
    """
    locale = locale_of(tag)
    name = locale.get_display_name() or tag
    return Language(
        tag=tag,
        autonym=name[:1].upper() + name[1:],
        direction=locale.text_direction,
        locale=str(locale_of(formats or tag)),
    )


def faults(identity: Identity, vocabulary: Vocabulary, catalogues: Path) -> tuple[str, ...]:
    """Return a sentence for every reason why a language cannot be served.

    One start shows all of them. ``catalogues`` is the folder of compiled catalogues.
    """
    source, *others = identity.languages
    found = [_tag_fault("languages", tag) for tag in identity.languages]
    found += [_tag_fault(f"formats: {tag}", locale) for tag, locale in identity.formats.items()]
    found += [_catalogue_fault(tag, compiled_path(catalogues, tag)) for tag in others]
    found += [
        f"vocabulary/{tag}.yaml: the labels of the language {tag} are missing."
        for tag in (source, *others)
        if tag not in vocabulary.labels
    ]
    return tuple(fault for fault in found if fault)


# A page of results names the languages of every result.
@lru_cache(NAMES_CACHED)
def language_name(tag: LanguageTag, language: Language) -> str:
    """Return the name of a language in a sentence of another: ``inglés`` for ``en`` in Spanish."""
    return locale_of(tag).get_display_name(language.locale) or tag


def spoken_name(tag: LanguageTag, language: Language) -> str:
    """Return the name of any language in the middle of a sentence, or its tag if CLDR has none.

    Unlike ``language_name`` it also knows languages without a locale, such as Aymara.
    """
    return locale_of(language.locale).languages.get(tag) or tag


def is_language(tag: str) -> bool:
    """Return whether CLDR knows the name of a language."""
    return tag in Locale.parse("en").languages


def locale_of(tag: str) -> Locale:
    """Return the CLDR locale of a BCP 47 tag or a CLDR identifier.

    Raises ValueError if there is none.
    """
    try:
        locale = Locale.parse(tag.replace("_", "-"), sep="-")
    except (UnknownLocaleError, ValueError) as error:
        raise ValueError(f"CLDR has no language “{tag}”") from error
    # Babel ignores a subtag it does not know: es-nowhere would be es.
    if not set(_subtags(tag)) <= set(_subtags(str(locale))):
        raise ValueError(f"CLDR has no language “{tag}”")
    return locale


def _subtags(tag: str) -> list[str]:
    return tag.lower().replace("_", "-").split("-")


def _tag_fault(where: str, tag: str) -> str:
    try:
        locale_of(tag)
    except ValueError:
        return (
            f"library.yaml: {where}: “{tag}” is not a language tag that CLDR knows, "
            "such as es or pt-BR."
        )
    return ""


def _catalogue_fault(tag: LanguageTag, path: Path) -> str:
    return "" if path.is_file() else f"{path}: the catalogue of the language {tag} is missing."

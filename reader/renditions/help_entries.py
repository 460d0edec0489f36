"""A help entry in words, as a page and a text file say it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from reader.i18n.formatting import format_date, format_list
from reader.i18n.languages import spoken_name
from reader.i18n.translator import Translator
from reader.library.help_entries import HelpEntry, HelpNumber, HelpSource
from reader.library.model import LanguageTag


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpStep:
    """One thing to do, and where its link leads: a call or a page. A text message has no link."""

    words: str
    target: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpWords:
    """What is said of one body: its name, steps to take, what is known, a sentence or two each."""

    name: str
    serves: str
    steps: tuple[HelpStep, ...]
    police: str
    facts: str


def help_words(entry: HelpEntry, language: LanguageTag, translator: Translator) -> HelpWords:
    """Return an entry in words.

    ``language`` is that of the edition; the interface says the rest in its own.
    """
    return HelpWords(
        name=entry.name,
        serves=entry.serves[language],
        steps=tuple(_steps(entry, language, translator)),
        police=entry.police[language]
        if entry.police
        else translator.gettext("We could not find out when it tells the police."),
        facts=" ".join(_facts(entry, language, translator)),
    )


def _steps(entry: HelpEntry, language: LanguageTag, translator: Translator) -> Iterator[HelpStep]:
    for number in entry.numbers:
        yield HelpStep(
            words=_step(number, translator),
            target=f"tel:{number.number.replace(' ', '-')}" if number.is_call else None,
        )
    if entry.site:
        parts = urlsplit(entry.site[language])
        shown = f"{parts.netloc}{parts.path}".removeprefix("www.").rstrip("/")
        yield HelpStep(words=shown, target=entry.site[language])


def _step(number: HelpNumber, translator: Translator) -> str:
    named = spoken_name(number.language, translator.language) if number.language else ""
    if number.press:
        step = translator.gettext(
            "Call %(number)s and press %(key)s", number=number.number, key=number.press
        )
    elif number.is_call:
        step = translator.gettext("Call %(number)s", number=number.number)
    elif number.word:
        step = translator.gettext(
            "Text the word %(word)s to %(number)s", word=number.word, number=number.number
        )
    else:
        step = translator.gettext("Text %(number)s", number=number.number)
    return f"{step} ({named})" if named else step


def _facts(entry: HelpEntry, language: LanguageTag, translator: Translator) -> Iterator[str]:
    if not entry.numbers:
        yield translator.gettext("We leave its number out: nobody has confirmed it lately.")
    if entry.hours:
        yield entry.hours[language]
    if entry.numbers or entry.languages:
        yield _spoken(entry, translator)
    if entry.numbers:
        stated = (_stated(source, translator) for source in entry.sources)
        yield translator.gettext(
            "Source: %(sources)s.",
            sources=format_list(tuple(dict.fromkeys(stated)), translator.language),
        )
    if entry.checked:
        yield translator.gettext(
            "Checked on %(date)s by %(name)s.",
            date=format_date(entry.checked.on, translator.language),
            name=entry.checked.by,
        )


def _spoken(entry: HelpEntry, translator: Translator) -> str:
    names = [spoken_name(tag, translator.language) for tag in entry.languages]
    if entry.interpreters:
        names.append(translator.gettext("others with an interpreter"))
    if not names:
        return translator.gettext("Languages: we could not find out.")
    return translator.gettext(
        "Languages: %(names)s.", names=format_list(names, translator.language)
    )


def _stated(source: HelpSource, translator: Translator) -> str:
    publisher = source.publisher or translator.gettext("unsigned notes")
    if not source.date:
        return publisher
    return f"{publisher} ({format_date(source.date, translator.language)})"

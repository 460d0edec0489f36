"""Read the words of each language that search treats specially, from ``word_lists/*.txt``.

Words are compared without accents. A language without a file can be searched, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).with_name("word_lists")
_HEADING: Final = re.compile(r"\[(.+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageWords:
    """The words of one language that are not like all others.

    Stop words are indexed, because a phrase may need them; a query drops them if other words
    remain. ``weightless`` are those and more words that say little about what somebody needs; they
    may be negations. ``of_other_lists`` are small words of another language that are whole words
    in this one: "son". A bound prefix is a part of a word that people write joined, hyphenated or
    apart: "deescalation", "de-escalation", "de escalation". It means nothing alone. After an
    apostrophe, ``contraction_endings`` are verbs; ``misleading_contractions`` are contractions that
    without it are other words.

    ``grave`` are words of killing, death and rape, ``violent`` others of violence, and wounds. With
    one of ``persons``, a sentence is about somebody.

    ``inflections``: form of a word → the word that it is a form of, where no rule says so.
    ``kept_whole``: form of a word whose stem is that of another word → the only term that it gets.
    """

    stop_words: frozenset[str] = frozenset()
    weightless: frozenset[str] = frozenset()
    of_other_lists: frozenset[str] = frozenset()
    bound_prefixes: frozenset[str] = frozenset()
    contraction_endings: frozenset[str] = frozenset()
    misleading_contractions: frozenset[str] = frozenset()
    grave: frozenset[str] = frozenset()
    violent: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    inflections: Mapping[str, str] = field(default_factory=dict)
    kept_whole: Mapping[str, str] = field(default_factory=dict)


NO_WORDS: Final = LanguageWords()


def parse_language_words(text: str) -> LanguageWords:
    """Return the words of a file. Its sections are those of ``word_lists/en.txt``."""
    sections: dict[str, list[list[str]]] = {}
    for line in text.splitlines():
        words = line.partition("#")[0].split()
        if heading := _HEADING.fullmatch(line.strip()):
            sections[heading[1]] = []
        elif words:
            sections[list(sections)[-1]].append(words)
    stop_words = _words(sections, "stop words")
    return LanguageWords(
        stop_words=stop_words,
        weightless=stop_words | _words(sections, "weightless words"),
        of_other_lists=_words(sections, "words of other lists"),
        bound_prefixes=_words(sections, "bound prefixes"),
        contraction_endings=_words(sections, "contraction endings"),
        misleading_contractions=_words(sections, "misleading contractions"),
        grave=_words(sections, "grave words"),
        violent=_words(sections, "words of violence"),
        persons=_words(sections, "persons"),
        inflections=_first_words(sections, "forms of a word"),
        kept_whole=_first_words(sections, "words kept whole"),
    )


def is_listed(joined: str, parts: Sequence[str], words: frozenset[str]) -> bool:
    """Return whether a word without accents is in a list, or a contraction of words that are."""
    if len(parts) == 1:
        return joined in words
    first, *others = parts
    is_contraction = first in words and words.union(EVERY_CONTRACTION_ENDING).issuperset(others)
    return is_contraction or joined in words


def weightless_words(language: str) -> frozenset[str]:
    """Return the words of no weight in texts of a language: people mix them with those of others.

    A word of another language's list counts, unless it is a whole word in this one.
    """
    own = language_words(language)
    return own.weightless | (EVERY_WEIGHTLESS_WORD - own.of_other_lists)


def stop_words(language: str) -> frozenset[str]:
    """Return the stop words in texts of a language, with those of other lists likewise."""
    own = language_words(language)
    return own.stop_words | (EVERY_STOP_WORD - own.of_other_lists)


def language_words(language: str) -> LanguageWords:
    """Return the words of a language, none if there is no file for it."""
    return LANGUAGE_WORDS.get(_primary(language), NO_WORDS)


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()


def _words(sections: Mapping[str, list[list[str]]], name: str) -> frozenset[str]:
    return frozenset(word for line in sections.get(name, ()) for word in line)


def _first_words(sections: Mapping[str, list[list[str]]], name: str) -> Mapping[str, str]:
    """Return every word of a section → the first word of its line."""
    return {word: line[0] for line in sections.get(name, ()) for word in line}


def _files() -> Iterator[Path]:
    yield from sorted(_FOLDER.glob("*.txt"))


# Primary subtag of the language → its words.
LANGUAGE_WORDS: Final[Mapping[str, LanguageWords]] = {
    file.stem: parse_language_words(file.read_text(encoding="utf-8")) for file in _files()
}
EVERY_WEIGHTLESS_WORD: Final = frozenset[str]().union(
    *(words.weightless for words in LANGUAGE_WORDS.values())
)
EVERY_STOP_WORD: Final = frozenset[str]().union(
    *(words.stop_words for words in LANGUAGE_WORDS.values())
)
EVERY_GRAVE_WORD: Final = frozenset[str]().union(
    *(words.grave for words in LANGUAGE_WORDS.values())
)
EVERY_VIOLENT_WORD: Final = EVERY_GRAVE_WORD.union(
    *(words.violent for words in LANGUAGE_WORDS.values())
)
EVERY_PERSON: Final = frozenset[str]().union(*(words.persons for words in LANGUAGE_WORDS.values()))
EVERY_CONTRACTION_ENDING: Final = frozenset[str]().union(
    *(words.contraction_endings for words in LANGUAGE_WORDS.values())
)
# Words get the same terms only with the same lists.
DIGEST: Final = blake2b(
    b"\0".join(file.read_bytes() for file in _files()), digest_size=8
).hexdigest()

"""Generate search entries for libraries of any size from sentences of our own content.

Words are as frequent as in the content. What is unique to each text, and what the content has too
little of for ten thousand texts, are names: each text gets a few invented ones. The same size gives
the same texts.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, islice
from typing import Final

from reader.library.model import LanguageTag, Slug
from reader.search.engine import Corpus, SearchEntry

SEED: Final = 20261123
_SENTENCE: Final = re.compile(r"\S[^\n]*?[.!?…](?:[\"”’)]*)(?=\s)|\S[^\n]+")
# Shorter ones are seldom typed: most are "the" and "que".
_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_CONSONANTS: Final = "bdfgklmnprstv"
_VOWELS: Final = "aeiou"
_SYLLABLES_OF_A_NAME: Final = (2, 4)
NAMES: Final = 4
_SENTENCES_OF_A_BLOCK: Final = (1, 5)
# None of its days is still to come.
_YEARS: Final = (2019, 2025)


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What the texts of one language are made of: real entries, and their sentences."""

    entries: tuple[SearchEntry, ...]
    sentences: tuple[str, ...]


def larger(real: Corpus, editions: int) -> Corpus:
    """Return a corpus of so many editions, in the languages in turn."""
    entries = tuple(real.entries)
    rng = random.Random(SEED)  # noqa: S311  # the same texts every time
    materials = {
        language: _material([entry for entry in entries if entry.language == language])
        for language in real.languages
    }
    return replace(real, entries=tuple(_invented(materials, editions, rng)))


def _material(entries: Sequence[SearchEntry]) -> Material:
    return Material(
        entries=tuple(entries),
        sentences=tuple(sentence for entry in entries for sentence in sentences(entry.text)),
    )


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text; a line ends one in any case."""
    yield from (match.group() for match in _SENTENCE.finditer(text))


def _invented(
    materials: Mapping[LanguageTag, Material], editions: int, rng: random.Random
) -> Iterator[SearchEntry]:
    for number, (language, material) in enumerate(islice(cycle(materials.items()), editions)):
        model = rng.choice(material.entries)
        names = tuple(islice(invented_names(rng), NAMES))
        text, anchors = _text(model, material.sentences, names, rng)
        yield replace(
            model,
            slug=Slug(f"{model.slug}-{number}"),
            part=None,
            language=language,
            title=f"{rng.choice(material.entries).title} {names[0]}",
            summary=rng.choice(material.entries).summary,
            text=text,
            anchors=anchors,
            date=invented_date(rng),
        )


def _text(
    model: SearchEntry, pool: Sequence[str], names: Sequence[str], rng: random.Random
) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Return a text about as long as the model's, with the names in it, and as many headings."""
    blocks: list[str] = []
    starts: list[int] = []
    length = 0
    while length < len(model.text):
        starts.append(length)
        blocks.append(" ".join(rng.choices(pool, k=rng.randint(*_SENTENCES_OF_A_BLOCK))))
        length += len(blocks[-1]) + 1
    blocks += [f"{name}." for name in names]
    headings = sorted(rng.sample(starts, k=min(len(model.anchors), len(starts))))
    return "\n".join(blocks), tuple(
        zip(headings, (anchor for _, anchor in model.anchors), strict=False)
    )


def invented_names(rng: random.Random) -> Iterator[str]:
    """Yield names that no language has, without end."""
    while True:
        syllables = (
            rng.choice(_CONSONANTS) + rng.choice(_VOWELS)
            for _ in range(rng.randint(*_SYLLABLES_OF_A_NAME))
        )
        yield "".join(syllables).capitalize()


def invented_date(rng: random.Random) -> str:
    """Return a day, as ISO 8601 writes it."""
    return f"{rng.randint(*_YEARS)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"


def mixed_queries(
    entries: Iterable[SearchEntry], count: int
) -> tuple[tuple[str, LanguageTag], ...]:
    """Return distinct queries in words of the texts, each with the language of the reader."""
    rng = random.Random(SEED)  # noqa: S311  # the same queries every time
    pool = tuple(entries)
    found: dict[tuple[str, LanguageTag], None] = {}
    kinds = cycle(_KINDS)
    while len(found) < count:
        make, entry = next(kinds), rng.choice(pool)
        asked = make(_WORD.findall(rng.choice(tuple(sentences(entry.text)))), rng)
        if asked:
            found.setdefault((asked, entry.language))
    return tuple(found)


def _one_word(words: Sequence[str], rng: random.Random) -> str:
    return rng.choice(words) if words else ""


def _two_words(words: Sequence[str], rng: random.Random) -> str:
    return " ".join(rng.sample(words, 2)) if len(words) > 2 else ""


def _phrase(words: Sequence[str], rng: random.Random) -> str:
    at = rng.randrange(max(1, len(words) - 1))
    return f'"{" ".join(words[at : at + 2])}"' if len(words) > 2 else ""


def _beginning(words: Sequence[str], rng: random.Random) -> str:
    long = [word for word in words if len(word) > 5]
    return f"{rng.choice(long)[: rng.randint(3, 5)]}*" if long else ""


def _misspelled(words: Sequence[str], rng: random.Random) -> str:
    long = [word for word in words if len(word) > 5]
    if not long:
        return ""
    word = rng.choice(long)
    at = rng.randrange(1, len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


# Of twenty queries, so many of each kind, in this order.
_KINDS: Final = (*[_one_word, _two_words] * 6, *[_phrase, _beginning] * 3, *[_misspelled] * 2)

"""Queries made to hurt: whatever makes a search look at much, put together by chance, the same each time."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import cycle, islice
from typing import Final, TypeAlias

from reader.search.analysis.analyzer import tokens
from reader.search.engine import SearchEntry

_SEED: Final = 1123
_COMMONEST: Final = 60
_LETTERS: Final = "aeionrstlcdmñáéí"
_ODD: Final = (
    "*",
    "**",
    '"',
    '""',
    "-",
    "--",
    "(",
    "[a TO z]",
    "~9",
    "AND",
    "NOT",
    "\0",
    "\u0301",
    "\u00ad",
    "\u202e",
    "ñ",
    "家",
    "🫶🏽",
    "a" * 300,
)

Make: TypeAlias = Callable[[random.Random, Sequence[str]], str]


def nasty_queries(entries: Iterable[SearchEntry], count: int) -> tuple[str, ...]:
    """Return queries of every nasty kind over the commonest words of these entries."""
    chance = random.Random(_SEED)  # noqa: S311  # the same queries every time
    counted = Counter(word.joined for entry in entries for word in tokens(entry.text))
    common = [word for word, _ in counted.most_common(_COMMONEST)]
    return tuple(make(chance, common) for make in islice(cycle(_KINDS), count))


def _many(chance: random.Random, common: Sequence[str]) -> str:
    return " ".join(chance.choices(common, k=chance.randint(8, 40)))


def _phrase(chance: random.Random, common: Sequence[str]) -> str:
    return f'"{_many(chance, common)}"'


def _phrases(chance: random.Random, common: Sequence[str]) -> str:
    return " ".join(f'"{" ".join(chance.choices(common, k=2))}"' for _ in range(6))


def _same(chance: random.Random, common: Sequence[str]) -> str:
    return f'"{" ".join([chance.choice(common)] * 12)}"'


def _beginnings(chance: random.Random, _common: Sequence[str]) -> str:
    return " ".join("".join(chance.choices(_LETTERS, k=3)) + "*" for _ in range(12))


def _without(chance: random.Random, common: Sequence[str]) -> str:
    return (
        " ".join(f"-{word}" for word in chance.choices(common, k=11)) + f" {chance.choice(common)}"
    )


def _compounds(chance: random.Random, common: Sequence[str]) -> str:
    return " ".join("-".join(chance.choices(common, k=3)) for _ in range(4))


def _glued(chance: random.Random, common: Sequence[str]) -> str:
    return " ".join("".join(chance.choices(common, k=chance.randint(2, 4))) for _ in range(12))


def _misspelled(chance: random.Random, _common: Sequence[str]) -> str:
    return " ".join("".join(chance.choices(_LETTERS, k=chance.randint(5, 12))) for _ in range(12))


def _odd(chance: random.Random, common: Sequence[str]) -> str:
    return "".join(
        chance.choices((*_ODD, *(f" {word} " for word in common)), k=chance.randint(1, 60))
    )


_KINDS: Final[tuple[Make, ...]] = (
    *(_many, _phrase, _phrases, _same, _beginnings),
    *(_without, _compounds, _glued, _misspelled, _odd),
)

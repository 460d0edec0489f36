"""Generate queries that make a search do as much work as possible, the same ones every time."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import cycle, islice
from typing import Final, TypeAlias

from reader.search.analysis.tokenizer import tokens
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
    rng = random.Random(_SEED)  # noqa: S311  # the same queries every time
    counted = Counter(word.joined for entry in entries for word in tokens(entry.text))
    common = [word for word, _ in counted.most_common(_COMMONEST)]
    return tuple(make(rng, common) for make in islice(cycle(_KINDS), count))


def _many(rng: random.Random, common: Sequence[str]) -> str:
    return " ".join(rng.choices(common, k=rng.randint(8, 40)))


def _phrase(rng: random.Random, common: Sequence[str]) -> str:
    return f'"{_many(rng, common)}"'


def _phrases(rng: random.Random, common: Sequence[str]) -> str:
    return " ".join(f'"{" ".join(rng.choices(common, k=2))}"' for _ in range(6))


def _same(rng: random.Random, common: Sequence[str]) -> str:
    return f'"{" ".join([rng.choice(common)] * 12)}"'


def _beginnings(rng: random.Random, _common: Sequence[str]) -> str:
    return " ".join("".join(rng.choices(_LETTERS, k=3)) + "*" for _ in range(12))


def _without(rng: random.Random, common: Sequence[str]) -> str:
    return " ".join(f"-{word}" for word in rng.choices(common, k=11)) + f" {rng.choice(common)}"


def _compounds(rng: random.Random, common: Sequence[str]) -> str:
    return " ".join("-".join(rng.choices(common, k=3)) for _ in range(4))


def _glued(rng: random.Random, common: Sequence[str]) -> str:
    return " ".join("".join(rng.choices(common, k=rng.randint(2, 4))) for _ in range(12))


def _misspelled(rng: random.Random, _common: Sequence[str]) -> str:
    return " ".join("".join(rng.choices(_LETTERS, k=rng.randint(5, 12))) for _ in range(12))


def _odd(rng: random.Random, common: Sequence[str]) -> str:
    return "".join(rng.choices((*_ODD, *(f" {word} " for word in common)), k=rng.randint(1, 60)))


_KINDS: Final[tuple[Make, ...]] = (
    *(_many, _phrase, _phrases, _same, _beginnings),
    *(_without, _compounds, _glued, _misspelled, _odd),
)

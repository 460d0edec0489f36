"""Results of work on files, kept from one run to the next by a digest of all that decides them.

Whoever asks gets what the work would return: a result that is not kept is worked out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, Protocol, TypeVar

import msgspec

Item = TypeVar("Item")
Result = TypeVar("Result")

KEY_BYTES: Final = 16
# To start another process takes as long as a dozen files.
_FEWEST_FOR_PROCESSES: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultKind(Generic[Item, Result]):
    """Results that can be kept.

    ``name`` stands once in the package. ``key`` returns all of an item that its result depends on.
    ``result_type`` is one that msgspec can decode.
    """

    name: str
    key: Callable[[Item], Sequence[str | bytes]]
    result_type: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(ResultKind[Item, Result]):
    """Work whose results can be kept. ``run`` depends on nothing but the item and our code."""

    run: Callable[[Item], Result]


class Mapper(Protocol):
    """Does the same work on each of many items, perhaps in several processes."""

    def __call__(self, work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """Yield the result of ``work`` for each item, in order."""


class KeptResults(Protocol):
    """Where results are kept, each as bytes by a key of KEY_BYTES."""

    def read(self, keys: Sequence[bytes]) -> list[bytes | None]:
        """Return what is kept for each key, or None."""

    def write(self, results: Sequence[tuple[bytes, bytes]]) -> None:
        """Keep results. What cannot be kept is left out."""


class ResultCache:
    """Do tasks, or return what an earlier run got from the same items.

    ``kept`` is None if nothing is to be kept on disk; with ``in_memory`` results also stay in this
    process, for one that works many times. ``mapper`` does what is missing.
    """

    def __init__(
        self,
        kept: KeptResults | None = None,
        mapper: Mapper | None = None,
        *,
        in_memory: bool = False,
    ) -> None:
        self._kept = kept
        self._mapper = mapper
        self._in_memory = in_memory
        self._last: dict[str, dict[bytes, Any]] = {}

    def results(self, task: Task[Item, Result], items: Sequence[Item]) -> list[Result]:
        """Return the result of a task for each item, in order."""
        if self._kept is None and not self._in_memory:
            return list(self._run(task, items))
        keys = _keys(task, items)
        found = self._find(task, keys)
        missing = [number for number, result in enumerate(found) if result is None]
        made = self._run(task, [items[number] for number in missing])
        for number, result in zip(missing, made, strict=True):
            found[number] = (result,)
        if missing:
            self._keep({keys[number]: found[number][0] for number in missing})
        if self._in_memory:
            self._last[task.name] = dict(zip(keys, found, strict=True))
        return [result for (result,) in found]

    def find(self, kind: ResultKind[Item, Result], items: Sequence[Item]) -> list[Result | None]:
        """Return what is kept for each item, or None."""
        return [each[0] if each else None for each in self._find(kind, _keys(kind, items))]

    def keep(
        self, kind: ResultKind[Item, Result], items: Sequence[Item], results: Sequence[Result]
    ) -> None:
        """Keep results that were made elsewhere."""
        self._keep(dict(zip(_keys(kind, items), results, strict=True)))

    def _keep(self, results: Mapping[bytes, object]) -> None:
        if self._kept:
            encode = msgspec.msgpack.Encoder().encode
            self._kept.write([(key, encode(result)) for key, result in results.items()])

    def _find(self, kind: ResultKind[Item, Result], keys: Sequence[bytes]) -> list[Any]:
        """Return what is kept for each key, in a tuple, so that None can be a result."""
        last = self._last.get(kind.name, {})
        found: list[Any] = [last.get(key) for key in keys]
        if self._kept is None:
            return found
        unknown = [number for number, result in enumerate(found) if result is None]
        decode = msgspec.msgpack.Decoder(kind.result_type).decode
        for number, content in zip(
            unknown, self._kept.read([keys[number] for number in unknown]), strict=True
        ):
            found[number] = (decode(content),) if content is not None else None
        return found

    def _run(self, task: Task[Item, Result], items: Sequence[Item]) -> Iterator[Result]:
        if self._mapper is None or len(items) < _FEWEST_FOR_PROCESSES:
            return map(task.run, items)
        return self._mapper(task.run, items)


def _keys(kind: ResultKind[Item, Result], items: Sequence[Item]) -> list[bytes]:
    return [_key(kind.name, kind.key(item)) for item in items]


def _key(name: str, parts: Sequence[str | bytes]) -> bytes:
    digest = hashlib.blake2b(name.encode(), digest_size=KEY_BYTES)
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(raw).to_bytes(8, "big"))
        digest.update(raw)
    return digest.digest()


# Works everything out, and keeps nothing.
NO_CACHE: Final = ResultCache()

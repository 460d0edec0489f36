"""Results of work on files, kept from one run to the next by a digest of all that decides them.

Whoever asks gets what the work would return: a result that is not kept is worked out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, NamedTuple, Protocol, TypeAlias, TypeVar

import msgspec

Item = TypeVar("Item")
Result = TypeVar("Result")
# All that a result depends on.
Parts: TypeAlias = tuple[str | bytes, ...]

KEY_BYTES: Final = 16
# What is read or written is in memory twice, encoded too.
_AT_ONCE: Final = 500
# To start another process takes as long as a dozen files.
_FEWEST_FOR_PROCESSES: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultKind(Generic[Item, Result]):
    """Results that can be kept.

    ``name`` stands once in the package. ``key`` returns all of an item that its result depends on.
    ``result_type`` is one that msgspec can decode. Work that ``is_quick`` takes no longer than
    reading its result from a disk, so it is kept in memory or not at all.
    """

    name: str
    key: Callable[[Item], Sequence[str | bytes]]
    result_type: Any
    is_quick: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(ResultKind[Item, Result]):
    """Work whose results can be kept. ``run`` depends on nothing but the item and our code."""

    run: Callable[[Item], Result]


class _Made(NamedTuple, Generic[Result]):
    """A result, and as it is kept if another process sent it so."""

    result: Result
    encoded: bytes | None = None


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
        self._last: dict[str, dict[Parts, Any]] = {}

    def results(self, task: Task[Item, Result], items: Sequence[Item]) -> list[Result]:
        """Return the result of a task for each item, in order."""
        if task.is_quick and not self._in_memory:
            return [task.run(item) for item in items]
        if self._kept is None and not self._in_memory:
            return [each.result for each in self._run(task, items)]
        keys = _keys(task, items)
        found = self._find(task, keys)
        missing = [number for number, result in enumerate(found) if result is None]
        made = self._run(task, [items[number] for number in missing])
        new: dict[Parts, _Made[Result]] = {}
        for number, each in zip(missing, made, strict=True):
            found[number] = (each.result,)
            new[keys[number]] = each
            if len(new) == _AT_ONCE:
                self._keep(task, new)
                new.clear()
        self._keep(task, new)
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
        made = map(_Made, results)
        self._keep(kind, dict(zip(_keys(kind, items), made, strict=True)))

    def _keep(self, kind: ResultKind[Item, Result], results: Mapping[Parts, _Made[Result]]) -> None:
        if self._kept and results and not kind.is_quick:
            encode = msgspec.msgpack.Encoder().encode
            self._kept.write(
                [
                    (_digest(kind.name, key), each.encoded or encode(each.result))
                    for key, each in results.items()
                ]
            )

    def _find(self, kind: ResultKind[Item, Result], keys: Sequence[Parts]) -> list[Any]:
        """Return what is kept for each key, in a tuple, so that None can be a result."""
        # A text remembers its hash, so what was not read again is found without looking at it.
        last = self._last.get(kind.name, {})
        found: list[Any] = [last.get(key) for key in keys] if last else [None] * len(keys)
        if self._kept is None or kind.is_quick:
            return found
        unknown = [number for number, result in enumerate(found) if result is None]
        decode = msgspec.msgpack.Decoder(kind.result_type).decode
        for at in range(0, len(unknown), _AT_ONCE):
            numbers = unknown[at : at + _AT_ONCE]
            digests = [_digest(kind.name, keys[number]) for number in numbers]
            for number, content in zip(numbers, self._kept.read(digests), strict=True):
                found[number] = (decode(content),) if content is not None else None
        return found

    def _run(self, task: Task[Item, Result], items: Sequence[Item]) -> Iterator[_Made[Result]]:
        if self._mapper is None or task.is_quick or len(items) < _FEWEST_FOR_PROCESSES:
            return map(_Made, map(task.run, items))
        encode = msgspec.msgpack.Encoder().encode
        decode = msgspec.msgpack.Decoder(task.result_type).decode
        # Other processes send results as they are kept: to pickle them takes several times as long.
        sent = self._mapper(lambda item: encode(task.run(item)), items)
        return (_Made(decode(encoded), encoded) for encoded in sent)


def _keys(kind: ResultKind[Item, Result], items: Sequence[Item]) -> list[Parts]:
    key = kind.key
    return [tuple(key(item)) for item in items]


def _digest(name: str, parts: Parts) -> bytes:
    """Return the key of a result. With the lengths, no other parts make the same bytes."""
    raw = [
        part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part for part in parts
    ]
    whole = b"\0".join((f"{name} {[*map(len, raw)]}".encode(), *raw))
    return hashlib.blake2b(whole, digest_size=KEY_BYTES).digest()


# Works everything out, and keeps nothing.
NO_CACHE: Final = ResultCache()

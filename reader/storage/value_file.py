"""Values by their names, on disk and not in memory: each is read again whenever it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TypeVar

import msgspec

from reader.storage.pread_file import PreadFile

Value = TypeVar("Value")


class ValueFile(Mapping[str, Value]):
    """Values in a file without a name, which is gone as soon as nobody has it open.

    A fork reads the same file. What it reads it has alone, and nothing that it shares is written to
    by counting references, as that of a large object in memory is.
    """

    def __init__(self, values: Mapping[str, Value], value_type: type[Value], folder: Path) -> None:
        """Write values that msgspec can decode into a folder. Raises OSError."""
        self._places: dict[str, tuple[int, int]] = {}
        self._decode = msgspec.msgpack.Decoder(value_type).decode
        encode = msgspec.msgpack.Encoder().encode
        with NamedTemporaryFile(dir=folder) as file:
            for name, value in values.items():
                encoded = encode(value)
                self._places[name] = file.tell(), len(encoded)
                file.write(encoded)
            file.flush()
            self._file = PreadFile(Path(file.name))

    def __getitem__(self, name: str) -> Value:
        return self._decode(self._file.pread(*self._places[name]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

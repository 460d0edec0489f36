"""Write 32 bytes as the text of an age identity: Bech32. Source: BIP 173; age-encryption.org/v1."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_LETTERS: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR: Final = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_PREFIX: Final = "age-secret-key-"
_CHECKSUM_LENGTH: Final = 6


def identity_text(secret: bytes) -> str:
    """Return the text of the X25519 identity with this secret of 32 bytes."""
    values = _five_bits(secret)
    checked = _polymod((*_expanded(_PREFIX), *values, *([0] * _CHECKSUM_LENGTH))) ^ 1
    checksum = (checked >> 5 * (_CHECKSUM_LENGTH - 1 - at) & 31 for at in range(_CHECKSUM_LENGTH))
    return f"{_PREFIX}1{''.join(_LETTERS[each] for each in (*values, *checksum))}".upper()


def _five_bits(secret: bytes) -> list[int]:
    """Return bytes as numbers of five bits, filled up with zeros at the end."""
    length = len(secret) * 8
    padding = -length % 5
    number = int.from_bytes(secret, "big") << padding
    return [number >> shift & 31 for shift in range(length + padding - 5, -1, -5)]


def _expanded(prefix: str) -> list[int]:
    return [*(ord(each) >> 5 for each in prefix), 0, *(ord(each) & 31 for each in prefix)]


def _polymod(values: Iterable[int]) -> int:
    checksum = 1
    for value in values:
        top = checksum >> 25
        checksum = (checksum & 0x1FFFFFF) << 5 ^ value
        for at, term in enumerate(_GENERATOR):
            checksum ^= term if top >> at & 1 else 0
    return checksum

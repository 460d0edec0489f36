"""A signed time stamp in each form: when it was opened, and a number by which it is known.

It stands in place of a session: no cookie, nothing stored. Whoever sends the same form twice sends
the same number.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from itsdangerous import BadData, SignatureExpired, TimestampSigner

from reader.submissions.form_fields import FormName

# A form may lie open for a weekend on a phone without a charger.
LONGEST_SECONDS: Final = 3 * 86_400
# Nobody reads and fills in a form in less.
SHORTEST_SECONDS: Final = 3
_NUMBER_BYTES: Final = 12


class StampFault(StrEnum):
    """What is wrong with a stamp."""

    EXPIRED = "expired"
    FORGED = "forged"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeStamp:
    """The number of a form, and for how many seconds it was open."""

    number: str
    age_seconds: float


class _StampSigner(TimestampSigner):
    """A signer whose clock is handed in, in seconds since 1970."""

    now = 0.0

    def get_timestamp(self) -> int:
        """Return the time that is signed."""
        return int(self.now)


def new_stamp(secret: bytes, form: FormName, now: float) -> str:
    """Return the stamp of a form that is opened now, in seconds since 1970."""
    signer = _signer(secret, form)
    signer.now = now
    return signer.sign(secrets.token_urlsafe(_NUMBER_BYTES)).decode("ascii")


def read_stamp(secret: bytes, form: FormName, stamp: str, now: float) -> TimeStamp | StampFault:
    """Return what a stamp says, or what is wrong with it. ``now`` in seconds since 1970."""
    try:
        number, signed = _signer(secret, form).unsign(stamp, return_timestamp=True)
        age = now - signed.timestamp()
    except SignatureExpired:
        return StampFault.EXPIRED
    except (BadData, ValueError, OverflowError):
        return StampFault.FORGED
    if age > LONGEST_SECONDS:
        return StampFault.EXPIRED
    return TimeStamp(number=number.decode("ascii", "replace"), age_seconds=age)


def _signer(secret: bytes, form: FormName) -> _StampSigner:
    return _StampSigner(secret, salt=f"form {form.value}")

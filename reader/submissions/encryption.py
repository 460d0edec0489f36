# ruff: noqa: PLC0415
"""Encrypt what somebody wrote, to the public key of the team or with her own code.

Both are age files, so that any age program can open them. The package is imported when something is
sent: a server that serves no form does without it. Source: age-encryption.org/v1.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Final

from reader.submissions.bech32 import identity_text
from reader.submissions.form_fields import Answers

# Four megabytes and some milliseconds a try, beside the 63 bits of a code.
_SCRYPT_COST: Final = 4_096
_SCRYPT_BLOCK: Final = 8
_SALT: Final = b"reader submission draft"
_BUCKET_BYTES: Final = 1_024


class UnreadableError(Exception):
    """Something cannot be decrypted: the key is another one, or the bytes are damaged."""


def import_age() -> None:
    """Import the package that encrypts, before somebody has to wait for it."""
    import pyrage  # noqa: F401


def new_key_pair() -> tuple[str, str]:
    """Return a new public and private key, as age writes them."""
    from pyrage import x25519

    identity = x25519.Identity.generate()
    return str(identity.to_public()), str(identity)


def public_half(private_key: str) -> str:
    """Return the public key that belongs to a private one. Raises UnreadableError if it is none."""
    import pyrage

    try:
        return str(pyrage.x25519.Identity.from_str(private_key.strip()).to_public())
    except pyrage.IdentityError as error:
        raise UnreadableError from error


def seal(answers: Answers, public_key: str) -> bytes:
    """Return answers encrypted to a public key. Raises UnreadableError if that is none.

    Filled up to whole kilobytes, so that the length of a row says little of what is in it.
    """
    import pyrage

    plain = json.dumps(dict(answers), ensure_ascii=False).encode("utf-8", "replace")
    plain += b" " * (-len(plain) % _BUCKET_BYTES)
    try:
        recipient = pyrage.x25519.Recipient.from_str(public_key.strip())
        sealed: bytes = pyrage.encrypt(plain, [recipient])
    except pyrage.RecipientError as error:
        raise UnreadableError from error
    return sealed


def unseal(sealed: bytes, private_key: str) -> Answers:
    """Return the answers that were encrypted to the public half of a key.

    Raises UnreadableError.
    """
    import pyrage

    try:
        identity = pyrage.x25519.Identity.from_str(private_key.strip())
        opened = json.loads(pyrage.decrypt(sealed, [identity]))
    except (pyrage.IdentityError, pyrage.DecryptError, ValueError) as error:
        raise UnreadableError from error
    return opened if isinstance(opened, Mapping) else {}


def draft_keys(code: str) -> tuple[str, str, str]:
    """Return the name of the draft that a code opens, and its public and private key."""
    seed = hashlib.scrypt(code.encode(), salt=_SALT, n=_SCRYPT_COST, r=_SCRYPT_BLOCK, p=1, dklen=48)
    private_key = identity_text(seed[:32])
    return seed[32:].hex(), public_half(private_key), private_key


def proof(key: bytes, *pieces: str) -> str:
    """Return what proves that somebody knows words, without keeping the words."""
    text = "\0".join(pieces).encode("utf-8", "replace")
    return hmac.digest(key, text, hashlib.sha256).hex()[:32]

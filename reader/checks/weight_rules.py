"""Rules of the weight of a page: an error beyond one round trip, a warning at half of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from reader.checks.findings.weight import WeightCode
from reader.library.findings import Finding
from reader.library.zines import VOLUMES

# What a server may send before the phone's first answer: ten TCP segments, less what TLS adds.
# Source: RFC 6928.
LIMIT_BYTES: Final = 13_000
WARNING_BYTES: Final = 6_000
# No header of ours is longer: the tests hold it. Every page is weighed with a header of this size.
HEAD_BYTES: Final = 450


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """What a page weighs in bytes on the wire: with its header, and what each part of it adds.

    ``article`` is the page's own text; on lists, all of the main part. ``shell`` is the frame
    around it, with the style sheet.
    """

    address: str
    all_bytes: int
    article_bytes: int
    sources_bytes: int
    shell_bytes: int


def check_weight(weight: Weight) -> tuple[Finding, ...]:
    """Report a page that is too heavy, with what each of its parts weighs.

    Who opens a whole zine asked for more than a page: only its limit is that of others.
    """
    is_whole = weight.address.rpartition("/")[2] in VOLUMES
    for code, limit in ((WeightCode.TOO_HEAVY, LIMIT_BYTES), (WeightCode.HEAVY, WARNING_BYTES)):
        if weight.all_bytes > limit and not (is_whole and code is WeightCode.HEAVY):
            arguments = {
                "all": weight.all_bytes,
                "article": weight.article_bytes,
                "sources": weight.sources_bytes,
                "shell": weight.shell_bytes,
                "limit": limit,
            }
            filled = {name: str(value) for name, value in arguments.items()}
            return (Finding.of(code, weight.address, **filled),)
    return ()

"""The rules of what a page weighs on the wire: one flight at most, and a word to its author long before that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from reader.library.findings import Finding, Severity

# What a server may send before the first answer of the phone is back: ten segments of TCP, less what TLS adds. Source: RFC 6928.
LIMIT_BYTES: Final = 13_000
WARNING_BYTES: Final = 6_000
# No answer of ours has more: the tests hold it. A page is weighed with them, whatever its own come to.
HEAD_BYTES: Final = 450


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """What a page weighs, in bytes as they are sent: all of it with its headers, and what each part of it adds.

    ``article`` is what is the page's own; on lists, all of the main part. ``shell`` is the frame around it, with the rules of style.
    """

    address: str
    all_bytes: int
    article_bytes: int
    sources_bytes: int
    shell_bytes: int


def check_weight(weight: Weight) -> tuple[Finding, ...]:
    """Return what is wrong with the weight of a page, and which parts of it weigh how much."""
    arguments = {
        "all": str(weight.all_bytes),
        "article": str(weight.article_bytes),
        "sources": str(weight.sources_bytes),
        "shell": str(weight.shell_bytes),
    }
    if weight.all_bytes > LIMIT_BYTES:
        return (
            Finding(
                code="W001",
                path=weight.address,
                line=1,
                arguments={**arguments, "limit": str(LIMIT_BYTES)},
            ),
        )
    if weight.all_bytes > WARNING_BYTES:
        warned = {**arguments, "limit": str(WARNING_BYTES)}
        return (
            Finding(
                code="W002",
                path=weight.address,
                line=1,
                severity=Severity.WARNING,
                arguments=warned,
            ),
        )
    return ()

"""Rules of the addresses that a document had before, and of its short one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from hashlib import sha256
from itertools import count

from reader.checks.findings.library import LibraryCode
from reader.library.addresses import short_path
from reader.library.finding_collector import FindingCollector, SourceMap
from reader.library.library import Library
from reader.library.loading.content_layout import facts_path
from reader.library.patterns import SHORT_CODE_LENGTH, SHORT_CODE_LETTERS


def check_former_addresses(
    library: Library,
    source_map: SourceMap,
    findings: FindingCollector,
    addresses: Collection[str],
) -> None:
    """Report former addresses that are in use, or that two documents claim.

    ``addresses`` are all of the site.
    """
    owners: dict[str, str] = {}
    for document in library.documents():
        path = facts_path(document.kind, document.slug)
        file = findings.of(path)
        for former in document.former_addresses:
            line = source_map.line(path, f"former_addresses.{former}")
            if any(f"/{language}{former}" in addresses for language in library.languages):
                file.add(LibraryCode.FORMER_ADDRESS_LIVES, line, address=former)
            elif owner := owners.get(former):
                file.add(LibraryCode.FORMER_ADDRESS_TWICE, line, address=former, other=owner)
            owners.setdefault(former, path)


def check_short_addresses(
    library: Library, source_map: SourceMap, findings: FindingCollector
) -> None:
    """Report short addresses that two documents claim."""
    owners: dict[str, str] = {}
    for document in library.documents():
        path, address = facts_path(document.kind, document.slug), short_path(document)
        if address and (owner := owners.get(address)):
            line = source_map.line(path, "code")
            findings.of(path).add(
                LibraryCode.SHORT_ADDRESS_TWICE, line, address=address, other=owner
            )
        elif address:
            owners[address] = path


def propose_short_addresses(
    library: Library,
    source_map: SourceMap,  # noqa: ARG001  # the signature of these rules
    findings: FindingCollector,
    today: date,  # noqa: ARG001  # as above
) -> None:
    """Report documents without a short address where others have one, each with a free code.

    It follows from kind and slug, so that it stays the same until somebody writes it down.
    """
    taken = {document.code for document in library.documents() if document.code}
    for document in library.documents() if taken else ():
        if not document.code:
            path = facts_path(document.kind, document.slug)
            code = next(each for each in _codes(path) if each not in taken)
            taken.add(code)
            findings.of(path).add(LibraryCode.NO_SHORT_ADDRESS, 1, value=code)


def _codes(name: str) -> Iterator[str]:
    """Yield codes for a name without end, the same on every machine."""
    for attempt in count():
        rest = int.from_bytes(sha256(f"{name} {attempt}".encode()).digest(), "big")
        letters = []
        for _ in range(SHORT_CODE_LENGTH):
            rest, letter = divmod(rest, len(SHORT_CODE_LETTERS))
            letters.append(SHORT_CODE_LETTERS[letter])
        yield "".join(letters)

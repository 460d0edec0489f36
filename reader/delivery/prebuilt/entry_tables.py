"""The entries of a page file that is being written, by what they answer to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import msgspec

from reader.delivery.prebuilt.bodies import BodyRef
from reader.delivery.prebuilt.manifest import PageEntry
from reader.delivery.prebuilt.page_file import PageFile


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryTables:
    """``pages``: address → entry; the others have one entry a language of an address or a status.

    They are filled as answers are added.
    """

    pages: dict[str, PageEntry] = field(default_factory=dict)
    negotiated: dict[str, dict[str, PageEntry]] = field(default_factory=dict)
    errors: dict[int, dict[str, PageEntry]] = field(default_factory=dict)

    def bodies(self) -> dict[BodyRef, None]:
        """Return the bodies of all entries that are not packed, each once, in a stable order."""
        entries = (entry for table in self._tables() for entry in table.values())
        refs = (ref for entry in entries for ref in entry.bodies.values())
        return dict.fromkeys(ref for ref in refs if not ref.packed)

    def move(self, offsets: Mapping[int, int]) -> None:
        """Let the entries lead to where their bodies are now, each whole, by where they were."""
        for table in self._tables():
            for key, entry in table.items():
                bodies = {
                    coding: msgspec.structs.replace(ref, offset=offsets[ref.offset], extents=0)
                    for coding, ref in entry.bodies.items()
                }
                table[key] = msgspec.structs.replace(entry, bodies=bodies)

    def lost(self, base: PageFile) -> Iterator[BodyRef]:
        """Yield the bodies of a page file at addresses that do not answer here as they do there."""
        for address, before in base.pages.items():
            now = self.pages.get(address)
            if now is None or now.status != before.status:
                yield from before.bodies.values()

    def _tables(self) -> Iterator[dict[str, PageEntry]]:
        yield self.pages
        yield from self.negotiated.values()
        yield from self.errors.values()

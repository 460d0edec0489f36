"""Where in an index the documents are that intents lead to."""

from __future__ import annotations

from reader.library.model import LanguageTag
from reader.search.engine import Corpus, SearchEntry


def pin_key(kind: str, slug: str, part: str | None) -> str:
    """Return the key of a document or part in ``Sidecar.pins``."""
    return "/".join(filter(None, (kind, slug, part)))


class PinCollector:
    """Collects the numbers of the entries that intents lead to."""

    def __init__(self, corpus: Corpus) -> None:
        documents = (intent.document for intent in corpus.intents.intents)
        self._wanted = {pin_key(each.kind, each.slug, each.part) for each in documents if each}
        self._count = 0
        self.numbers: dict[LanguageTag, dict[str, int]] = {tag: {} for tag in corpus.languages}

    def add(self, entry: SearchEntry) -> None:
        """Count the next entry, and keep its number if an intent leads to it."""
        key = pin_key(entry.kind, entry.slug, entry.part)
        if key in self._wanted:
            self.numbers[entry.language][key] = self._count
        self._count += 1

"""Where in an index the documents are that intents lead to."""

from __future__ import annotations

from reader.library.intents import Intent
from reader.library.model import Kind, LanguageTag
from reader.search.engine import Corpus, SearchEntry


def pin_key(kind: str, slug: str, part: str | None) -> str:
    """Return the key of a document or part in ``Sidecar.pins``."""
    return "/".join(filter(None, (kind, slug, part)))


def pin_keys(intent: Intent) -> dict[str, str | None]:
    """Return the keys of what an intent leads to: the page of its help, and its document.

    With the first comes the anchor of the section there.
    """
    keys: dict[str, str | None] = {}
    if intent.help:
        keys[pin_key(Kind.PAGE, intent.help.page, None)] = intent.help.anchor
    if document := intent.document:
        keys.setdefault(pin_key(document.kind, document.slug, document.part))
    return keys


class PinCollector:
    """Collects the numbers of the entries that intents lead to."""

    def __init__(self, corpus: Corpus) -> None:
        self._wanted = {key for intent in corpus.intents.intents for key in pin_keys(intent)}
        self._count = 0
        self.numbers: dict[LanguageTag, dict[str, int]] = {tag: {} for tag in corpus.languages}

    def add(self, entry: SearchEntry) -> None:
        """Count the next entry, and keep its number if an intent leads to it."""
        key = pin_key(entry.kind, entry.slug, entry.part)
        if key in self._wanted:
            self.numbers[entry.language][key] = self._count
        self._count += 1

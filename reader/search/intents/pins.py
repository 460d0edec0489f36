"""Where in an index the documents are that intents lead to."""

from __future__ import annotations

from reader.library.intents import Intent
from reader.library.model import Kind, LanguageTag
from reader.search.engine import Corpus, SearchEntry


def pin_key(kind: str, slug: str, part: str | None) -> str:
    """Return the key of a document or part in ``Sidecar.pins``."""
    return "/".join(filter(None, (kind, slug, part)))


def pin_keys(intent: Intent) -> tuple[str, ...]:
    """Return the keys of what an intent leads to: the page of its help, and its document."""
    help_page = pin_key(Kind.PAGE, intent.help.page, None) if intent.help else None
    document = intent.document
    own = pin_key(document.kind, document.slug, document.part) if document else None
    return tuple(filter(None, (help_page, own)))


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

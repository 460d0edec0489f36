"""Adding or dropping a word that says little keeps the first three results."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml
from support.own_content import own_library
from support.sampling import is_long

from reader.library.model import LanguageTag
from reader.search.analysis.language_words import EVERY_WEIGHTLESS_WORD
from reader.search.analysis.letters import title_key
from reader.search.engine import Engine, SearchRequest, SearchResults
from reader.search.index.corpus import corpus
from reader.search.open_index import open_index
from reader.search.query.parser import is_weightless, parse_query

JUDGED = Path(__file__).parent / "judged"
FRAMES = {
    "en": ("how do {}", "{} please", "this is about {}"),
    "es": ("hola, {}", "{} por favor", "qué hay de {}"),
}
# Without them, a sentence says the contrary.
NEGATIONS = frozenset(["no", "not", "dont", "doesnt", "cant", "wont", "isnt", "nor", "tampoco"])
KEPT_AT_LEAST = 0.97


@pytest.fixture(scope="module")
def engine(own_index: Path) -> Iterator[Engine]:
    """The index of our own content."""
    engine = open_index(own_index)
    yield engine
    engine.close()


def queries() -> list[tuple[str, str]]:
    """Return the judged queries with which we tune that are no titles: text, reader's language.

    `make test` takes every third, `make test-long` all.
    """
    titles = {title_key(entry.title) for entry in corpus(own_library()).entries}
    files = (JUDGED / f"{name}.yaml" for name in ("tune", "written-first"))
    listed = [each for file in files for each in yaml.safe_load(file.read_text(encoding="utf-8"))]
    return [
        (each["asked"], each["reader"])
        for each in (listed if is_long() else listed[::3])
        if title_key(each["asked"]) not in titles
    ]


def shorter(text: str) -> Iterator[str]:
    """Yield a query without each of its small words that is no negation."""
    words = text.split()
    items = parse_query(text).required
    small = {item.typed for item in items if is_weightless(item, EVERY_WEIGHTLESS_WORD)}
    for at, word in enumerate(words):
        if word in small and len(small) < len(items) and word.lower() not in NEGATIONS:
            yield " ".join(words[:at] + words[at + 1 :])


def test_adding_or_dropping_a_small_word_keeps_the_first_three(engine: Engine) -> None:
    @cache
    def answer(text: str, language: str) -> SearchResults:
        request = SearchRequest(text=text, language=LanguageTag(language), is_exact=True)
        return engine.search(request)

    def first_three(text: str, language: str) -> list[object]:
        hits = answer(text, language).hits[:3]
        return [(hit.slug, hit.part, hit.language) for hit in hits]

    changed, count = [], 0
    for text, language in queries():
        if answer(text, language).intents:  # the phrases of an intent are heard word for word
            continue
        longer = (frame.format(text) for frame in FRAMES[language])
        for other in (*longer, *shorter(text)):
            count += 1
            if first_three(other, language) != first_three(text, language):
                changed.append((text, other))
    assert count > (700 if is_long() else 230)
    assert 1 - len(changed) / count >= KEPT_AT_LEAST, changed

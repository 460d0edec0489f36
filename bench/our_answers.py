"""Say of one page of our results what is judged: what was found, and what stands before it."""

from __future__ import annotations

from typing import Final

from bench.judgments import EditionKey
from bench.relevance_measures import Answer, Search
from reader.library.model import LanguageTag, Slug
from reader.search.engine import Corpus, Engine, SearchRequest, SearchResults

GLOSSARY: Final = Slug("glossary")
HELP_PAGE: Final = Slug("help")
OTHER_HELP: Final = "lines"  # the section of the help page that leads to the pages with more lines


def search_ours(engine: Engine, corpus: Corpus) -> Search:
    """Return our engine as a search for editions. ``corpus`` is what its index was built from."""

    def search(asked: str, language: LanguageTag) -> Answer:
        results = engine.search(SearchRequest(text=asked, language=language))
        return Answer(
            found=_found(results),
            suggestion=results.corrected or results.suggestion,
            help=help_sections(results, corpus),
            definition=_definition(results),
        )

    return search


def _found(results: SearchResults) -> list[EditionKey]:
    return [EditionKey(hit.kind, hit.slug, hit.part, hit.language) for hit in results.hits]


def _definition(results: SearchResults) -> str | None:
    """Return the anchor in the glossary that the first result leads to."""
    first = next(iter(results.hits), None)
    return first.anchor if first and first.slug == GLOSSARY else None


def help_sections(results: SearchResults, corpus: Corpus) -> tuple[str, ...]:
    """Return the sections of the help page that results lead to: those of the intents heard."""
    places = (each.help for each in corpus.intents.intents if each.code in results.intents)
    return tuple(
        place.anchor if place.page == HELP_PAGE else OTHER_HELP for place in places if place
    )

"""Asks an engine every case of the contract.

As a program it asks the Whoosh engine of its own environment, which may have another Whoosh.

A case and its answer are plain values, so that they go to another environment and back as JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypedDict

from reader.library.model import Kind, LanguageTag, Slug
from reader.search.engine import Corpus, Engine, Facet, SearchEntry, SearchRequest

LANGUAGES = (LanguageTag("en"), LanguageTag("es"))
# Of the language of the reader where a case searches every language.
READER = LANGUAGES[0]

Texts = Mapping[str, Mapping[str, Mapping[str, Any]]]  # language → name of a text → what it says
Case = Mapping[str, Any]


class Answer(TypedDict):
    """The names of the texts found, in order, and the words marked in each.

    ``any``: they have only some of the words.
    """

    found: list[str]
    marked: dict[str, list[str]]
    any: bool
    suggestion: str | None


def answers(
    build_index: Callable[[Corpus, Path], None],
    open_index: Callable[[Path], Engine],
    contract: Mapping[str, Any],
) -> list[Answer]:
    """Build an index of the texts, and ask every case."""
    synonyms = tuple(
        {LanguageTag(tag): tuple(terms) for tag, terms in group.items()}
        for group in contract["synonyms"]
    )
    with TemporaryDirectory() as folder:
        build_index(
            Corpus(
                entries=tuple(_entries(contract["texts"])), languages=LANGUAGES, synonyms=synonyms
            ),
            Path(folder) / "index",
        )
        engine = open_index(Path(folder) / "index")
        try:
            return [_answer(engine, case) for case in contract["cases"]]
        finally:
            engine.close()


def _entries(texts: Texts) -> Iterable[SearchEntry]:
    for language, own in texts.items():
        for name, said in own.items():
            yield SearchEntry(
                kind=Kind.EXPERIMENT,
                slug=Slug(name),
                part=None,
                language=LanguageTag(language),
                title=said.get("title", "Untitled"),
                summary=said.get("summary", ""),
                text=said["text"],
                labels=tuple(said.get("labels", ())),
                date="2026-11-23",
                anchors=tuple(
                    (said["text"].index(heading), heading) for heading in said.get("headings", ())
                ),
            )


def _answer(engine: Engine, case: Case) -> Answer:
    everywhere = case["in"] == "any"
    chosen = {} if everywhere else {Facet.LANGUAGE: case["in"]}
    language = READER if everywhere else LanguageTag(case["in"])
    pages = [engine.search(SearchRequest(text=case["asked"], language=language, chosen=chosen))]
    while len(pages) < pages[0].page_count:
        pages.append(
            engine.search(
                SearchRequest(
                    text=case["asked"], language=language, chosen=chosen, page=len(pages) + 1
                )
            )
        )
    hits = [hit for page in pages for hit in page.hits]
    marked = {
        hit.slug: [
            fragment.text
            for fragment in (*hit.title, *hit.heading, *hit.snippet)
            if fragment.marked
        ]
        for hit in hits
    }
    return Answer(
        found=[hit.slug for hit in hits],
        marked=marked,
        any=pages[0].any_word,
        suggestion=pages[0].corrected or pages[0].suggestion,
    )


def main(contract: Mapping[str, Any]) -> Sequence[Answer]:
    """Ask the Whoosh engine that is installed here."""
    # Imported here: an environment for another engine may have no Whoosh.
    from reader.search.index.whoosh_writer import build_index  # noqa: PLC0415
    from reader.search.open_index import open_index  # noqa: PLC0415

    return answers(build_index, open_index, contract)


if __name__ == "__main__":
    json.dump(main(json.load(sys.stdin)), sys.stdout)

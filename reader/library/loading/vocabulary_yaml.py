"""``vocabulary.yaml`` and the files beside it → Vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FindingCollector
from reader.library.loading.labels_yaml import read_labels, read_table
from reader.library.loading.schema import VOCABULARY, TableReader
from reader.library.loading.source_tree import SourceTree, project_path
from reader.library.loading.synonyms_yaml import read_synonyms
from reader.library.loading.value_readers import (
    by_name,
    many,
    nullable,
    region,
    slug,
)
from reader.library.model import LanguageTag, Slug
from reader.library.patterns import SLUG
from reader.library.text.markdown import MarkdownRenderer
from reader.library.vocabulary import Vocabulary

VOCABULARY_FILE: Final = "vocabulary.yaml"


def read_vocabulary(
    tree: SourceTree,
    languages: tuple[LanguageTag, ...],
    markup: MarkdownRenderer,
    report: FindingCollector,
) -> Vocabulary | None:
    """Return the codes and what they are called, or None where ``vocabulary.yaml`` cannot be used."""
    file = report.of(project_path(VOCABULARY_FILE))
    table = read_table(tree, VOCABULARY_FILE, file)
    if table is None:
        return None
    fields = TableReader(table, VOCABULARY, file)
    topics: tuple[Slug, ...] = fields.take("topics", many(slug), ())
    attributes: tuple[Slug, ...] = fields.take("attributes", many(slug), ())
    regions: Mapping[str, str | None] = fields.take("places", by_name(nullable(region)), {})
    places = {Slug(name): code for name, code in regions.items()}
    for name in places:
        if not SLUG.fullmatch(name):
            file.add(FindingCode.WRONG_SLUG, fields.line_of("places"), value=name)
    if file.broken:
        return None
    codes = {"topics": topics, "attributes": attributes, "places": tuple(places)}
    labels = read_labels(tree, languages, codes, markup, report)
    synonyms = read_synonyms(tree, languages, report)
    return Vocabulary(
        topics=topics, attributes=attributes, places=places, labels=labels, synonyms=synonyms
    )

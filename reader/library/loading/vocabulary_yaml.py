"""Read ``vocabulary.yaml``: the codes. Their labels and the synonyms are in ``vocabulary/``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FindingCollector
from reader.library.loading.labels_yaml import read_labels
from reader.library.loading.schema import VOCABULARY, read_table
from reader.library.loading.source_tree import SourceTree, project_path
from reader.library.loading.synonyms_yaml import read_synonyms
from reader.library.loading.value_readers import list_of, mapping_of, nullable, region, slug
from reader.library.model import LanguageTag, Slug
from reader.library.patterns import SLUG
from reader.library.text.markdown import MarkdownRenderer
from reader.library.vocabulary import Vocabulary

VOCABULARY_FILE: Final = "vocabulary.yaml"


def read_vocabulary(
    tree: SourceTree,
    languages: tuple[LanguageTag, ...],
    renderer: MarkdownRenderer,
    collector: FindingCollector,
) -> Vocabulary | None:
    """Return the codes with their labels and synonyms, or None if the file cannot be used."""
    findings = collector.of(project_path(VOCABULARY_FILE))
    fields = read_table(tree, VOCABULARY_FILE, VOCABULARY, findings)
    if fields is None:
        return None
    topics: tuple[Slug, ...] = fields.get("topics", list_of(slug), ())
    attributes: tuple[Slug, ...] = fields.get("attributes", list_of(slug), ())
    regions: Mapping[str, str | None] = fields.get("places", mapping_of(nullable(region)), {})
    places = {Slug(name): code for name, code in regions.items()}
    for name in places:
        if not SLUG.fullmatch(name):
            findings.add(FindingCode.WRONG_SLUG, fields.line_of("places"), value=name)
    if findings.broken:
        return None
    codes = {"topics": topics, "attributes": attributes, "places": tuple(places)}
    return Vocabulary(
        topics=topics,
        attributes=attributes,
        places=places,
        labels=read_labels(tree, languages, codes, renderer, collector),
        synonyms=read_synonyms(tree, languages, collector),
    )

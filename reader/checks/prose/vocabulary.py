"""Every code of the vocabulary is in use: a filter with one result is no filter."""

from __future__ import annotations

from collections import Counter
from typing import Final

from reader.checks.findings.prose import ProseCode
from reader.library.finding_collector import FindingCollector, SourceMap
from reader.library.library import Library
from reader.library.loading.source_tree import project_path
from reader.library.loading.vocabulary_yaml import VOCABULARY_FILE
from reader.library.model import Slug

_FEWEST: Final = 2


def check_vocabulary(library: Library, source_map: SourceMap, findings: FindingCollector) -> None:
    """Report topics and attributes that fewer than two documents have, and places that none has.

    Nothing is reported while a document is left out: it may be the one that has them. Attributes
    and places, which only experiments have, are not reported until there are two experiments.
    """
    if source_map.left_out:
        return
    path = project_path(VOCABULARY_FILE)
    vocabulary, file = library.vocabulary, findings.of(path)
    topics = Counter(topic for document in library.documents() for topic in document.topics)
    attributes = Counter(
        attribute for experiment in library.experiments for attribute in experiment.attributes
    )
    places = {place for experiment in library.experiments for place in experiment.places}
    rare = [("topics", topic) for topic in vocabulary.topics if topics[topic] < _FEWEST]
    unused: list[Slug] = []
    if len(library.experiments) >= _FEWEST:
        rare += [
            ("attributes", attribute)
            for attribute in vocabulary.attributes
            if attributes[attribute] < _FEWEST
        ]
        unused += [place for place in vocabulary.places if place not in places]
    for key, code in rare:
        file.add(
            ProseCode.CODE_OF_ONE_DOCUMENT,
            source_map.line(path, f"{key}.{code}"),
            value=code,
            key=key,
        )
    for place in unused:
        file.add(ProseCode.PLACE_NOT_USED, source_map.line(path, f"places.{place}"), value=place)

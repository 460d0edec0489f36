"""Report the synonyms that do harm in a search. Rooms of checks and of search do not meet."""

from __future__ import annotations

from reader.checks.findings.search import SearchCode
from reader.library.finding_collector import FindingCollector, SourceMap
from reader.library.findings import Finding
from reader.library.library import Library
from reader.library.loading.source_tree import project_path
from reader.library.loading.vocabulary_yaml import SYNONYMS_FILE, synonym_key
from reader.search.synonym_usage import common_groups, shared_stems
from reader.storage.result_cache import NO_CACHE, ResultCache


def search_findings(
    library: Library, source_map: SourceMap, cache: ResultCache = NO_CACHE
) -> tuple[Finding, ...]:
    """Return what is wrong with the words of search. Looks at all texts."""
    path = project_path(SYNONYMS_FILE)
    collector = FindingCollector()
    file = collector.of(path)
    for shared in shared_stems(library, cache):
        line = source_map.line(path, synonym_key(shared.language, shared.term))
        file.add(SearchCode.STEM_OF_SMALL_WORD, line, value=shared.word, other=shared.small_word)
    for group in common_groups(library, cache):
        line = source_map.line(path, synonym_key(group.language, group.term))
        file.add(
            SearchCode.SYNONYMS_EVERYWHERE,
            line,
            value=group.term,
            count=str(group.count),
            total=str(group.total),
        )
    return collector.findings()

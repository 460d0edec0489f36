"""Every rule that needs the whole library.

What can be wrong in one file, and what a Library must never have, ``library.loading`` reports.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from reader.checks.addresses.address_rules import (
    check_former_addresses,
    check_short_addresses,
    propose_short_addresses,
)
from reader.checks.addresses.all_addresses import all_addresses
from reader.checks.addresses.link_rules import check_links
from reader.checks.date_rules import (
    check_dates,
    check_review,
    check_statuses,
    check_words_of_today,
)
from reader.checks.edition_rules import check_anchors, check_originals
from reader.checks.help_rules import check_help_ages, check_help_entries
from reader.checks.prose.contacts import check_contacts
from reader.checks.prose.file_prose import check_prose
from reader.checks.prose.help_links import check_help_links
from reader.checks.prose.questions import check_questions
from reader.checks.prose.uniqueness import check_uniqueness
from reader.checks.prose.vocabulary import check_vocabulary
from reader.checks.reference_rules import check_intents, check_list_order, check_terms
from reader.library.finding_collector import FindingCollector, SourceMap
from reader.library.findings import Finding
from reader.library.library import Library
from reader.storage.result_cache import NO_CACHE, ResultCache

_RULES: Final[tuple[Callable[[Library, SourceMap, FindingCollector], None], ...]] = (
    check_anchors,
    check_originals,
    check_short_addresses,
    check_terms,
    check_vocabulary,
    check_contacts,
    check_help_entries,
    check_intents,
    check_list_order,
    check_questions,
)
_RULES_OF_TODAY: Final = (
    check_dates,
    check_review,
    check_statuses,
    check_help_ages,
    propose_short_addresses,
)
NO_SOURCE_MAP: Final = SourceMap()


def check_library(
    library: Library,
    source_map: SourceMap = NO_SOURCE_MAP,
    today: date | None = None,
    cache: ResultCache = NO_CACHE,
) -> tuple[Finding, ...]:
    """Return what is wrong across documents, in the order in which it is printed.

    ``source_map`` is ``LoadResult.source_map``; without it every finding is at line 1, and rules
    that read the words of files report nothing. Without ``today`` no date is in the future, and
    nothing is due or old.
    """
    findings = FindingCollector()
    prose = check_prose(library, source_map, findings, cache)
    addresses = all_addresses(library, cache)
    check_links(library, source_map, findings, addresses, cache)
    check_former_addresses(library, source_map, findings, addresses)
    check_uniqueness(library, source_map, findings, cache)
    said_of_help = {path: found.help for path, found in prose.items() if found.help}
    check_help_links(library, said_of_help, findings, cache)
    for rule in _RULES:
        rule(library, source_map, findings)
    if today:
        said = {path: found.today for path, found in prose.items() if found.today}
        check_words_of_today(library, said, findings, today)
        for dated_rule in _RULES_OF_TODAY:
            dated_rule(library, source_map, findings, today)
    return findings.findings()

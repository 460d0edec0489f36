"""Rules of what is written, and of what it is written about: figures, reading level, repetition, codes, marks, contacts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from reader.checks.contact_rules import check_contacts
from reader.checks.figure_rules import check_figures
from reader.checks.reading_level import reading_level
from reader.checks.typography_rules import check_typography
from reader.checks.uniqueness_rules import check_uniqueness
from reader.checks.vocabulary_rules import check_vocabulary
from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FindingCollector, SourceMap
from reader.library.findings import Finding
from reader.library.library import Library


def check_prose(library: Library, survey: SourceMap) -> tuple[Finding, ...]:
    """Return what is wrong with the words of a library. What needs the lines of files is found only with a survey."""
    report = FindingCollector()
    for rule in _RULES:
        rule(library, survey, report)
    return report.findings()


def check_reading_level(library: Library, survey: SourceMap, report: FindingCollector) -> None:  # noqa: ARG001  # what all rules of prose take
    """Find files that are too hard to read, at their longest sentence."""
    for path, passages in survey.prose.items():
        level = reading_level(passages, passages[0].language)
        if level and level.too_hard:
            judge, longest = level.scores[0], level.measures.longest
            arguments = {
                "formula": judge.formula,
                "value": f"{judge.value:.1f}",
                "bound": level.bound,
            }
            report.of(path).add(
                FindingCode.HARD_TO_READ, longest.line, words=str(len(longest.words)), **arguments
            )


_RULES: Final[tuple[Callable[[Library, SourceMap, FindingCollector], None], ...]] = (
    check_figures,
    check_reading_level,
    check_uniqueness,
    check_vocabulary,
    check_typography,
    check_contacts,
)

"""Everything that the checks have to say before anything is built: of the library and of the catalogues."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from reader.checks.catalogue_rules import check_catalogue
from reader.checks.library_rules import check_library
from reader.checks.statistics import Statistics, statistics
from reader.i18n.compile import compile_catalogues
from reader.i18n.languages import faults
from reader.library.finding_collector import SourceMap
from reader.library.findings import Finding, Severity
from reader.library.help_entries import without_old_numbers
from reader.library.library import Library
from reader.library.loading.loader import load
from reader.publishing.build.build_id import Sources
from reader.publishing.build.old_dates import too_old
from reader.publishing.generations.errors import FailureCode, PublishingError


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """A library as far as it could be read, what its files show, and all that was found, in the order in which it is printed."""

    library: Library | None
    findings: tuple[Finding, ...]
    survey: SourceMap = field(repr=False)

    @property
    def sound(self) -> Library | None:
        """The library where it may be published: nothing found is an error."""
        return (
            None
            if any(finding.severity is Severity.ERROR for finding in self.findings)
            else self.library
        )

    def summary(self) -> Statistics | None:
        """Return how much there is, and how hard it is to read; None where no library could be read."""
        return statistics(self.library, self.survey) if self.library else None


def check_sources(sources: Sources, compiled: Path, today: date | None = None) -> CheckReport:
    """Read and check content and catalogues, and compile these into ``compiled`` where none has an error.

    Only with ``today`` are dates in the future found. A build does without: it depends on nothing but its sources, and has to
    work on a small computer whose clock begins in 1970 at every start.

    Help entries that are too old on ``sources.today`` have no number in the library.

    Raises PublishingError where there is no messages.pot, and for languages that cannot be served for a reason that no file shows.
    """
    loaded = load(sources.content)
    old = too_old(sources.content, sources.today)
    findings = [*loaded.findings]
    if loaded.library is not None:
        findings += check_library(loaded.library, loaded.survey, today)
        findings += _catalogue_findings(sources.translations, compiled, loaded.library)
    findings.sort(key=lambda finding: finding.order)
    library = without_old_numbers(loaded.library, old) if loaded.library else None
    inspected = CheckReport(library=library, findings=tuple(findings), survey=loaded.survey)
    if inspected.sound is not None:
        found = faults(inspected.sound.identity, inspected.sound.vocabulary, compiled)
        if found:
            raise PublishingError(FailureCode.LANGUAGE, what=" ".join(found))
    return inspected


def _catalogue_findings(source: Path, compiled: Path, library: Library) -> tuple[Finding, ...]:
    try:
        return compile_catalogues(source, compiled, library.languages, check_catalogue)
    except FileNotFoundError:
        raise PublishingError(FailureCode.NO_TEMPLATE, folder=str(source)) from None

"""Check the library and the catalogues before anything is built."""

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
from reader.library.library import Library
from reader.library.loading.loader import load
from reader.publishing.build.build_id import Sources
from reader.publishing.build.old_dates import too_old, without_old_numbers
from reader.publishing.build.search_findings import search_findings
from reader.publishing.generations.errors import FailureCode, PublishingError
from reader.storage.result_cache import NO_CACHE, ResultCache


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """A library as far as it could be read, a map of its files, findings in printing order."""

    library: Library | None
    findings: tuple[Finding, ...]
    survey: SourceMap = field(repr=False)

    @property
    def sound(self) -> Library | None:
        """The library if it may be published: no finding is an error."""
        return (
            None
            if any(finding.severity is Severity.ERROR for finding in self.findings)
            else self.library
        )

    def summary(self) -> Statistics | None:
        """Return how much there is and how hard it is to read; None if no library could be read."""
        return statistics(self.library, self.survey) if self.library else None


def check_sources(
    sources: Sources,
    compiled: Path,
    today: date | None = None,
    cache: ResultCache = NO_CACHE,
    *,
    drafts: bool = False,
) -> CheckReport:
    """Check content and catalogues, and compile the catalogues if they have no error.

    Dates in the future, and synonyms that do harm, are reported only if ``today`` is given. A build
    does not give it: it depends on its sources alone, runs on small computers whose clock starts in
    1970 at every boot, and should not look at every text twice.

    Drafts are left out of the library, unless ``drafts`` asks for them.

    In the library, help entries that are too old on ``sources.today`` have no number.

    Raises PublishingError if there is no messages.pot, and for a language that cannot be served for
    a reason that is in no file.
    """
    loaded = load(sources.content, cache, drafts=drafts)
    findings = [*loaded.findings]
    if loaded.library is not None:
        findings += check_library(loaded.library, loaded.source_map, today, cache)
        if today:
            findings += search_findings(loaded.library, loaded.source_map, cache)
        findings += _catalogue_findings(sources.translations, compiled, loaded.library)
    findings.sort(key=lambda finding: finding.order)
    old = too_old(sources.content, sources.today)
    library = without_old_numbers(loaded.library, old) if loaded.library else None
    inspected = CheckReport(library=library, findings=tuple(findings), survey=loaded.source_map)
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

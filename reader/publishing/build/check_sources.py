"""Check the library and the catalogues before anything is built."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from reader.checks.catalogue_rules import check_catalogue
from reader.checks.library_rules import check_library
from reader.checks.statistics import Statistics, statistics
from reader.i18n.catalogues import TEMPLATE, written_path
from reader.i18n.compile import compile_catalogues
from reader.i18n.languages import faults
from reader.library.finding_collector import SourceMap
from reader.library.findings import Finding, Severity
from reader.library.library import Library
from reader.library.loading.loader import load
from reader.library.model import LanguageTag
from reader.publishing.build.build_id import Sources
from reader.publishing.build.old_dates import too_old, without_old_numbers
from reader.publishing.build.search_findings import search_findings
from reader.publishing.generations.errors import FailureCode, PublishingError
from reader.storage.checksums import files_below
from reader.storage.result_cache import NO_CACHE, ResultCache, Task


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
        findings += _catalogue_findings(sources.translations, compiled, loaded.library, cache)
    findings.sort(key=lambda finding: finding.order)
    library = loaded.library
    if library is not None:
        old = too_old(loaded.files, sources.today, cache)
        library = without_old_numbers(library, old)
    inspected = CheckReport(library=library, findings=tuple(findings), survey=loaded.source_map)
    if inspected.sound is not None:
        found = faults(inspected.sound.identity, inspected.sound.vocabulary, compiled)
        if found:
            raise PublishingError(FailureCode.LANGUAGE, what=" ".join(found))
    return inspected


@dataclass(frozen=True, slots=True, kw_only=True)
class _Catalogues:
    """What is wrong with catalogues, and the compiled ones, by their path in a folder."""

    findings: tuple[Finding, ...]
    compiled: Mapping[str, bytes]


def _catalogue_findings(
    source: Path, compiled: Path, library: Library, cache: ResultCache
) -> tuple[Finding, ...]:
    """Compile catalogues, unless the same ones were compiled before."""
    languages = library.languages

    def compile_all(_: None) -> _Catalogues:
        with TemporaryDirectory() as folder:
            findings = compile_catalogues(source, Path(folder), languages, check_catalogue)
            names = files_below(Path(folder))
            return _Catalogues(
                findings=findings,
                compiled={name: (Path(folder) / name).read_bytes() for name in names},
            )

    task: Task[None, _Catalogues] = Task(
        name="catalogues",
        run=compile_all,
        key=lambda _: (source.name, *languages, *_catalogues(source, languages)),
        result_type=_Catalogues,
    )
    try:
        (catalogues,) = cache.results(task, [None])
    except FileNotFoundError:
        raise PublishingError(FailureCode.NO_TEMPLATE, folder=str(source)) from None
    for name, content in catalogues.compiled.items():
        path = compiled / name
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    return catalogues.findings


def _catalogues(source: Path, languages: Iterable[LanguageTag]) -> Iterator[bytes]:
    """Yield all that catalogues are compiled from. Raises FileNotFoundError."""
    yield (source / TEMPLATE).read_bytes()
    for tag in languages:
        path = written_path(source, tag)
        yield path.read_bytes() if path.is_file() else b""

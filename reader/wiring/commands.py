# ruff: noqa: PLC0415
"""What the commands of the command line do, and the names they need of other packages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from gettext import NullTranslations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from reader.i18n.labels import SECTION_TITLES
from reader.i18n.languages import Language, language_of
from reader.i18n.translator import N_, Translator
from reader.library.findings import Finding, RuleCode, Severity
from reader.library.model import LanguageTag, Slug
from reader.library.patterns import is_web_address
from reader.publishing.build.build_report import BuildOutcome, Progress, no_progress
from reader.publishing.exports.export_request import ExportFormat, ExportReport, ExportRequest
from reader.publishing.generations.errors import FailureCode, PublishingError
from reader.settings import Settings, SettingsError
from reader.wiring.preview import live_application
from reader.wiring.server import settings
from reader.wiring.site_build import (
    PACKAGE,
    build,
    render_page,
    renderer,
    sources,
)

if TYPE_CHECKING:
    from reader.checks.statistics import Statistics
    from reader.publishing.build.check_sources import CheckReport
    from reader.publishing.build.page_weight import PageWeights

__all__ = [
    "ENGLISH",
    "N_",
    "SECTION_TITLES",
    "BuildOutcome",
    "ExportFormat",
    "ExportReport",
    "ExportRequest",
    "FailureCode",
    "Finding",
    "LanguageTag",
    "PageWeights",
    "Progress",
    "PublishingError",
    "Settings",
    "SettingsError",
    "Severity",
    "Slug",
    "Statistics",
    "Translator",
    "build",
    "is_web_address",
    "live_application",
    "no_progress",
    "settings",
]

# The language of the source texts, spelled out: CLDR is not read for a command that speaks it.
ENGLISH = Translator(
    language=Language(tag=LanguageTag("en"), autonym="English", direction="ltr", locale="en"),
    catalogue=NullTranslations(),
)

_PROJECT = PACKAGE.parent
# It is that day somewhere already: an editor in Auckland dates a text before London wakes up.
_FURTHEST_AHEAD = timedelta(hours=14)


def check(settings: Settings) -> CheckReport:
    """Return findings about content and catalogues, and statistics. Raises PublishingError."""
    from reader.publishing.build.check_sources import check_sources
    from reader.publishing.build.reuse.file_cache import file_cache
    from reader.publishing.garbage_collector import collector_paused

    today = (datetime.now(UTC) + _FURTHEST_AHEAD).date()
    with (
        collector_paused(),
        TemporaryDirectory() as scratch,
        file_cache(settings.var, PACKAGE) as cache,
    ):
        return check_sources(sources(settings), Path(scratch), today, cache)


def weigh(settings: Settings) -> PageWeights:
    """Return what every page weighs, and findings about that; nothing if content has errors.

    Raises PublishingError.
    """
    from reader.publishing.build.page_weight import weigh_all

    return weigh_all(sources(settings), partial(renderer, settings))


def switch(settings: Settings, name: str | None) -> str:
    """Switch to a generation built earlier, or to the one before the current; return its name.

    Raises PublishingError.
    """
    from reader.publishing.generations import activate

    return activate.switch_to(settings.var, name) if name else activate.switch_back(settings.var)


def export(
    settings: Settings, request: ExportRequest, progress: Progress = no_progress
) -> ExportReport:
    """Write the current generation into a folder. Raises PublishingError."""
    from reader.publishing.exports import export

    return export.export(settings.var, sources(settings), request, render_page, progress)


def update_catalogues() -> tuple[Path, ...]:
    """Update translations/ from code and templates; return changed files. Raises ValueError."""
    from reader.i18n.extract import update

    return update(_PROJECT)


def check_template() -> tuple[Finding, ...]:
    """Return findings about a translations/messages.pot that differs from code and templates."""
    from reader.checks import catalogue_rules
    from reader.i18n.catalogues import TEMPLATE
    from reader.i18n.extract import extract

    path = _PROJECT / "translations" / TEMPLATE
    committed = path.read_bytes() if path.is_file() else b""
    return catalogue_rules.check_template(
        committed, extract(_PROJECT), path=path.relative_to(_PROJECT).as_posix()
    )


def translator(settings: Settings, language: str) -> Translator:
    """Return the translator of the command line. Raises PublishingError if there is no catalogue.

    If the catalogue has errors, the source texts are shown.
    """
    if language == ENGLISH.language.tag:
        return ENGLISH
    from reader.checks.catalogue_rules import check_catalogue
    from reader.i18n.catalogues import catalogue, written_path
    from reader.i18n.compile import compile_catalogues

    tag = LanguageTag(language)
    if not written_path(settings.translations, tag).is_file():
        raise PublishingError(FailureCode.NO_CATALOGUE, language=language)
    with TemporaryDirectory() as scratch:
        tags = (ENGLISH.language.tag, tag)
        compile_catalogues(settings.translations, Path(scratch), tags, check_catalogue)
        return Translator(language=language_of(tag), catalogue=catalogue(Path(scratch), tag))


def describe(finding: Finding, translator: Translator) -> tuple[str, str]:
    """Return what is wrong, and what to do about it."""
    from reader.checks.findings import texts

    return texts.describe(finding, translator)


def codes(translator: Translator) -> tuple[tuple[RuleCode, str, str], ...]:
    """Return code, fault and advice of everything the checks can say."""
    from reader.checks.findings import texts

    return texts.reference(translator)

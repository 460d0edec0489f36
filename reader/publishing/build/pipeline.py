"""Build what content, catalogues and code make, and switch to it; or leave everything as it was."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from reader.publishing.build.build_id import Sources, identifier
from reader.publishing.build.build_report import (
    BuildOutcome,
    BuildReport,
    Progress,
    no_progress,
)
from reader.publishing.build.renderer import MakeRenderer
from reader.publishing.generations import pointer
from reader.publishing.generations.checksums import first_damage, write_checksums
from reader.publishing.generations.generation_files import clear_refusal, write_refusal
from reader.storage.atomic_files import draft_folder, sync


def build(
    sources: Sources, var: Path, make_renderer: MakeRenderer, progress: Progress = no_progress
) -> BuildReport:
    """Build what ``sources`` make, unless it exists or has an error, and switch to it.

    Raises PublishingError if nothing could be built. The current generation stays current then.
    """
    with pointer.locked(var):
        plain = identifier(sources)
        extended = pointer.with_bundles(plain)
        whole = next((each for each in (extended, plain) if _is_whole(var, each)), None)
        name = whole or plain
        if whole:
            report = replace(_reactivate(var, whole), has_bundles=whole == extended)
        else:
            report = _build(var, name, sources, make_renderer, progress)
        if report.outcome is BuildOutcome.REFUSED:
            write_refusal(var, report.findings)
            return report
        if pointer.current(var) != name:
            pointer.switch(var, name)
        pointer.update_link(var)
        clear_refusal(var)
        pointer.prune(var)
        if report.outcome is BuildOutcome.BUILT:
            from reader.publishing.generations.withdrawals import (  # noqa: PLC0415  # as in _build
                delete_withdrawn,
            )

            delete_withdrawn(var)
        return report


def _is_whole(var: Path, name: str) -> bool:
    existing = pointer.generation(var, name)
    return existing.is_dir() and first_damage(existing) is None


def _reactivate(var: Path, name: str) -> BuildReport:
    if pointer.current(var) == name:
        return BuildReport(outcome=BuildOutcome.UNCHANGED, identifier=name)
    # Imports the search engine, which an unchanged build does without.
    from reader.publishing.generations.verify import verify  # noqa: PLC0415

    verify(pointer.generation(var, name))
    return BuildReport(outcome=BuildOutcome.REACTIVATED, identifier=name)


def _build(
    var: Path, name: str, sources: Sources, make_renderer: MakeRenderer, progress: Progress
) -> BuildReport:
    # They take half a second of imports, and an unchanged build needs none of them.
    from reader.publishing.build.generation_builder import build_generation  # noqa: PLC0415
    from reader.publishing.build.reuse.file_cache import file_cache  # noqa: PLC0415
    from reader.publishing.garbage_collector import (  # noqa: PLC0415
        collector_paused,
        return_freed_memory,
    )
    from reader.publishing.generations.verify import verify  # noqa: PLC0415

    # A name that no server looks into.
    folder = pointer.generations(var) / f".{name}"
    with (
        draft_folder(folder) as draft,
        file_cache(var, sources.package) as cache,
        collector_paused(),
    ):
        earlier = _current(var)
        result = build_generation(draft, sources, make_renderer, earlier, progress, cache=cache)
        return_freed_memory()
        if not result.refused:
            write_checksums(draft, earlier)
            verify(draft, earlier)
            _move(draft, pointer.generation(var, name))
    return BuildReport(
        outcome=BuildOutcome.REFUSED if result.refused else BuildOutcome.BUILT,
        identifier=name,
        findings=result.findings,
        pages=result.pages,
        carried=result.carried,
    )


def _move(draft: Path, final: Path) -> None:
    """Rename a verified generation, over a damaged one; a server keeps the files it has open."""
    shutil.rmtree(final, ignore_errors=True)
    draft.rename(final)
    sync(final.parent)


def _current(var: Path) -> Path | None:
    """Return the current generation if it is whole: damage must not be carried over."""
    name = pointer.current(var)
    directory = pointer.generation(var, name) if name else None
    return directory if directory and first_damage(directory) is None else None

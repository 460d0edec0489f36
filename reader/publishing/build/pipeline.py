"""Switch to the generation that content, catalogues and code make, and build it first where need be; or leave everything as it was."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reader.publishing.build.build_id import Sources, identifier
from reader.publishing.build.build_report import BuildOutcome, BuildReport, Progress, unseen
from reader.publishing.build.renderer import MakeRenderer
from reader.publishing.generations import pointer
from reader.publishing.generations.generation_files import clear_refusal, write_refusal
from reader.publishing.seal import first_damage, seal
from reader.storage.atomic_files import sync


def build(
    sources: Sources, var: Path, make_renderer: MakeRenderer, progress: Progress = unseen
) -> BuildReport:
    """Build what ``sources`` make and switch to it, unless it is there already or the checks found an error.

    Raises PublishingError where nothing could be built; the generation that was current stays current then.
    """
    with pointer.locked(var):
        name = identifier(sources)
        known = pointer.generation(var, name)
        is_whole = known.is_dir() and first_damage(known) is None
        report = (
            _take_up(var, name) if is_whole else _make(var, name, sources, make_renderer, progress)
        )
        if report.outcome is BuildOutcome.REFUSED:
            write_refusal(var, report.findings)
            return report
        if pointer.current(var) != name:
            pointer.switch(var, name)
        pointer.lead(var)
        clear_refusal(var)
        pointer.prune(var)
        return report


def _take_up(var: Path, name: str) -> BuildReport:
    if pointer.current(var) == name:
        return BuildReport(outcome=BuildOutcome.UNCHANGED, identifier=name)
    from reader.publishing.generations.verify import verify  # noqa: PLC0415  # imports the search engine, which the usual case can do without

    verify(pointer.generation(var, name))
    return BuildReport(outcome=BuildOutcome.TAKEN_UP, identifier=name)


def _make(
    var: Path, name: str, sources: Sources, make_renderer: MakeRenderer, progress: Progress
) -> BuildReport:
    from reader.publishing.build.generation_builder import build_generation  # noqa: PLC0415  # imports half a second of packages, of which an unchanged build needs none
    from reader.publishing.generations.verify import verify  # noqa: PLC0415  # as above

    with _draft_folder(var, name) as draft:
        made = build_generation(draft, sources, make_renderer, _current(var), progress)
        if made.refused:
            return BuildReport(
                outcome=BuildOutcome.REFUSED, identifier=name, findings=made.findings
            )
        seal(draft)
        verify(draft)
        _settle(draft, pointer.generation(var, name))
    return BuildReport(
        outcome=BuildOutcome.BUILT,
        identifier=name,
        findings=made.findings,
        pages=made.pages,
        carried=made.carried,
    )


@contextmanager
def _draft_folder(var: Path, name: str) -> Iterator[Path]:
    """Make an empty folder that no server looks into, and leave nothing of it behind."""
    folder = pointer.generations(var) / f".{name}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _settle(draft: Path, final: Path) -> None:
    """Give a verified generation its name. One that is there is damaged and makes room; a server keeps what it has open of it."""
    shutil.rmtree(final, ignore_errors=True)
    draft.rename(final)
    sync(final.parent)


def _current(var: Path) -> Path | None:
    """Return the current generation, unless there is none or it is damaged: damage must not be carried over."""
    name = pointer.current(var)
    directory = pointer.generation(var, name) if name else None
    return directory if directory and first_damage(directory) is None else None

"""Write a generation into a folder, in one of the formats."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.publishing.build.build_id import Sources
from reader.publishing.build.build_report import Progress, no_progress
from reader.publishing.exports.export_folder import existing_export
from reader.publishing.exports.export_request import ExportReport, ExportRequest
from reader.publishing.generations import pointer
from reader.publishing.generations.errors import FailureCode, PublishingError

if TYPE_CHECKING:
    from reader.publishing.exports.generation_source import MakeRenderPage


def export(
    var: Path,
    sources: Sources,
    request: ExportRequest,
    make_render_page: MakeRenderPage,
    progress: Progress = no_progress,
) -> ExportReport:
    """Write the current generation of ``var`` into a folder, unless it is there already.

    Texts that it does not hold are read from ``sources``, if it was made from them as they are.
    Raises PublishingError if it could not be written. The folder stays as it was then.
    """
    name = pointer.current(var)
    if name is None:
        raise PublishingError(FailureCode.NOTHING_BUILT, folder=str(var))
    key = {**request.key, "generation": name}
    target = request.target.resolve()
    existing = existing_export(target, key)
    written = existing
    if written is None:
        # They take half a second to import, and an export that is there already needs none.
        from reader.publishing.exports.export_writers import (  # noqa: PLC0415
            export_files,
        )
        from reader.publishing.exports.generation_source import open_source  # noqa: PLC0415
        from reader.publishing.exports.write_export import write_export  # noqa: PLC0415

        source = open_source(var, name, make_render_page, sources)
        written = write_export(target, key, export_files(request, source), progress)
    return ExportReport(
        generation=name,
        files=len(written.files),
        size_bytes=written.size_bytes,
        is_unchanged=existing is not None,
    )

"""Read ``figures.yaml``: the numbers that the editions of a document may write in digits."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings, FileReport
from reader.library.loading.schema import FIGURE, TableReader
from reader.library.loading.value_readers import matching, text
from reader.library.loading.yaml_nodes import compose_list
from reader.library.model import Figure
from reader.library.patterns import DECIMAL_NUMBER
from reader.storage.result_cache import ResultCache, Task

# The source of a count of the document's own words, such as "five parts".
OWN_COUNT: Final = "structure"
_decimal_number: Final = matching(DECIMAL_NUMBER, FindingCode.WRONG_FIGURE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresSource:
    """A ``figures.yaml``. ``words`` is None if it is no text; ``urls``: see ``read_figures``."""

    path: str
    words: str | None
    urls: Collection[str] | None


def figure_lists(
    sources: Sequence[FiguresSource], cache: ResultCache
) -> Iterator[tuple[str, tuple[Figure, ...] | None, FileReport]]:
    """Yield path, list and findings of each file; the list is None if it cannot be read."""
    task = Task(
        name="figures",
        run=_read,
        key=lambda source: (
            source.path,
            repr(source.words),
            repr(None if source.urls is None else sorted(source.urls)),
        ),
        result_type=tuple[tuple[Figure, ...] | None, FileReport],
    )
    for source, (listed, report) in zip(sources, cache.results(task, sources), strict=True):
        yield source.path, listed, report


def _read(source: FiguresSource) -> tuple[tuple[Figure, ...] | None, FileReport]:
    findings = FileFindings(path=source.path)
    listed = None if source.words is None else read_figures(source.words, source.urls, findings)
    return listed, findings.report()


def read_figures(
    text_of_file: str, source_urls: Collection[str] | None, findings: FileFindings
) -> tuple[Figure, ...] | None:
    """Return what a file lists, or None if it is not a list. Records the line of each figure.

    ``source_urls`` are those of the document; None if they are not known, and sources unchecked.
    """
    sequence = compose_list(text_of_file, findings)
    if sequence is None:
        return None
    figures: dict[str, Figure] = {}
    for index, item in enumerate(sequence.items):
        fields = TableReader(item, FIGURE, findings, f"{index}.")
        figure = Figure(
            value=fields.get("figure", _decimal_number, ""),
            meaning=fields.get("meaning", text, ""),
            source=fields.get("source", text, ""),
        )
        if figure.value in figures:
            findings.add(FindingCode.FIGURE_TWICE, item.line, figure=figure.value)
        known = None if source_urls is None else (OWN_COUNT, *source_urls)
        if figure.source and known is not None and figure.source not in known:
            line = fields.line_of("source")
            findings.add(FindingCode.FIGURE_SOURCE_NOT_LISTED, line, source=figure.source)
        if figure.value:
            figures.setdefault(figure.value, figure)
            findings.record_line(figure.value, item.line)
    return tuple(figures.values())

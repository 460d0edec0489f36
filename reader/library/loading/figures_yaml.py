"""``figures.yaml`` → the numbers that the editions of a document may write in digits."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings
from reader.library.loading.schema import FIGURE, TableReader
from reader.library.loading.value_readers import Read, matching, text
from reader.library.loading.yaml_nodes import compose_list
from reader.library.model import Figure
from reader.library.patterns import DECIMAL_NUMBER

# The source of a count of the document's own words, such as "five parts".
OWN_COUNT: Final = "structure"
_value: Final[Read[str]] = matching(DECIMAL_NUMBER, FindingCode.WRONG_FIGURE)


def read_figures(
    words: str, addresses: Collection[str] | None, report: FileFindings
) -> tuple[Figure, ...] | None:
    """Return what a file lists, or None where it is no list. Lines are marked by the figure, such as ``1800``.

    ``addresses`` are those of the document's sources; None where these are not known, and nothing can be held against them.
    """
    listed = compose_list(words, report)
    if listed is None:
        return None
    found: dict[str, Figure] = {}
    for index, item in enumerate(listed.items):
        fields = TableReader(item, FIGURE, report, f"{index}.")
        figure = Figure(
            value=fields.take("figure", _value, ""),
            meaning=fields.take("meaning", text, ""),
            source=fields.take("source", text, ""),
        )
        if figure.value in found:
            report.add(FindingCode.FIGURE_TWICE, item.line, figure=figure.value)
        if figure.source and addresses is not None and figure.source not in (OWN_COUNT, *addresses):
            report.add(
                FindingCode.FIGURE_SOURCE_NOT_LISTED, fields.line_of("source"), source=figure.source
            )
        if figure.value:
            found.setdefault(figure.value, figure)
            report.mark(figure.value, item.line)
    return tuple(found.values())

"""Every figure in an edition is listed with its source, and every one listed is used."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final

from reader.checks.findings.prose import ProseCode
from reader.i18n.formatting import number_signs
from reader.library.finding_collector import FindingCollector, SourceMap
from reader.library.library import Library
from reader.library.loading.content_layout import LEVELS_OF_A_FOLDER, figures_path
from reader.library.model import LanguageTag
from reader.library.passages import Passage

# Numbers in the addresses of pages and mailboxes do not count.
_ADDRESS: Final = (
    r"(?P<address>(?:https?://|www\.)\S+|(?<![\w.-])\w[\w-]*(?:\.[\w-]+)+/\S*|(?<!\S)\S+@\S+)"
)
# What every number, and what every address has: quick to look for, and most passages have none.
_DIGIT: Final = re.compile(r"\d")
_SIGN_OF_ADDRESS: Final = re.compile(r"[/@]|www\.")
_NEVER: Final = r"(?P<address>(?!))"
# For a language that CLDR does not know: as in English.
_SIGNS: Final = (",", ".")


def figures(text: str, thousands: str, decimal: str) -> Iterator[tuple[int, str]]:
    """Yield the offset of each number in digits, and the number in the form ``1800`` or ``2.1``.

    ``thousands`` and ``decimal`` are the separators of the language. Digits are those of any script
    (Unicode's Nd). Digits inside words count, and so does each side of a colon or a dash.
    """
    if not _DIGIT.search(text):
        return
    address = _ADDRESS if _SIGN_OF_ADDRESS.search(text) else _NEVER
    for match in _number(thousands, decimal, address).finditer(text):
        if match["address"] is None:
            whole = _western(match["whole"].replace(thousands, ""))
            decimals = _western(match["decimals"] or "")
            yield match.start(), f"{whole}.{decimals}" if decimals else whole


@cache
def _number(thousands: str, decimal: str, address: str) -> re.Pattern[str]:
    between, before = re.escape(thousands), re.escape(decimal)
    grouped = rf"\d{{1,3}}(?:{between}\d{{3}})+(?!\d)"
    return re.compile(rf"{address}|(?P<whole>{grouped}|\d+)(?:{before}(?P<decimals>\d+))?")


def _western(digits: str) -> str:
    """Return digits of any script as those of ``figures.yaml``."""
    return "".join(str(unicodedata.decimal(digit)) for digit in digits)


def compare_figures(
    library: Library,
    source_map: SourceMap,
    figures_in: Mapping[str, Iterable[tuple[int, str]]],
    findings: FindingCollector,
) -> None:
    """Compare the figures of every document with its list.

    ``figures_in``: path of a file → line and value. The loader has reported a list that cannot be
    read.
    """
    used_in = _by_folder(figures_in)
    for document in library.documents():
        path = figures_path(document.kind, document.slug)
        used = used_in.get(path.rpartition("/")[0], [])
        listed = source_map.figures.get(path, ())
        if listed is None:
            continue
        if path not in source_map.figures:
            if used:
                place, line, value = used[0]
                findings.of(path).add(ProseCode.NO_FIGURES, figure=value, place=f"{place}:{line}")
            continue
        known = {figure.value for figure in listed}
        for file, line, value in used:
            if value not in known:
                findings.of(file).add(ProseCode.FIGURE_NOT_LISTED, line, figure=value)
        for value in sorted(known - {value for _, _, value in used}):
            findings.of(path).add(
                ProseCode.FIGURE_NOT_USED, source_map.line(path, value), figure=value
            )


def signs_of(library: Library, language: LanguageTag) -> tuple[str, str]:
    """Return the separators of thousands and of decimals in a language."""
    try:
        return number_signs(library.identity.formats.get(language, language))
    except ValueError:
        return _SIGNS


def figures_of(
    passages: Iterable[Passage], signs: Mapping[LanguageTag, tuple[str, str]]
) -> Iterator[tuple[int, str]]:
    """Yield line and value of every figure in the passages of a file."""
    for passage in passages:
        if _DIGIT.search(passage.text):
            for offset, value in figures(passage.text, *signs.get(passage.language, _SIGNS)):
                yield passage.line_at(offset), value


def _by_folder(
    figures_in: Mapping[str, Iterable[tuple[int, str]]],
) -> Mapping[str, list[tuple[str, int, str]]]:
    """Return file, line and value of every figure, by the folder of the document."""
    used: dict[str, list[tuple[str, int, str]]] = defaultdict(list)
    for path, found in figures_in.items():
        folder = "/".join(path.split("/")[:LEVELS_OF_A_FOLDER])
        used[folder] += ((path, line, value) for line, value in found)
    return used

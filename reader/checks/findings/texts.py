"""A finding → what is wrong and what to do about it, in the language of a catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from gettext import NullTranslations
from types import MappingProxyType
from typing import Final

from reader.checks.findings.catalogue import CatalogueCode
from reader.checks.findings.documents import DOCUMENT_TEXTS
from reader.checks.findings.files import FILE_TEXTS
from reader.checks.findings.library import LibraryCode
from reader.checks.findings.markdown import MARKDOWN_TEXTS
from reader.checks.findings.page import PageCode
from reader.checks.findings.prose import ProseCode
from reader.checks.findings.table import FindingTable, FindingText
from reader.checks.findings.weight import WeightCode
from reader.library.findings import Finding, RuleCode

TABLES: Final[tuple[type[FindingTable], ...]] = (
    LibraryCode,
    ProseCode,
    PageCode,
    CatalogueCode,
    WeightCode,
)

_TEXTS: Final[Mapping[RuleCode, FindingText]] = {
    **FILE_TEXTS,
    **DOCUMENT_TEXTS,
    **MARKDOWN_TEXTS,
    **{code: code.text for table in TABLES for code in table},
}
# The code of a finding, as it is stored → what the finding says.
TEXTS: Final[Mapping[str, FindingText]] = MappingProxyType(
    {code.value: text for code, text in _TEXTS.items()}
)


def describe(finding: Finding, catalogue: NullTranslations) -> tuple[str, str]:
    """Return what is wrong and what to do, in English if the translation cannot be filled.

    Raises KeyError for a code without a text, or an argument that its text names and the finding
    lacks.
    """
    text = TEXTS[finding.code]
    return (
        _filled(text.wrong, finding.arguments, catalogue),
        _filled(text.advice, finding.arguments, catalogue),
    )


def editor_notes(
    findings: Iterable[Finding], folder: str, catalogue: NullTranslations
) -> tuple[str, ...]:
    """Return a line for each finding in a folder, for editors to see beside its page."""
    lines = (
        (finding.place, *describe(finding, catalogue))
        for finding in findings
        if finding.path.startswith(folder)
    )
    return tuple(f"{place}: {wrong} {advice}" for place, wrong, advice in lines)


def reference(catalogue: NullTranslations) -> tuple[tuple[RuleCode, str, str], ...]:
    """Return code, fault and advice of everything the checks can report, by code.

    The names of arguments are in ‹angle quotes›.
    """
    names = _ArgumentNames()
    return tuple(
        (code, catalogue.gettext(text.wrong) % names, catalogue.gettext(text.advice) % names)
        for code, text in sorted(_TEXTS.items())
    )


class _ArgumentNames(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return f"‹{name}›"


def _filled(message: str, arguments: Mapping[str, str], catalogue: NullTranslations) -> str:
    try:
        return catalogue.gettext(message) % arguments
    except (KeyError, ValueError, TypeError):
        return message % arguments

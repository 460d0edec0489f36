"""A finding → what is wrong and what to do about it, in the language of a catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from reader.checks.findings.catalogue import CatalogueCode
from reader.checks.findings.documents import DOCUMENT_TEXTS
from reader.checks.findings.files import FILE_TEXTS
from reader.checks.findings.help import HELP_TEXTS, HelpCode
from reader.checks.findings.intents import INTENT_TEXTS, IntentCode
from reader.checks.findings.library import LibraryCode
from reader.checks.findings.markdown import MARKDOWN_TEXTS
from reader.checks.findings.page import PageCode
from reader.checks.findings.prose import ProseCode
from reader.checks.findings.questions import QUESTION_TEXTS, QuestionCode
from reader.checks.findings.search import SearchCode
from reader.checks.findings.table import FindingTable, FindingText
from reader.checks.findings.weight import WeightCode
from reader.i18n.translator import N_, Translator
from reader.library.findings import Finding, RuleCode, Severity

_PLACEHOLDER: Final = re.compile(r"%\((\w+)\)s")
TABLES: Final[tuple[type[FindingTable], ...]] = (
    LibraryCode,
    ProseCode,
    HelpCode,
    SearchCode,
    IntentCode,
    QuestionCode,
    PageCode,
    CatalogueCode,
    WeightCode,
)

_TEXTS: Final[Mapping[RuleCode, FindingText]] = {
    **FILE_TEXTS,
    **DOCUMENT_TEXTS,
    **MARKDOWN_TEXTS,
    **HELP_TEXTS,
    **INTENT_TEXTS,
    **QUESTION_TEXTS,
    **{code: code.text for table in TABLES for code in table},
}
_SEVERITIES: Final[Mapping[Severity, str]] = {
    Severity.ERROR: N_("Error:"),
    Severity.WARNING: N_("Warning:"),
}
# The code of a finding, as it is stored → what the finding says.
TEXTS: Final[Mapping[str, FindingText]] = MappingProxyType(
    {code.value: text for code, text in _TEXTS.items()}
)


def describe(finding: Finding, translator: Translator) -> tuple[str, str]:
    """Return what is wrong and what to do, in English if the translation cannot be filled.

    Raises KeyError for a code without a text, or an argument that its text names and the finding
    lacks.
    """
    text = TEXTS[finding.code]
    return (
        translator.gettext(text.wrong, **finding.arguments),
        translator.gettext(text.advice, **finding.arguments),
    )


def editor_notes(
    findings: Iterable[Finding], folder: str, translator: Translator
) -> tuple[str, ...]:
    """Return a line for each finding in a folder, for editors to see above its page."""
    return tuple(
        " ".join(
            (
                translator.gettext(_SEVERITIES[finding.severity]),
                f"{finding.place}: {finding.code}:",
                *describe(finding, translator),
            )
        )
        for finding in findings
        if finding.path.startswith(folder)
    )


def reference(translator: Translator) -> tuple[tuple[RuleCode, str, str], ...]:
    """Return code, fault and advice of everything the checks can report, by code.

    The names of arguments are in ‹angle quotes›.
    """
    return tuple(
        (code, _with_names(text.wrong, translator), _with_names(text.advice, translator))
        for code, text in sorted(_TEXTS.items())
    )


def _with_names(message: str, translator: Translator) -> str:
    names = _PLACEHOLDER.findall(message)
    return translator.gettext(message, **{name: f"‹{name}›" for name in names})

"""What is wrong and what to do about it: the sentences of a finding, in a language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from reader.checks import (
    catalogue_sentences,
    library_sentences,
    page_sentences,
    prose_sentences,
    weight_sentences,
)
from reader.checks.finding_text import FindingText
from reader.i18n.translator import Translator
from reader.library.findings import Finding

_PLACEHOLDER: Final = re.compile(r"%\((\w+)\)s")
SENTENCES: Final[Mapping[str, FindingText]] = MappingProxyType(
    {
        **library_sentences.SENTENCES,
        **prose_sentences.SENTENCES,
        **page_sentences.SENTENCES,
        **catalogue_sentences.SENTENCES,
        **weight_sentences.SENTENCES,
    }
)


def describe(finding: Finding, translator: Translator) -> tuple[str, str]:
    """Return what is wrong and what to do about it.

    Raises KeyError for a code without a sentence, or if a finding lacks an argument of its sentence.
    """
    sentence = SENTENCES[finding.code]
    return (
        translator.gettext(sentence.wrong, **finding.arguments),
        translator.gettext(sentence.advice, **finding.arguments),
    )


def beside(findings: Iterable[Finding], folder: str, translator: Translator) -> tuple[str, ...]:
    """Return a line for each finding in a folder, which editors see beside a page."""
    lines = (
        (finding.place, *describe(finding, translator))
        for finding in findings
        if finding.path.startswith(folder)
    )
    return tuple(f"{place}: {wrong} {advice}" for place, wrong, advice in lines)


def reference(translator: Translator) -> tuple[tuple[str, str, str], ...]:
    """Return code, fault and advice of every finding, by code, with ‹names› for its arguments."""
    return tuple(
        (code, _with_names(sentence.wrong, translator), _with_names(sentence.advice, translator))
        for code, sentence in sorted(SENTENCES.items())
    )


def _with_names(message: str, translator: Translator) -> str:
    names = _PLACEHOLDER.findall(message)
    return translator.gettext(message, **{name: f"‹{name}›" for name in names})

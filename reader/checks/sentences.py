"""A finding → what is wrong and what to do about it, in the language of a catalogue."""

from __future__ import annotations

import gettext
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
from reader.library.findings import Finding

SENTENCES: Final[Mapping[str, FindingText]] = MappingProxyType(
    {
        **library_sentences.SENTENCES,
        **prose_sentences.SENTENCES,
        **page_sentences.SENTENCES,
        **catalogue_sentences.SENTENCES,
        **weight_sentences.SENTENCES,
    }
)


def describe(finding: Finding, catalogue: gettext.NullTranslations) -> tuple[str, str]:
    """Return what is wrong and what to do. A translation that cannot be filled gives way to the English sentence.

    Raises KeyError for a code without a sentence, or an argument that its sentence names and the finding lacks.
    """
    sentence = SENTENCES[finding.code]
    return _filled(sentence.wrong, finding.arguments, catalogue), _filled(
        sentence.advice, finding.arguments, catalogue
    )


def beside(
    findings: Iterable[Finding], folder: str, catalogue: gettext.NullTranslations
) -> tuple[str, ...]:
    """Return what stands beside a page for editors: a line for each finding in a folder."""
    lines = (
        (finding.place, *describe(finding, catalogue))
        for finding in findings
        if finding.path.startswith(folder)
    )
    return tuple(f"{place}: {wrong} {advice}" for place, wrong, advice in lines)


def reference(catalogue: gettext.NullTranslations) -> tuple[tuple[str, str, str], ...]:
    """Return code, fault and advice of everything the checks can say, by code; what is filled in stands in ‹angle quotes›."""
    blanks = _Blanks()
    return tuple(
        (
            code,
            catalogue.gettext(sentence.wrong) % blanks,
            catalogue.gettext(sentence.advice) % blanks,
        )
        for code, sentence in sorted(SENTENCES.items())
    )


class _Blanks(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return f"‹{name}›"


def _filled(message: str, arguments: Mapping[str, str], catalogue: gettext.NullTranslations) -> str:
    try:
        return catalogue.gettext(message) % arguments
    except (KeyError, ValueError, TypeError):
        return message % arguments

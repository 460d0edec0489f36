"""What can be wrong with a phrase of an intent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings
from reader.library.intents import PhraseWords
from reader.library.loading.yaml_nodes import Scalar
from reader.library.model import LanguageTag, Slug
from reader.library.text.phrase_patterns import Pattern, PhraseReader


class PhraseRules:
    """The rules for phrases. They know the phrases of the intents that were checked before."""

    def __init__(self, words: Mapping[LanguageTag, PhraseWords]) -> None:
        self._readers = {tag: PhraseReader(own) for tag, own in words.items()}
        self._owners: dict[tuple[LanguageTag, Pattern], Slug] = {}

    def check(
        self,
        intent: Slug,
        language: LanguageTag,
        phrases: Sequence[Scalar],
        idioms: Sequence[Scalar],
        findings: FileFindings,
    ) -> None:
        """Report phrases and idioms that mean nothing, and phrases that lead nowhere else."""
        reader = self._readers.get(language)
        if reader is None:
            return
        for written in (*phrases, *idioms):
            _check_words(written, reader, findings)
        swallowing = {reader.pattern(idiom.text): idiom.text for idiom in idioms}
        for phrase in phrases:
            pattern = reader.pattern(phrase.text)
            owner = self._owners.setdefault((language, pattern), intent)
            if owner != intent:
                findings.add(FindingCode.PHRASE_TWICE, phrase.line, value=phrase.text, other=owner)
            for idiom, idiom_text in swallowing.items():
                if _is_within(idiom, pattern):
                    findings.add(
                        FindingCode.PHRASE_SWALLOWED, phrase.line, value=phrase.text, other=idiom_text
                    )


def _check_words(written: Scalar, reader: PhraseReader, findings: FileFindings) -> None:
    for name in reader.unknown_sets(written.text):
        findings.add(FindingCode.UNKNOWN_WORD_SET, written.line, value=name)
    if not _has_weight(reader.pattern(written.text), reader.persons):
        findings.add(FindingCode.PHRASE_WEIGHTLESS, written.line, value=written.text)


def _has_weight(pattern: Pattern, persons: frozenset[str]) -> bool:
    """Return whether a word of a phrase says more than who."""
    return any(not place <= persons for place in pattern)


def _is_within(idiom: Pattern, phrase: Pattern) -> bool:
    """Return whether every way to say a phrase has an idiom in it."""
    return bool(idiom) and any(
        all(place <= allowed for allowed, place in zip(idiom, phrase[start:], strict=False))
        for start in range(len(phrase) - len(idiom) + 1)
    )

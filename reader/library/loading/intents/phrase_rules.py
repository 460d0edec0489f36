"""What can be wrong with a phrase of an intent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings
from reader.library.intents import PhraseWords
from reader.library.loading.value_readers import Line
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
        phrases: Sequence[Line],
        idioms: Sequence[Line],
        findings: FileFindings,
    ) -> None:
        """Report phrases and idioms that mean nothing, and phrases that are never heard."""
        reader = self._readers.get(language)
        if reader is None:
            return
        whole = {line.text: reader.whole_pattern(line.text) for line in (*phrases, *idioms)}
        patterns = {text: reader.without_skipped_places(own) for text, own in whole.items()}
        for line in (*phrases, *idioms):
            _check_words(line, patterns[line.text], reader, findings)
        swallowing = _by_first_word({each.text: whole[each.text] for each in idioms})
        for phrase in phrases:
            pattern = patterns[phrase.text]
            owner = self._owners.setdefault((language, pattern), intent)
            if owner != intent:
                findings.add(FindingCode.PHRASE_TWICE, phrase.line, value=phrase.text, other=owner)
            for idiom in _idioms_within(whole[phrase.text], swallowing):
                findings.add(
                    FindingCode.PHRASE_SWALLOWED, phrase.line, value=phrase.text, other=idiom
                )


def _check_words(
    phrase: Line, pattern: Pattern, reader: PhraseReader, findings: FileFindings
) -> None:
    """Report what a phrase or an idiom cannot mean."""
    for name in reader.unknown_sets(phrase.text):
        findings.add(FindingCode.UNKNOWN_WORD_SET, phrase.line, value=name)
    if all(place <= reader.persons for place in pattern):
        findings.add(FindingCode.PHRASE_WEIGHTLESS, phrase.line, value=phrase.text)


def _by_first_word(idioms: Mapping[str, Pattern]) -> Mapping[str, list[tuple[str, Pattern]]]:
    """Return word → the idioms that may begin with it."""
    found: dict[str, list[tuple[str, Pattern]]] = defaultdict(list)
    for text, pattern in idioms.items():
        for word in pattern[0] if pattern else ():
            found[word].append((text, pattern))
    return found


def _idioms_within(
    phrase: Pattern, idioms: Mapping[str, Sequence[tuple[str, Pattern]]]
) -> Iterator[str]:
    """Yield the idioms that every way to say a phrase has in it."""
    for start, place in enumerate(phrase):
        rest = phrase[start:]
        for text, idiom in idioms.get(next(iter(place)), ()):
            if len(idiom) <= len(rest) and all(map(frozenset.issubset, rest, idiom)):
                yield text

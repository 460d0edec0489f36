"""Read ``vocabulary/intents.yaml`` and the file of each intent in ``vocabulary/intents/``."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings, FindingCollector
from reader.library.intents import (
    NO_INTENTS,
    HelpSection,
    Intent,
    IntentVocabulary,
    PhraseWords,
)
from reader.library.loading.intents.phrase_rules import PhraseRules
from reader.library.loading.references import read_reference
from reader.library.loading.schema import INTENT, INTENTS, PHRASE_WORDS, TableReader, read_table
from reader.library.loading.source_tree import SourceTree, project_path
from reader.library.loading.value_readers import (
    Line,
    Reader,
    T,
    boolean,
    lines,
    list_of,
    mapping_of,
    nullable,
    slug,
    text,
)
from reader.library.loading.yaml_nodes import Node, Scalar, Table
from reader.library.model import LanguageTag, Slug
from reader.library.patterns import SLUG

INTENTS_FILE: Final = "vocabulary/intents.yaml"
INTENTS_FOLDER: Final = "vocabulary/intents"

_Phrases: TypeAlias = Mapping[LanguageTag, tuple[Line, ...]]
_SECTION: Final = re.compile(rf"({SLUG.pattern})#({SLUG.pattern})")


def intent_file(code: str) -> str:
    """Return the name, inside ``content/``, of the file of an intent."""
    return f"{INTENTS_FOLDER}/{code}.yaml"


def read_intents(
    tree: SourceTree,
    languages: Collection[LanguageTag],
    topics: Collection[Slug],
    collector: FindingCollector,
) -> IntentVocabulary:
    """Return the intents; none if there is no ``intents.yaml``. A faulty one is left out."""
    if INTENTS_FILE not in tree.files:
        return NO_INTENTS
    findings = collector.of(project_path(INTENTS_FILE))
    fields = read_table(tree, INTENTS_FILE, INTENTS, findings)
    if fields is None:
        return NO_INTENTS
    codes: tuple[Slug, ...] = fields.get("intents", list_of(slug), ())
    words: Mapping[LanguageTag, PhraseWords] = fields.get(
        "words", _by_language(_phrase_words, languages, PhraseWords()), {}
    )
    if findings.broken:
        return NO_INTENTS
    for name in tree.files:
        folder, _, file = name.rpartition("/")
        if folder == INTENTS_FOLDER and file.removesuffix(".yaml") not in codes:
            collector.of(project_path(name)).add(FindingCode.INTENT_NOT_LISTED, value=file)
    reader = _IntentReader(tree=tree, languages=languages, topics=topics, rules=PhraseRules(words))
    found = (reader.read(code, collector.of(project_path(intent_file(code)))) for code in codes)
    return IntentVocabulary(intents=tuple(filter(None, found)), words=words)


@dataclass(frozen=True, slots=True, kw_only=True)
class _IntentReader:
    """Read intents one after the other: a phrase of an earlier one may not be in a later one."""

    tree: SourceTree
    languages: Collection[LanguageTag]
    topics: Collection[Slug]
    rules: PhraseRules

    def read(self, code: Slug, findings: FileFindings) -> Intent | None:
        """Return one intent, or None with findings."""
        fields = read_table(self.tree, intent_file(code), INTENT, findings)
        if fields is None:
            return None
        phrases: _Phrases = fields.get("phrases", self._blocks(), {})
        idioms: _Phrases = fields.get("idioms", self._blocks(), {})
        for tag in self.languages:
            if not phrases.get(tag):
                line = fields.line_of("phrases")
                findings.add(FindingCode.INTENT_SILENT, line, value=tag)
            self.rules.check(code, tag, phrases.get(tag, ()), idioms.get(tag, ()), findings)
        intent = Intent(
            code=code,
            is_danger=fields.get("danger", boolean, False),
            is_whole=fields.get("whole", boolean, False),
            help=fields.get("help", nullable(_section), None),
            call=fields.get("call", nullable(text), None),
            topic=fields.get("topic", nullable(self._topic), None),
            document=fields.get("document", nullable(read_reference), None),
            says=fields.get("says", _by_language(text, self.languages, ""), {}),
            phrases=_texts(phrases),
            idioms=_texts(idioms),
            words=fields.get("words", _by_language(list_of(text), self.languages, ()), {}),
        )
        _check_leads(intent, fields, self.languages, findings)
        return None if findings.broken else intent

    def _blocks(self) -> Reader[_Phrases]:
        return _by_language(lines, self.languages, ())

    def _topic(self, node: Node, findings: FileFindings) -> Slug | None:
        topic = slug(node, findings)
        if topic in self.topics:
            return topic
        findings.add(FindingCode.UNKNOWN_TOPIC, node.line, value=topic)
        return None


def _check_leads(
    intent: Intent, fields: TableReader, languages: Collection[LanguageTag], findings: FileFindings
) -> None:
    """Report an intent that leads nowhere, or to help without words for the link.

    Where it leads may be what has a fault.
    """
    if not (intent.help or intent.topic or intent.document or findings.findings):
        findings.add(FindingCode.INTENT_LEADS_NOWHERE, fields.line)
    for tag in languages:
        if intent.help and not intent.says.get(tag):
            line = fields.line_of("says")
            findings.add(FindingCode.MISSING_KEY, line, key=f"says.{tag}")


def _texts(phrases: _Phrases) -> Mapping[LanguageTag, tuple[str, ...]]:
    return {tag: tuple(phrase.text for phrase in own) for tag, own in phrases.items()}


def _by_language(
    reader: Reader[T], languages: Collection[LanguageTag], nothing: T
) -> Reader[Mapping[LanguageTag, T]]:
    """Return a reader of tables with a key for each language."""

    def read(node: Node, findings: FileFindings) -> Mapping[LanguageTag, T]:
        if not isinstance(node, Table):
            findings.add(FindingCode.NOT_A_TABLE, node.line)
            return {}
        for name in node.entries:
            if name not in languages:
                findings.add(FindingCode.UNKNOWN_LANGUAGE, node.lines[name], value=name)
        return {
            tag: reader(node.entries[tag], findings) if tag in node.entries else nothing
            for tag in languages
        }

    return read


def _phrase_words(node: Node, findings: FileFindings) -> PhraseWords:
    fields = TableReader(node, PHRASE_WORDS, findings, "words.")
    return PhraseWords(
        persons=fields.get("persons", list_of(text), ()),
        skipped=fields.get("skipped", list_of(text), ()),
        spellings=fields.get("spellings", mapping_of(text), {}),
        sets=fields.get("sets", mapping_of(list_of(text)), {}),
    )


def _section(node: Node, findings: FileFindings) -> HelpSection | None:
    """Read a section of a help page, such as ``help#suicide``."""
    written = node.text if isinstance(node, Scalar) else ""
    match = _SECTION.fullmatch(written)
    if match:
        return HelpSection(page=Slug(match[1]), anchor=match[2])
    findings.add(FindingCode.WRONG_HELP_SECTION, node.line, value=written)
    return None

"""Rules of a catalogue of translations: what would break a page, leave a gap, or read wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from reader.checks.findings.catalogue import CatalogueCode
from reader.i18n.plurals import PluralForms, plural_forms, read_plural_forms
from reader.i18n.po_file import Catalogue, PoError, PoFault, PoMessage, read_messages
from reader.library.findings import Finding
from reader.library.model import LanguageTag

# A translator's comment with these words says that a translation equal to its source is meant.
SAME_ON_PURPOSE: Final = "same on purpose"

_UNREADABLE: Final[Mapping[PoFault, CatalogueCode]] = {
    PoFault.LINE: CatalogueCode.SYNTAX,
    PoFault.INCOMPLETE: CatalogueCode.INCOMPLETE,
    PoFault.TWICE: CatalogueCode.DUPLICATE,
    PoFault.NOT_UTF_8: CatalogueCode.NOT_UTF8,
}
# Both kinds of placeholder, and what would be a broken one: a percent sign or a brace by itself.
_PERCENT: Final = r"%(?:\(\w*\))?[-#0+ ]*(?:\d+|\*)?(?:\.\d+)?[a-zA-Z%]|%"
_BRACE: Final = r"\{\{|\}\}|\{[^{}]*\}|[{}]"
_PLACEHOLDER: Final = re.compile(f"{_PERCENT}|{_BRACE}")
# Pages escape every message. A pattern for whole tags would have to read them as a browser does.
_MARKUP: Final = frozenset("<>&")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
# What ends a sentence in one script ends it in another.
_MARKS: Final = (".。．।۔", "?？؟⸮", "!！", ":：", ",，、،", "…", ";；؛")
# Shorter texts may well be the same in two languages: Podcast, RSS, Zine.
_WORDS_OF_A_COPY: Final = 3
_QUOTED_CHARACTERS: Final = 60


def check_template(committed: bytes, extracted: bytes, *, path: str) -> tuple[Finding, ...]:
    """Report markup in messages.pot, and where the committed file is not what extraction gives."""
    faults = [fault for message in read_messages(extracted).messages for fault in _markup(message)]
    return (*_out_of_date(committed, extracted, path), *_findings(faults, path))


def _out_of_date(committed: bytes, extracted: bytes, path: str) -> tuple[Finding, ...]:
    if committed == extracted:
        return ()
    old, new = (text.decode("utf-8", "replace").split("\n") for text in (committed, extracted))
    same = sum(1 for _ in _common_beginning(old, new))
    text = next(iter(new[same:] or old[same:]), "")[:_QUOTED_CHARACTERS]
    return (Finding.of(CatalogueCode.TEMPLATE_OUT_OF_DATE, path, same + 1, text=text),)


def check_catalogue(
    po_text: bytes | None, pot_text: bytes, *, path: str, language: LanguageTag
) -> tuple[Finding, ...]:
    """Return what is wrong with one language's catalogue, against the template.

    ``po_text`` is None if there is no file.
    """
    forms = _known_forms(language)
    if forms is None:
        return (Finding.of(CatalogueCode.UNKNOWN_LANGUAGE, path, language=language),)
    if po_text is None:
        return (Finding.of(CatalogueCode.NO_CATALOGUE, path, language=language),)
    catalogue, template = read_messages(po_text), read_messages(pot_text)
    if catalogue.unreadable:
        return tuple(_unreadable(place, path) for place in catalogue.unreadable)
    faults = [
        *_header_faults(catalogue, forms),
        *_absent(catalogue, template),
        *_of_messages(catalogue, template, forms),
    ]
    return _findings(faults, path)


def _known_forms(language: LanguageTag) -> PluralForms | None:
    try:
        return plural_forms(language)
    except ValueError:
        return None


def _unreadable(place: PoError, path: str) -> Finding:
    text = place.text[:_QUOTED_CHARACTERS]
    return Finding.of(_UNREADABLE[place.fault], path, place.line, text=text, message=text)


@dataclass(frozen=True, slots=True, kw_only=True)
class _CatalogueFault:
    code: CatalogueCode
    line: int
    arguments: Mapping[str, str]


def _findings(faults: Iterable[_CatalogueFault], path: str) -> tuple[Finding, ...]:
    findings = (Finding.of(fault.code, path, fault.line, **fault.arguments) for fault in faults)
    return tuple(sorted(findings, key=lambda finding: finding.order))


def _fault(code: CatalogueCode, message: PoMessage, **arguments: str) -> _CatalogueFault:
    quoted = message.source[0]
    if len(quoted) > _QUOTED_CHARACTERS:
        quoted = quoted[: _QUOTED_CHARACTERS - 1] + "…"
    return _CatalogueFault(code=code, line=message.line, arguments={"message": quoted, **arguments})


def _header_faults(catalogue: Catalogue, forms: PluralForms) -> Iterator[_CatalogueFault]:
    header = catalogue.header.get("Plural-Forms", "")
    written = read_plural_forms(header)
    if not written or not written.agrees_with(forms):
        yield _CatalogueFault(
            code=CatalogueCode.PLURAL_FORMS,
            line=1,
            arguments={
                "found": header,
                "wanted": f"nplurals={forms.count}; plural={forms.formula};",
            },
        )


def _absent(catalogue: Catalogue, template: Catalogue) -> Iterator[_CatalogueFault]:
    present = {message.key for message in catalogue.messages}
    for message in template.messages:
        if message.key not in present:
            yield _fault(
                CatalogueCode.NOT_TRANSLATED,
                PoMessage(line=1, context=message.context, source=message.source, translation=()),
            )


def _of_messages(
    catalogue: Catalogue, template: Catalogue, forms: PluralForms
) -> Iterator[_CatalogueFault]:
    used = {message.key for message in template.messages}
    for message in catalogue.messages:
        yield from _markup(message)
        if message.key not in used:
            yield _fault(CatalogueCode.UNUSED, message)
        elif not any(message.translation):
            yield _fault(CatalogueCode.NOT_TRANSLATED, message)
        else:
            yield from _of_translation(message, forms)


def _of_translation(message: PoMessage, forms: PluralForms) -> Iterator[_CatalogueFault]:
    if message.fuzzy:
        yield _fault(CatalogueCode.FUZZY, message)
    if len(message.source) > 1 and (
        len(message.translation) != forms.count or not all(message.translation)
    ):
        written = sum(bool(text) for text in message.translation)
        yield _fault(CatalogueCode.FORM_COUNT, message, found=str(written), wanted=str(forms.count))
        return
    yield from islice(_placeholders_that_differ(message, forms), 1)
    if not all(_same_ends(message.source[-1], text) for text in message.translation):
        yield _fault(CatalogueCode.ENDS, message)
    if _is_copy(message):
        yield _fault(CatalogueCode.COPY, message)


def _markup(message: PoMessage) -> Iterator[_CatalogueFault]:
    """Refuse every sign of markup, also in a message that nothing uses."""
    signs = _MARKUP.intersection("".join((*message.source, *message.translation)))
    if signs:
        yield _fault(CatalogueCode.MARKUP, message, found=" ".join(sorted(signs)))


def _placeholders_that_differ(message: PoMessage, forms: PluralForms) -> Iterator[_CatalogueFault]:
    """Compare each form with the plural.

    One that serves a single number may follow the singular, which need not show it.
    """
    plain = _placeholders(message.source[-1])
    for form, text in enumerate(message.translation):
        serves_one = len(message.translation) > 1 and forms.serves_one_number(form)
        written = _placeholders(text)
        if written not in ([plain, _placeholders(message.source[0])] if serves_one else [plain]):
            missing, extra = " ".join(sorted(plain - written)), " ".join(sorted(written - plain))
            yield _fault(
                CatalogueCode.PLACEHOLDERS, message, missing=missing or "—", extra=extra or "—"
            )


def _placeholders(text: str) -> frozenset[str]:
    """Return the placeholders of a text, each once: a language may have to name a thing twice."""
    return frozenset(_PLACEHOLDER.findall(text))


def _same_ends(source: str, translation: str) -> bool:
    edges = [
        (text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :])
        for text in (source, translation)
    ]
    return edges[0] == edges[1] and _last_mark(source) == _last_mark(translation)


def _last_mark(text: str) -> str:
    last = text.rstrip()[-1:]
    return next((marks for marks in _MARKS if last and last in marks), "")


def _is_copy(message: PoMessage) -> bool:
    words = _WORD.findall(_PLACEHOLDER.sub(" ", message.source[0]))
    meant = any(SAME_ON_PURPOSE in comment.lower() for comment in message.comments)
    return (
        len(words) >= _WORDS_OF_A_COPY and message.translation[0] == message.source[0] and not meant
    )


def _common_beginning(old: list[str], new: list[str]) -> Iterator[str]:
    for line, other in zip(old, new, strict=False):
        if line != other:
            return
        yield line

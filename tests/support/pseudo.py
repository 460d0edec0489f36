"""A pseudo-translation of the interface, to see what cannot be translated: ⟦Ŝéàŕćĥ ~~~⟧.

Letters get accents, the text grows by two fifths, brackets show where it was cut or joined;
placeholders stay as they are. Text of a page without brackets did not come from a catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from reader.i18n.plurals import plural_forms
from reader.i18n.po_file import PoMessage, read_messages
from reader.library.model import LanguageTag

OPENING, CLOSING = "⟦", "⟧"
_KEPT = re.compile(r"(%\(\w+\)[a-z]|%%|\{[^{}]*\})")
_ACCENTED = str.maketrans(
    "ACDEGHIJLNORSTUWYZacdeghijlnorstuwyz", "ÀĆĎÉĜĤÎĴĻÑÔŔŜŤÛŴÝŽàćďéĝĥîĵļñôŕŝťûŵýž"
)
_GROWTH = 0.4


def pseudo(text: str) -> str:
    """Return a text in the made-up language. What ends it, a mark or a space, still ends it."""
    pieces = _KEPT.split(text)
    accented = "".join(
        piece if at % 2 else piece.translate(_ACCENTED) for at, piece in enumerate(pieces)
    )
    letters = sum(len(piece) for piece in pieces[::2])
    return f"{OPENING}{accented} {'~' * max(1, round(letters * _GROWTH))}{CLOSING}"


def pseudo_catalogue(
    template: bytes, tag: LanguageTag, translate: Callable[[str], str] = pseudo
) -> bytes:
    """Return the PO text of the made-up language, under a tag that CLDR knows, from a POT text."""
    forms = plural_forms(tag)
    lines = [
        'msgid ""',
        'msgstr ""',
        '"Content-Type: text/plain; charset=utf-8\\n"',
        f'"Plural-Forms: nplurals={forms.count}; plural={forms.formula};\\n"',
    ]
    for message in read_messages(template).messages:
        lines += ["", *_entry(message, forms.count, translate)]
    return ("\n".join(lines) + "\n").encode()


def _entry(message: PoMessage, forms: int, translate: Callable[[str], str]) -> list[str]:
    lines = [f"msgctxt {_quoted(message.context)}"] if message.context is not None else []
    lines.append(f"msgid {_quoted(message.source[0])}")
    if len(message.source) == 1:
        return [*lines, f"msgstr {_quoted(translate(message.source[0]))}"]
    lines.append(f"msgid_plural {_quoted(message.source[1])}")
    return [
        *lines,
        *(f"msgstr[{form}] {_quoted(translate(message.source[1]))}" for form in range(forms)),
    ]


def _quoted(text: str) -> str:
    for plain, escaped in (
        ("\\", "\\\\"),
        ('"', '\\"'),
        ("\n", "\\n"),
        ("\t", "\\t"),
        ("\r", "\\r"),
    ):
        text = text.replace(plain, escaped)
    return f'"{text}"'

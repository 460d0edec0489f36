"""Extract messages from code and templates into messages.pot and the files of translators."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from reader.i18n.catalogues import TEMPLATE, written_path
from reader.i18n.plurals import plural_forms
from reader.i18n.po_file import Catalogue, PoMessage, read_messages
from reader.library.model import LanguageTag

_PACKAGE: Final = "reader"
_METHODS: Final = [
    ("**/templates/**.*", "jinja2.ext:babel_extract"),
    ("**.py", "reader.i18n.extract_python:extract_python"),
]
# As templates are compiled: {% trans %} trimmed. A template that cannot be parsed is an error.
_OPTIONS: Final = {
    "**/templates/**.*": {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}
}
# A comment that begins so, above a message, is for translators.
_COMMENT: Final = "L10n:"
_WIDTH: Final = 100
_FORM: Final = (
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: 8bit",
)


def extract(root: Path) -> bytes:
    """Return the POT text of the project in ``root``.

    It has every message with its files and our notes, without dates and line numbers.
    """
    book = Catalog()
    found = extract_from_dir(
        root / _PACKAGE,
        method_map=_METHODS,
        options_map=_OPTIONS,
        comment_tags=(_COMMENT,),
        strip_comment_tags=True,
    )
    for name, line, message, notes, context in found:
        book.add(
            message, None, [(f"{_PACKAGE}/{name}", line)], auto_comments=notes, context=context
        )
    comments = ["Every text of the interface, extracted from code and templates. Do not edit."]
    return _po_text(comments, (), book)


def update(root: Path) -> tuple[Path, ...]:
    """Update messages.pot and every messages.po from code and templates; return changed files.

    A translation is kept while its source text is the same, and becomes obsolete, not deleted, when
    that is gone; nothing is guessed. A new folder of a language gets its first file. Raises
    ValueError, and changes nothing, if a translator's file cannot be read or the name of a folder
    is not a language.
    """
    directory = root / "translations"
    template = extract(root)
    texts = {directory / TEMPLATE: template}
    for folder in sorted(path for path in directory.iterdir() if path.is_dir()):
        tag = LanguageTag(folder.name.replace("_", "-"))
        path = written_path(directory, tag)
        texts[path] = _merged(read_messages(template), path, tag)
    changed = tuple(
        path for path, text in texts.items() if not path.is_file() or path.read_bytes() != text
    )
    for path in changed:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(texts[path])
    return changed


def _merged(template: Catalogue, path: Path, tag: LanguageTag) -> bytes:
    old = read_messages(path.read_bytes() if path.is_file() else b"")
    for place in old.unreadable:
        raise ValueError(f"{path}:{place.line}: this catalogue cannot be read: {place.text}")
    forms = plural_forms(tag)
    known = {message.key: message for message in (*old.obsolete, *old.messages)}
    book = Catalog(locale=tag.replace("-", "_"))
    for message in template.messages:
        entry = _entry(message, known.pop(message.key, None))
        book[entry.id] = entry
    for message in known.values():
        if any(message.translation):
            book.obsolete[str(message.key)] = _entry(message, message)
    fields = (f"Language: {tag}", f"Plural-Forms: nplurals={forms.count}; plural={forms.formula};")
    return _po_text(old.comments or (f"The interface in {tag}.",), fields, book)


def _entry(message: PoMessage, known: PoMessage | None) -> Entry:
    """Return a message of the template with its known translation and comments."""
    counted = len(message.source) > 1
    translation = known.translation if known else ("",)
    return Entry(
        message.source if counted else message.source[0],
        translation if counted else translation[0],
        locations=[(name, 0) for name in message.files],
        flags=["fuzzy"] if known and known.fuzzy else [],
        auto_comments=message.notes,
        user_comments=known.comments if known else (),
        context=message.context,
    )


def _po_text(comments: Iterable[str], fields: Iterable[str], book: Catalog) -> bytes:
    # Babel's header names the time, the tool and the last translator; ours has what parsers need.
    header = "".join(f'"{line}\\n"\n' for line in (*_FORM, *fields))
    notes = "".join(f"# {line}\n" for line in comments)
    buffer = io.BytesIO()
    write_po(buffer, book, width=_WIDTH, omit_header=True, include_lineno=False, sort_by_file=True)
    return f'{notes}msgid ""\nmsgstr ""\n{header}\n'.encode() + buffer.getvalue()

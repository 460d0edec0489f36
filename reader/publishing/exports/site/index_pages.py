"""The pages of the index: every title, and the words by their first letter.

They stand in the frame of the search page, and link to addresses of the site: ``page_copy`` makes
the links relative.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Final

from reader.i18n.labels import SECTION_TITLES
from reader.i18n.translator import Translator
from reader.library.addresses import address, document_address
from reader.library.library import Library
from reader.library.model import Document, Edition, Kind
from reader.publishing.exports.site.word_index import WordEntry
from reader.search.analysis.letters import fold, normalize

_TITLE: Final = re.compile(r"<title>.*?</title>", re.DOTALL)
_MAIN: Final = re.compile(r"(<main[^>]*>).*</main>", re.DOTALL)
_DESCRIPTION: Final = re.compile(r'<meta name="description"[^>]*>|<meta property="og:[^>]*>')
_OTHER_PLACES: Final = re.compile(r'<link rel="(?:canonical|alternate)"[^>]*>')


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexFrame:
    """The search page of a language, ``html``, in which the index stands."""

    html: str
    library: Library
    translator: Translator

    @property
    def address(self) -> str:
        """The address of the search page, in place of which the index is found."""
        return address("search", language=self.translator.language.tag)

    def filled(self, title: str, main: str, *, is_first: bool) -> str:
        """Return the page with another title and other content."""
        name = self.library.identity.name[self.translator.language.tag]
        full = escape(f"{title} – {name}", quote=False)
        html = _TITLE.sub(lambda _: f"<title>{full}</title>", self.html, count=1)
        html = _DESCRIPTION.sub("", html)
        content = f"<h1>{escape(title, quote=False)}</h1>{main}"
        html = _MAIN.sub(lambda match: f"{match[1]}{content}</main>", html, count=1)
        return html if is_first else _OTHER_PLACES.sub("", html)


def letter_address(frame: IndexFrame, letter: str) -> str:
    """Return the address of the words that begin with a letter, in characters of any disk."""
    name = letter if letter.isascii() and letter.isalnum() else f"u{ord(letter):04x}"
    return f"{frame.address}/{name}"


def index_pages(
    frame: IndexFrame, words: Mapping[str, tuple[WordEntry, ...]]
) -> Iterator[tuple[str, str]]:
    """Yield address and HTML: the page of all titles and letters, and one for each letter."""
    gettext = frame.translator.gettext
    said = gettext("This copy has no search. Look for a title here, or for a word by its letter.")
    left_out = gettext("Small words, and words that most pages have, are left out.")
    start = (
        f"<p>{_plain(said)}</p><h2>{_plain(gettext('Words'))}</h2>{_letters(frame, words)}"
        f"<p>{_plain(left_out)}</p>{''.join(_titles(frame))}"
    )
    yield frame.address, frame.filled(gettext("Index of titles and words"), start, is_first=True)
    for letter, entries in words.items():
        title = gettext("Words with %(letter)s", letter=letter.upper())
        lines = "".join(_line(frame, entry) for entry in entries)
        main = f"<ul>{lines}</ul>{_letters(frame, words)}"
        yield letter_address(frame, letter), frame.filled(title, main, is_first=False)


def _letters(frame: IndexFrame, letters: Iterable[str]) -> str:
    links = (
        f"<li>{_link(letter_address(frame, letter), letter.upper())}</li>" for letter in letters
    )
    return f'<ul class="row">{" ".join(links)}</ul>'


def _line(frame: IndexFrame, entry: WordEntry) -> str:
    links = ", ".join(_link(*page) for page in entry.pages)
    translator = frame.translator
    more = (
        translator.ngettext("and %(num)s more page", "and %(num)s more pages", entry.more)
        if entry.more
        else ""
    )
    forms = _plain(", ".join(entry.forms))
    return f"<li><b>{forms}</b>: {links}{f', {_plain(more)}' if more else ''}.</li>"


def _titles(frame: IndexFrame) -> Iterator[str]:
    """Yield for each kind its name, and all titles in their order."""
    for kind in Kind:
        of_kind = [each for each in frame.library.documents() if each.kind is kind]
        shown = [(document, _edition(frame, document)) for document in of_kind]
        if shown:
            shown.sort(key=lambda each: fold(normalize(each[1].title)))
            lines = "".join(f"<li>{_title(frame, *each)}</li>" for each in shown)
            name = frame.translator.gettext(SECTION_TITLES[kind])
            yield f"<h2>{_plain(name)}</h2><ul>{lines}</ul>"


def _title(frame: IndexFrame, document: Document, edition: Edition) -> str:
    tag = frame.translator.language.tag
    link = _link(document_address(document.kind, document.slug, tag), edition.title)
    if edition.language == tag:
        return link
    return f'<span lang="{edition.language}">{link}</span>'


def _edition(frame: IndexFrame, document: Document) -> Edition:
    return document.edition_for(frame.translator.language.tag, frame.library.languages)


def _link(target: str, words: str) -> str:
    return f'<a href="{escape(target)}">{_plain(words)}</a>'


def _plain(words: str) -> str:
    return escape(words, quote=False)

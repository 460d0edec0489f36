"""Change a page of the site into one that stands in a folder: its links, and what needs a server.

All pages have their tags in one form, which a build checks (``checks/page_facts``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Final

from reader.checks.page_facts import ATTRIBUTES, read_attributes
from reader.i18n.translator import Translator
from reader.library.addresses import address, form_addresses
from reader.library.model import LanguageTag
from reader.publishing.exports.site.site_map import SiteMap

# None of these stands within another of its kind. Source: HTML §4.5.1, §4.10.3.
_LINK: Final = re.compile(rf"<a({ATTRIBUTES})>(.*?)</a>", re.DOTALL)
_FORM: Final = re.compile(rf"<form({ATTRIBUTES})>.*?</form>", re.DOTALL)
# A file that holds a copy like this one is offered on a server only.
_BUNDLES: Final = re.compile(r'<section class="bundles">.*?</section>', re.DOTALL)
_HEAD_LINK: Final = re.compile(rf"<link({ATTRIBUTES})>")
_TARGET: Final = re.compile(r' href="[^"]*"')
_ID: Final = re.compile(r' id="([^"]*)"')
_EMPTY_ROW: Final = re.compile(r'<p class="row">\s*</p>')
_SEARCH: Final = "search"
_SEARCH_BOX: Final = "#q_"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCopy:
    """Copies pages into a folder. ``translator`` is of the language of the page."""

    site_map: SiteMap
    translator: Translator

    def copy(self, html: str, file: str) -> str:
        """Return a page as it stands in ``file``: with relative links and without forms.

        In place of the search box there is a link to the index of words.
        """
        gone: set[str] = set()

        def form(match: re.Match[str]) -> str:
            gone.update(f"#{name}" for name in _ID.findall(match[0]))
            is_search = read_attributes(match[1]).get("role") == _SEARCH
            return f'<p class="row">{self._index_link()}</p>' if is_search else ""

        def link(match: re.Match[str]) -> str:
            return self._link(match[1], match[2], file, gone)

        def head_link(match: re.Match[str]) -> str:
            return self._head_link(match[1], file)

        offered = html if self.site_map.address else _BUNDLES.sub("", html)
        copied = _LINK.sub(link, _FORM.sub(form, offered))
        return _EMPTY_ROW.sub("", _HEAD_LINK.sub(head_link, copied))

    def _is_form(self, target: str) -> bool:
        """Return whether a link leads to a form that only a server can take."""
        return target.partition("?")[0] in _forms(self.translator.language.tag)

    def _index_link(self) -> str:
        words = escape(self.translator.gettext("Index of titles and words"), quote=False)
        return f'<a href="{self._index()}">{words}</a>'

    def _index(self) -> str:
        return address(_SEARCH, language=self.translator.language.tag)

    def _link(self, written: str, words: str, file: str, gone: set[str]) -> str:
        attributes = read_attributes(written)
        target = attributes.get("href", "")
        if target == _SEARCH_BOX:
            target, words = self._index(), escape(self.translator.gettext("Index"), quote=False)
        if target in gone or self._is_form(target):
            return ""
        if not target.startswith("/"):
            return f"<a{written}>{words}</a>"
        if attributes.get("rel") == "alternate" and self.site_map.file(target) is None:
            return ""
        found = self.site_map.link(file, target)
        return words if found is None else f"<a{_aimed(written, found)}>{words}</a>"

    def _head_link(self, written: str, file: str) -> str:
        attributes = read_attributes(written)
        target = attributes.get("href", "")
        if target.startswith("/"):
            found = self.site_map.file(target) and self.site_map.link(file, target)
        elif self._is_own_address(attributes):
            path = target.removeprefix(self.site_map.base_url)
            found = self.site_map.address and self.site_map.public(path)
        else:
            return f"<link{written}>"
        return f"<link{_aimed(written, found)}>" if found else ""

    def _is_own_address(self, attributes: Mapping[str, str]) -> bool:
        return attributes.get("rel") in {"canonical", "alternate"}


@cache
def _forms(tag: LanguageTag) -> frozenset[str]:
    return form_addresses((tag,))


def _aimed(written: str, target: str) -> str:
    """Return the attributes of a link with another target."""
    return _TARGET.sub(lambda _: f' href="{escape(target)}"', written, count=1)

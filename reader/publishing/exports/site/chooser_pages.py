"""Small pages made of the one that offers the languages: redirects, and what is not found."""

from __future__ import annotations

import re
from html import escape
from typing import Final

from reader.delivery.prebuilt.manifest import NEGOTIATED
from reader.i18n.translator import Translator
from reader.library.addresses import address, document_address
from reader.library.help_entries import HELP
from reader.library.model import Kind, LanguageTag
from reader.publishing.exports.generation_source import GenerationSource
from reader.publishing.exports.site.site_map import SiteMap

NOT_FOUND_FILE: Final = "404.html"
_TITLE: Final = re.compile(r"<title>.*?</title>", re.DOTALL)
_MAIN: Final = re.compile(r"<main[^>]*>.*</main>", re.DOTALL)


def redirect_page(
    source: GenerationSource, site_map: SiteMap, former: str, languages: tuple[LanguageTag, ...]
) -> str:
    """Return the page at a former or a short address.

    It leads on at once; where several languages could be meant, it offers them.
    """
    target = source.page_file.manifest.redirects[former]
    file = site_map.files[former]
    tags = languages if NEGOTIATED in target else ()
    targets: list[tuple[LanguageTag | None, str]] = [
        (tag, target.replace(NEGOTIATED, tag)) for tag in tags
    ] or [(None, target)]
    links = [
        (tag, site_map.link(file, path) or path, _title(source, path)) for tag, path in targets
    ]
    items = "".join(
        f'<li{_language(source, tag)}><a href="{escape(link)}">{title}</a></li>'
        for tag, link, title in links
    )
    _, first, title = links[0]
    page = _page(source, title, f"<h1>{title}</h1><ul>{items}</ul>")
    if len(links) > 1:
        return page
    refresh = f'<meta http-equiv="refresh" content="0; url={escape(first)}">'
    return page.replace("<title>", f"{refresh}<title>", 1)


def home_redirect(source: GenerationSource, site_map: SiteMap, tag: LanguageTag) -> str:
    """Return the first page of a copy in one language, which leads to its home page."""
    name = _plain(source.library.identity.name[tag])
    home = site_map.link("index.html", address("home", language=tag)) or ""
    page = _page(
        source, name, f'<h1>{name}</h1><ul><li><a href="{escape(home)}">{name}</a></li></ul>', tag
    )
    refresh = f'<meta http-equiv="refresh" content="0; url={escape(home)}">'
    return page.replace("<title>", f"{refresh}<title>", 1)


def not_found_page(
    source: GenerationSource, site_map: SiteMap, languages: tuple[LanguageTag, ...]
) -> str:
    """Return what a web server shows in every language where there is no page.

    It is shown at any depth, so its links are in full.
    """
    found = [(tag, *_not_found_words(source.translators[tag])) for tag in languages]
    titles = ", ".join(
        f"<span{_language(source, tag)}>{_plain(title)}</span>" for tag, title, _ in found
    )
    items = "".join(
        f"<li{_language(source, tag)}>{_plain(words)} {_ways_on(source, site_map, tag)}</li>"
        for tag, _, words in found
    )
    plain = _plain(", ".join(title for _, title, _ in found))
    page = _page(source, plain, f"<h1>{titles}</h1><ul>{items}</ul>")
    return page.replace("<title>", '<meta name="robots" content="noindex"><title>', 1)


def _not_found_words(translator: Translator) -> tuple[str, str]:
    return (
        translator.gettext("There is no page here"),
        translator.gettext("The address may be old or mistyped."),
    )


def _ways_on(source: GenerationSource, site_map: SiteMap, tag: LanguageTag) -> str:
    name = _plain(source.library.identity.name[tag])
    index = _plain(source.translators[tag].gettext("Index of titles and words"))
    targets = [(address("home", language=tag), name), (address("search", language=tag), index)]
    help_page = source.library.find(Kind.PAGE, HELP)
    if help_page and tag in help_page.editions:
        words = _plain(help_page.editions[tag].title)
        targets.insert(0, (document_address(Kind.PAGE, HELP, tag), words))
    return ", ".join(
        f'<a href="{escape(site_map.public(path) or "")}">{words}</a>' for path, words in targets
    )


def _title(source: GenerationSource, path: str) -> str:
    """Return the heading of a page."""
    found = re.search(r"<h1[^>]*>(.*?)</h1>", source.page(path), re.DOTALL)
    return found[1] if found else _plain(path)


def _page(source: GenerationSource, title: str, main: str, tag: LanguageTag | None = None) -> str:
    page = _TITLE.sub(lambda _: f"<title>{title}</title>", source.chooser, count=1)
    page = _MAIN.sub(lambda _: f"<main>{main}</main>", page, count=1)
    return re.sub(r"<html[^>]*>", f"<html{_language(source, tag)}>", page) if tag else page


def _language(source: GenerationSource, tag: LanguageTag | None) -> str:
    if tag is None:
        return ""
    return f' lang="{tag}" dir="{source.translators[tag].language.direction}"'


def _plain(words: str) -> str:
    return escape(words, quote=False)

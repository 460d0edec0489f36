"""The view model of the block above results that leads somebody in need to the help page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from reader.library.addresses import document_address
from reader.library.model import Kind, LanguageTag
from reader.search.engine import SearchResults
from reader.web.site import Site

# Somebody in need reads no list: the most urgent ones.
MAX_LINKS: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpLink:
    """A link to a section of the help page, in the words of the intent."""

    says: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpBlock:
    """What leads to help. ``call`` is the emergency number to call, if the help page says so."""

    links: tuple[HelpLink, ...]
    call: str | None


def help_block(site: Site, results: SearchResults, language: LanguageTag) -> HelpBlock | None:
    """Return the block for the intents that were heard, or None if none of them leads to help."""
    heard = [
        intent
        for intent in site.library.vocabulary.intents.intents
        if intent.code in results.intents and intent.help
    ]
    links: dict[str, str] = {}
    for intent in heard:
        if intent.help and site.library.find(Kind.PAGE, intent.help.page):
            page = document_address(Kind.PAGE, intent.help.page, language)
            says = intent.says.get(language) or next(iter(intent.says.values()))
            links.setdefault(f"{page}#{intent.help.anchor}", says)
    shown = tuple(HelpLink(says=says, address=address) for address, says in links.items())
    if not shown:
        return None
    call = next((intent.call for intent in heard[:MAX_LINKS] if intent.call), None)
    return HelpBlock(links=shown[:MAX_LINKS], call=call)

"""Every answer of the site that can be made ahead, in a stable order, as the views and the minifier leave it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from reader.delivery.minify import minify
from reader.delivery.policies import Policy
from reader.i18n.languages import Language, offered
from reader.library.addresses import SHELVES, places
from reader.library.library import Library
from reader.library.model import LanguageTag
from reader.publishing.failure import Failed, PublishingError
from reader.publishing.renderer import Page, Renderer

# What a reader chooses or types on these pages, and which page of a list, stands in the query: with one, the application is asked.
_TAKE_QUERY: Final = frozenset({*SHELVES.values(), "new", "topic", "search"})
# Never a dictionary and never coded against one: beside what somebody types, the length of an answer would tell of the other.
_FORMS: Final = frozenset({"search"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One answer before it is weighed and coded.

    Error pages have a ``status`` other than 200, and no address; ``negotiated`` says that it is one language of its address.
    ``scope`` says for which addresses a reader may use it as a compression dictionary: those of its language, or none.
    """

    status: int
    language: Language
    media_type: str
    policy: Policy
    body: bytes
    address: str = ""
    takes_query: bool = False
    negotiated: bool = False
    scope: str = ""

    @property
    def is_page(self) -> bool:
        """Whether it is HTML, and not a file to take away."""
        return self.media_type.startswith("text/html")

    @property
    def name(self) -> str:
        """What it is called where people read of it: its address, with the language where that does not say it, or language and status."""
        if not self.address:
            return f"/{self.language.tag}/{self.status}"
        return f"{self.address} ({self.language.tag})" if self.negotiated else self.address


def drafts(library: Library, renderer: Renderer) -> Iterator[Draft]:
    """Yield the site: every place, ``/`` in each language, every error page in each language.

    Raises PublishingError for a view that does not answer.
    """
    languages = {language.tag: language for language in offered(library.identity)}
    for place in places(library):
        page = _answered(renderer.page(place.path), 200, place.path)
        draft = _draft(page, languages[LanguageTag(place.arguments["language"])])
        scope = "" if place.route in _FORMS else _scope(draft)
        yield replace(draft, address=place.path, takes_query=place.route in _TAKE_QUERY, scope=scope)
    for tag, language in languages.items():
        home = _draft(_answered(renderer.root(tag), 200, "/"), language)
        yield replace(home, address="/", negotiated=True, scope=_scope(home))
    for status in renderer.error_statuses:
        for tag, language in languages.items():
            yield _draft(_answered(renderer.error(status, tag), status, str(status)), language)


def count(library: Library, renderer: Renderer) -> int:
    """Return how many drafts there will be."""
    return sum(1 for _ in places(library)) + len(library.languages) * (1 + len(renderer.error_statuses))


def small(page: bytes) -> bytes:
    """Return an HTML page as it is sent."""
    return minify(page.decode()).encode()


def _scope(draft: Draft) -> str:
    """Return the pattern for all pages of a page's language: the other language's would save a sixth less."""
    return f"/{draft.language.tag}/*" if draft.is_page else ""


def _answered(page: Page, status: int, what: str) -> Page:
    if page.status != status:
        raise PublishingError(Failed.PAGE, address=what, status=str(page.status))
    return page


def _draft(page: Page, language: Language) -> Draft:
    body = small(page.body) if page.media_type.startswith("text/html") else page.body
    return Draft(status=page.status, language=language, media_type=page.media_type, policy=page.policy, body=body)

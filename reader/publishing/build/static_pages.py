"""Every answer of the site that can be made ahead, in a stable order, as the views and the minifier leave it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, TypeAlias

from reader.delivery.http.response_headers import CachePolicy
from reader.i18n.languages import Language, offered
from reader.library.addresses import SHELVES, Address, places
from reader.library.library import Library
from reader.library.model import LanguageTag
from reader.publishing.build.minify_html import minify
from reader.publishing.build.renderer import RenderedPage, Renderer
from reader.publishing.generations.errors import FailureCode, PublishingError

# What a reader chooses or types on these pages, and which page of a list, stands in the query: with one, the application is asked.
_TAKE_QUERY: Final = frozenset({*SHELVES.values(), "new", "topic", "search"})
# Never a dictionary and never coded against one: beside what somebody types, the length of an answer would tell of the other.
_FORMS: Final = frozenset({"search"})


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticPage:
    """One answer before it is weighed and coded.

    Error pages have a ``status`` other than 200, and no address; ``negotiated`` says that it is one language of its address.
    ``scope`` says for which addresses a reader may use it as a compression dictionary: those of its language, or none.
    """

    status: int
    language: Language
    media_type: str
    policy: CachePolicy
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


MakePage: TypeAlias = Callable[[], StaticPage]


def static_pages(library: Library, renderer: Renderer) -> tuple[MakePage, ...]:
    """Return what makes the site: every place, ``/`` in each language, every error page in each language.

    Each raises PublishingError for a view that does not answer.
    """
    languages = {language.tag: language for language in offered(library.identity)}
    return (
        *(
            partial(_placed, place, languages[LanguageTag(place.arguments["language"])], renderer)
            for place in places(library)
        ),
        *(partial(_home, language, renderer) for language in languages.values()),
        *(
            partial(_error, status, language, renderer)
            for status in renderer.error_statuses
            for language in languages.values()
        ),
    )


def _placed(place: Address, language: Language, renderer: Renderer) -> StaticPage:
    draft = _draft(_answered(renderer.page(place.path), 200, place.path), language)
    scope = "" if place.route in _FORMS else _scope(draft)
    return replace(draft, address=place.path, takes_query=place.route in _TAKE_QUERY, scope=scope)


def _home(language: Language, renderer: Renderer) -> StaticPage:
    home = _draft(_answered(renderer.root(language.tag), 200, "/"), language)
    return replace(home, address="/", negotiated=True, scope=_scope(home))


def _error(status: int, language: Language, renderer: Renderer) -> StaticPage:
    return _draft(_answered(renderer.error(status, language.tag), status, str(status)), language)


def small(page: bytes) -> bytes:
    """Return an HTML page as it is sent."""
    return minify(page.decode()).encode()


def _scope(draft: StaticPage) -> str:
    """Return the pattern for all pages of a page's language: the other language's would save a sixth less."""
    return f"/{draft.language.tag}/*" if draft.is_page else ""


def _answered(page: RenderedPage, status: int, what: str) -> RenderedPage:
    if page.status != status:
        raise PublishingError(FailureCode.PAGE, address=what, status=str(page.status))
    return page


def _draft(page: RenderedPage, language: Language) -> StaticPage:
    body = small(page.body) if page.media_type.startswith("text/html") else page.body
    return StaticPage(
        status=page.status,
        language=language,
        media_type=page.media_type,
        policy=page.policy,
        body=body,
    )

"""The view model of a whole zine: the texts of its parts, each under a heading of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from reader.library.model import Html, LanguageTag, Slug, Zine
from reader.web.site import Site
from reader.web.translations import gettext as _

# The sanitiser writes headings and anchors in one form.
_HEADING: Final = re.compile(r"<(/?)h([23])\b")
_ANCHOR: Final = re.compile(r'(<h[234] id="|<a href="#)([^"]+)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class WholePart:
    """A part of a zine on the page of all of them. ``anchor`` is the id of its heading."""

    anchor: str
    title: str
    html: Html


def volume_title(title: str, number: int, halves: tuple[tuple[Slug, ...], ...]) -> str:
    """Return the title of a page with a whole zine, or with one half of it."""
    what = _("the whole zine") if len(halves) == 1 else (_("first half"), _("second half"))[number]
    return f"{title} – {what}"


def whole_parts(
    site: Site, zine: Zine, parts: tuple[Slug, ...], tag: LanguageTag
) -> Iterator[WholePart]:
    """Yield these parts as a reader of ``tag`` has them."""
    edition = zine.edition_for(tag, site.tags)
    titles = {part.slug: part.title for part in edition.parts}
    for part in parts:
        html = site.library.text(zine, edition, part).html
        yield WholePart(anchor=f"page_{part}", title=titles[part], html=below(html, part))


def below(html: Html, part: Slug) -> Html:
    """Return a text to stand under the heading of its part.

    Its headings are a level lower, and its anchors end in the name of the part, because two parts
    may have the same.
    """
    lower = _HEADING.sub(lambda match: f"<{match[1]}h{int(match[2]) + 1}", html)
    return Html(_ANCHOR.sub(rf'\1\2-{part}"', lower))

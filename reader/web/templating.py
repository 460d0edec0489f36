"""How a page is made: one template, one frame, and the filters that speak the page's language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final, cast

from flask import Flask, render_template
from jinja2 import StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from reader.i18n.formatting import format_date, format_list, format_number, format_size
from reader.i18n.labels import KIND_LABELS, STATUS_LABELS
from reader.i18n.languages import Language, language_name
from reader.library.addresses import address, document_address
from reader.library.model import Html, LanguageTag, PartialDate
from reader.library.text.text_direction import direction
from reader.web.inline_css import inline
from reader.web.site import current_site
from reader.web.translations import translator
from reader.web.view_models.page_frame import PageFrame

# Six characters that no content can hold (private use is refused on input), as wide as "3.4 kB" will be.
WEIGHT_PLACEHOLDER: Final = "\uf8ff" * 6


def render_page(template: str, frame: PageFrame, **context: object) -> str:
    """Render a page and dress it. Every template gets ``frame``, ``site`` and what its view adds."""
    return inline(render_template(template, frame=frame, site=current_site(), **context))


@pass_context
def day(context: Context, value: date | PartialDate) -> str:
    """Write a date in words, as exact as it is known, in the page's language."""
    return format_date(value, cast("PageFrame", context["frame"]).language)


@pass_context
def number(context: Context, value: int) -> str:
    """Write a number with the page's separators."""
    return format_number(value, cast("PageFrame", context["frame"]).language)


@pass_context
def size(context: Context, value: int) -> str:
    """Write a size in bytes as kilobytes, such as ``3.4 kB``."""
    return format_size(value, cast("PageFrame", context["frame"]).language)


@pass_context
def joined(context: Context, values: Iterable[str]) -> str:
    """Write a list of words as a sentence has it, such as ``Oakland and Sacramento``."""
    return format_list(tuple(values), cast("PageFrame", context["frame"]).language)


@pass_context
def called(context: Context, language: Language) -> str:
    """Name a language inside a sentence of the page's: ``Spanish`` in English, ``español`` in Spanish."""
    return language_name(language.tag, cast("PageFrame", context["frame"]).language)


@pass_context
def tongue(context: Context, tag: LanguageTag | None) -> Markup:
    """Return the attributes of an element whose words are in another language than the page's, and nothing for any other.

    ``dir`` is there where they run the other way. Source: WCAG 3.1.2.
    """
    page = cast("PageFrame", context["frame"]).language
    if tag is None or tag == page.tag:
        return Markup("")
    runs = direction(tag)
    return Markup(' lang="{}"').format(tag) + (
        Markup(' dir="{}"').format(runs) if runs != page.direction else ""
    )


def sanitized(html: Html) -> Markup:
    """Return HTML that the library's sanitiser made, to be shown as it is: the one place where that is believed."""
    return Markup(html)  # noqa: S704  # Html is made only by reader.library.text.markdown, from nh3's output


def margin(frame: PageFrame) -> tuple[str, ...]:
    """Return what the checks say about the files behind a page, for editors, in the page's language."""
    site = current_site()
    return site.margin(f"content/{frame.source_folder or ''}", translator()) if site.margin else ()


def init_app(app: Flask) -> None:
    """Give the templates their filters and the address table, and make a missing name an error."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        day=day,
        number=number,
        size=size,
        joined=joined,
        called=called,
        sanitized=sanitized,
        tongue=tongue,
    )
    app.jinja_env.globals.update(
        address=address,
        document_address=document_address,
        kind_labels=KIND_LABELS,
        status_labels=STATUS_LABELS,
        margin=margin,
        weight=WEIGHT_PLACEHOLDER,
    )

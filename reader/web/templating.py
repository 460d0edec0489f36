"""Render a page: one template, one frame, and filters that write in the page's language."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, cast

from flask import Flask, render_template
from jinja2 import StrictUndefined, pass_context
from jinja2.ext import Extension
from jinja2.runtime import Context
from markupsafe import Markup

from reader.i18n import formatting
from reader.i18n.labels import KIND_LABELS, NEXT_LABELS, STATUS_LABELS
from reader.i18n.languages import Language, language_name
from reader.library.addresses import address, document_address
from reader.library.model import Html, LanguageTag
from reader.library.text.text_direction import direction
from reader.web.inline_css import inline
from reader.web.site import current_site
from reader.web.translations import translator
from reader.web.view_models.page_frame import PageFrame

# Six characters that no content can hold (private use is refused on input), as wide as "3.4 kB".
WEIGHT_PLACEHOLDER: Final = "\uf8ff" * 6
_INDENTATION: Final = re.compile(r"^[ \t]+", re.MULTILINE)


def render_page(template: str, frame: PageFrame, **context: object) -> str:
    """Return a page with the style rules it uses.

    Every template gets ``frame``, ``site`` and what its view adds.
    """
    return inline(render_template(template, frame=frame, site=current_site(), **context))


class Unindented(Extension):
    """Leave the indentation of templates out of pages: readers pay for every byte."""

    def preprocess(
        self,
        source: str,
        name: str | None,  # noqa: ARG002  # Jinja's signature
        filename: str | None = None,  # noqa: ARG002  # as above
    ) -> str:
        """Return the source of a template with every line beginning at its first column."""
        return _INDENTATION.sub("", source)


def _in_page_language(
    write: Callable[[Any, Language], str],
) -> Callable[[Context, Any], str]:
    """Return a filter that writes a value in the language of the page."""

    @pass_context
    def write_value(context: Context, value: Any) -> str:
        return write(value, _page_language(context))

    return write_value


def _page_language(context: Context) -> Language:
    return cast("PageFrame", context["frame"]).language


def _language_name(language: Language, page: Language) -> str:
    return language_name(language.tag, page)


@pass_context
def page_address(context: Context, route: str, **arguments: str) -> str:
    """Return the address of a route in the language of the page."""
    return address(route, language=_page_language(context).tag, **arguments)


@pass_context
def lang_attributes(context: Context, tag: LanguageTag | None) -> Markup:
    """Return ``lang`` for words in another language than the page's, and ``dir`` if that differs.

    Source: WCAG 3.1.2.
    """
    page = _page_language(context)
    if tag is None or tag == page.tag:
        return Markup("")
    attributes = Markup(' lang="{}"').format(tag)
    if direction(tag) != page.direction:
        attributes += Markup(' dir="{}"').format(direction(tag))
    return attributes


def sanitized(html: Html) -> Markup:
    """Return HTML of the library's sanitiser as markup: the one place that trusts it."""
    return Markup(html)  # noqa: S704  # only reader.library.text.markdown makes Html, by nh3


def editor_notes(frame: PageFrame) -> tuple[str, ...]:
    """Return what the checks say about the files behind a page, for editors."""
    notes = current_site().editor_notes
    return notes(f"content/{frame.source_folder or ''}", translator()) if notes else ()


# Filter → what writes a value in a language.
_FORMATS: Final[Mapping[str, Callable[[Any, Language], str]]] = {
    "format_date": formatting.format_date,
    "format_number": formatting.format_number,
    "format_size": formatting.format_size,
    "format_list": formatting.format_list,
    "language_name": _language_name,
}


def init_app(app: Flask) -> None:
    """Give the templates their filters and the address table, and make a missing name an error."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension(Unindented)
    app.jinja_env.filters.update(
        {name: _in_page_language(write) for name, write in _FORMATS.items()},
        sanitized=sanitized,
        lang_attributes=lang_attributes,
    )
    app.jinja_env.globals.update(
        address=address,
        document_address=document_address,
        page_address=page_address,
        kind_labels=KIND_LABELS,
        next_labels=NEXT_LABELS,
        status_labels=STATUS_LABELS,
        editor_notes=editor_notes,
        separator=formatting.separator,
        weight=WEIGHT_PLACEHOLDER,
    )

"""The page of an error: small, in the reader's language, with a search box and the sections."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask import request

from reader.i18n.formatting import format_date
from reader.library.addresses import DOCUMENT_ROUTES, address
from reader.web.request_language import request_language
from reader.web.site import current_site
from reader.web.templating import render_page
from reader.web.translations import gettext as _
from reader.web.view_models.page_frame import LanguageSwitch, PageFrame, PageTitle

ERROR_STATUSES: Final = (400, 404, 405, 408, 410, 413, 414, 500, 503)


def error_page(status: int) -> str:
    """Return the page of one of ERROR_STATUSES. Its language switch leads to the home pages."""
    site, language, title = current_site(), request_language(), error_title(status)
    switches = tuple(
        LanguageSwitch(
            language=each,
            address=address("home", language=each.tag),
            is_current=each.tag == language.tag,
        )
        for each in site.languages
    )
    frame = PageFrame(
        language=language,
        title=title.title,
        description=title.description,
        switches=switches,
        canonical=None,
        x_default=None,
        indexed=False,
    )
    return render_page("pages/error.html", frame)


def _withdrawal() -> str:
    """Return why and when the document of the request was withdrawn, or nothing."""
    site, language = current_site(), request_language()
    slug = (request.view_args or {}).get("slug", "")
    for kind, route in DOCUMENT_ROUTES.items():
        gone = site.library.withdrawal(kind, slug)
        if gone and (request.endpoint or "").startswith(route):
            day = format_date(gone.on, language)
            return f"{gone.why[language.tag]} {_('Taken down on %(date)s.', date=day)}"
    return ""


def error_title(status: int) -> PageTitle:
    """Return title and explanation of an error page, in the language of the request."""
    table: Mapping[int, tuple[str, str]] = {
        400: (
            _("We could not read that request"),
            _("Something in it broke on the way, and nothing was sent. Try again."),
        ),
        404: (
            _("There is no page here"),
            _("The address may be old or mistyped. Try a search."),
        ),
        405: (
            _("You can only read this page"),
            _("It cannot take what you sent. Nothing was changed."),
        ),
        408: (
            _("That took too long"),
            _("Not all of it arrived, and nothing was sent. Go back and send it again."),
        ),
        410: (_("This was taken down"), _withdrawal() or _("The library no longer has it.")),
        413: (
            _("That was too much at once"),
            _("Nothing was sent. Go back: your words may still be there to shorten."),
        ),
        414: (_("That address is too long"), _("Search for fewer words.")),
        500: (
            _("Something broke on our side"),
            _(
                "It is not your fault. The rest of the library still works; "
                "try this page again later."
            ),
        ),
        503: (
            _("Too many readers at once"),
            _("Wait a moment and try again. You can still read without searching."),
        ),
    }
    title, explanation = table[status]
    return PageTitle(title=title, description=explanation)

"""What became of something that was sent: its state, and nothing of what was written."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from http import HTTPStatus

from flask import request
from flask.typing import ResponseReturnValue

from reader.delivery.http.response_headers import NO_ROOM
from reader.library.addresses import Address, address
from reader.library.model import LanguageTag
from reader.submissions.codes import read_reference
from reader.submissions.desk import StoreUnavailableError, SubmissionDesk
from reader.submissions.labels import DECLINE_LABELS, STATE_LABELS
from reader.submissions.model import SubmissionStatus
from reader.submissions.network_limits import WINDOW_SECONDS
from reader.web.site import Site, current_site
from reader.web.templating import render_page
from reader.web.translations import gettext as _
from reader.web.view_models.form_errors import FormError
from reader.web.view_models.page_frame import PageTitle, frame_for
from reader.web.views.forms.form_request import is_admitted, pressed, sent_from_here
from reader.web.views.forms.send import desk_of


def sent(language: LanguageTag) -> ResponseReturnValue:
    """Ask for a reference, or say what became of it, or erase it for whoever has its code.

    The reference is sent in a body: in an address it would stay in the history of a phone.
    """
    site = current_site()
    desk = desk_of(site)
    if request.method != "POST":
        return _page(site, language)
    typed = request.form.get("reference", "").replace("\0", "")[:100]
    try:
        if request.environ.get(NO_ROOM):
            raise StoreUnavailableError
        if pressed("erase"):
            return _erase(site, desk, language, typed)
        status = desk.status(typed) if read_reference(typed) else None
    except StoreUnavailableError:
        message = _("We cannot look that up right now. Try again later.")
        return _page(site, language, typed, message=message), HTTPStatus.SERVICE_UNAVAILABLE
    if status is None:
        message = _("Nothing has this reference. It may be mistyped, or erased.")
        return _page(site, language, typed, message=message), HTTPStatus.UNPROCESSABLE_ENTITY
    return _page(site, language, read_reference(typed), status=status)


def _erase(
    site: Site, desk: SubmissionDesk, language: LanguageTag, typed: str
) -> ResponseReturnValue:
    status = desk.status(typed) if read_reference(typed) else None
    shown = partial(
        _page,
        site,
        language,
        read_reference(typed) if status else typed,
        status=status,
        field="page_code" if status else "page_reference",
    )
    if not is_admitted(desk):
        message = _("Too much was sent from your network. Wait an hour, then send it again.")
        wait = {"Retry-After": str(WINDOW_SECONDS)}
        return shown(message=message), HTTPStatus.TOO_MANY_REQUESTS, wait
    if sent_from_here(site) and desk.erase(typed, request.form.get("code", "")):
        return _page(site, language, is_erased=True)
    message = _("That code does not belong to this reference. Nothing was erased.")
    return shown(message=message), HTTPStatus.UNPROCESSABLE_ENTITY


def _page(
    site: Site,
    language: LanguageTag,
    typed: str = "",
    *,
    status: SubmissionStatus | None = None,
    message: str = "",
    field: str = "page_reference",
    is_erased: bool = False,
) -> str:
    place = Address(route="sent", arguments={"language": language})
    title = PageTitle(
        title=_("What became of what you sent"),
        description=_("Look up what became of a correction or a project that you sent."),
    )
    errors = (FormError(field=field, message=message),) if message else ()
    frame = replace(frame_for(site, place, title), indexed=False, canonical=None, errors=errors)
    reason = DECLINE_LABELS.get(status.reason, "") if status else ""
    return render_page(
        "pages/sent.html",
        frame,
        typed=typed,
        status=status,
        state=_(STATE_LABELS[status.state]) if status else "",
        reason=_(reason) if reason else "",
        is_erased=is_erased,
        action=address("sent", language=language),
    )

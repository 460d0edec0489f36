"""The two forms: filled in, looked at once more, sent; or saved to be finished later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Final

from flask import abort, request
from flask.typing import ResponseReturnValue

from reader.delivery.http.response_headers import NO_ROOM
from reader.library.model import LanguageTag
from reader.submissions.desk import (
    ReplayError,
    StampFault,
    StoreUnavailableError,
    SubmissionDesk,
)
from reader.submissions.form_fields import STAMP, Answers, FormName, Reason
from reader.submissions.network_limits import WINDOW_SECONDS
from reader.submissions.time_stamp import TimeStamp
from reader.web.site import Site, current_site
from reader.web.translations import gettext as _
from reader.web.view_models.form_errors import FormError
from reader.web.view_models.form_page import SEND_BUTTON, errors_of
from reader.web.views.forms.form_pages import (
    FormPage,
    check_page,
    form_page,
    opened_page,
    receipt_page,
    saved_page,
)
from reader.web.views.forms.form_request import FormRequest, pressed, read_request

# What an address may say of a form.
_QUERY: Final = ("page", "looked_for")
# The longest words of a search that a form takes over.
_LONGEST_WORDS: Final = 300


def correct(language: LanguageTag) -> ResponseReturnValue:
    """Show the form for corrections, or take one."""
    return _form(FormName.CORRECT, language)


def share(language: LanguageTag) -> ResponseReturnValue:
    """Show the form for projects, or take one, look at it once more, or save it."""
    return _form(FormName.SHARE, language)


def desk_of(site: Site) -> SubmissionDesk:
    """Return the desk of a site that has one; without, its routes do not exist."""
    return site.desk or abort(HTTPStatus.NOT_FOUND)


def _form(form: FormName, language: LanguageTag) -> ResponseReturnValue:
    site = current_site()
    desk = desk_of(site)
    page = FormPage(site=site, form=form, language=language)
    if request.method != "POST":
        # A form can be read, and typed into, while nothing can be sent.
        query = {name: request.args[name] for name in _QUERY if name in request.args}
        opened = replace(page, answers=_given(page), stamp=_new_stamp(desk, form), query=query)
        return opened_page(opened)
    try:
        sent = read_request(site, desk, form, language)
    except StoreUnavailableError:
        # Her stamp may be good again by the time that she sends it once more.
        return _unavailable(replace(page, stamp=_plain(request.form.get(STAMP, ""))))
    page = replace(page, answers=sent.filled.answers, stamp=sent.typed_stamp)
    if request.environ.get(NO_ROOM):
        return _unavailable(page)
    if pressed("resume"):
        return _resume(sent, page)
    refused = _refusal(sent)
    if refused:
        status, message = refused
        return _refused(replace(page, stamp=_new_stamp(desk, form)), status, message)
    try:
        return _take(sent, page)
    except StoreUnavailableError:
        return _unavailable(page)
    except ReplayError:
        message = _(
            "This form was sent before with other words, and this one was not sent. "
            "If you mean to send both, send it again."
        )
        page = replace(page, stamp=_new_stamp(desk, form))
        return _refused(page, HTTPStatus.CONFLICT, message)


def _refusal(sent: FormRequest) -> tuple[HTTPStatus, str] | None:
    """Return why a form is not taken, whatever is in it."""
    nothing = _("Nothing was sent.")
    if not sent.is_form:
        message = _("A form takes words, no files. Look at it and send it again.")
        return HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"{nothing} {message}"
    if not sent.is_from_here or sent.stamp is StampFault.FORGED:
        message = _("This did not come from our own page. If it is yours, send it from here.")
        return HTTPStatus.FORBIDDEN, f"{nothing} {message}"
    if sent.stamp is StampFault.EXPIRED:
        message = _("The form was open for more than three days. Look at it and send it again.")
        return HTTPStatus.UNPROCESSABLE_ENTITY, f"{nothing} {message}"
    return None


def _take(sent: FormRequest, page: FormPage) -> ResponseReturnValue:
    """Do what the button says that was pressed."""
    button = pressed("change", "save", "check", "send")
    filled = sent.filled
    if button == "change":
        return form_page(page)
    problems = filled.without_missing if button == "save" else filled.problems
    if problems:
        errors = errors_of(filled.name, problems)
        return form_page(replace(page, errors=errors)), HTTPStatus.UNPROCESSABLE_ENTITY
    if button not in {"send", "save"} and filled.name is FormName.SHARE:
        return check_page(page, is_trapped=sent.is_trapped)
    if not sent.is_admitted:
        return _too_many(page)
    if button == "save":
        code, last_day = sent.desk.save_draft(filled.answers, sent.language)
        return saved_page(page, code, last_day)
    assert isinstance(sent.stamp, TimeStamp)  # noqa: S101  # any other was refused
    receipt = sent.desk.receive(
        filled.name, filled.answers, sent.language, sent.stamp, trapped=sent.is_trapped
    )
    return receipt_page(page, receipt)


def _resume(sent: FormRequest, page: FormPage) -> ResponseReturnValue:
    """Go on with what was saved. A wrong code keeps what is in the form."""
    if not sent.is_admitted:
        return _too_many(page)
    if sent.is_from_here:
        try:
            answers = sent.desk.open_draft(request.form.get("code", ""))
        except StoreUnavailableError:
            return _unavailable(page)
        if answers is not None:
            return form_page(replace(page, answers=answers))
    error = FormError(
        field="page_code",
        message=_("Nothing is saved under this code. Look at each word; after 30 days it is gone."),
    )
    return form_page(replace(page, errors=(error,))), HTTPStatus.UNPROCESSABLE_ENTITY


def _too_many(page: FormPage) -> ResponseReturnValue:
    message = _("Too much was sent from your network. Wait an hour, then send it again.")
    return _refused(page, HTTPStatus.TOO_MANY_REQUESTS, message)


def _refused(page: FormPage, status: HTTPStatus, message: str) -> ResponseReturnValue:
    headers = {"Retry-After": str(WINDOW_SECONDS)} if status == HTTPStatus.TOO_MANY_REQUESTS else {}
    error = FormError(field=SEND_BUTTON, message=message)
    return form_page(replace(page, errors=(error,))), status, headers


def _unavailable(page: FormPage) -> ResponseReturnValue:
    """Say that nothing was kept, with all that was typed still there to copy."""
    answers = page.answers or {
        name: "\n".join(request.form.getlist(name)).replace("\0", "") for name in request.form
    }
    message = _(
        "Nothing was sent: this server cannot keep it right now. "
        "Your words are still below. Copy them, and send them later."
    )
    return _refused(replace(page, answers=answers), HTTPStatus.SERVICE_UNAVAILABLE, message)


def _new_stamp(desk: SubmissionDesk, form: FormName) -> str:
    try:
        return desk.stamp(form)
    except StoreUnavailableError:
        return ""


def _given(page: FormPage) -> Answers:
    """Return what an address says of a form: the page that it is about, or what was looked for."""
    if page.form is FormName.SHARE:
        return {"written_in": page.language}
    given: Mapping[str, str] = request.args
    looked_for = _plain(given.get("looked_for", ""))
    if looked_for:
        return {
            "reason": Reason.NOT_FOUND.value,
            "what": _("I looked for: %(words)s", words=looked_for),
        }
    path = _plain(given.get("page", ""))
    return {"page": f"{page.site.base_url}{path}" if path.startswith("/") else path}


def _plain(text: str) -> str:
    return "".join(filter(str.isprintable, text))[:_LONGEST_WORDS]

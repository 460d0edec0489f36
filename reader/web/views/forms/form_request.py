"""What came with a request to a form: its fields, its buttons, its stamp, and who sent it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs

from flask import request

from reader.library.model import LanguageTag
from reader.submissions.desk import StampFault, SubmissionDesk
from reader.submissions.form_fields import HONEYPOT, STAMP, FormName
from reader.submissions.form_rules import FilledForm, read_form
from reader.submissions.same_site import is_from_here
from reader.submissions.time_stamp import TimeStamp
from reader.web.site import Site
from reader.web.view_models.form_page import choices

_MEDIA_TYPE: Final = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRequest:
    """A form that was sent. ``typed_stamp`` is as sent, ``stamp`` what it says."""

    site: Site
    desk: SubmissionDesk
    language: LanguageTag
    filled: FilledForm
    typed_stamp: str
    stamp: TimeStamp | StampFault

    @property
    def is_form(self) -> bool:
        """Whether it was sent as browsers send forms, without a file."""
        return request.mimetype == _MEDIA_TYPE

    @property
    def is_from_here(self) -> bool:
        """Whether one of our own pages sent it, by what the browser says."""
        return sent_from_here(self.site)

    @property
    def is_admitted(self) -> bool:
        """Whether its network has not sent too many. To be asked once: it counts."""
        return is_admitted(self.desk)

    @property
    def is_trapped(self) -> bool:
        """Whether the field was filled in that people leave empty."""
        return any(value.strip() for value in request.form.getlist(HONEYPOT))


def read_request(
    site: Site, desk: SubmissionDesk, form: FormName, language: LanguageTag
) -> FormRequest:
    """Return what was sent by a form. Raises StoreUnavailableError without a key to check it."""
    sent = _sent()
    typed = (sent.get(STAMP) or [""])[0]
    return FormRequest(
        site=site,
        desk=desk,
        language=language,
        filled=read_form(form, sent, choices(site)),
        typed_stamp=typed,
        stamp=desk.read_stamp(form, typed),
    )


def _sent() -> Mapping[str, list[str]]:
    """Return all fields as they were sent.

    Werkzeug leaves bytes that are no UTF-8 in their percent-encoding: they would pass for words.
    """
    if request.mimetype != _MEDIA_TYPE:
        return request.form.to_dict(flat=False)
    body = request.get_data(cache=True, parse_form_data=False).decode("utf-8", "replace")
    return parse_qs(body, keep_blank_values=True, errors="replace")


def sent_from_here(site: Site) -> bool:
    """Return whether one of our own pages sent this request, by what the browser says."""
    public = site.base_url.partition("://")[2]
    return is_from_here(
        request.headers.get("Sec-Fetch-Site", ""),
        request.headers.get("Origin", ""),
        frozenset({public, request.host}),
    )


def is_admitted(desk: SubmissionDesk) -> bool:
    """Count this request, and return whether its network has not sent too many."""
    header = desk.client_header
    return desk.admit(request.headers.get(header, "") if header else "")


def pressed(*buttons: str) -> str:
    """Return the first of these buttons that was pressed, or nothing."""
    return next((button for button in buttons if button in request.form), "")

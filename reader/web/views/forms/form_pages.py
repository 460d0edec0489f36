"""The pages of a form: the form itself, the look before it is sent, and what comes after."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from flask import request

from reader.library.addresses import Address, address
from reader.library.model import LanguageTag
from reader.submissions.form_fields import Answers, FormName
from reader.submissions.model import Receipt
from reader.web.ready_pages import blank, filled, make_ready
from reader.web.site import Site
from reader.web.templating import render_page
from reader.web.translations import gettext as _
from reader.web.view_models.form_errors import FormError
from reader.web.view_models.form_page import form_fields
from reader.web.view_models.page_frame import PageFrame, PageTitle, frame_for


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """What a page of a form is made of. ``query`` is what its address said of it."""

    site: Site
    form: FormName
    language: LanguageTag
    answers: Answers = field(default_factory=dict)
    stamp: str = ""
    errors: tuple[FormError, ...] = ()
    query: Mapping[str, str] = field(default_factory=dict)


def opened_page(page: FormPage) -> str:
    """Return a form as it is opened, at most about a page: that one page for everybody.

    ``asked`` is the page as the address names it, ``page`` as the form shows it. The receipt is
    made ready with it: a server opens a form before its workers are forked, which then share both.
    """
    make_ready(*_blank_receipt(page))
    if not page.query.keys() <= {"page"}:
        return form_page(page)
    values = {
        "stamp": page.stamp,
        "page": page.answers.get("page", ""),
        "asked": page.query.get("page", ""),
    }
    of_a_page = {"page": blank("page")} if values["page"] else {}
    with_blanks = replace(
        page,
        stamp=blank("stamp"),
        answers={**page.answers, **of_a_page},
        query={name: blank("asked") for name in page.query},
    )
    key = (page.form.value, page.language, *of_a_page, *page.query)
    return filled(key, lambda: form_page(with_blanks), values)


def form_page(page: FormPage) -> str:
    """Return the form, filled with what was typed."""
    return render_page(
        f"pages/{page.form.value}.html",
        replace(_frame(page, _title(page.form)), errors=page.errors),
        fields=form_fields(page.site, page.form, page.answers, page.language),
        action=_address(page),
        stamp=page.stamp,
    )


def check_page(page: FormPage, *, is_trapped: bool) -> str:
    """Return the answers to be looked at once more. Source: WCAG 3.3.4.

    ``is_trapped`` says that the field was filled which people leave empty: the page sends that on.
    """
    title = PageTitle(title=_("Check your answers"), description=_title(page.form).description)
    return render_page(
        "pages/check_answers.html",
        _frame(page, title),
        fields=form_fields(page.site, page.form, page.answers, page.language),
        action=_address(page),
        stamp=page.stamp,
        is_trapped=is_trapped,
    )


def receipt_page(page: FormPage, receipt: Receipt) -> str:
    """Return the receipt. It shows nothing of what was written."""
    values = {"reference": receipt.reference, "code": receipt.code}
    return filled(*_blank_receipt(page), values)


def _blank_receipt(page: FormPage) -> tuple[tuple[str, ...], Callable[[], str]]:
    """Return the key of a receipt, and what renders it with blanks."""
    with_blanks = Receipt(reference=blank("reference"), code=blank("code"))
    return ("receipt", page.form.value, page.language), lambda: _receipt_page(page, with_blanks)


def _receipt_page(page: FormPage, receipt: Receipt) -> str:
    title = PageTitle(title=_("Sent. Thank you."), description=_title(page.form).description)
    return render_page(
        "pages/receipt.html",
        _frame(page, title),
        receipt=receipt,
        status_address=address("sent", language=page.language),
        form=page.form.value,
    )


def saved_page(page: FormPage, code: str, last_day: date) -> str:
    """Return the code under which a form was saved. It is shown once."""
    title = PageTitle(title=_("Saved"), description=_title(page.form).description)
    return render_page(
        "pages/saved.html",
        _frame(page, title),
        code=code,
        last_day=last_day,
        form_address=_address(page),
    )


def _frame(page: FormPage, title: PageTitle) -> PageFrame:
    """Return the frame. Only an empty form that nobody came to from a page is indexed."""
    place = Address(route=page.form.value, arguments={"language": page.language})
    frame = frame_for(page.site, place, title, page.query)
    is_plain = request.method != "POST" and not page.query
    return frame if is_plain else replace(frame, indexed=False, canonical=None)


def _address(page: FormPage) -> str:
    return address(page.form.value, language=page.language)


def _title(form: FormName) -> PageTitle:
    if form is FormName.CORRECT:
        return PageTitle(
            title=_("Correct a page"),
            description=_("Tell the team what is wrong, without an account."),
        )
    return PageTitle(
        title=_("Share your project"),
        description=_("Tell us how your people keep each other safe, without an account."),
    )

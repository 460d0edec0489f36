"""Fill in a form of a small library and send it, as a browser does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from reader.submissions.desk import SubmissionDesk
from reader.web.app import create_app
from reader.web.form_views import FORM_VIEWS
from reader.web.page_views import PAGE_VIEWS
from reader.web.site import Site

STAMP: Final = re.compile(r'name="stamp" value="([^"]*)"')
RECEIPT: Final = re.compile(r"<dd><strong>([^<]+)</strong></dd>")
STORY: Final = "We planted a garden.\n\nThen the neighbors came: ñandú, 「緑」 & <b>beans</b>."

CORRECTION: Final[Mapping[str, object]] = {
    "page": "/en/experiments/free-fridge",
    "reason": "fact",
    "what": STORY,
    "source": "I was there.",
    "reply": "ana@example.org",
}
PROJECT_SHARED: Final[Mapping[str, object]] = {
    "name": "La huerta de todos",
    "place": "Bayamón",
    "organization": "Vecinas",
    "what": "A garden that feeds a street",
    "story": STORY,
    "marks": ["no-police"],
    "topics": ["food", "mental-health"],
    "link": "https://huerta.example.org/",
    "running": "yes",
    "since": "May 2026",
    "contact": "huerta@example.org",
    "written_in": "es",
    "consent": "yes",
    "reply": "",
}
FORMS: Final[Mapping[str, Mapping[str, object]]] = {"correct": CORRECTION, "share": PROJECT_SHARED}


class TurnedClock:
    """A clock that goes only when it is turned."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 30, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def turn(self, **more: float) -> None:
        self.time += timedelta(**more)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSender:
    """A browser before the forms of a library whose desk keeps everything in ``folder``."""

    client: FlaskClient
    desk: SubmissionDesk
    folder: Path
    clock: TurnedClock

    def stamp(self, form: str, language: str = "en") -> str:
        """Open a form and return its stamp. Its writer takes a minute to fill it in."""
        found = STAMP.search(self.client.get(f"/{language}/{form}").text)
        assert found
        self.clock.turn(minutes=1)
        return found[1]

    def post(
        self,
        form: str,
        fields: Mapping[str, object] | None = None,
        *,
        language: str = "en",
        button: str = "send",
        headers: Mapping[str, str] | None = None,
        **changed: object,
    ) -> TestResponse:
        """Send a form; ``changed`` fields replace those that are sound, None leaves one out."""
        filled = {**(fields or FORMS[form]), "end": "1", button: "x", **changed}
        if "stamp" not in filled:
            filled["stamp"] = self.stamp(form, language)
        sent = {name: value for name, value in filled.items() if value is not None}
        return self.client.post(
            f"/{language}/{form}",
            data=urlencode(sent, doseq=True),
            headers=headers,
            content_type="application/x-www-form-urlencoded",
        )


def form_sender(
    site: Site, folder: Path, database: str = "", client_header: str = ""
) -> FormSender:
    """Return a browser before the forms of a site, kept in ``folder`` or a database."""
    clock = TurnedClock()
    desk = SubmissionDesk(folder, database, client_header, clock=clock)
    client = create_app(replace(site, desk=desk), {**PAGE_VIEWS, **FORM_VIEWS}).test_client()
    return FormSender(client=client, desk=desk, folder=folder, clock=clock)


def receipt_of(response: TestResponse) -> tuple[str, str]:
    """Return reference and code of a receipt."""
    assert response.status_code == 200, response.text
    reference, code = RECEIPT.findall(response.text)
    return reference, code

"""The forms of a small library on a free port, for browsers that fill them in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from support.serving import serving
from support.sites import make_site

from reader.submissions.desk import SubmissionDesk
from reader.submissions.encryption import unseal
from reader.submissions.store.open_store import open_store
from reader.web.app import create_app
from reader.web.form_views import FORM_VIEWS
from reader.web.page_views import PAGE_VIEWS


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenForms:
    """The address of the forms, and the folder in which what is sent is kept."""

    address: str
    folder: Path

    def kept(self) -> list[dict[str, str]]:
        """Return the answers of everything that was sent."""
        store = open_store(self.folder, "")
        key = (self.folder / "team.key").read_text()
        try:
            return [dict(unseal(each.sealed, key)) for each in store.all()]
        finally:
            store.close()


@contextmanager
def open_forms(folder: Path) -> Iterator[OpenForms]:
    """Serve the forms of a small library in a folder."""
    desk = SubmissionDesk(folder / "kept")
    site = replace(make_site(folder), desk=desk)
    with serving(create_app(site, {**PAGE_VIEWS, **FORM_VIEWS})) as address:
        yield OpenForms(address=address, folder=folder / "kept")
    desk.close()

"""The views of the forms that readers send, as a server needs them that takes any."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reader.web.routes import View
from reader.web.views.forms import send, sent

FORM_VIEWS: Final[Mapping[str, View]] = {
    "correct": send.correct,
    "share": send.share,
    "sent": sent.sent,
}

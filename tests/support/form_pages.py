"""Every page that a form can answer with, in one language, by name."""

from __future__ import annotations

from collections.abc import Mapping

from support.form_sender import CORRECTION, FormSender, receipt_of

from reader.delivery.http.response_headers import NO_ROOM
from reader.submissions.model import DeclineReason
from reader.submissions.moderation.team_desk import open_team_desk


def form_pages(sender: FormSender, language: str) -> Mapping[str, str]:
    """Send forms in every way that leads to a page of its own, and return the pages."""

    def posted(form: str, fields: Mapping[str, object] | None = None, **more: object) -> str:
        return sender.post(form, fields, language=language, **more).text

    def decided(reference: str, decision: str, *how: object) -> str:
        today = sender.clock().date()
        team = open_team_desk(sender.folder, "", "", who="editor", today=today)
        getattr(team, decision)(team.find(reference), *how)
        team.store.close()
        return sender.client.post(sent, data={"reference": reference}).text

    saved = posted("share", button="save")
    code_of_saved = saved.partition('<p class="short">')[2].partition("<")[0]
    unkept = {**CORRECTION, "stamp": sender.stamp("correct"), "end": "1", "send": "x"}
    sent = f"/{language}/sent"
    reference, code = receipt_of(sender.post("share", language=language))
    asked = {"reference": reference}
    pages = {
        "correct": sender.client.get(f"/{language}/correct?page=/{language}/about").text,
        "correct, empty": posted("correct", page=None, reason=None, what=None),
        "correct, sent": posted("correct"),
        "correct, not kept": sender.client.post(
            f"/{language}/correct", data=unkept, environ_overrides={NO_ROOM: True}
        ).text,
        "share": sender.client.get(f"/{language}/share").text,
        "share, empty": posted("share", name="", consent=None, story="", topics="none"),
        "share, looked at": posted("share", button="check"),
        "share, changed": posted("share", button="change"),
        "share, saved": saved,
        "share, gone on with": posted("share", {"code": code_of_saved}, button="resume"),
        "share, no draft": posted("share", button="resume", code="one two"),
        "share, from elsewhere": posted("share", headers={"Sec-Fetch-Site": "cross-site"}),
        "sent": sender.client.get(sent).text,
        "sent, unknown": sender.client.post(sent, data={"reference": "x"}).text,
        "sent, found": sender.client.post(sent, data=asked).text,
        "sent, declined": decided(reference, "decline", DeclineReason.NO_WORDS),
        "sent, published": decided(reference, "publish", f"/{language}/about"),
        "sent, wrong code": sender.client.post(sent, data={**asked, "erase": "x"}).text,
        "sent, erased": sender.client.post(sent, data={**asked, "code": code, "erase": "x"}).text,
    }
    return {
        f"/{language}/{name.replace(', ', '-').replace(' ', '-')}": pages[name] for name in pages
    }

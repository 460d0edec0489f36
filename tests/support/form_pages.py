"""Every page that a form can answer with, in one language, by name."""

from __future__ import annotations

from collections.abc import Mapping

from support.form_sender import FormSender, receipt_of


def form_pages(sender: FormSender, language: str) -> Mapping[str, str]:
    """Send forms in every way that leads to a page of its own, and return the pages."""

    def posted(form: str, **more: object) -> str:
        return sender.post(form, language=language, **more).text

    reference, code = receipt_of(sender.post("share", language=language))
    asked = {"reference": reference}
    sent = f"/{language}/sent"
    pages = {
        "correct": sender.client.get(f"/{language}/correct?page=/{language}/about").text,
        "correct, empty": posted("correct", page=None, reason=None, what=None),
        "correct, sent": posted("correct"),
        "share": sender.client.get(f"/{language}/share").text,
        "share, empty": posted("share", name="", consent=None, story="", topics="none"),
        "share, looked at": posted("share", button="check"),
        "share, changed": posted("share", button="change"),
        "share, saved": posted("share", button="save"),
        "share, no draft": posted("share", button="resume", code="one two"),
        "share, from elsewhere": posted("share", headers={"Sec-Fetch-Site": "cross-site"}),
        "sent": sender.client.get(sent).text,
        "sent, unknown": sender.client.post(sent, data={"reference": "x"}).text,
        "sent, found": sender.client.post(sent, data=asked).text,
        "sent, wrong code": sender.client.post(sent, data={**asked, "erase": "x"}).text,
        "sent, erased": sender.client.post(sent, data={**asked, "code": code, "erase": "x"}).text,
    }
    return {
        f"/{language}/{name.replace(', ', '-').replace(' ', '-')}": pages[name] for name in pages
    }

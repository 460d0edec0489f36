"""What somebody sends is kept once, and her words stay with her whatever goes wrong."""

from __future__ import annotations

import html
import sqlite3

import pytest
from support.form_sender import FORMS, STORY, FormSender, receipt_of
from support.html_validators import parse_errors
from support.nasty import NASTY

from reader.submissions.encryption import unseal
from reader.submissions.key_files import PRIVATE_FILE
from reader.submissions.store.open_store import open_store


def kept(sender: FormSender, database: str) -> list[dict[str, str]]:
    """Return what the team can read of everything that is kept."""
    store = open_store(sender.folder, database)
    key = (sender.folder / PRIVATE_FILE).read_text()
    try:
        return [dict(unseal(each.sealed, key)) for each in store.all()]
    finally:
        store.close()


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("form", FORMS)
def test_what_is_sent_is_kept_word_for_word(sender, database, form, language):
    reference, code = receipt_of(sender.post(form, language=language))

    (answers,) = kept(sender, database)
    expected = {
        name: "\n".join(value) if isinstance(value, list) else value
        for name, value in FORMS[form].items()
    }
    assert answers == expected
    assert len(code.split()) == 7
    assert sender.desk.status(reference).state == "received"


def test_a_form_that_is_sent_twice_is_kept_once_with_one_receipt(sender, database):
    stamp = sender.stamp("correct")

    first = receipt_of(sender.post("correct", stamp=stamp))
    second = receipt_of(sender.post("correct", stamp=stamp))

    assert first == second
    assert len(kept(sender, database)) == 1


def test_a_stamp_that_comes_back_with_other_words_is_refused_and_then_sent(sender, database):
    stamp = sender.stamp("correct")
    sender.post("correct", stamp=stamp)

    refused = sender.post("correct", stamp=stamp, what="Other words.")

    assert refused.status_code == 409
    assert "Other words." in refused.text
    fresh = refused.text.partition('name="stamp" value="')[2].partition('"')[0]
    receipt_of(sender.post("correct", stamp=fresh, what="Other words."))
    assert [each["what"] for each in kept(sender, database)].count("Other words.") == 1


def test_a_form_that_was_open_for_a_day_is_sent(sqlite_sender):
    stamp = sqlite_sender.stamp("share")
    sqlite_sender.clock.turn(hours=24)

    receipt_of(sqlite_sender.post("share", stamp=stamp))


def test_a_form_that_was_open_for_four_days_keeps_the_words_and_is_sent_at_the_second_try(
    sqlite_sender,
):
    stamp = sqlite_sender.stamp("correct", "es")
    sqlite_sender.clock.turn(days=4)

    late = sqlite_sender.post("correct", stamp=stamp, language="es")

    assert late.status_code == 422
    assert html.escape(STORY) in html.escape(html.unescape(late.text))
    fresh = late.text.partition('name="stamp" value="')[2].partition('"')[0]
    receipt_of(sqlite_sender.post("correct", stamp=fresh, language="es"))


def test_answers_are_looked_at_once_more_and_can_be_changed_before_they_are_sent(sqlite_sender):
    stamp = sqlite_sender.stamp("share")

    looked_at = sqlite_sender.post("share", button="check", stamp=stamp)
    changed = sqlite_sender.post("share", button="change", stamp=stamp)

    assert looked_at.status_code == changed.status_code == 200
    assert "Check your answers" in looked_at.text
    assert 'type="hidden" name="story"' in looked_at.text
    assert "<textarea" in changed.text
    assert html.unescape(changed.text).count(STORY) == 1
    receipt_of(sqlite_sender.post("share", stamp=stamp))


def test_what_is_saved_is_found_again_by_its_code_for_thirty_days(sender):
    saved = sender.post("share", button="save", story="Half a st", name="", consent=None)
    code = saved.text.partition('<p class="short">')[2].partition("<")[0]
    assert len(code.split()) == 7

    for typed in (code, code.upper().replace(" ", "  "), code.replace(" ", "-")):
        again = sender.post("share", {"code": typed}, button="resume")
        assert "Half a st</textarea>" in again.text

    sender.clock.turn(days=31)
    gone = sender.post("share", {"code": code}, button="resume")
    assert gone.status_code == 422
    assert 'href="#page_code"' in gone.text


@pytest.mark.parametrize("form", FORMS)
def test_nothing_that_somebody_types_breaks_a_form(sqlite_sender, form):
    for nasty in NASTY.values():
        text = {name: nasty for name, value in FORMS[form].items() if isinstance(value, str)}

        response = sqlite_sender.post(form, text)

        assert response.status_code in {200, 422}
        assert parse_errors(response.text) == []


def test_who_has_the_code_erases_what_she_sent(sender, database):
    reference, code = receipt_of(sender.post("correct"))
    asked = {"reference": reference.lower().replace("-", " ")}

    wrong = sender.client.post("/en/sent", data={**asked, "code": "one two", "erase": "x"})
    assert wrong.status_code == 422
    assert len(kept(sender, database)) == 1

    right = sender.client.post("/en/sent", data={**asked, "code": code.title(), "erase": "x"})
    assert right.status_code == 200
    assert kept(sender, database) == []
    assert sender.client.post("/en/sent", data=asked).status_code == 422


def test_a_status_page_says_where_it_is_and_nothing_of_what_was_written(sender):
    reference, _ = receipt_of(sender.post("share", language="es"))

    page = sender.client.post("/es/sent", data={"reference": reference})

    assert page.status_code == 200
    assert "Llegó. Todavía no lo ha leído nadie." in page.text
    assert not [word for word in ("huerta", "garden", "Bayamón") if word in page.text]


def test_what_is_over_is_erased_at_the_next_day_that_something_is_sent(sender, database):
    sender.post("correct")
    sender.clock.turn(days=366)

    sender.post("correct", what="A year later.")

    assert [each["what"] for each in kept(sender, database)] == ["A year later."]


def test_what_was_erased_is_not_in_the_files(sqlite_sender):
    reference, code = receipt_of(sqlite_sender.post("correct"))
    file = sqlite_sender.folder / "submissions.sqlite"
    with sqlite3.connect(file) as connection:
        ((sealed,),) = connection.execute("SELECT sealed FROM submissions")
    connection.close()

    assert sqlite_sender.desk.erase(reference, code)

    files = b"".join(path.read_bytes() for path in sqlite_sender.folder.glob("submissions.*"))
    assert sealed[40:80] not in files


def test_a_search_that_found_nothing_can_be_told_and_its_words_are_shown_first(sqlite_sender):
    page = sqlite_sender.client.get("/es/correct?looked_for=refugio+para+perros%00")

    assert "Busqué: refugio para perros</textarea>" in page.text
    assert '<option value="not-found" selected>' in page.text

"""Whatever arrives: a page in the language of the reader, her words on it, and never a 500."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.form_sender import FORMS, STORY, FormSender, form_sender, receipt_of
from support.sampling import examples
from werkzeug.test import TestResponse

from reader.delivery.http.response_headers import NO_ROOM
from reader.submissions.form_fields import FIELDS, Field, FieldKind, FormName
from reader.submissions.network_limits import network_of
from reader.submissions.store.open_store import open_store
from reader.web.site import Site

ALL_FIELDS = [(form, field) for form in FormName for field in FIELDS[form]]
TYPED = [each for each in ALL_FIELDS if each[1].kind in {FieldKind.LINE, FieldKind.TEXT}]
CHOSEN = [each for each in ALL_FIELDS if each not in TYPED]
HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')
# The long text of each form: what somebody would miss most.
LONGEST = {FormName.CORRECT: "what", FormName.SHARE: "story"}


def refused(page: TestResponse, form: FormName, field: Field, *, status: int = 422) -> bool:
    """Return whether a page refuses a field, leads to it, and has the long text of its form."""
    has_words = field.name == LONGEST[form] or STORY in html.unescape(page.text)
    return page.status_code == status and f'href="#page_{field.name}"' in page.text and has_words


@pytest.mark.parametrize("value", [None, "", " \n"])
def test_a_field_that_is_missing_or_empty_is_named_if_it_is_needed(posts, value):
    for form, field in ALL_FIELDS:
        page = posts.post(form, **{field.name: value}, language="es")

        assert refused(page, form, field) if field.required else page.status_code == 200, field


def test_a_field_that_is_too_long_comes_back_with_every_letter(posts):
    for form, field in TYPED:
        text = "ñ" * (field.longest + 1)

        page = posts.post(form, **{field.name: text})

        assert refused(page, form, field), field
        assert text in page.text
        assert f"{field.longest} characters, and it has {field.longest + 1}." in page.text


@pytest.mark.parametrize("broken", [b"\0", b"\x1b[2J", b"\xff\xfe", b"\xed\xa0\x80", b"\xc3"])
def test_letters_that_are_none_are_said_and_the_others_stay(posts, broken):
    for form, field in TYPED:
        page = posts.post(form, **{field.name: b"before" + broken + b"after"})

        assert refused(page, form, field), field
        assert "before" in page.text
        assert "after" in page.text
        assert "\0" not in page.text


def test_an_answer_that_is_not_on_the_list_is_refused(posts):
    for form, field in CHOSEN:
        assert refused(posts.post(form, **{field.name: "anything"}), form, field), field


def test_a_field_that_comes_twice_keeps_both(posts):
    for form, field in TYPED:
        page = posts.post(form, **{field.name: ["first words", "second words"]})

        assert refused(page, form, field), field
        assert "first words" in page.text
        assert "second words" in page.text


@pytest.mark.parametrize("form", FormName)
def test_a_form_without_its_end_was_cut(posts, form):
    page = posts.post(form, language="es", end=None)

    assert page.status_code == 422
    assert "No llegó todo, y no se envió nada." in page.text
    assert "ñandú" in page.text


@pytest.mark.parametrize("form", FormName)
@pytest.mark.parametrize("stamp", ["", "x", "a.b.c", "ñ\0", "x" * 9_000])
def test_a_form_with_a_forged_stamp_is_refused_with_its_words(posts, form, stamp):
    page = posts.post(form, stamp=stamp, language="es")

    assert page.status_code == 403
    assert "No se envió nada." in page.text
    assert "ñandú" in page.text


def test_the_stamp_of_another_form_does_not_fit(posts):
    stamp = posts.stamp("share")

    assert posts.post("correct", stamp=stamp).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "https://reader.example"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://[::1"},
    ],
)
def test_what_another_site_sends_is_refused(posts, headers):
    page = posts.post("correct", headers=headers)

    assert page.status_code == 403
    assert "ñandú" in page.text


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "same-origin", "Origin": "https://reader.example"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://reader.example"},
        {"Origin": "http://localhost"},
    ],
)
def test_what_our_own_page_sends_is_taken(posts, headers):
    assert posts.post("correct", headers=headers).status_code == 200


@pytest.mark.parametrize("media_type", ["application/json", "text/plain", "", "a/b; c=\x7f"])
def test_another_content_type_is_refused_with_a_page(posts, media_type):
    page = posts.client.post("/es/share", data=b'{"a": 1}', content_type=media_type)

    assert page.status_code == 415
    assert 'lang="es"' in page.text


def test_a_file_is_refused_and_the_words_beside_it_stay(posts):
    words = {name: value for name, value in FORMS["share"].items() if isinstance(value, str)}
    stamp = posts.stamp("share")

    page = posts.client.post(
        "/es/share",
        data={**words, "stamp": stamp, "end": "1", "file": (__file__, "picture.jpg")},
        content_type="multipart/form-data",
    )

    assert page.status_code == 415
    assert "ñandú" in page.text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_another_method_is_not_allowed(posts, method):
    answer = posts.client.open("/en/correct", method=method)

    assert answer.status_code == 405


def test_a_language_that_is_not_offered_has_no_form(posts):
    assert posts.client.post("/xx/correct", data={"what": "x"}).status_code == 404


def test_who_sends_too_often_waits_and_keeps_the_words(form_site, tmp_path):
    sender = form_sender(form_site, tmp_path, client_header="X-Real-IP")
    first = {"X-Real-IP": "192.0.2.7"}
    answers = [sender.post("correct", headers=first) for _ in range(31)]

    assert [answer.status_code for answer in answers] == [200] * 30 + [429]
    assert answers[-1].headers["Retry-After"] == "3600"
    assert "ñandú" in answers[-1].text
    assert sender.post("correct", headers={"X-Real-IP": "198.51.100.7"}).status_code == 200
    sender.clock.turn(hours=1)
    assert sender.post("correct", headers=first).status_code == 200
    sender.desk.close()


@pytest.mark.parametrize("form", FormName)
def test_a_form_for_which_there_is_no_room_comes_back_whole_and_can_be_sent_again(posts, form):
    stamp = posts.stamp(form, "es")
    fields = {**FORMS[form], "stamp": stamp, "end": "1", "send": "x"}

    page = posts.client.post(f"/es/{form}", data=fields, environ_overrides={NO_ROOM: True})

    assert page.status_code == 503
    assert page.headers["Cache-Control"] == "no-store"
    assert "No se envió nada" in page.text
    assert html.unescape(page.text).count(STORY) == 1
    assert f'name="stamp" value="{stamp}"' in page.text
    assert posts.post(form, stamp=stamp, language="es").status_code == 200


def test_what_became_of_something_can_be_asked_again_if_there_is_no_room(posts):
    asked = {"reference": "7K3Q9-M2XWB"}

    page = posts.client.post("/es/sent", data=asked, environ_overrides={NO_ROOM: True})

    assert page.status_code == 503
    assert asked["reference"] in page.text


def test_a_network_is_the_first_part_of_an_address_however_it_is_written():
    assert network_of("192.0.2.7") == network_of(" 192.0.2.9") == network_of("::ffff:192.0.2.1")
    assert network_of("192.0.2.7") != network_of("192.0.3.7")
    assert network_of("2001:db8:1:2::1") == network_of("2001:db8:1:ff::9")
    assert network_of("2001:db8:1::1") != network_of("2001:db8:2::1")
    assert network_of("unknown\0ñ")


@pytest.mark.parametrize(
    "doubtful",
    [{"website": "https://spam.example"}, {"what": "http://a http://b http://c http://d"}],
)
def test_what_may_be_from_a_machine_is_held_and_not_refused(sqlite_sender, doubtful):
    assert sqlite_sender.post("correct", **doubtful).status_code == 200

    store = open_store(sqlite_sender.folder, "")
    assert [each.is_held for each in store.all()] == [True]
    store.close()


def test_what_a_machine_filled_in_is_held_though_a_page_was_between(sqlite_sender):
    looked_at = sqlite_sender.post("share", button="check", website="https://spam.example")
    fields = {name: html.unescape(value) for name, value in HIDDEN.findall(looked_at.text)}
    assert 'name="website"' not in sqlite_sender.post("share", button="check").text

    assert sqlite_sender.post("share", fields).status_code == 200
    store = open_store(sqlite_sender.folder, "")
    assert [each.is_held for each in store.all()] == [True]
    store.close()


def test_who_tries_too_many_codes_waits_and_is_told_so(sqlite_sender, monkeypatch):
    reference, _ = receipt_of(sqlite_sender.post("correct"))
    monkeypatch.setattr("reader.submissions.network_limits.OF_ALL", 0)

    erased = sqlite_sender.client.post("/es/sent", data={"reference": reference, "erase": "x"})
    resumed = sqlite_sender.post("share", {"code": "a b"}, button="resume", language="es")

    for page, field in ((erased, "page_code"), (resumed, "page_send")):
        assert (page.status_code, page.headers["Retry-After"]) == (429, "3600")
        assert f'href="#{field}"' in page.text
        assert f'id="{field}"' in page.text


@pytest.fixture(scope="module")
def flooded(form_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FormSender]:
    """Open the forms for more posts than they take: elsewhere, the next one would have to wait."""
    opened = form_sender(form_site, tmp_path_factory.mktemp("flooded"))
    yield opened
    opened.desk.close()


@pytest.fixture(scope="module")
def stamps(flooded: FormSender) -> Mapping[FormName, str]:
    """Open each form once."""
    return {form: flooded.stamp(form) for form in FormName}


VALUES = st.one_of(st.text(max_size=400), st.binary(max_size=400), st.none())
NAMES = sorted({field.name for _, field in ALL_FIELDS} | {"stamp", "end", "website", "code"})


@pytest.mark.uncounted
@pytest.mark.parametrize("form", FormName)
@examples(1_500, long=25_000)
@given(
    fields=st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=6),
    button=st.sampled_from(["send", "check", "save", "change", "resume", "other"]),
)
def test_no_post_is_a_server_error(
    flooded: FormSender,
    stamps: Mapping[FormName, str],
    form: FormName,
    fields: Mapping[str, object],
    button: str,
):
    response = flooded.post(form, button=button, **{"stamp": stamps[form], **fields})

    assert response.status_code < 500
    assert "<h1" in response.text

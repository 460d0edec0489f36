"""Bodies over real connections: long, too long, cut, in chunks."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest
from end_to_end.deployments import Deployment, deployed, settings_of
from support.builders import write_content
from support.form_sender import FORMS, RECEIPT, STAMP
from support.sample_project import write_translations
from support.waiting import PATIENCE_SECONDS

from reader.submissions.store.open_store import open_store

MEDIA_TYPE = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def deployment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    """Serve a small library by gunicorn."""
    folder: Path = tmp_path_factory.mktemp("bodies")
    write_content(folder)
    write_translations(folder / "translations")
    built = Deployment(folder=folder, port=0).run("build")
    assert built.returncode == 0, built.stderr
    with deployed(folder, settings_of(folder)) as served:
        yield served


def asked(served: Deployment, method: str, path: str, body: object = None) -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", served.port, timeout=PATIENCE_SECONDS)
    try:
        connection.request(method, path, body, MEDIA_TYPE, encode_chunked=not isinstance(body, str))
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def filled(served: Deployment, form: str, **changed: str) -> str:
    stamp = STAMP.search(asked(served, "GET", f"/es/{form}")[1])
    assert stamp
    fields = {**FORMS[form], "stamp": stamp[1], "end": "1", "send": "x", **changed}
    return urlencode(fields, doseq=True)


def test_a_story_of_ten_thousand_emoji_is_sent(deployment):
    status, page = asked(
        deployment, "POST", "/es/share", filled(deployment, "share", story="🧶" * 10_000)
    )

    assert (status, len(RECEIPT.findall(page))) == (200, 2)


def test_a_form_in_chunks_is_sent(deployment):
    body = filled(deployment, "correct").encode()
    pieces = iter([body[:100], body[100:]])
    connection = HTTPConnection("127.0.0.1", deployment.port, timeout=PATIENCE_SECONDS)
    connection.request("POST", "/es/correct", pieces, MEDIA_TYPE, encode_chunked=True)
    page = connection.getresponse().read().decode()
    connection.close()

    assert len(RECEIPT.findall(page)) == 2


def test_ten_megabytes_are_refused_with_a_page_that_says_that_nothing_was_sent(deployment):
    body = filled(deployment, "correct", what="x" * 10_000_000)

    with socket.create_connection(
        ("127.0.0.1", deployment.port), timeout=PATIENCE_SECONDS
    ) as connection:
        head = f"POST /es/correct HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n"
        connection.sendall(head.encode() + body[:200_000].encode())
        answer = b""
        while piece := connection.recv(65_536):
            answer += piece

    assert answer.startswith(b"HTTP/1.1 413")
    assert b'lang="es"' in answer
    assert b"Nothing was sent." in answer


def test_a_body_that_is_cut_is_not_kept(deployment):
    body = filled(deployment, "correct", what="Cut before its end.").encode()
    before = kept(deployment)

    with socket.create_connection(
        ("127.0.0.1", deployment.port), timeout=PATIENCE_SECONDS
    ) as connection:
        head = f"POST /es/correct HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n"
        head += "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
        connection.sendall(head.encode() + body[: len(body) // 2])
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(65_536):
            pass

    assert kept(deployment) == before


def test_what_a_form_is_not_for_has_the_small_limit(deployment):
    status, _ = asked(deployment, "POST", "/healthz", "x" * 100_000)

    assert status == 413


def test_other_methods_are_answered_with_what_is_allowed(deployment):
    assert asked(deployment, "DELETE", "/es/correct")[0] == 405
    assert re.search("lang=.es", asked(deployment, "PUT", "/es/share")[1])


def kept(served: Deployment) -> int:
    store = open_store(served.folder / "submissions", "")
    count = len(store.all())
    store.close()
    return count

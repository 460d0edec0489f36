"""The HTTP matrix, as tables over the pure responder."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from delivery.static_asking import ask, header, request
from delivery.tiny_site import ERRORS, PAGE, quick_bodies, serving_of, write_generation
from hypothesis import given
from hypothesis import strategies as st

from reader.delivery.http.messages import Request, split_target
from reader.delivery.http.response_headers import CACHE_CONTROL, CachePolicy
from reader.delivery.prebuilt.page_file import PageFile
from reader.delivery.prebuilt.page_file_writer import PageFileWriter, Resource
from reader.delivery.static_responder import LONGEST_TARGET_BYTES, error_page, respond

BROWSER = {"accept-encoding": "gzip, deflate, br"}
STRONG_TAG = r'"[0-9a-f]{12}"'
ANSWERS = [
    # method, target, status, language of the body (None: empty), policy
    ("GET", "/en/", 200, "en", CachePolicy.PAGE),
    ("GET", "/es", 200, "es", CachePolicy.PAGE),
    ("GET", PAGE, 200, "en", CachePolicy.PAGE),
    ("GET", PAGE + "?fbclid=1", 200, "en", CachePolicy.PAGE),
    ("GET", "/en/search", 200, "en", CachePolicy.PAGE),
    ("GET", "/en/search?", 200, "en", CachePolicy.PAGE),
    ("GET", "/robots.txt", 200, "", CachePolicy.FILE),
    ("GET", "/", 200, "en", CachePolicy.HOME),
    ("HEAD", PAGE, 200, None, CachePolicy.PAGE),
    ("HEAD", "/", 200, None, CachePolicy.HOME),
    ("OPTIONS", PAGE, 204, None, CachePolicy.FAULT),
    ("OPTIONS", "*", 204, None, CachePolicy.FAULT),
    ("OPTIONS", "/en/experiments/icebox", 204, None, CachePolicy.FAULT),
    ("POST", PAGE, 405, "en", CachePolicy.ERROR),
    ("PUT", "/es/", 405, "es", CachePolicy.ERROR),
    ("DELETE", "/", 405, "en", CachePolicy.ERROR),
    ("BREW", PAGE, 405, "en", CachePolicy.ERROR),
    ("TRACE", PAGE, 405, "en", CachePolicy.ERROR),
    ("GET", "/en/unknown", 404, "en", CachePolicy.ERROR),
    ("GET", "/es/unknown?q=1", 404, "es", CachePolicy.ERROR),
    ("GET", "/unknown", 404, "en", CachePolicy.ERROR),
    ("HEAD", "/es/unknown", 404, None, CachePolicy.ERROR),
    ("POST", "/es/unknown", 404, "es", CachePolicy.ERROR),
    ("OPTIONS", "/es/unknown", 404, "es", CachePolicy.ERROR),
    ("CONNECT", "example.org:443", 404, "en", CachePolicy.ERROR),
    ("GET", "/en/experiments/icebox", 301, None, CachePolicy.MOVED),
    ("HEAD", "/en/experiments/icebox", 301, None, CachePolicy.MOVED),
    ("GET", "/favicon.ico", 404, None, CachePolicy.ABSENT),
    ("GET", "/apple-touch-icon-precomposed.png", 404, None, CachePolicy.ABSENT),
    ("GET", "/.well-known/change-password", 404, None, CachePolicy.ABSENT),
    # odd paths are unknown paths, or lead to the one that was meant
    ("GET", "", 301, None, CachePolicy.MOVED),
    ("GET", "//", 301, None, CachePolicy.MOVED),
    ("GET", "//en/", 301, None, CachePolicy.MOVED),
    ("GET", "/en//experiments", 301, None, CachePolicy.MOVED),
    ("GET", "/es/./", 301, None, CachePolicy.MOVED),
    ("GET", "/EN/", 301, None, CachePolicy.MOVED),
    ("GET", "/en%2Fexperiments", 301, None, CachePolicy.MOVED),
    ("HEAD", "/EN/", 301, None, CachePolicy.MOVED),
    ("POST", "/EN/", 404, "en", CachePolicy.ERROR),
    ("GET", "/experiments/fridge", 302, None, CachePolicy.HOME),
    ("GET", "/en/../en/", 404, "en", CachePolicy.ERROR),
    ("GET", "/en/%2e%2e/%2e%2e/secret", 404, "en", CachePolicy.ERROR),
    ("GET", "/es/%00", 404, "es", CachePolicy.ERROR),
    ("GET", "/es/%ff%fe", 404, "es", CachePolicy.ERROR),
    ("GET", "/es/%", 404, "es", CachePolicy.ERROR),
    ("GET", "/es/caf\u00e9\x00\x7f", 404, "es", CachePolicy.ERROR),
    ("GET", "http://example.org", 200, "en", CachePolicy.HOME),
    ("GET", f"http://example.org{PAGE}?x=1", 200, "en", CachePolicy.PAGE),
]


@pytest.mark.parametrize(("method", "target", "status", "language", "policy"), ANSWERS)
def test_each_method_and_address_has_its_answer(
    page_file: PageFile,
    method: str,
    target: str,
    status: int,
    language: str | None,
    policy: CachePolicy,
) -> None:
    path, query = split_target(target)
    response = ask(page_file, path, method, query)
    assert response.status == status
    assert header(response, "cache-control") == CACHE_CONTROL[policy]
    if language is None:
        assert response.body == b""
    else:
        assert header(response, "content-length") == str(len(response.body))
        assert (f'lang="{language}"'.encode() in response.body) == (language != "")


@pytest.mark.parametrize(
    ("method", "path", "query"),
    [
        ("GET", "/en/search", "q=fridge"),
        ("HEAD", "/en/search", "q=fridge"),
        ("POST", "/en/search", "q=fridge"),
        ("GET", "/es/experiments", "topic=food"),
        ("GET", "/es/experiments", "utm_source=sms&topic=food"),
        ("GET", "/es/experiments", "to%70ic=food"),
        ("GET", "/es/search", "%71=fridge"),
        ("GET", "/healthz", ""),
        ("POST", "/echo", ""),
        ("OPTIONS", "/echo", "x"),
    ],
)
def test_the_application_is_asked_for_what_depends_on_the_reader(
    page_file: PageFile, method: str, path: str, query: str
) -> None:
    assert respond(serving_of(page_file), request(path, method, query)) is None


@pytest.mark.parametrize("path", [PAGE, "/", "/en/unknown", "/unknown", "/robots.txt"])
@pytest.mark.parametrize("encoding", ["", "br", "gzip"])
def test_head_is_get_without_the_body(page_file: PageFile, path: str, encoding: str) -> None:
    got, head = (
        ask(page_file, path, method, accept_encoding=encoding) for method in ("GET", "HEAD")
    )
    assert (head.status, head.headers, head.body) == (got.status, got.headers, b"")


@pytest.mark.parametrize("path", ["/es/experiments", "/en/search"])
@pytest.mark.parametrize(
    "query", ["utm_source=x&fbclid=y", "gclid", "&&", "=", "Topic=food", "%ff=%", "x=topic=food"]
)
def test_what_trackers_add_to_an_address_changes_nothing(
    page_file: PageFile, path: str, query: str
) -> None:
    assert ask(page_file, path, query=query) == ask(page_file, path)


def test_a_refused_method_says_which_are_allowed(page_file: PageFile) -> None:
    assert header(ask(page_file, method="POST"), "allow") == "GET, HEAD, OPTIONS"
    assert header(ask(page_file, method="OPTIONS"), "allow") == "GET, HEAD, OPTIONS"


def test_a_former_address_leads_to_the_one_of_today(page_file: PageFile) -> None:
    moved = ask(page_file, "/en/experiments/icebox", query="utm=1")
    assert (moved.status, header(moved, "location")) == (301, PAGE)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_short_address_leads_to_the_page_in_the_language_of_whoever_opens_it(
    page_file: PageFile, language: str
) -> None:
    moved = ask(page_file, "/x/k7m2", accept_language=language)

    assert (moved.status, header(moved, "location")) == (302, f"/{language}{PAGE[3:]}")
    assert header(moved, "vary") == "Accept-Language"
    assert header(moved, "cache-control") == CACHE_CONTROL[CachePolicy.HOME]


def test_a_well_known_file_that_exists_is_served(tmp_path: str) -> None:
    with PageFileWriter(tmp_path, languages=("en",), coders="") as writer:
        bodies = quick_bodies(b"Contact: mailto:x@example.org")
        writer.add(
            Resource(
                address="/.well-known/security.txt",
                media_type="text/plain",
                policy=CachePolicy.FILE,
                bodies=bodies,
            )
        )
    assert ask(PageFile.open(tmp_path), "/.well-known/security.txt").status == 200


@pytest.mark.parametrize(
    ("length", "status"),
    [(LONGEST_TARGET_BYTES, 200), (LONGEST_TARGET_BYTES + 1, 414), (900_000, 414)],
)
def test_a_target_beyond_the_limit_gets_a_page_that_says_so(
    page_file: PageFile, length: int, status: int
) -> None:
    query = "q" * (length - len("/es/?"))
    response = ask(page_file, "/es/", query=query)
    assert response.status == status
    assert b'lang="es"' in response.body


def test_a_search_of_4000_characters_in_any_script_is_within_the_limit(page_file: PageFile) -> None:
    for character in ("x", "ñ", "ह", "🕊"):
        query = f"q={quote(character * 4000)}&language=es&page=2"
        assert respond(serving_of(page_file), request("/es/search", query=query)) is None


@pytest.mark.parametrize("status", ERRORS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_error_has_a_ready_page_in_every_language(
    page_file: PageFile, status: int, language: str
) -> None:
    response = error_page(
        serving_of(page_file), status, request(f"/{language}/x"), ("retry-after", "5")
    )
    assert response.status == status
    assert f'lang="{language}"'.encode() in response.body
    assert f"error {status}".encode() in response.body
    assert header(response, "retry-after") == "5"
    assert header(response, "etag") is None


def test_an_error_without_a_page_is_answered_with_nothing_but_its_status(
    page_file: PageFile,
) -> None:
    response = error_page(serving_of(page_file), 418, request())
    assert (response.status, response.body, header(response, "content-length")) == (418, b"", "0")


def test_a_page_costs_fewer_than_400_bytes_of_headers(page_file: PageFile) -> None:
    response = ask(page_file, **{"accept_encoding": "br"})
    status_line_date_server_and_end = 17 + 37 + 11 + 2
    assert (
        sum(len(name) + len(value) + 4 for name, value in response.headers)
        + status_line_date_server_and_end
        <= 400
    )


@given(
    method=st.sampled_from(["GET", "HEAD", "POST", "OPTIONS", ""]) | st.text(max_size=5),
    target=st.text(max_size=60) | st.sampled_from(["/", "/en", PAGE, "/en/search?q=%ff"]),
    headers=st.dictionaries(
        st.sampled_from(["accept-encoding", "accept-language", "if-none-match"]),
        st.text(max_size=40),
    ),
)
def test_nothing_a_reader_sends_makes_the_core_fail(
    page_file: PageFile, method: str, target: str, headers: dict[str, str]
) -> None:
    path, query = split_target(target)
    response = respond(
        serving_of(page_file), Request(method=method, path=path, query=query, headers=headers)
    )
    if response is not None:
        assert 200 <= response.status < 500
        assert "cache-control" in dict(response.headers)


def test_answers_do_not_depend_on_another_page_file_in_use(
    tmp_path: str, page_file: PageFile
) -> None:
    other = PageFile.open(write_generation(tmp_path, "two", "second"))
    assert b"second" in ask(other).body
    assert b"first" in ask(page_file).body

"""The recipes of deploy/: readers get through nginx and Caddy what the application says."""

from __future__ import annotations

import re
from collections.abc import Mapping

import brotli
import pytest
from delivery.small_dictionary import from_dictionary, holding
from support.built_site import BuiltSite

from bench.project import PROJECT
from bench.proxies import CurlAnswer, Proxy, curl
from bench.proxy_recipes import DEPLOY, PASSING, SENDING, WORKER_CONNECTIONS, WORKER_FILES
from bench.servers import Server
from reader.delivery.http.content_codings import Coding
from reader.library.addresses import document_address

pytestmark = pytest.mark.proxy

PAGE = "/en/privacy"
SEARCH = "/es/search?q=desescalada"
# Nobody asks for its body. Nothing is searched for HEAD, so the answer would say more, or not, if
# the worker that is asked had one of before at hand.
UNSEARCHED = "/es/search?q=nevera+sola"
BROTLI = {"Accept-Encoding": "gzip, deflate, br"}
# What a connection or a server says of itself.
OWN = {"date", "server", "connection", "keep-alive", "transfer-encoding"}
# Method, address, headers: what a proxy may not answer in its own words.
REQUESTS: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    *(
        ("GET", PAGE, {"Accept-Encoding": accepted})
        for accepted in ("br", "gzip", "br;q=0, gzip", "identity", "gzip;q=0")
    ),
    ("GET", PAGE, {}),
    ("GET", PAGE, {"Range": "bytes=10-19"}),
    ("HEAD", PAGE, BROTLI),
    ("HEAD", UNSEARCHED, BROTLI),
    ("GET", "/en/privacy.txt", {"Range": "bytes=10-19"}),
    ("GET", "/", {"Accept-Language": "es"}),
    *((method, PAGE, BROTLI) for method in ("POST", "PUT", "DELETE", "OPTIONS")),
    *(
        ("GET", path, BROTLI)
        for path in (
            "/",
            "/en",
            "/es/",
            "/es/experiments",
            "/en/search",
            "/en/privacy.txt",
            "/favicon.ico",
            "/healthz",
        )
    ),
    *(
        ("GET", path, BROTLI)
        for path in (SEARCH, "/en/search?q=", "/es/experiments?page=2", f"{PAGE}?", f"{PAGE}?x")
    ),
    *(("GET", f"/en/search?q={'a' * length}", BROTLI) for length in (4_000, 50_000)),
    # What is no address of ours, though a web server might find a file for it.
    *(
        ("GET", path, BROTLI)
        for path in (
            "/es/nada",
            "/nada",
            "/en/privacy/",
            "/en/404.html",
            "/index.html",
            "/site/en/privacy",
        )
    ),
    *(("GET", f"{PAGE}/index.html{suffix}", BROTLI) for suffix in ("", ".br", ".gz", ".zst")),
    *(
        ("GET", path, BROTLI)
        for path in (
            "/EN/privacy",
            "/en//privacy",
            "/en/%70rivacy",
            "/en/../en/privacy",
            "/.current.draft",
        )
    ),
)
# Among codings a reader takes, a server of files weighs in its own way.
WEIGHED = ("GET", PAGE, {"Accept-Encoding": "identity, gzip;q=0.5"})


def directly(
    application: Server, method: str, target: str, headers: Mapping[str, str]
) -> CurlAnswer:
    """Ask the application without a proxy."""
    sent = [part for name, value in headers.items() for part in ("--header", f"{name}: {value}")]
    return curl(f"http://127.0.0.1:{application.port}{target}", *sent, *options(method))


def options(method: str) -> tuple[str, ...]:
    return ("--head",) if method == "HEAD" else ("--request", method)


def without(names: set[str], headers: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name not in names}


def language(page: bytes) -> str:
    found = re.search(rb'<html[^>]* lang="?([a-z]+)', page)
    assert found
    return found[1].decode()


def test_every_answer_is_the_applications_to_the_letter(
    proxy: Proxy, application: Server, site: BuiltSite
) -> None:
    different = []
    for method, target, headers in (*REQUESTS, *([WEIGHED] if proxy.recipe in PASSING else [])):
        said = directly(application, method, target, headers)
        answer = proxy.ask(target, *options(method), headers=headers)
        own = OWN | of_a_file(proxy, site, method, target)
        expected, got = (
            (each.status, without(own, each.headers), each.body) for each in (said, answer)
        )
        stated = answer.headers.get("content-length", len(answer.body))
        is_whole = method == "HEAD" or int(stated) == len(answer.body)
        if got != expected or answer.version != "HTTP/2" or not is_whole:
            different.append(
                (
                    method,
                    target[:40],
                    headers,
                    got[0],
                    expected[0],
                    got[1].items() ^ expected[1].items(),
                )
            )

    assert different == []


def of_a_file(proxy: Proxy, site: BuiltSite, method: str, target: str) -> set[str]:
    """Return which headers are a web server's own matter where it sends the page itself."""
    entry = site.shelf.entry(target)
    if (
        proxy.recipe in PASSING
        or method not in {"GET", "HEAD"}
        or entry is None
        or not entry.media_type.startswith("text/html")
    ):
        return set()
    # It has an ETag of its own and offers no dictionary. The length may be left out, as Caddy does
    # for HEAD and for what is larger than its buffer of 4 kB (RFC 9110 §8.6).
    return {"etag", "use-as-dictionary", "content-length"}


def test_a_page_comes_with_the_bytes_that_were_made_for_it(proxy: Proxy, site: BuiltSite) -> None:
    answer = proxy.ask(PAGE, headers=BROTLI)

    assert answer.body == site.shelf.bodies_of(site.shelf.pages[PAGE])[Coding.BROTLI]
    assert answer.headers["content-encoding"] == "br"


def test_a_search_is_answered(proxy: Proxy) -> None:
    answer = proxy.ask(SEARCH, headers=BROTLI)

    page = brotli.decompress(answer.body).decode()
    assert answer.headers["cache-control"].startswith("private")
    assert "<mark>" in page


@pytest.mark.parametrize("proxy", PASSING, indirect=True)
def test_the_second_page_comes_by_dictionary_and_to_each_by_their_own(
    proxy: Proxy, site: BuiltSite
) -> None:
    paths = [document_address(each.kind, each.slug, "es") for each in site.library.experiments[:3]]
    first, second, other = (
        site.shelf.bodies_of(site.shelf.pages[path])[Coding.IDENTITY] for path in paths
    )
    offered = proxy.ask(paths[0], headers={"Accept-Encoding": "br, zstd"}).headers
    assert offered["use-as-dictionary"] == 'match="/es/*"'

    answers = [
        proxy.ask(paths[1], headers=headers)
        for headers in (holding(first), BROTLI, holding(other), holding(first))
    ]

    assert [answer.headers["content-encoding"] for answer in answers] == ["dcz", "br", "dcz", "dcz"]
    decoded = [
        from_dictionary(answers[0].body, first),
        brotli.decompress(answers[1].body),
        from_dictionary(answers[2].body, other),
    ]
    assert decoded == [second] * 3
    assert answers[3].body == answers[0].body
    assert answers[0].headers["vary"] == "Accept-Encoding, Available-Dictionary"
    assert answers[0].headers["cache-control"].startswith("private")
    assert len(answers[0].body) < len(answers[1].body)


@pytest.mark.parametrize("proxy", SENDING, indirect=True)
def test_a_page_sent_as_a_file_neither_offers_nor_uses_a_dictionary(
    proxy: Proxy, site: BuiltSite
) -> None:
    known = site.shelf.bodies_of(site.shelf.pages["/en/"])[Coding.IDENTITY]

    answer = proxy.ask(PAGE, headers=holding(known))

    assert answer.headers["content-encoding"] == "br"
    assert "use-as-dictionary" not in answer.headers


@pytest.mark.parametrize("target", [PAGE, "/en/privacy.txt", SEARCH])
def test_who_has_it_already_is_told_so_in_every_coding(proxy: Proxy, target: str) -> None:
    tags = []
    for accepted in ("br", "gzip", "identity"):
        whole = proxy.ask(target, headers={"Accept-Encoding": accepted})
        tags.append(whole.headers["etag"])

        again = proxy.ask(
            target, headers={"Accept-Encoding": accepted, "If-None-Match": whole.headers["etag"]}
        )

        assert (again.status, again.body) == (304, b"")
        for name in ("etag", "cache-control", "vary"):
            assert again.headers[name] == whole.headers[name]
        assert (
            proxy.ask(
                target, headers={"Accept-Encoding": accepted, "If-None-Match": '"another"'}
            ).status
            == 200
        )
    assert len(set(tags)) == 3


def test_an_unknown_address_is_answered_in_the_language_of_the_reader(proxy: Proxy) -> None:
    pages = [
        proxy.ask("/es/nada"),
        proxy.ask("/en/nothing"),
        proxy.ask("/nada", headers={"Accept-Language": "es-MX, es"}),
    ]

    assert [(page.status, language(page.body)) for page in pages] == [
        (404, "es"),
        (404, "en"),
        (404, "es"),
    ]


def test_what_an_operator_has_to_write_into_nginx_conf_is_documented() -> None:
    documented = (PROJECT / "docs" / "deploying.md").read_text(encoding="utf-8")
    assert re.search(
        rf"^worker_rlimit_nofile {WORKER_FILES};\n"
        rf"events {{\n    worker_connections {WORKER_CONNECTIONS};$",
        documented,
        re.MULTILINE,
    )


def directives(name: str) -> set[str]:
    """Return the lines of a recipe that are no comments."""
    lines = (line.strip() for line in (DEPLOY / name).read_text(encoding="utf-8").splitlines())
    return {line for line in lines if line and not line.startswith("#")}


@pytest.mark.parametrize(("passing", "sending"), list(zip(PASSING, SENDING, strict=True)))
def test_the_recipe_that_sends_files_has_everything_that_the_other_has(
    passing: str, sending: str
) -> None:
    assert directives(passing) - directives(sending) == set()

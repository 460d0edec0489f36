"""The recipes of deploy/: what a reader gets through nginx and Caddy is what the application says."""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli
import pytest
from delivery.small_dictionary import from_dictionary, holding, naming
from support.built_site import BuiltSite

from bench.project import PROJECT
from bench.proxies import NAME, CurlAnswer, Proxy, curl, free_ports, proxying
from bench.proxy_recipes import DEPLOY, PASSING, RECIPES, SENDING, WORKER_CONNECTIONS, WORKER_FILES
from bench.servers import Server
from reader.delivery.http.content_codings import Coding
from reader.library.addresses import document_address

pytestmark = pytest.mark.proxy

PAGE = "/en/privacy"
SEARCH = "/es/search?q=desescalada"
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
    ("HEAD", SEARCH, BROTLI),
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
# What a reader, or a proxy of theirs, may say of where they are and how they came.
PROXY_HEADERS = {
    "Forwarded": "for=192.0.2.1;proto=http;host=evil.example",
    **{
        f"X-Forwarded-{name}": "192.0.2.1"
        for name in ("For", "Host", "Port", "Proto", "Protocol", "Ssl")
    },
    "X-Real-IP": "192.0.2.1",
}
LEAVING = (
    "/../manifest.json",
    "/..%2fmanifest.json",
    "/en/..%2f..%2fmanifest.json",
    "/en/%2e%2e/%2e%2e/pointer",
    "/en/privacy%00",
)


def directly(
    application: Server, method: str, target: str, headers: Mapping[str, str]
) -> CurlAnswer:
    """Ask the application without a proxy."""
    sent = [part for name, value in headers.items() for part in ("--header", f"{name}: {value}")]
    return curl(f"http://127.0.0.1:{application.port}{target}", *sent, *options(method))


def head_of_one_request(listener: socket.socket) -> str:
    """Answer one request with nothing; return its head."""
    listener.settimeout(20)
    connection, _ = listener.accept()
    with connection:
        received = b""
        while b"\r\n\r\n" not in received:
            received += connection.recv(65_536)
        connection.sendall(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
    return received.decode("latin-1")


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
        if got != expected or answer.version != "HTTP/2":
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
    # A validator of its own, and no offer to be a dictionary; HEAD may leave the length out, as Caddy does (RFC 9110 §8.6).
    return {"etag", "use-as-dictionary", *(["content-length"] if method == "HEAD" else [])}


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
    assert proxy.ask(paths[0], headers=BROTLI).headers["use-as-dictionary"] == 'match="/es/*"'

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


def test_only_who_is_at_the_machine_learns_how_it_is(proxy: Proxy) -> None:
    assert proxy.ask("/healthz").status == 200
    assert proxy.ask("/healthz", "--interface", "127.0.0.2").status == 403
    assert proxy.ask(PAGE, "--interface", "127.0.0.2").status == 200


@pytest.mark.parametrize("recipe", RECIPES)
def test_the_application_is_told_nothing_of_who_asks_whatever_they_say_of_themselves(
    recipe: str, tmp_path: Path
) -> None:
    lines = (f"{name}: {value}" for name, value in PROXY_HEADERS.items())
    with socket.create_server(("127.0.0.1", 0)) as application, ThreadPoolExecutor(1) as thread:
        received = thread.submit(head_of_one_request, application)
        with proxying(
            recipe, tmp_path / "proxy", application=application.getsockname()[1], var=tmp_path
        ) as proxy:
            answer = proxy.ask(SEARCH, *(part for line in lines for part in ("--header", line)))
    names = {line.partition(":")[0].lower() for line in received.result().splitlines()[1:]}
    assert answer.status == 204
    assert not {name.lower() for name in PROXY_HEADERS} & names
    assert {"host", "user-agent"} <= names


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", f"{NAME}.evil.example", f"evil.{NAME}"]
)
def test_whoever_asks_for_another_name_is_led_nowhere(proxy: Proxy, host: str) -> None:
    for answer in (
        proxy.plainly(SEARCH, "--header", f"Host: {host}"),
        proxy.ask(PAGE, headers={"Host": host}),
    ):
        assert answer.status == 421
        assert not {"location", "content-security-policy"} & set(answer.headers)
        assert host not in str(answer.headers) + answer.body.decode()


@pytest.mark.parametrize(
    "target",
    [
        "/",
        SEARCH,
        "//evil.example/",
        "/@evil.example",
        "/.evil.example",
        "/\\evil.example",
        "http://evil.example/",
    ],
)
def test_a_redirect_leads_to_the_name_of_the_site_whatever_the_address(
    proxy: Proxy, target: str
) -> None:
    answer = proxy.plainly("/", "--request-target", target, "--header", f"Host: {NAME}")

    if answer.status == 301:
        assert answer.headers["location"].startswith(f"https://{NAME}/")
    else:
        assert answer.status in {400, 421}
        assert "location" not in answer.headers


def test_what_an_operator_has_to_write_into_nginx_conf_is_documented() -> None:
    documented = (PROJECT / "docs" / "deploying.md").read_text(encoding="utf-8")
    assert re.search(
        rf"^worker_rlimit_nofile {WORKER_FILES};\nevents {{\n    worker_connections {WORKER_CONNECTIONS};$",
        documented,
        re.MULTILINE,
    )


@pytest.mark.parametrize("target", LEAVING)
def test_an_address_that_leaves_the_site_leads_nowhere(proxy: Proxy, target: str) -> None:
    assert proxy.ask(target).status in {400, 404}


def test_a_request_larger_than_any_of_ours_is_refused_with_a_status(proxy: Proxy) -> None:
    assert proxy.ask(f"/en/search?q={'a' * 99_000}", "--http1.1").status in {400, 414, 431}
    assert proxy.ask(SEARCH, "--data-binary", "@-", "--http1.1", typed=b"a" * 200_000).status == 413


@pytest.mark.parametrize("recipe", RECIPES)
def test_nothing_is_written_down_whatever_goes_wrong(
    recipe: str, site: BuiltSite, tmp_path: Path
) -> None:
    readers_address, read_last = "127.0.0.2", naming(b"the page that somebody read last")
    nobody, _ = free_ports()
    with proxying(recipe, tmp_path / "proxy", application=nobody, var=site.settings.var) as proxy:
        asked = {"Available-Dictionary": read_last, "Referer": f"https://{NAME}/en/secret"}
        faults = (
            ("/es/search?q=fridge",),
            ("/es/secret",),
            ("/es/secret?fridge", "--data", "fridge"),
            (f"/secret{'s' * 99_000}",),
        )
        for target, *more in faults:
            assert (
                proxy.ask(
                    target, "--http1.1", "--interface", readers_address, *more, headers=asked
                ).status
                >= 400
            )
        proxy.plainly("/es/search?q=fridge", "--interface", readers_address)
        with pytest.raises(ssl.SSLError):
            proxy.shake_hands(ssl.TLSVersion.TLSv1_2, context=ssl.create_default_context())
    written = proxy.written()
    for secret in ("fridge", "secret", readers_address, "127.0.0.1:", read_last[1:9]):
        assert secret not in written, written
    assert "nginx" not in recipe or not written


def directives(name: str) -> set[str]:
    """Return the lines of a recipe that are no comments."""
    lines = (line.strip() for line in (DEPLOY / name).read_text(encoding="utf-8").splitlines())
    return {line for line in lines if line and not line.startswith("#")}


@pytest.mark.parametrize(("passing", "sending"), list(zip(PASSING, SENDING, strict=True)))
def test_the_recipe_that_sends_files_has_everything_that_the_other_has(
    passing: str, sending: str
) -> None:
    assert directives(passing) - directives(sending) == set()

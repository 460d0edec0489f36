"""What nobody gets through nginx and Caddy by the recipes of deploy/, and what these never tell."""

from __future__ import annotations

import socket
import ssl
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from delivery.small_dictionary import naming
from support.built_site import BuiltSite
from support.waiting import PATIENCE_SECONDS

from bench.ports import reserved_ports
from bench.proxies import NAME, Proxy, proxying
from bench.proxy_recipes import RECIPES

pytestmark = pytest.mark.proxy
PAGE = "/en/privacy"
SEARCH = "/es/search?q=desescalada"
CATALOG_SEARCH = "/es/opds/search.xml?q=desescalada"
CORRECT = "/es/correct?page=/es/about"
# What only the application answers, and no proxy from a file.
UNREADY = "/es/experiments?status=open"
READER = "127.0.0.9"
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


def heads(listener: socket.socket, count: int) -> list[dict[str, str]]:
    """Answer so many requests with nothing; return their headers."""
    listener.settimeout(PATIENCE_SECONDS)
    received = []
    for _ in range(count):
        connection, _ = listener.accept()
        with connection:
            head = b""
            while b"\r\n\r\n" not in head:
                head += connection.recv(65_536)
            connection.sendall(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
        lines = head.decode("latin-1").splitlines()[1:]
        pairs = (line.partition(": ") for line in lines)
        received.append({name.lower(): value for name, _, value in pairs})
    return received


def test_only_who_is_at_the_machine_learns_how_it_is(proxy: Proxy) -> None:
    assert proxy.ask("/healthz").status == 200
    assert proxy.ask("/healthz", "--interface", "127.0.0.2").status == 403
    assert proxy.ask(PAGE, "--interface", "127.0.0.2").status == 200


@pytest.mark.parametrize("recipe", RECIPES)
def test_who_asks_is_told_only_where_turns_and_limits_are_whatever_they_say_of_themselves(
    recipe: str, tmp_path: Path
) -> None:
    lines = (f"{name}: {value}" for name, value in PROXY_HEADERS.items())
    headers = [part for line in lines for part in ("--header", line)]
    with socket.create_server(("127.0.0.1", 0)) as application, ThreadPoolExecutor(1) as thread:
        received = thread.submit(heads, application, 4)
        with proxying(
            recipe, tmp_path / "proxy", application=application.getsockname()[1], var=tmp_path
        ) as proxy:
            for target in (UNREADY, CORRECT, SEARCH, CATALOG_SEARCH):
                answer = proxy.ask(target, "--interface", READER, *headers)
                assert answer.status == 204
    untold, *told = received.result()
    assert not {name.lower() for name in PROXY_HEADERS} & set(untold)
    assert {"host", "user-agent"} <= set(untold)
    for named in told:
        assert named["x-real-ip"] == READER
        assert {name.lower() for name in PROXY_HEADERS} & set(named) == {"x-real-ip"}


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", f"{NAME}.evil.example", f"evil.{NAME}"]
)
def test_whoever_asks_for_another_name_is_led_nowhere(proxy: Proxy, host: str) -> None:
    for answer in (
        proxy.plainly(SEARCH, "--header", f"Host: {host}"),
        proxy.ask(PAGE, headers={"Host": host}),
    ):
        assert answer.status == 421
        assert not {"location", "content-security-policy", "x-frame-options"} & set(answer.headers)
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
    with (
        reserved_ports(1) as (nobody,),
        proxying(recipe, tmp_path / "proxy", application=nobody, var=site.settings.var) as proxy,
    ):
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

"""Who can come in: versions of TLS, what a phone of 2014 offers, and phones without TLS."""

from __future__ import annotations

import ssl
import warnings
from contextlib import closing
from pathlib import Path

import pytest
from support.built_site import BuiltSite

from bench.proxies import NAME, Proxy, proxying
from bench.proxy_recipes import RECIPES
from bench.servers import Server

pytestmark = pytest.mark.proxy

# What TLS can say in one packet: 1,500 bytes without the headers of IP, TCP and the record.
PACKET_BYTES = 1_426
PAGE = "/en/privacy"
SEARCH = "/es/search?q=desescalada"


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_old_and_new_phones_shake_hands_and_may_speak_http_2(
    proxy: Proxy, version: ssl.TLSVersion
) -> None:
    context = ssl.create_default_context(cafile=str(proxy.certificate))
    context.set_alpn_protocols(["h2", "http/1.1"])

    with closing(proxy.shake_hands(version, context=context)) as connection:
        assert connection.selected_alpn_protocol() == "h2"


def test_what_a_phone_of_2014_offers_is_enough(proxy: Proxy) -> None:
    context = ssl.create_default_context(cafile=str(proxy.certificate))
    context.set_ciphers("ECDHE-ECDSA-AES128-GCM-SHA256")
    context.set_ecdh_curve("prime256v1")

    with closing(proxy.shake_hands(ssl.TLSVersion.TLSv1_2, context=context)) as connection:
        connection.sendall(
            f"GET {PAGE} HTTP/1.1\r\nHost: {NAME}\r\n"
            "Accept-Encoding: gzip\r\nConnection: close\r\n\r\n".encode()
        )
        assert connection.recv(12) == b"HTTP/1.1 200"


def test_the_first_packet_can_be_read_before_the_second_has_come(proxy: Proxy) -> None:
    context = ssl.create_default_context(cafile=str(proxy.certificate))
    with closing(proxy.shake_hands(ssl.TLSVersion.TLSv1_3, context=context)) as connection:
        connection.sendall(
            f"GET {PAGE} HTTP/1.1\r\nHost: {NAME}\r\n"
            "Accept-Encoding: br\r\nConnection: close\r\n\r\n".encode()
        )
        records = list(
            iter(lambda: connection.recv(65_536), b"")
        )  # one at a time: OpenSSL gives no more
    assert sum(map(len, records)) > PACKET_BYTES
    assert len(records[0]) <= PACKET_BYTES


def test_versions_of_tls_that_are_broken_are_refused(proxy: Proxy) -> None:
    context = ssl.create_default_context(cafile=str(proxy.certificate))
    context.set_ciphers("DEFAULT:@SECLEVEL=0")

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        with pytest.raises(ssl.SSLError, match="PROTOCOL_VERSION"):
            proxy.shake_hands(ssl.TLSVersion.TLSv1_1, context=context)


def test_who_comes_back_is_not_sent_the_certificate_again(proxy: Proxy) -> None:
    context = ssl.create_default_context(cafile=str(proxy.certificate))
    with closing(proxy.shake_hands(ssl.TLSVersion.TLSv1_2, context=context)) as first:
        # A server keeps a session after it has sent the last word of the handshake, and before it
        # answers: whoever comes back sooner may come too early.
        first.sendall(f"HEAD {PAGE} HTTP/1.1\r\nHost: {NAME}\r\n\r\n".encode())
        assert first.recv(12) == b"HTTP/1.1 200"
        session = first.session

    with closing(proxy.shake_hands(ssl.TLSVersion.TLSv1_2, session, context=context)) as second:
        assert second.session_reused


def test_who_types_the_name_is_led_to_https_with_all_they_typed(proxy: Proxy) -> None:
    answer = proxy.plainly(SEARCH)

    assert answer.status == 301
    assert answer.headers["location"] == f"https://{NAME}{SEARCH}"


def also_plainly(recipe: str) -> str:
    """Serve old phones without TLS too, as docs/deploying.md says."""
    redirect = "redir https://library.example.org{uri} permanent"
    if redirect in recipe:
        return recipe.replace(redirect, "import reader")
    first, second = (
        recipe.index("server {\n    listen 80;"),
        recipe.index("server {\n    listen 443 "),
    )
    return recipe[:first] + recipe[second:].replace(
        "server {", "server {\n    listen 80;\n    listen [::]:80;", 1
    )


@pytest.mark.parametrize("recipe", RECIPES)
def test_phones_without_tls_can_be_served_too(
    recipe: str, application: Server, site: BuiltSite, tmp_path: Path
) -> None:
    with proxying(
        recipe,
        tmp_path / "proxy",
        application=application.port,
        var=site.settings.var,
        change=also_plainly,
    ) as proxy:
        plain, safe = (
            proxy.plainly(PAGE, "--header", "Accept-Encoding: gzip"),
            proxy.ask(PAGE, headers={"Accept-Encoding": "gzip"}),
        )

    assert (plain.version, plain.status, plain.body) == ("HTTP/1.1", 200, safe.body)
    assert plain.headers["content-encoding"] == "gzip"

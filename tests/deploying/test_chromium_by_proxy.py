"""The second page by dictionary, in a real Chromium, over TLS and HTTP/2."""

from __future__ import annotations

import base64
import hashlib
import subprocess
from pathlib import Path

import pytest
from delivery.chromium_reader import reading_in
from playwright.sync_api import Browser
from support.built_site import BuiltSite

from bench.proxies import NAME, Proxy
from bench.proxy_recipes import PASSING
from reader.library.addresses import document_address

pytestmark = [pytest.mark.proxy, pytest.mark.browser]


def trusting(proxy: Proxy) -> tuple[str, ...]:
    """Return the arguments with which Chromium trusts the proxy of a test like the real one."""
    key = subprocess.run(
        ("openssl", "x509", "-in", proxy.certificate, "-pubkey", "-noout"),
        capture_output=True,
        check=True,
    ).stdout
    der = base64.b64decode(b"".join(key.splitlines()[1:-1]))
    pin = base64.b64encode(hashlib.sha256(der).digest()).decode()
    return (
        f"--ignore-certificate-errors-spki-list={pin}",
        f"--host-resolver-rules=MAP {NAME} 127.0.0.1",
        # Otherwise it stores dictionaries only from sites with a certificate of a root it knows.
        "--disable-features=CompressionDictionaryTransportRequireKnownRootCert",
    )


@pytest.mark.parametrize("proxy", PASSING, indirect=True)
def test_a_browser_gets_its_second_page_by_dictionary(
    proxy: Proxy, site: BuiltSite, chromium_program: Browser, tmp_path: Path
) -> None:
    first, second = (
        document_address(each.kind, each.slug, "es") for each in site.library.experiments[:2]
    )
    with reading_in(
        chromium_program, tmp_path / "profile", f"https://{NAME}:{proxy.port}", *trusting(proxy)
    ) as reading:
        plain = reading.read(first)
        assert (plain.coding, plain.protocol, len(reading.requests)) == ("br", "h2", 1)

        by_dictionary = reading.read_until_by_dictionary(second)

        assert by_dictionary.weight_bytes < plain.weight_bytes
        assert (
            reading.page.locator("h1").inner_text()
            == site.library.experiments[1].editions["es"].title
        )

"""Behind a recipe a limit of forms is that of a network, whoever somebody says to be."""

from __future__ import annotations

from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest
from support.built_site import BuiltSite
from support.form_sender import CORRECTION, RECEIPT, STAMP

from bench.client import Endpoint
from bench.proxies import NAME, proxying
from bench.proxy_recipes import PASSING
from bench.servers import SITE, Server, serving
from reader.submissions.network_limits import OF_A_NETWORK

pytestmark = [pytest.mark.proxy, pytest.mark.long]


@pytest.fixture(scope="module")
def counting(site: BuiltSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve the site by one worker, which reads what the recipes say of who asks."""
    settings = {
        "READER_SUBMISSIONS": str(tmp_path_factory.mktemp("kept") / "submissions"),
        "READER_TRUSTED_PROXY": "X-Real-IP",
        "WEB_CONCURRENCY": "1",
    }
    with serving(SITE, site.settings.var, **settings) as server:
        yield server


def asked(endpoint: Endpoint, source: str, body: str = "", said: str = "192.0.2.1") -> str:
    """Open a form, or send one, from an address; return the page."""
    connection = HTTPConnection(NAME)
    connection.sock = endpoint.connect(source)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Real-IP": said}
    connection.request("POST" if body else "GET", "/en/correct", body or None, headers)
    page = connection.getresponse().read().decode()
    connection.close()
    return page


def sent(endpoint: Endpoint, source: str, said: str) -> bool:
    """Send a form, and return whether it was taken."""
    stamp = STAMP.search(asked(endpoint, source))
    assert stamp
    fields = {**CORRECTION, "stamp": stamp[1], "end": "1", "send": "x"}
    return bool(RECEIPT.search(asked(endpoint, source, urlencode(fields), said)))


@pytest.mark.parametrize("recipe", PASSING)
def test_one_network_sends_so_many_forms_and_another_is_not_kept_from_it(
    recipe: str, counting: Server, site: BuiltSite, tmp_path: Path
) -> None:
    networks = {"nginx.conf": "127.1.1", "Caddyfile": "127.2.1"}
    with proxying(
        recipe, tmp_path / "proxy", application=counting.port, var=site.settings.var
    ) as proxy:
        _, endpoint = proxy.endpoints()
        taken = [
            sent(endpoint, f"{networks[recipe]}.{number}", f"192.0.{number}.1")
            for number in range(1, OF_A_NETWORK + 2)
        ]
        elsewhere = sent(endpoint, f"{networks[recipe][:-1]}2.1", "192.0.2.1")

    assert taken == [True] * OF_A_NETWORK + [False]
    assert elsewhere

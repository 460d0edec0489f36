"""Slow and hostile clients before a proxy, at the port without TLS and at the one with it.

A fifth of what `python -m bench slow-proxies` does, with a fifth of the connections that
docs/deploying.md gives to nginx.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from functools import cache
from pathlib import Path

import pytest
from delivery.served import ended
from support.built_site import BuiltSite
from support.waiting import wait_for

from bench.client import answered_status, request
from bench.proxies import Proxy, proxying
from bench.proxy_recipes import RECIPES, WORKER_CONNECTIONS
from bench.servers import Server
from bench.slow_clients import ATTACKS, FRESH, Attack, fresh_targets, held, open_more_files, wait

pytestmark = pytest.mark.proxy

SHARE = 5
FILES = 2_048
LONGEST_WAIT_MILLISECONDS = 2_000
SENT_AWAY_SECONDS = 15
# What a reader of a byte a second is sent is in buffers of the system: nobody can recall it.
ENDED = [attack for attack in ATTACKS if not attack.reads_slowly]
HELD_OF_EACH = 3
HALF_FORMS = next(attack for attack in ATTACKS if attack.name == "forms that stop half way")


@pytest.fixture(scope="module")
def small_proxies(
    site: BuiltSite, application: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Proxy]]:
    """Start each recipe at most once, with a fifth of the connections."""
    open_more_files(FILES)
    folder, few = tmp_path_factory.mktemp("small"), WORKER_CONNECTIONS // SHARE
    with ExitStack() as stack:

        @cache
        def start(recipe: str) -> Proxy:
            running = proxying(
                recipe,
                folder / recipe,
                application=application.port,
                var=site.settings.var,
                worker_connections=few,
            )
            return stack.enter_context(running)

        yield start


@pytest.mark.parametrize("recipe", RECIPES)
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_a_fresh_reader_is_let_in_through_an_attack_at_both_ports(
    small_proxies: Callable[[str], Proxy], site: BuiltSite, recipe: str, attack: Attack
) -> None:
    plain, safe = small_proxies(recipe).endpoints()
    targets = fresh_targets(site.settings.var)
    page = targets["reader"]
    with ExitStack() as stack:
        for endpoint in (plain, safe):
            stack.enter_context(held(attack, endpoint, attack.connections // SHARE, page[0]))
        waits = [
            wait(*asked, readers=FRESH // SHARE)
            for asked in ((plain, page, 301), (safe, page), (safe, targets["search"]))
        ]
    assert max(waits) < LONGEST_WAIT_MILLISECONDS


def hurried(recipe: str) -> str:
    """Let every time limit of a recipe be two seconds."""
    changed, count = re.subn(r"(_timeout |read_header |read_body |idle )\d+s", r"\g<1>2s", recipe)
    assert count
    return changed


def test_whoever_comes_no_further_is_sent_away_at_both_ports(
    application: Server, site: BuiltSite, tmp_path: Path
) -> None:
    page = fresh_targets(site.settings.var)["reader"][0]
    var = site.settings.var
    ours = {}
    with ExitStack() as stack:
        for recipe in RECIPES:
            proxy = stack.enter_context(
                proxying(
                    recipe, tmp_path / recipe, application=application.port, var=var, change=hurried
                )
            )
            for endpoint in proxy.endpoints():
                for attack in ENDED:
                    ours[recipe, bool(endpoint.tls), attack.name] = stack.enter_context(
                        held(attack, endpoint, HELD_OF_EACH, page)
                    )

        def still_here() -> list[tuple[str, bool, str]]:
            return [who for who, connections in ours.items() if not all(map(ended, connections))]

        with suppress(AssertionError):
            wait_for(lambda: not still_here(), SENT_AWAY_SECONDS)
        assert still_here() == []


@pytest.mark.parametrize("recipe", [recipe for recipe in RECIPES if recipe.startswith("nginx")])
def test_one_address_has_a_hundred_requests_under_way_at_most_and_others_do_not_notice(
    small_proxies: Callable[[str], Proxy], site: BuiltSite, recipe: str
) -> None:
    proxy = small_proxies(recipe)
    _, safe = proxy.endpoints()
    page = fresh_targets(site.settings.var)["reader"][0]

    def status(source: str) -> int:
        with safe.connect(source) as connection:
            connection.sendall(request(page))
            return answered_status(connection)

    with held(HALF_FORMS, safe, 101, page):
        wait_for(lambda: status("127.0.0.1") == 429)
        assert status("127.0.0.2") == 200
    wait_for(lambda: status("127.0.0.1") == 200)
    assert proxy.written() == "", "whom it refused is not written down"

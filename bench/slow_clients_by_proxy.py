"""How long a fresh reader waits behind each recipe while others hold connections open.

Each attack of ``bench.slow_clients`` is held at full size at both ports at once, with TLS and
without. A redirect is asked for without TLS, a page and a search with it.
"""

from __future__ import annotations

from contextlib import ExitStack
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bench.figures import Figure
from bench.proxies import Proxy, proxying
from bench.proxy_recipes import RECIPES
from bench.servers import SITE, serving
from bench.slow_clients import ATTACKS, FRESH, fresh_targets, held, open_more_files, wait

_AT_MOST_MS: Final = {"redirect": 100, "reader": 200, "search": 400}


def figures(var: Path) -> tuple[Figure, ...]:
    """Hold every attack behind every recipe. Raises BenchError where somebody is not let in."""
    open_more_files()
    targets = fresh_targets(var)
    measured: list[Figure] = []
    with serving(SITE, var) as server, TemporaryDirectory() as folder:
        for recipe in RECIPES:
            with proxying(recipe, Path(folder) / recipe, application=server.port, var=var) as proxy:
                measured += _figures(proxy, targets)
    return tuple(measured)


def _figures(proxy: Proxy, targets: dict[str, list[str]]) -> list[Figure]:
    plain, safe = proxy.endpoints()
    page = targets["reader"]
    longest = dict.fromkeys(_AT_MOST_MS, 0.0)
    for attack in ATTACKS:
        with ExitStack() as stack:
            for endpoint in (plain, safe):
                stack.enter_context(held(attack, endpoint, attack.connections, page[0]))
            waits = {who: wait(safe, named) for who, named in targets.items()}
            waits["redirect"] = wait(plain, page, HTTPStatus.MOVED_PERMANENTLY)
        longest = {who: max(longest[who], waits[who]) for who in longest}
    return [_figure(proxy.recipe, who, value) for who, value in longest.items()]


def _figure(recipe: str, who: str, longest: float) -> Figure:
    name = f"{recipe}: fresh {who}, median of {FRESH}, in the worst attack"
    return Figure(name=name, value=longest, form="{:.1f} ms", at_most=_AT_MOST_MS[who])

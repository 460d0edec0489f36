"""The site behind each recipe of deploy/, started once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache

import pytest
from support.built_site import BuiltSite

from bench.proxies import Proxy, proxying
from bench.proxy_recipes import RECIPES
from bench.servers import SITE, Server, serving


@pytest.fixture(scope="session")
def application(site: BuiltSite) -> Iterator[Server]:
    """Serve the site as it is served behind a proxy."""
    with serving(SITE, site.settings.var) as server:
        yield server


@pytest.fixture(scope="session")
def proxies(
    site: BuiltSite, application: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Proxy]]:
    """Start each recipe at most once, whatever the order of the tests."""
    folder = tmp_path_factory.mktemp("proxies")
    with ExitStack() as stack:

        @cache
        def start(recipe: str) -> Proxy:
            return stack.enter_context(
                proxying(
                    recipe, folder / recipe, application=application.port, var=site.settings.var
                )
            )

        yield start


@pytest.fixture(params=RECIPES)
def proxy(request: pytest.FixtureRequest, proxies: Callable[[str], Proxy]) -> Proxy:
    """A running proxy, by every recipe in turn unless a test names some."""
    return proxies(request.param)
